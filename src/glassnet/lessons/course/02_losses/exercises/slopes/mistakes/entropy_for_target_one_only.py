# expect: entropy_for_target_one_only


def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    slope = p * (1 - p)
    squared = 2 * (p - target)
    entropy = -target / p
    return squared, squared * slope, entropy, entropy * slope
