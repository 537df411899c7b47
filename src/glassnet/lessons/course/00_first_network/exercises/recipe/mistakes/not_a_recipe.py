# expect: not_a_recipe


def recipe() -> dict[str, object]:
    return {"hidden": 8, "activation": "tanh", "learning_rate": 0.05}
