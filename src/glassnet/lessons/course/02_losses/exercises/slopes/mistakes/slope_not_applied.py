# expect: slope_not_applied


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    slope = p * (1 - p)
    squared = 2 * (p - target)
    entropy = (p - target) / slope
    return squared, squared, entropy, p - target
