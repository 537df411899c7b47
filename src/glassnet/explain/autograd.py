"""`compare_gradients`: manual, autograd and finite-difference gradients side by side.

Manual are those of `glassnet.nn`, autograd is PyTorch's, and the third are measured. The first two share no code, so
that their agreement to the last digits means something; the third shows that both are gradients of this loss at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines import MissingPackage, need
from glassnet.explain.differences import Measure
from glassnet.explain.gradchecks import relative_errors
from glassnet.explain.one_step import Step, step_of
from glassnet.explain.traces.forward import run_through
from glassnet.explain.view import View
from glassnet.nn import Array
from glassnet.spec import SpecError
from glassnet.training import Network, Trainer

EXACT = 1e-10
"""Greatest difference of manual and autograd, relative to the array's greatest gradient, that is rounding."""

MEASURED = 1e-6
"""Greatest relative error against the differences that counts as agreement, as in `gradcheck`."""


@dataclass(frozen=True, eq=False)
class Compared:
    """One parameter's gradients, three times.

    Attributes:
        parameter: such as `W1`.
        manual: by the reference's backpropagation, of the parameter's shape.
        autograd: by PyTorch.
        measured: by central differences; NaN on kinks, where there is nothing to measure, and where it was left out.
        error: greatest relative error of manual against measured.
    """

    parameter: str
    manual: Array
    autograd: Array
    measured: Array
    error: float

    @property
    def difference(self) -> float:
        """Greatest difference of manual and autograd."""
        return float(np.abs(self.manual - self.autograd).max(initial=0.0))

    @property
    def from_measured(self) -> float:
        """Greatest difference of manual and measured; NaN if nothing was measured."""
        away = np.abs(self.manual - self.measured)
        return float(np.nanmax(away)) if np.isfinite(away).any() else float("nan")

    @property
    def agree(self) -> bool:
        """Whether all three say the same, but for rounding."""
        scale = max(float(np.abs(self.manual).max(initial=0.0)), 1e-12)
        return self.difference <= EXACT * scale and self.error <= MEASURED

    def to_json(self) -> dict[str, Any]:
        """The row of the table as plain values."""
        away = self.from_measured
        return {
            "parameter": self.parameter, "shape": list(self.manual.shape), "autograd": self.difference,
            "measured": away if np.isfinite(away) else None, "error": self.error, "agree": self.agree,
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Comparison:
    """Gradients of a step, side by side.

    Attributes:
        parameters: W₁, b₁, W₂, b₂, …
        loss: the data loss by the reference.
        autograd_loss: the same by PyTorch.
        examples: in words, which examples these are.
    """

    parameters: tuple[Compared, ...]
    loss: float
    autograd_loss: float
    examples: str

    @property
    def agree(self) -> bool:
        """Whether all gradients agree, but for rounding."""
        return all(row.agree for row in self.parameters)

    @property
    def difference(self) -> float:
        """Greatest difference of manual and autograd in any parameter."""
        return max(row.difference for row in self.parameters)

    def entries(self, most: int = 12) -> list[tuple[str, float, float, float]]:
        """The entries with the greatest gradients: name, manual, autograd, measured (NaN where it is not)."""
        every = sorted(self._entries(), key=lambda entry: -abs(entry[1]))
        return every[:most]

    def _entries(self) -> Iterator[tuple[str, float, float, float]]:
        for row in self.parameters:
            for index in np.ndindex(row.manual.shape):
                name = f"{row.parameter}[{','.join(str(i + 1) for i in index)}]"
                yield name, float(row.manual[index]), float(row.autograd[index]), float(row.measured[index])

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "agree": self.agree,
            "difference": self.difference,
            "loss": self.loss,
            "autograd_loss": self.autograd_loss,
            "examples": self.examples,
            "rows": [row.to_json() for row in self.parameters],
            "entries": [
                {"entry": name, "manual": a, "autograd": b, "measured": c if np.isfinite(c) else None}
                for name, a, b, c in self.entries()
            ],
        }

    def __repr__(self) -> str:
        verdict = "agree" if self.agree else "differ"
        return f"Comparison(manual and autograd {verdict}: greatest difference {self.difference:.2g}; print shows all)"

    def __str__(self) -> str:
        verdict = "agree" if self.agree else "DIFFER"
        head = f"{'array':<8}{'shape':<12}{'manual - autograd':>20}{'manual - differences':>22}"
        lines = [
            f"manual, autograd and finite-difference gradients {verdict} ({self.examples})",
            f"loss {self.loss:.12g}, by PyTorch {self.autograd_loss:.12g}",
            "",
            "greatest differences",
            head,
        ]
        for row in self.parameters:
            shape = " × ".join(map(str, row.manual.shape))
            mark = "" if row.agree else "  DIFFER"
            lines.append(f"{row.parameter:<8}{shape:<12}{row.difference:>20.2g}{row.from_measured:>22.2g}{mark}")
        lines += ["", f"{'greatest gradients':<20}{'manual':>18}{'autograd':>18}{'differences':>18}"]
        for name, manual, autograd, measured in self.entries():
            third = f"{measured:.10g}" if np.isfinite(measured) else "-"
            lines.append(f"{name:<20}{manual:>18.10g}{autograd:>18.10g}{third:>18}")
        return "\n".join(lines)


def compare_gradients(
    what: Trainer | Network, X: npt.ArrayLike | None = None, y: npt.ArrayLike | None = None, *,
    entries: int = 1000, example: int | None = None, part: str = "train", **settings: Any,
) -> Comparison:  # fmt: skip
    """Lay manual, autograd and finite-difference gradients side by side, for every parameter.

    Args:
        what: a network with X and y; or a run: then of its next mini-batch, with its dropout and penalties.
        X: for a network: examples, (n, features).
        y: for a network: class numbers (n,), or targets as the loss takes them, (n, outputs) or (n,).
        entries: how many entries of each array are measured at most, spread evenly; the other two are complete.
        example: of a run: the number of one example in `part` instead of the next mini-batch.
        part: "train", "validation" or "test".
        **settings: for a network: `loss` (if left out: cross-entropy for class numbers, binary cross-entropy for zeros
            and ones at a single output, else mean squared error), `l1`, `l2`.

    Raises:
        MissingPackage: if PyTorch is not installed.
        SpecError: for what does not fit together, or numbers that are not finite.

    Example:
        >>> X, y = np.random.default_rng(0).normal(size=(6, 2)), [0, 1, 1, 0, 2, 2]
        >>> found = compare_gradients(Network([2, 5, 3], activation="tanh"), X, y)
        >>> found.agree, found.difference < 1e-15, [row.parameter for row in found.parameters]
        (True, True, ['W1', 'b1', 'W2', 'b2'])
    """
    need("torch")
    if isinstance(entries, bool) or not isinstance(entries, int) or entries < 0:
        raise SpecError("entries", entries, "a whole number from 0")
    if isinstance(what, Network) and y is not None:
        targets, usual = _targets(what, y)
        settings = {"loss": usual} | settings
        return compared(step_of(what, X, targets, **settings), entries)
    return compared(step_of(what, X, y, example=example, part=part, **settings), entries)


def _targets(net: Network, y: npt.ArrayLike) -> tuple[npt.NDArray[Any], str]:
    """Targets as a loss takes them, and the usual loss for them."""
    given, outputs = np.asarray(y), net.sizes[-1]
    numbers = given.dtype.kind in "iub"
    if outputs > 1 and given.ndim == 1 and numbers and len(given) and net.spec.output.kind == "identity":
        if given.min() < 0 or given.max() >= outputs:
            raise SpecError("y", f"classes {given.min()} to {given.max()}", f"classes from 0 to {outputs - 1}")
        return np.eye(outputs)[given.astype(np.int64)], "cross_entropy"
    single = outputs == 1 and net.spec.output.kind == "identity" and given.dtype.kind in "iubf"
    if single and given.size and bool(np.isin(given, (0, 1)).all()):
        return given.reshape(-1, 1).astype(np.float64), "binary_cross_entropy"
    return given, "mse"


def compared(step: Step, entries: int = 1000) -> Comparison:
    """The comparison of one step's gradients; see `compare_gradients`."""
    from glassnet.engines.torch.gradients import autograd_gradients

    settings = dict(step.loss_settings)
    passes = run_through(step)
    loss, _, gradients = step.network.loss_and_gradients(
        step.X, step.T, step.loss, step.masks, step.l1, step.l2, **settings
    )
    by_torch, automatic = autograd_gradients(
        step.network, step.X, step.T, step.loss, step.masks, step.l1, step.l2, settings
    )
    measure = Measure(step, passes.tape, passes.gradients, passes.loss)
    rows = []
    for number, (manual, autograd) in enumerate(zip(gradients.flat, automatic, strict=True)):
        chosen = np.unique(np.linspace(0, manual.size - 1, min(entries, manual.size)).astype(np.int64))
        found = measure.of(number, chosen) if len(chosen) else None
        measured, error = np.full(manual.size, np.nan), 0.0
        if found is not None:
            errors = relative_errors(manual.reshape(-1)[chosen], found.value, found.doubt, MEASURED)
            measured[chosen] = np.where(found.kink, np.nan, found.value)
            error = float(errors[~found.kink].max(initial=0.0))
        name = f"{'Wb'[number % 2]}{number // 2 + 1}"
        rows.append(Compared(name, manual, autograd, measured.reshape(manual.shape), error))
    return Comparison(tuple(rows), loss, by_torch, step.examples)


def comparison_view(run: Trainer, *, entries: int = 40) -> View:
    """The comparison for the page: of the mini-batch that comes next.

    Args:
        run: the run.
        entries: how many entries of each array are measured.

    Returns:
        `problem` (a line that says why there is nothing to compare, or None), and what `Comparison.to_json` gives.
    """
    try:
        return View({"problem": None} | compare_gradients(run, entries=entries).to_json())
    except (MissingPackage, SpecError) as error:
        return View({"problem": str(error)})
