import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def layer_backward(received: Array, W: Array, delta: Array) -> tuple[Array, Array, Array]:
    n, fan_in = received.shape
    fan_out = W.shape[0]
    dW, db, dreceived = np.zeros((fan_out, fan_in)), np.zeros(fan_out), np.zeros((n, fan_in))
    for e in range(n):
        for i in range(fan_out):
            db[i] += delta[e, i]
            for j in range(fan_in):
                dW[i, j] += delta[e, i] * received[e, j]
                dreceived[e, j] += delta[e, i] * W[i, j]
    return dW, db, dreceived
