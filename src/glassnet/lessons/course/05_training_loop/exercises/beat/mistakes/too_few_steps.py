# expect: too_few_steps


def settings() -> dict[str, object]:
    return {"optimizer": "sgd", "learning_rate": 0.3, "batch_size": 600}
