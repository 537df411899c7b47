# expect: no_hidden_layer


def recipe() -> dict[str, object]:
    return {"hidden": [], "activation": "tanh", "learning_rate": 0.05}
