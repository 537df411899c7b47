import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def relative_error(a: Array, b: Array) -> float:
    sums = [0.0, 0.0, 0.0]
    for p, q in zip(a.ravel(), b.ravel()):
        sums[0] += (p - q) ** 2
        sums[1] += p**2
        sums[2] += q**2
    apart, one, other = (np.sqrt(s) for s in sums)
    return float(apart / max(one + other, 1e-300))
