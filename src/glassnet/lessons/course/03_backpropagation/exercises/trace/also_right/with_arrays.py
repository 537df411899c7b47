import numpy as np


def trace():
    W1, b1 = np.array([[0.1, 0.3], [0.2, 0.4]]), np.array([0.01, 0.02])
    W2, b2 = np.array([0.5, 0.6]), 0.03
    x = np.array([0.5, 1.5], dtype=np.float32)
    z1 = W1 @ x + b1
    a1 = 1 / (1 + np.exp(-z1))
    z2 = W2 @ a1 + b2
    a2 = 1 / (1 + np.exp(-z2))
    d2 = 2 * a2 * a2 * (1 - a2)
    da1 = W2 * d2
    d1 = da1 * a1 * (1 - a1)
    return {
        "z1[0]": z1[0],
        "a1[0]": a1[0],
        "a1[1]": a1[1],
        "z2": z2,
        "a2": a2,
        "loss": a2**2,
        "dL/da2": 2 * a2,
        "delta2": d2,
        "dL/dW2[0]": d2 * a1[0],
        "dL/da1[0]": da1[0],
        "delta1[0]": d1[0],
        "dL/dW1[0][1]": d1[0] * x[1],
    }
