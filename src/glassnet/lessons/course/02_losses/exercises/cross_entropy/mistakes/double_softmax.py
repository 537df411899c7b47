# expect: double_softmax
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def cross_entropy(logits: Array, labels: Labels) -> float:
    e = np.exp(logits - logits.max(axis=1, keepdims=True))
    logits = e / e.sum(axis=1, keepdims=True)
    shifted = logits - logits.max(axis=1, keepdims=True)
    log_p = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return float(-log_p[np.arange(len(labels)), labels].mean())
