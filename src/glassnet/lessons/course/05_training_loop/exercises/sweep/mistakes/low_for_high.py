# expect: low_for_high
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sweep(train: Callable[[float], Array], rates: list[float]) -> tuple[list[str], float]:
    verdicts: list[str] = []
    best, least = np.nan, np.inf
    for rate in rates:
        losses = train(rate)
        first, last = losses[0], losses[-1]
        rises = np.mean(np.diff(losses) > 0)
        if not last < first or rises > 0.25:  # `not <`, as it is not below either when it is not a number
            verdicts.append("too low")
        elif last > first / 10:
            verdicts.append("too high")
        else:
            verdicts.append("right")
        if last < least:
            best, least = rate, last
    return verdicts, best
