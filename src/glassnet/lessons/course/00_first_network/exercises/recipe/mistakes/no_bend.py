# expect: no_bend


def recipe() -> dict[str, object]:
    return {"hidden": [8], "activation": "identity", "learning_rate": 0.05}
