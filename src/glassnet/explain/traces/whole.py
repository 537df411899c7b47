"""`trace`: a whole training step, number by number."""

from typing import Any

import numpy.typing as npt

from glassnet.explain.one_step import Step, step_of
from glassnet.explain.traces.backward import backward_quantities, long_is_possible
from glassnet.explain.traces.forward import forward_quantities, run_through
from glassnet.explain.traces.losses import ENTROPIES
from glassnet.explain.traces.quantity import Trace
from glassnet.explain.traces.update import update_quantities
from glassnet.nn import MLP
from glassnet.spec import SpecError
from glassnet.training import Network, Trainer

NO_LONG_FORM = (
    "the long form would divide by a probability that is 0 in float64, so the short form is shown: "
    "this is why the reference computes only that one"
)


def trace(
    what: Trainer | Network | MLP, X: npt.ArrayLike | None = None, T: npt.ArrayLike | None = None, *,
    example: int | None = None, part: str = "train", long: bool = False, **settings: Any,
) -> Trace:  # fmt: skip
    """Follow one training step: forward pass, loss, backward pass, update.

    Nothing is changed; the numbers are those of the reference engine in float64. Of a run it is the step that comes
    next, with its learning rate, the optimizer's memory, and dropout as it will be drawn; afterwards
    `trace(run).updated` are exactly the weights that the reference engine reaches.

    Args:
        what: a run, or a network (then X and T are needed).
        X: for a network: examples, (n, features), or a single one, (features,).
        T: for a network: their targets as the loss takes them, (n, outputs), or a single one.
        example: of a run: the number of one example in `part`, from 0, instead of the next mini-batch.
        part: "train", "validation" or "test".
        long: whether a cross-entropy is taken back through ŷ step by step, instead of ŷ − t in one.
        **settings: for a network: `loss` ("mse"), `lr` (0.1), `optimizer` ("sgd"), `l1`, `l2`, `clip_norm`.

    Returns:
        The quantities by name and in order; `print` shows them as a table.

    Raises:
        SpecError: for what does not fit together; weights that are not finite; numbers that overflow on the way.

    Example:
        >>> import glassnet as gn
        >>> net = gn.Network([2, 2, 1], activation="sigmoid", output="sigmoid",
        ...     weights=[[[0.1, 0.3], [0.2, 0.4]], [[0.5, 0.6]]], biases=[[0.01, 0.02], [0.03]])
        >>> found = trace(net, [1.0, 2.0], [1.0], loss="mse", lr=0.5)
        >>> found["z1"].numbers(0, 0)
        '0.1·1 + 0.3·2 + 0.01'
        >>> found["z1"].value.tolist()
        [[0.71, 1.02]]
        >>> round(found.loss, 6), found["dL/dW1"].code.text
        (0.095298, 'dW = delta.T @ X')

    Source: the order and the names follow Nielsen, Neural Networks and Deep Learning, chapter 2.
    """
    return trace_step(step_of(what, X, T, example=example, part=part, **settings), long=long)


def trace_step(step: Step, *, long: bool = False) -> Trace:
    """The trace of a step.

    Raises:
        SpecError: the long form of a loss that has none; numbers that overflow.
    """
    if long and step.loss not in ENTROPIES:
        raise SpecError("long", step.loss, "short: only " + " and ".join(ENTROPIES) + " have a long form")
    passes = run_through(step)
    possible = long and long_is_possible(passes)
    notes = (NO_LONG_FORM,) if long and not possible else ()
    quantities = (
        *forward_quantities(passes),
        *backward_quantities(passes, long=possible),
        *update_quantities(passes),
    )
    return Trace(step, quantities, notes)
