"""The slopes of two losses."""


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    """Return the slopes of two losses for one sigmoid output, with respect to the output and to its logit.

    Args:
        p: the output, sigmoid(z), strictly between 0 and 1.
        target: 1 or 0.

    Returns:
        dL/dp and dL/dz for the squared error (p - target)², then dL/dp and dL/dz for the binary cross-entropy.
    """
    slope = p * (1 - p)
    squared = 2 * (p - target)
    entropy = (p - target) / slope
    return squared, squared * slope, entropy, p - target
