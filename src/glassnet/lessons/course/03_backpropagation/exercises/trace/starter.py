"""One step by hand."""

from math import exp


def trace() -> dict[str, float | None]:
    """Return the steps of one update of the 2-2-1 network for another input, to four decimals.

    The weights are those of the lesson: W1 = [[0.1, 0.3], [0.2, 0.4]], b1 = [0.01, 0.02], W2 = [[0.5, 0.6]],
    b2 = [0.03], sigmoid in both layers. The input is x = [0.5, 1.5], its target 0, the loss L = (a2 - target)².

    Returns:
        Each step by its name. Replace every None by a number, or by Python that works it out.
    """
    return {
        "z1[0]": None,  # weighted sum of the first hidden unit
        "a1[0]": None,  # its activation
        "a1[1]": None,  # the activation of the second hidden unit
        "z2": None,
        "a2": None,  # the prediction
        "loss": None,
        "dL/da2": None,
        "delta2": None,  # dL/dz2
        "dL/dW2[0]": None,  # for the weight from the first hidden unit
        "dL/da1[0]": None,
        "delta1[0]": None,  # dL/dz1 of the first hidden unit
        "dL/dW1[0][1]": None,  # for the weight from the second input to the first hidden unit
    }
