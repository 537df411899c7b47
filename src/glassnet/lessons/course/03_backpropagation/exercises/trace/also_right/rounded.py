from math import exp


def trace() -> dict[str, float | None]:
    return {
        "z1[0]": 0.51,
        "a1[0]": 0.6248,
        "a1[1]": 0.6726,
        "z2": 0.7460,
        "a2": 0.6783,
        "loss": 0.4601,
        "dL/da2": 1.3566,
        "delta2": 0.2960,
        "dL/dW2[0]": 0.1850,
        "dL/da1[0]": 0.1480,
        "delta1[0]": 0.0347,
        "dL/dW1[0][1]": 0.0520,
    }
