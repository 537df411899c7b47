# expect: rate_too_low


def settings() -> dict[str, object]:
    return {"optimizer": "adam", "learning_rate": 0.001, "batch_size": 32}
