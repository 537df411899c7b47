"""A learner's own backward function: called, and its answer brought into one form."""

import traceback
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from glassnet.explain.one_step import Step
from glassnet.nn import Array

CALLED = "backward(weights, biases, X, T)"
RETURNS = "it must return (dW, db), two lists with an array for each layer, or one list dW1, db1, dW2, db2 and so on"


class BackwardError(RuntimeError):
    """A learner's function raised, or returned what are no gradients: one line that says which."""


def gradients_of(backward: Callable[..., Any], step: Step) -> tuple[list[Array], bool]:
    """Call a learner's function on a step.

    Args:
        backward: the function; what it does to its arguments changes nothing here.
        step: the step.

    Returns:
        dW₁, db₁, dW₂, … in float64 (a transposed dW stays transposed), and whether they came in float32.

    Raises:
        BackwardError: it raised, or returned something else.
    """
    layers = step.network.layers
    weights, biases = [layer.W.copy() for layer in layers], [layer.b.copy() for layer in layers]
    try:
        with np.errstate(all="ignore"):
            answer = backward(weights, biases, step.X.copy(), step.T.copy())
    except Exception as error:
        raise BackwardError(f"{CALLED} raised {type(error).__name__}: {error}{_place(error, backward)}") from None
    arrays = _flat(answer, len(layers))
    checked = [_checked(number, array, step) for number, array in enumerate(arrays)]
    single = all(np.asarray(array).dtype == np.float32 for array in arrays if array is not None)
    return checked, single


def _place(error: Exception, backward: Callable[..., Any]) -> str:
    """The learner's own line where it happened."""
    file = getattr(getattr(backward, "__code__", None), "co_filename", None)
    own = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename == file]
    return f" (line {own[-1].lineno}: {own[-1].line})" if own and own[-1].line else ""


def _flat(answer: Any, layers: int) -> list[Any]:
    if isinstance(answer, (str, bytes, dict)) or not isinstance(answer, (Sequence, np.ndarray)):
        raise BackwardError(f"{CALLED} returned {type(answer).__name__}: {RETURNS}")
    listed = list(answer)
    if len(listed) == 2 and all(isinstance(part, (list, tuple)) and len(part) == layers for part in listed):
        return [array for pair in zip(*listed, strict=True) for array in pair]
    if len(listed) != 2 * layers:
        raise BackwardError(f"{CALLED} returned {len(listed)} values for {layers} layers: {RETURNS}")
    return listed


def _checked(number: int, array: Any, step: Step) -> Array:
    """One gradient as a float64 array of the parameter's shape, or of its transpose; None counts as zeros."""
    name, wanted = f"d{'Wb'[number % 2]}{number // 2 + 1}", step.network.parameters[number].shape
    if array is None:
        return np.zeros(wanted)
    try:
        numbers: Array = np.asarray(array, np.float64)
    except (TypeError, ValueError):
        raise BackwardError(f"{name} is no array of numbers but {type(array).__name__}") from None
    if numbers.shape != wanted and not (number % 2 == 0 and numbers.shape == wanted[::-1]):
        raise BackwardError(
            f"{name} has shape {numbers.shape}: it must be {wanted}, like {name[1:]}"
            + (" (fan_out, fan_in)" if number % 2 == 0 else " (fan_out,)")
        )
    if not np.isfinite(numbers).all():
        raise BackwardError(f"{name} has entries that are not finite")
    return numbers
