# expect: mean_over_examples_only
import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def mse(predictions: Array, targets: Array) -> float:
    return float(np.sum((predictions - targets) ** 2) / len(predictions))
