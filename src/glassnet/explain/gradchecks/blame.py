"""What is wrong with a learner's gradients, in words.

Each usual mistake is a prediction: what the gradients would be if it had been made. The prediction that the given
gradients match is named, the most telling kinds first; what matches none is said to be unknown, never guessed at.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from glassnet.explain.gradchecks.factors import factor_words
from glassnet.explain.gradchecks.wrong import predictions
from glassnet.explain.one_step import Step
from glassnet.explain.traces.forward import Passes
from glassnet.nn import Array


@dataclass(frozen=True)
class Finding:
    """What is wrong with gradients.

    Attributes:
        kind: "factor", "sign", "transposed", "missing derivative", "derivative of a", "only one layer" (the others
            are 0), "one layer wrong", or "unknown".
        message: the same in a sentence or two.
        layers: the layers whose gradients are wrong, from 1.
        factor: how many times too large they are, where that is what is wrong.
        causes: for a factor, what it may come from: "2", "batch size", "outputs".
    """

    kind: str
    message: str
    layers: tuple[int, ...]
    factor: float | None = None
    causes: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "kind": self.kind, "message": self.message, "layers": list(self.layers), "factor": self.factor,
            "causes": list(self.causes),
        }  # fmt: skip


def same(given: Array, expected: Array, tolerance: float) -> bool:
    """Whether two arrays are equal but for rounding, measured by the length of their difference."""
    if given.shape != expected.shape:
        return False
    scale = max(float(np.linalg.norm(given)), float(np.linalg.norm(expected)))
    return float(np.linalg.norm(given - expected)) <= tolerance * scale


def times(given: Array, true: Array, tolerance: float) -> float | None:
    """The number c with given = c · true, or None if there is none but 0."""
    size = float(np.vdot(true, true))
    if given.shape != true.shape or size == 0.0:
        return None
    c = float(np.vdot(given, true)) / size
    return c if c != 0.0 and same(given, c * true, tolerance) else None


def blame(step: Step, passes: Passes, given: Sequence[Array], tolerance: float) -> Finding | None:
    """Find out what is wrong with gradients of a step.

    Args:
        step: the step, without dropout and penalties.
        passes: what the reference computed in it.
        given: dW₁, db₁, dW₂, … to be judged; a dW may have the shape of its transpose.
        tolerance: the relative difference that counts as rounding.

    Returns:
        What was found; None if they are right.
    """
    true = passes.gradients.flat
    if all(same(g, t, tolerance) for g, t in zip(given, true, strict=True)):
        return None
    return (
        _factor(step, given, true, tolerance, named=True)
        or _transposed(step, passes, given, true, tolerance)
        or _predicted(step, passes, given, tolerance)
        or _one_layer_computed(given, true, tolerance)
        or _factor(step, given, true, tolerance, named=False)
        or _where(given, true, tolerance)
    )


# -- transposed --------------------------------------------------------------------------------------------------------


def _transposed(
    step: Step, passes: Passes, given: Sequence[Array], true: Sequence[Array], tolerance: float
) -> Finding | None:
    """Weights' gradients with rows and columns exchanged, alone or with another fault."""
    turned = [i for i, (g, t) in enumerate(zip(given, true, strict=True)) if _is_turned(g, t, tolerance)]
    if not turned:
        return None
    layers = tuple(i // 2 + 1 for i in turned)
    names = _listed([f"dW{layer}" for layer in layers])
    convention = "W is (fan_out, fan_in) here, so dW = deltaᵀ·inputs, not inputsᵀ·delta"
    message = f"{names} {'is' if len(layers) == 1 else 'are'} transposed: {convention}"
    upright = [g.T if i in turned else g for i, g in enumerate(given)]
    other = blame(step, passes, upright, tolerance)
    if other is not None:
        message += f". Besides: {other.message}"
        layers = tuple(sorted({*layers, *other.layers}))
    return Finding("transposed", message, layers)


def _is_turned(given: Array, true: Array, tolerance: float) -> bool:
    if true.ndim != 2:
        return False
    if given.shape != true.shape:
        return True
    square = given.shape[0] == given.shape[1] > 1
    return square and times(given.T, true, tolerance) is not None and times(given, true, tolerance) is None


# -- a factor ----------------------------------------------------------------------------------------------------------


def _factor(
    step: Step, given: Sequence[Array], true: Sequence[Array], tolerance: float, *, named: bool
) -> Finding | None:
    """The right gradients times one number, everywhere or in some arrays.

    Args:
        step: the step.
        given: the gradients to be judged.
        true: the right ones.
        tolerance: the relative difference that counts as rounding.
        named: whether only a number counts that has a reason: -1, 2, the batch size, the number of outputs.
    """
    wrong: list[int] = []
    factors: list[float] = []
    for i, (g, t) in enumerate(zip(given, true, strict=True)):
        if same(g, t, tolerance):
            continue
        c = times(g, t, tolerance)
        if c is None:
            return None
        wrong.append(i)
        factors.append(c)
    first = factors[0]
    if any(abs(c / first - 1.0) > 10.0 * tolerance for c in factors):
        return None
    words = factor_words(first, len(step.X), step.T.shape[1], 10.0 * tolerance)
    if words is None and (named or sum(true[i].size for i in wrong) < 2):
        return None
    layers = tuple(sorted({i // 2 + 1 for i in wrong}))
    where = _place(wrong, len(true))
    if words is None:
        message = f"{where} {'is' if len(wrong) == 1 else 'are'} {first:.6g} times what {_it(wrong)} should be"
        return Finding("factor", message, layers, first)
    kind = "sign" if words.causes == ("sign",) else "factor"
    return Finding(kind, f"{where}: {words.text}", layers, first, words.causes)


def _it(wrong: Sequence[int]) -> str:
    return "it" if len(wrong) == 1 else "they"


def _place(wrong: Sequence[int], arrays: int) -> str:
    """Which gradients are wrong, as a learner calls them."""
    layers = sorted({i // 2 + 1 for i in wrong})
    both = len(wrong) == 2 * len(layers)
    if both and len(wrong) == arrays:
        return "all gradients"
    if both and layers == list(range(1, len(layers) + 1)) and len(layers) > 1:
        return f"layer {layers[-1]} and all before it"
    if both:
        return ("only layer " if len(layers) == 1 else "layers ") + _listed(layers)
    if all(i % 2 == 0 for i in wrong) and 2 * len(wrong) == arrays:
        return "all dW"
    if all(i % 2 == 1 for i in wrong) and 2 * len(wrong) == arrays:
        return "all db"
    return _listed([f"d{'Wb'[i % 2]}{i // 2 + 1}" for i in wrong])


def _listed(names: Sequence[object]) -> str:
    words = [str(name) for name in names]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


# -- a step of the chain left out --------------------------------------------------------------------------------------


def _predicted(step: Step, passes: Passes, given: Sequence[Array], tolerance: float) -> Finding | None:
    """Gradients that a wrong backward pass would give, such as one without σ′(z)."""
    true = passes.gradients.flat
    for prediction in predictions(step, passes):
        if all(same(p, t, 100.0 * tolerance) for p, t in zip(prediction.gradients, true, strict=True)):
            continue  # here the mistake would change nothing, so nothing can be said of it
        if all(same(g, p, tolerance) for g, p in zip(given, prediction.gradients, strict=True)):
            wrong = [i for i, (g, t) in enumerate(zip(given, true, strict=True)) if not same(g, t, tolerance)]
            return Finding(prediction.kind, prediction.message, tuple(sorted({i // 2 + 1 for i in wrong})))
    return None


def _one_layer_computed(given: Sequence[Array], true: Sequence[Array], tolerance: float) -> Finding | None:
    """One layer is right, all others are 0."""
    layers = len(true) // 2
    zero = [layer for layer in range(layers) if not (given[2 * layer].any() or given[2 * layer + 1].any())]
    right = [layer for layer in range(layers) if _layer_right(given, true, layer, tolerance) and layer not in zero]
    if not zero or len(right) != 1 or len(zero) + 1 != layers:
        return None
    only = right[0] + 1
    others = _listed([f"dW{layer + 1} and db{layer + 1}" for layer in zero])
    reason = (
        "the error is not carried back: dL/da of the layer before is delta·W, and so on to the first layer"
        if only == layers
        else "every layer has a gradient of its own"
    )
    return Finding(
        "only one layer", f"only layer {only} is computed; {others} are 0. {reason[0].upper()}{reason[1:]}",
        tuple(layer + 1 for layer in zero),
    )  # fmt: skip


def _layer_right(given: Sequence[Array], true: Sequence[Array], layer: int, tolerance: float) -> bool:
    return all(same(given[i], true[i], tolerance) for i in (2 * layer, 2 * layer + 1))


def _where(given: Sequence[Array], true: Sequence[Array], tolerance: float) -> Finding:
    """Nothing known: at least where it is wrong."""
    wrong = [i for i, (g, t) in enumerate(zip(given, true, strict=True)) if not same(g, t, tolerance)]
    layers = tuple(sorted({i // 2 + 1 for i in wrong}))
    count = len(true) // 2
    names = _listed([f"d{'Wb'[i % 2]}{i // 2 + 1}" for i in wrong])
    if len(layers) == 1 and count > 1:
        message = f"only layer {layers[0]} is wrong ({names}); the others are right, so its delta reaches them rightly"
        if layers[0] == 1:
            message = f"only layer 1 is wrong ({names}); what comes before it in the backward pass is right"
        return Finding("one layer wrong", message, layers)
    last = layers[-1]
    hint = f"begin with layer {last}: errors are carried from there to the layers before it"
    return Finding("unknown", f"{names} {'is' if len(wrong) == 1 else 'are'} wrong in no usual way; {hint}", layers)
