"""The deltas of the two cross-entropies."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def logit_delta(kind: str, z: Array, targets: Array) -> Array:
    """Return dL/dz for an output layer under a cross-entropy.

    Args:
        kind: "sigmoid+bce": sigmoid units, L is the mean of -t log a - (1 - t) log(1 - a) over examples and outputs;
            "softmax+ce": softmax over each row, L is the sum of -t log p over the outputs, averaged over the examples.
        z: logits, (n, outputs).
        targets: 0 or 1 for each output; for "softmax+ce" one-hot rows, (n, outputs).

    Returns:
        dL/dz, (n, outputs).
    """
    if kind == "sigmoid+bce":
        return (1 / (1 + np.exp(-z)) - targets) / z.size
    e = np.exp(z - z.max(axis=1, keepdims=True))
    p: Array = e / e.sum(axis=1, keepdims=True)
    return (p - targets) / len(z)
