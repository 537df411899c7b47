# expect: divided_by_the_slope


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    slope = p * (1 - p)
    squared = 2 * (p - target)
    entropy = (p - target) / slope
    return squared, squared / slope, entropy, p - target
