"""`gradcheck`: backpropagation against finite differences, entry by entry."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.explain.differences import Measure
from glassnet.explain.gradchecks.blame import Finding, blame
from glassnet.explain.gradchecks.learner import gradients_of
from glassnet.explain.one_step import Step, step_of
from glassnet.explain.traces.forward import run_through
from glassnet.nn import MLP, Array
from glassnet.spec import SpecError
from glassnet.training import Network, Trainer

TOLERANCE = 1e-6
SINGLE = 1e-3
"""The tolerance for gradients that a learner's function returns in float32."""


@dataclass(frozen=True)
class Entry:
    """One checked entry.

    Attributes:
        parameter: its array, such as `W1`.
        index: its place there, from 0.
        analytic: the derivative by backpropagation.
        numeric: the derivative by differences.
        error: the relative error.
        kink: whether it sits on a kink, where the two need not agree.
    """

    parameter: str
    index: tuple[int, ...]
    analytic: float
    numeric: float
    error: float
    kink: bool

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "parameter": self.parameter, "index": list(self.index), "analytic": self.analytic,
            "numeric": self.numeric, "error": self.error, "kink": self.kink,
        }  # fmt: skip


@dataclass(frozen=True)
class Row:
    """One parameter array in the table.

    Attributes:
        parameter: such as `W1`.
        shape: its shape.
        checked: how many of its entries were compared.
        kinks: how many were not, because they sit on a kink.
        near: how many needed shorter steps because a kink was near.
        worst: the greatest relative error.
        passed: whether that is within the tolerance.
    """

    parameter: str
    shape: tuple[int, ...]
    checked: int
    kinks: int
    near: int
    worst: float
    passed: bool

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "parameter": self.parameter, "shape": list(self.shape), "checked": self.checked, "kinks": self.kinks,
            "near_kinks": self.near, "worst": self.worst, "passed": self.passed,
        }  # fmt: skip


@dataclass(frozen=True)
class GradientCheck:
    """What a gradient check has found.

    Attributes:
        passed: whether every compared entry agrees.
        tolerance: the greatest relative error that counts as agreement.
        rows: one for each parameter array, the worst first.
        entries: the worst entries, the worst first.
        finding: what is wrong with a learner's function, in words; None where nothing is.
        notes: what a reader should know.
    """

    passed: bool
    tolerance: float
    rows: tuple[Row, ...]
    entries: tuple[Entry, ...]
    finding: Finding | None
    notes: tuple[str, ...]

    def __repr__(self) -> str:
        worst = self.rows[0]
        verdict = "passed" if self.passed else "failed"
        found = f"greatest relative error {worst.worst:.2g} in {worst.parameter}"
        return f"GradientCheck({verdict}: {found}; print shows all)"

    def __str__(self) -> str:
        from glassnet.explain.gradchecks.report import report

        return report(self)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "passed": self.passed,
            "tolerance": self.tolerance,
            "rows": [row.to_json() for row in self.rows],
            "worst": [entry.to_json() for entry in self.entries],
            "finding": self.finding.to_json() if self.finding else None,
            "notes": list(self.notes),
        }


def gradcheck(
    what: Trainer | Network | MLP, X: npt.ArrayLike | None = None, T: npt.ArrayLike | None = None, *,
    backward: Callable[..., Any] | None = None, entries: int = 200, worst: int = 10, tolerance: float | None = None,
    seed: int = 0, example: int | None = None, part: str = "train", **settings: Any,
) -> GradientCheck:  # fmt: skip
    """Check gradients against central differences.

    Each entry's derivative is measured with several step sizes, scaled by the entry's magnitude; the error is relative
    to the greater of the two derivatives, or, where both are too small to be told from rounding, to what the
    differences can resolve. Entries on a kink of ReLU are counted and not compared.

    Args:
        what: a run (then its next mini-batch, with its dropout and penalties, is taken), or a network with X and T.
        X: for a network: examples, (n, features).
        T: for a network: their targets as the loss takes them, (n, outputs).
        backward: a function to be checked instead of the reference: `backward(weights, biases, X, T)` gets lists of
            W (fan_out, fan_in) and b (fan_out,), and returns the gradients of the data loss: a pair of lists
            (dW, db), or one list dW₁, db₁, dW₂, db₂ and so on. Dropout and penalties are left out for it.
        entries: how many entries of each array are compared at most; of larger ones a random sample.
        worst: how many of the worst entries are kept.
        tolerance: the greatest relative error that passes: 1e-6, or 1e-3 for float32 if left out.
        seed: of the sample.
        example: of a run: the number of one example in `part` instead of the next mini-batch.
        part: "train", "validation" or "test".
        **settings: for a network: `loss`, `l1`, `l2`.

    Returns:
        Whether it passed, the table by array, the worst entries; in words what is wrong with a learner's function.

    Raises:
        SpecError: for what does not fit together, or numbers that are not finite.
        BackwardError: the learner's function raised, or returned what are no gradients.

    Example:
        >>> import glassnet as gn
        >>> X, T = np.random.default_rng(0).normal(size=(4, 2)), np.eye(3)[[0, 1, 2, 0]]
        >>> found = gradcheck(gn.Network([2, 5, 3], activation="tanh"), X, T, loss="cross_entropy")
        >>> found.passed, len(found.rows), found.rows[0].worst < 1e-8
        (True, 4, True)

    Source: the check itself is as old as backpropagation; see Bengio 2012, Practical recommendations, section 5.
    """
    _check_numbers(entries, worst, tolerance)
    step = step_of(what, X, T, example=example, part=part, **settings)
    if backward is not None:
        step = step.plain()
    passes = run_through(step)
    network = step.network
    true = network.penalised(passes.gradients, step.l1, step.l2)[1].flat
    given, single = (true, False) if backward is None else gradients_of(backward, step)
    limit = tolerance or (SINGLE if single else TOLERANCE)
    measure = Measure(step, passes.tape, passes.gradients, passes.loss)
    rng = np.random.default_rng(seed)
    rows: list[Row] = []
    found: list[Entry] = []
    for number, (array, gradient) in enumerate(zip(network.parameters, given, strict=True)):
        name = f"{'Wb'[number % 2]}{number // 2 + 1}"
        row, listed = _compared(measure, number, name, array, gradient, limit, entries, rng)
        rows.append(row)
        found += listed
    passed = all(row.passed for row in rows)
    finding = None if backward is None else blame(step, passes, given, limit)
    rows.sort(key=lambda row: -row.worst)
    found.sort(key=lambda entry: (entry.kink, -entry.error))
    notes = _notes(step, rows, single, learner=backward is not None)
    return GradientCheck(passed, limit, tuple(rows), tuple(found[:worst]), None if passed else finding, notes)


def _check_numbers(entries: int, worst: int, tolerance: float | None) -> None:
    for name, value, least in (("entries", entries, 1), ("worst", worst, 0)):
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            raise SpecError(name, value, f"a whole number from {least}")
    if tolerance is not None and not 0.0 < tolerance < 1.0:
        raise SpecError("tolerance", tolerance, "a number above 0 and below 1")


def _compared(
    measure: Measure, number: int, name: str, array: Array, gradient: Array, tolerance: float, most: int,
    rng: np.random.Generator,
) -> tuple[Row, list[Entry]]:  # fmt: skip
    """One array: its row of the table, and its compared entries."""
    chosen = np.arange(array.size) if array.size <= most else np.sort(rng.choice(array.size, most, replace=False))
    differences = measure.of(number, chosen)
    analytic = gradient.reshape(-1)[chosen]
    errors = relative_errors(analytic, differences.value, differences.doubt, tolerance)
    errors[differences.kink] = 0.0
    worst = float(errors.max(initial=0.0))
    fits = gradient.shape == array.shape
    kinks = int(differences.kink.sum())
    near = int((differences.near & ~differences.kink).sum())
    row = Row(name, array.shape, len(chosen) - kinks, kinks, near, worst, fits and worst <= tolerance)
    listed = [
        Entry(name, tuple(map(int, np.unravel_index(at, array.shape))), float(a), float(v), float(e), bool(k))
        for at, a, v, e, k in zip(chosen, analytic, differences.value, errors, differences.kink, strict=True)
    ]
    return row, listed


def relative_errors(analytic: Array, numeric: Array, doubt: Array, tolerance: float) -> Array:
    """|a − n| relative to the greater of |a| and |n|, but to no less than what the differences can resolve.

    An entry whose difference is within the doubt of the measurement comes out within the tolerance: the floor is
    `doubt / tolerance`. Where both are 0 the error is 0.

    Example:
        >>> relative_errors(np.array([1.0, 0.0]), np.array([1.1, 0.0]), np.zeros(2), 1e-6).round(4).tolist()
        [0.0909, 0.0]
    """
    floor = np.where(np.isfinite(doubt), doubt, 0.0) / tolerance
    scale = np.maximum(np.maximum(np.abs(analytic), np.abs(numeric)), floor)
    return np.abs(analytic - numeric) / np.where(scale > 0.0, scale, 1.0)


def _notes(step: Step, rows: Sequence[Row], single: bool, *, learner: bool) -> tuple[str, ...]:
    notes: list[str] = []
    kinks, near = sum(row.kinks for row in rows), sum(row.near for row in rows)
    if kinks:
        notes.append(
            f"{kinks} {'entry sits' if kinks == 1 else 'entries sit'} on a kink, where there is no derivative: "
            "not compared (backpropagation takes relu'(0) = 0)"
        )
    if near:
        notes.append(f"{near} {'entry' if near == 1 else 'entries'} near a kink: measured with shorter steps")
    total = step.network.parameter_count
    seen = sum(row.checked + row.kinks for row in rows)
    if seen < total:
        notes.append(f"{seen:,} of {total:,} parameters, drawn at random from each array")
    if single:
        notes.append("the gradients came in float32, so the tolerance is wider")
    if learner:
        if step.T.shape[1] == 1 and step.loss in ("mse", "huber", "binary_cross_entropy"):
            notes.append("with a single output a missing division by the number of outputs cannot be seen: try two")
        if len(step.X) == 1:
            notes.append("with a single example a missing division by the batch size cannot be seen: try more")
    return tuple(notes)
