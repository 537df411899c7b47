"""Match autograd, in the other convention."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def gradients(X: Array, T: Array, W1: Array, b1: Array, W2: Array, b2: Array) -> tuple[Array, Array, Array, Array]:
    """Return what `.backward()` finds for `((relu(X @ W1 + b1) @ W2 + b2 - T) ** 2).mean()`.

    Here a weight matrix has one column for each unit, as in the lesson's PyTorch cell.

    Args:
        X: inputs, (n, features).
        T: targets, (n, outputs).
        W1: weights of the hidden layer, (features, hidden).
        b1: its biases, (hidden,).
        W2: weights of the output layer, (hidden, outputs).
        b2: its biases, (outputs,).

    Returns:
        W1.grad, b1.grad, W2.grad and b2.grad, each of the shape of its parameter.
    """
    # Your turn: forward, the delta of the output, back to the hidden layer. Write the shape beside each line.
    raise NotImplementedError
