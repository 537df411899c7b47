# expect: rate_too_high


def settings() -> dict[str, object]:
    return {"optimizer": "sgd", "learning_rate": 10.0, "batch_size": 10}
