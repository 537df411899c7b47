# expect: slope_left_in_entropy


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    slope = p * (1 - p)
    squared = 2 * (p - target)
    entropy = (p - target) / slope
    return squared, squared * slope, entropy, (p - target) * slope
