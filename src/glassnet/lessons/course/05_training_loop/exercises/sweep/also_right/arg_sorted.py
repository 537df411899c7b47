from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sweep(train: Callable[[float], Array], rates: list[float]) -> tuple[list[str], float]:
    curves = [np.asarray(train(rate)) for rate in rates]
    verdicts = []
    for c in curves:
        fell = bool(c[-1] < c[0])
        share = float(np.sum(c[1:] > c[:-1])) / (len(c) - 1)
        verdicts.append("too high" if not fell or share > 0.25 else "too low" if c[-1] / c[0] > 0.1 else "right")
    return verdicts, rates[int(np.nanargmin([c[-1] for c in curves]))]
