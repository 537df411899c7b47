def slopes(p: float, target: float) -> tuple[float, float, float, float]:
    error = p - target
    if target == 1:
        entropy = -1 / p
    else:
        entropy = 1 / (1 - p)
    return [2 * error, 2 * error * (p - p * p), entropy, entropy * (p - p * p)]
