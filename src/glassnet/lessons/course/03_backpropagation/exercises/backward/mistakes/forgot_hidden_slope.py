# expect: forgot_hidden_slope
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def backward(X: Array, targets: Array, weights: list[Array], biases: list[Array]) -> tuple[list[Array], list[Array]]:
    activations = [X]
    for W, b in zip(weights, biases, strict=True):
        activations.append(1 / (1 + np.exp(-(activations[-1] @ W.T + b))))
    output = activations[-1]
    da = 2 * (output - targets) / output.size
    dWs: list[Array] = []
    dbs: list[Array] = []
    for i in reversed(range(len(weights))):
        a = activations[i + 1]
        delta = da * a * (1 - a) if i == len(weights) - 1 else da
        dWs.insert(0, delta.T @ activations[i])
        dbs.insert(0, delta.sum(axis=0))
        da = delta @ weights[i]
    return dWs, dbs
