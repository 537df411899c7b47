"""A named quantity of a step, and the whole trace: what is computed, in which order, from which numbers."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, overload

import numpy as np

from glassnet.explain.mathml import Markup, math, operator, row
from glassnet.explain.one_step import Step
from glassnet.explain.traces.code import CodeLine
from glassnet.explain.traces.expressions import FULL, After, Derivative, Expr, Num, Style, Sym
from glassnet.nn import Array
from glassnet.spec import SpecError

if TYPE_CHECKING:
    from glassnet.explain.traces.edge import Chain

Phase = Literal["forward", "loss", "backward", "update"]
PHASES: tuple[Phase, ...] = ("forward", "loss", "backward", "update")

Index = tuple[int, ...]

MOST_WRITTEN = 64
"""Entries of one quantity that JSON writes out with their numbers; the values are always complete."""


@dataclass(frozen=True)
class Light:
    """What of the network a quantity is about, for a picture that lights it up.

    Attributes:
        units: the layer whose units it belongs to (0 is the inputs), or None.
        edges: the layer into which the weights lead that take part, or None.
        entry: how an entry's index names its part: "unit" (the last index is a unit of `units`), "edge" (the index
            is unit, source), "bias" (the index is a unit), or "" where it names none.
    """

    units: int | None = None
    edges: int | None = None
    entry: Literal["unit", "edge", "bias", ""] = ""


@dataclass(frozen=True, eq=False)
class Quantity:
    """One line of a trace.

    Attributes:
        name: such as `z1`, `dL/da2`, `W1 after`.
        phase: forward, loss, backward or update.
        layer: the layer that it belongs to, from 1; None for what belongs to all.
        symbol: the name as a formula.
        formula: how it is computed, in symbols, for all its entries at once.
        value: its numbers; its shape is `value.shape`.
        code: the line of `glassnet.nn` that computes it.
        about: in words, what it is.
        light: what of the network it is about.
        entry: from an index to the formula of that entry with its numbers put in.
    """

    name: str
    phase: Phase
    layer: int | None
    symbol: Expr
    formula: Expr
    value: Array
    code: CodeLine
    about: str
    light: Light
    entry: Callable[[Index], Expr]

    @property
    def shape(self) -> tuple[int, ...]:
        """The shape of its value; () for a single number."""
        return self.value.shape

    def indices(self) -> Iterator[Index]:
        """The index of every entry, in order."""
        return np.ndindex(self.value.shape)

    def numbers(self, *index: int, style: Style = FULL) -> str:
        """The formula of one entry with its numbers put in, as text.

        Args:
            *index: the entry, counted from 0; none for a single number.
            style: how many digits and terms are written; all of them if left out, so that the text can be evaluated.

        Raises:
            SpecError: there is no such entry.
        """
        return self.entry(self.checked(index)).text(style)

    def checked(self, index: Sequence[int]) -> Index:
        """The index of an entry that there is.

        Raises:
            SpecError: there is none.
        """
        if len(index) != self.value.ndim or any(not 0 <= i < n for i, n in zip(index, self.shape, strict=False)):
            raise SpecError(f"entry of {self.name}", tuple(index), f"an index below {self.shape}, counted from 0")
        return tuple(index)

    def formula_text(self) -> str:
        """`z1 = x W1ᵀ + b1`."""
        return f"{self.symbol.text()} = {self.formula.text()}"

    def formula_markup(self) -> Markup:
        """The same as MathML."""
        return math(row(self.symbol.markup(), operator("="), self.formula.markup()), block=True)

    def entry_symbol(self, index: Index) -> Expr:
        """The name of one entry; of a single example the neuron alone is named: z₁[2]."""
        named = index[1:] if self.light.entry == "unit" and len(self.value) == 1 else index
        match self.symbol:
            case Sym():
                return replace(self.symbol, index=named)
            case Derivative(by=by) if self.value.ndim < 3:
                return replace(self.symbol, by=replace(by, index=named))
            case After(of=of):
                return After(replace(of, index=named))
            case _:
                return self.symbol

    def numbers_markup(self, index: Index, style: Style) -> list[Markup]:
        """One entry, its formula with its numbers, and its value, as MathML.

        Browsers do not break the lines of a formula, so it comes in pieces: a long sum has one for each term.
        """
        equals = operator("=", form="infix")
        value, entry = Num(float(self.value[index])), self.entry(index)
        last = value.markup(style)
        copied = entry.text(style) == value.text(style)
        first, *rest = [last] if copied else [*entry.pieces(style), row(equals, last)]
        return [math(row(self.entry_symbol(index).markup(style), equals, first)), *map(math, rest)]

    def to_json(self) -> dict[str, Any]:
        """Everything about it as plain values; the numbers of at most `MOST_WRITTEN` entries are written out."""
        entries = [
            {"index": list(at), "numbers": self.entry(at).text(), "value": float(self.value[at])}
            for at, _ in zip(self.indices(), range(MOST_WRITTEN), strict=False)
        ]
        return {
            "name": self.name,
            "phase": self.phase,
            "layer": self.layer,
            "about": self.about,
            "formula": self.formula_text(),
            "mathml": self.formula_markup(),
            "shape": list(self.shape),
            "value": self.value.tolist(),
            "entries": entries,
            "code": {
                "file": self.code.file, "line": self.code.line, "function": self.code.function, "text": self.code.text,
            },
        }  # fmt: skip


@dataclass(frozen=True, eq=False)
class Trace(Sequence[Quantity]):
    """A step, quantity by quantity, in the order in which they are computed.

    Attributes:
        step: what was traced.
        quantities: the lines of the trace.
        notes: what a reader should know that no line says.

    Example:
        >>> import glassnet as gn
        >>> found = gn.trace(gn.Network([2, 2, 1], activation="sigmoid"), [1.0, 2.0], [1.0])
        >>> [q.name for q in found][:4], len(found)
        (['z1', 'a1', 'z2', 'a2'], 19)
        >>> found["z1"].shape, found["z1"].formula_text()
        ((1, 2), 'z1 = x W1ᵀ + b1')
    """

    step: Step
    quantities: tuple[Quantity, ...]
    notes: tuple[str, ...] = ()

    @cached_property
    def _places(self) -> dict[str, int]:
        return {quantity.name: i for i, quantity in enumerate(self.quantities)}

    def place(self, name: str) -> int:
        """Where the quantity of that name stands.

        Raises:
            SpecError: there is none.
        """
        if name not in self._places:
            raise SpecError("quantity", name, "one of " + ", ".join(self._places))
        return self._places[name]

    @overload
    def __getitem__(self, at: int | str) -> Quantity: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Quantity, ...]: ...
    def __getitem__(self, at: int | str | slice) -> Quantity | tuple[Quantity, ...]:
        return self.quantities[self.place(at) if isinstance(at, str) else at]

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all quantities, in order."""
        return tuple(self._places)

    def __len__(self) -> int:
        return len(self.quantities)

    @property
    def loss(self) -> float:
        """The loss of the step's examples, without penalty."""
        return float(self["loss"].value)

    @property
    def updated(self) -> list[Array]:
        """The parameters after the step: W₁, b₁, W₂, b₂ and so on."""
        layers = range(1, len(self.step.network.layers) + 1)
        return [self[f"{letter}{layer} after"].value for layer in layers for letter in "Wb"]

    def __repr__(self) -> str:
        return f"Trace({len(self)} quantities of {self.step.examples}, from {self.names[0]} to {self.names[-1]})"

    def __str__(self) -> str:
        from glassnet.explain.traces.as_text import table

        return table(self)

    def chain(self, layer: int, unit: int, source: int | None = None) -> "Chain":
        """One weight's own chain of factors, beside its finite difference.

        Args:
            layer: the layer that the weight leads into, from 1.
            unit: the neuron that it leads to, from 0.
            source: the neuron or input that it comes from, from 0; None for the neuron's bias.

        Raises:
            SpecError: there is no such weight.
        """
        from glassnet.explain.traces.edge import chain

        return chain(self.step, layer, unit, source)

    def to_json(self) -> dict[str, Any]:
        """The whole trace as plain values."""
        step = self.step
        return {
            "examples": step.examples,
            "sizes": list(step.network.sizes),
            "activations": [layer.activation for layer in step.network.layers],
            "loss": step.loss,
            "optimizer": step.optimizer,
            "learning_rate": step.learning_rate,
            "x": step.X.tolist(),
            "t": step.T.tolist(),
            "notes": list(self.notes),
            "quantities": [quantity.to_json() for quantity in self.quantities],
        }
