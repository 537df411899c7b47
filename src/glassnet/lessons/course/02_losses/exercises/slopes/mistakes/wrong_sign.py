# expect: wrong_sign


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    slope = p * (1 - p)
    squared = 2 * (target - p)
    entropy = (target - p) / slope
    return squared, squared * slope, entropy, target - p
