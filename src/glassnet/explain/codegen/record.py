"""A run recorded to be looked at later: its views at some dozen moments, dense where much happens."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.explain.parts import points, weights
from glassnet.explain.progress import curves, status
from glassnet.explain.surface import boundary, neurons
from glassnet.explain.view import View
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer

MOMENTS = 60
SIDE, PICTURE = 90, 24
"""Pixels along each side of the plane, and of a neuron's picture."""

ROOM = 24 << 20
"""Bytes that all moments together may take before they are compressed."""

FEWEST = 12
"""With fewer moments than this a recording would jump; the network is then left out of it."""


@dataclass(frozen=True)
class Moment:
    """The run at one step.

    Attributes:
        step, epoch: where; the epoch counts in fractions.
        status: losses, scores and the learning rate, as `glassnet.explain.status` has them.
        boundary: what is predicted over the plane.
        neurons, weights: what the neurons see, and all parameters; None where the network is too large to be kept.
    """

    step: int
    epoch: float
    status: dict[str, Any]
    boundary: View
    neurons: View | None
    weights: View | None


@dataclass(frozen=True)
class Recording:
    """A whole run.

    Attributes:
        run: it, at its end.
        moments: in order, the untrained network first.
        curves, points: the history, and the points.
    """

    run: Trainer
    moments: tuple[Moment, ...]
    curves: View
    points: View


def record(experiment: Experiment | Trainer, moments: int = MOMENTS) -> Recording:
    """Train an experiment from its start, and keep what can be seen on the way.

    Args:
        experiment: an experiment, or a run whose settings, as they are now, are trained from the start.
        moments: how many to keep at most, 2 to 400; their distances grow with the square root of the time.

    Raises:
        SpecError: for a number that is not allowed, or parts of the experiment that do not fit together.
        DataError: if the data cannot be read.

    Example:
        >>> found = record(Experiment().with_setting("data.n", 50).with_setting("training.epochs", 9), moments=5)
        >>> [moment.step for moment in found.moments]
        [0, 2, 7, 15, 27]
    """
    if not 2 <= moments <= 400:
        raise SpecError("moments", moments, "a whole number from 2 to 400")
    if isinstance(experiment, Trainer):
        run = Trainer(experiment.experiment, engine=experiment.engine_choice, data=experiment.data)
    else:
        run = Trainer(experiment)
    units, inputs = sum(run.settings.sizes), run.settings.sizes[0]
    each = units * PICTURE**2 + 4 * run.parameters
    drawn = FEWEST * each <= ROOM and inputs <= 400
    if drawn:
        moments = min(moments, max(FEWEST, ROOM // each))
    total = run.experiment.training.epochs * run.steps_per_epoch
    kept = [_moment(run, drawn)]
    for step in steps_to_keep(total, moments)[1:]:
        run.advance(int(step) - run.step)
        if run.step > kept[-1].step:
            kept.append(_moment(run, drawn))
        if run.outcome is not None:
            break
    if run.outcome is None:
        run.train()  # nothing is left to do but to say that it is finished
    return Recording(run, tuple(kept), curves(run), points(run))


def steps_to_keep(total: int, moments: int) -> npt.NDArray[np.int64]:
    """The steps of the moments: 0, the last, and between them ever farther apart.

    Example:
        >>> steps_to_keep(100, 6).tolist()
        [0, 4, 16, 36, 64, 100]
    """
    places = np.linspace(0.0, 1.0, moments) ** 2 * total
    return np.unique(np.rint(places).astype(np.int64))


def _moment(run: Trainer, drawn: bool) -> Moment:
    epoch = run.epoch + (run.step - run.epoch * run.steps_per_epoch) / run.steps_per_epoch
    seen = neurons(run, PICTURE) if drawn else None
    return Moment(run.step, epoch, status(run).data, boundary(run, SIDE), seen, weights(run) if drawn else None)
