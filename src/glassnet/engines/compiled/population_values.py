"""What goes into a population and what comes out of it, as values."""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from glassnet.engines.protocol import Floats, Settings
from glassnet.engines.state import RunState

Flags: TypeAlias = npt.NDArray[np.bool_]
Counts: TypeAlias = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Member:
    """One network of a population: how it is trained, and where it stands."""

    settings: Settings
    state: RunState


@dataclass(frozen=True)
class PopulationPlan:
    """What the coming steps need to know from outside, as `Plan` says it for one network.

    Each array has the shape (networks, steps), or 1 in place of a number if all are alike: a population that differs
    in learning rates without schedules hands over (networks, 1).

    Attributes:
        steps: how many steps are to be taken.
        learning_rate: after schedule and warm-up.
        correction1, correction2: Adam's bias corrections 1 − βᵗ; 1 for other optimizers.
        marks: numbers of steps, ascending, after which all parts are to be evaluated.
    """

    steps: int
    learning_rate: Floats
    correction1: Floats
    correction2: Floats
    marks: tuple[int, ...] = ()


@dataclass(frozen=True)
class Recorded:
    """What evaluations found; each array has the shape (networks, evaluations), NaN where a network had diverged.

    Attributes:
        loss, score: by part: the data loss, and accuracy or R².
        penalty: L1 and L2 penalty of the weights.
        gradient_norm: norm of the last batch's gradient before clipping; NaN before any step.
    """

    loss: dict[str, Floats]
    score: dict[str, Floats]
    penalty: Floats
    gradient_norm: Floats


@dataclass(frozen=True)
class PopulationProgress:
    """What an advance did.

    Attributes:
        steps: steps that each network has taken, (networks,): all, or fewer if it diverged.
        diverged: which networks' loss is not finite, (networks,).
        recorded: the evaluations at the marks.
    """

    steps: Counts
    diverged: Flags
    recorded: Recorded
