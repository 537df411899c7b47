# expect: rate_too_low


def recipe() -> dict[str, object]:
    return {"hidden": [8], "activation": "tanh", "learning_rate": 0.0001}
