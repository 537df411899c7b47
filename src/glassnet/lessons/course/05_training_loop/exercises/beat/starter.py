"""Beat this score."""


def settings() -> dict[str, object]:
    """Return how the network of the two moons is trained, and beat the given training.

    The network is [2, 8, 2] with tanh, and it has 600 examples and 20 epochs. The settings below come to 84.5 % on the
    validation set. Wanted: at least 95 % for the start in the middle of five. The network stays as it is.

    Returns:
        "optimizer": "sgd", "momentum", "rmsprop" or "adam"; "learning_rate": above 0; "batch_size": 1 to 600.
    """
    # Your turn: change one at a time, and look at the losses that the verdict shows.
    return {"optimizer": "sgd", "learning_rate": 0.1, "batch_size": 32}
