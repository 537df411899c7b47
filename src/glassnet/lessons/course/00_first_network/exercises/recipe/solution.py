"""Your own first network."""


def recipe() -> dict[str, object]:
    """Return a network for the two moons, and the learning rate that it is trained with.

    It is trained with Adam for 100 epochs in batches of 32, from five starts. Wanted: at least
    95 % on the validation set for the start in the middle, with at most 50 parameters (weights
    and biases together).

    Returns:
        "hidden": units of each hidden layer, such as [16, 4]; "activation": such as "relu" or "tanh";
        "learning_rate": above 0.
    """
    return {"hidden": [8], "activation": "tanh", "learning_rate": 0.05}
