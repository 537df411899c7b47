# expect: too_many_parameters


def recipe() -> dict[str, object]:
    return {"hidden": [16], "activation": "tanh", "learning_rate": 0.05}
