# expect: rate_too_high


def recipe() -> dict[str, object]:
    return {"hidden": [8], "activation": "tanh", "learning_rate": 10.0}
