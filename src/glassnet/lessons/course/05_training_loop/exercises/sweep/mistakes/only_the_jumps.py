# expect: only_the_jumps
from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sweep(train: Callable[[float], Array], rates: list[float]) -> tuple[list[str], float]:
    lasts, verdicts = [], []
    for rate in rates:
        losses = train(rate)
        first, last = losses[0], losses[-1]
        jumps = (losses[1:] > losses[:-1]).mean() > 0.25
        lasts.append(last if last == last else np.inf)
        if jumps or last != last:
            verdicts.append("too high")
        elif last > 0.1 * first:
            verdicts.append("too low")
        else:
            verdicts.append("right")
    return verdicts, rates[int(np.argmin(lasts))]
