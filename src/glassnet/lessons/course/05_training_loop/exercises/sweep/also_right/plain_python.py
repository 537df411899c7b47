from collections.abc import Callable

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def sweep(train: Callable[[float], Array], rates: list[float]) -> tuple[list[str], float]:
    from math import inf, isnan

    said, ends = [], []
    for rate in rates:
        losses = [float(loss) for loss in train(rate)]
        ups = sum(b > a for a, b in zip(losses, losses[1:]))
        if isnan(losses[-1]) or losses[-1] >= losses[0] or ups * 4 > len(losses) - 1:
            said.append("Too high")
        elif losses[-1] * 10 > losses[0]:
            said.append("Too low")
        else:
            said.append("Right")
        ends.append((inf if isnan(losses[-1]) else losses[-1], rate))
    return tuple(said), min(ends)[1]
