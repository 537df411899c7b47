# expect: forgot_factor_two


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    slope = p * (1 - p)
    squared = p - target
    entropy = (p - target) / slope
    return squared, squared * slope, entropy, p - target
