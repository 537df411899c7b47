def settings():
    return {"optimizer": "momentum", "learning_rate": 0.3, "batch_size": 32}
