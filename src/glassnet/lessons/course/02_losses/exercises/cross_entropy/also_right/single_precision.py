import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int64]


def cross_entropy(logits: Array, labels: Labels) -> float:
    z = logits.astype(np.float32)
    z = z - z.max(axis=1, keepdims=True)
    return (np.log(np.exp(z).sum(axis=1)) - z[np.arange(len(labels)), labels]).mean()
