import numpy as np


def backward(X, targets, weights, biases):
    dWs = [np.zeros_like(W) for W in weights]
    dbs = [np.zeros_like(b) for b in biases]
    for x, t in zip(X, targets):
        a = [x]
        for W, b in zip(weights, biases):
            a.append(1 / (1 + np.exp(-(W @ a[-1] + b))))
        back = 2 * (a[-1] - t) / targets.size
        for i in range(len(weights) - 1, -1, -1):
            delta = back * a[i + 1] * (1 - a[i + 1])
            dWs[i] += np.outer(delta, a[i])
            dbs[i] += delta
            back = weights[i].T @ delta
    return tuple(dWs), tuple(dbs)
