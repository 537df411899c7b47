# expect: half_the_square
from math import exp


def trace() -> dict[str, float | None]:
    x1, x2, target = 0.5, 1.5, 0.0
    z1 = 0.1 * x1 + 0.3 * x2 + 0.01
    a1 = 1 / (1 + exp(-z1))
    a1_second = 1 / (1 + exp(-(0.2 * x1 + 0.4 * x2 + 0.02)))
    z2 = 0.5 * a1 + 0.6 * a1_second + 0.03
    a2 = 1 / (1 + exp(-z2))
    slope = 2 * (a2 - target)
    delta2 = slope * a2 * (1 - a2)
    back = 0.5 * delta2
    delta1 = back * a1 * (1 - a1)
    return {
        "z1[0]": z1,
        "a1[0]": a1,
        "a1[1]": a1_second,
        "z2": z2,
        "a2": a2,
        "loss": (a2 - target) ** 2 / 2,
        "dL/da2": slope,
        "delta2": delta2,
        "dL/dW2[0]": delta2 * a1,
        "dL/da1[0]": back,
        "delta1[0]": delta1,
        "dL/dW1[0][1]": delta1 * x2,
    }
