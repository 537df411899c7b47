def settings():
    return {"optimizer": "adam", "learning_rate": 0.3, "batch_size": 128}
