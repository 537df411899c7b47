"""What the Microscope of the playground shows: a step's quantities, one entry written out, one weight's chain.

Each answer says what was asked for, so that a page which asks for something else meanwhile can tell them apart.
"""

from typing import Any

import numpy as np

from glassnet.explain.one_step import step_of
from glassnet.explain.traces.edge import chain
from glassnet.explain.traces.expressions import Num, Style
from glassnet.explain.traces.losses import ENTROPIES
from glassnet.explain.traces.quantity import Quantity, Trace
from glassnet.explain.traces.whole import trace_step
from glassnet.explain.view import View
from glassnet.spec import SpecError
from glassnet.training import Trainer

MOST_ROWS, MOST_COLUMNS = 32, 32
"""Entries of a quantity that are sent; a page cannot show more, and says how many there are."""


def trace_view(run: Trainer, part: str = "train", example: int = -1, long: bool = False) -> View:
    """The step that comes next, quantity by quantity.

    Args:
        run: a run.
        part: the part of the data that the example is from.
        example: its number there; -1 for the next mini-batch.
        long: whether a cross-entropy is written in its long form; other losses have only one.

    Returns:
        `data`: the quantities without their entries' formulas (see `entry_view`), and what the step is about; or
        `error`, a line that says why there is nothing to show.
    """
    asked = {"part": part, "example": example, "long": long}
    try:
        found = _trace(run, part, example, long)
    except SpecError as error:
        return View({"error": str(error), "asked": asked})
    step = found.step
    many = len(step.X)
    return View(
        {
            "asked": asked,
            "examples": step.examples,
            "n": many,
            "has_long_form": step.loss in ENTROPIES,
            "x": _rounded(step.X),
            "t": _rounded(step.T),
            "loss": found.loss,
            "loss_after": _loss_after(found),
            "notes": list(found.notes),
            "quantities": [_overview(quantity) for quantity in found],
        }
    )


def entry_view(
    run: Trainer, part: str = "train", example: int = -1, long: bool = False, quantity: str = "z1", row: int = 0,
    column: int = 0,
) -> View:  # fmt: skip
    """One entry of a quantity with its numbers put into its formula.

    Args:
        run: a run.
        part: as for `trace_view`.
        example: as for `trace_view`.
        long: as for `trace_view`.
        quantity: its name; one that there is not in this step is answered by the first one.
        row: of the entry; beyond the last one, the last one.
        column: of the entry, all axes but the first in one; beyond the last one, the last one.

    Returns:
        `data`: the formula with numbers as MathML and as text, the value, and the entry that is meant; or `error`.
    """
    asked = {"part": part, "example": example, "long": long, "quantity": quantity, "row": row, "column": column}
    try:
        found = _trace(run, part, example, long)
    except SpecError as error:
        return View({"error": str(error), "asked": asked})
    chosen = found[quantity] if quantity in found.names else found[0]
    index = _within(chosen, row, column)
    return View(
        {
            "asked": asked,
            "quantity": chosen.name,
            "row": index[0] if len(index) > 1 else 0,
            "column": _column(chosen, index),
            "mathml": chosen.numbers_markup(index, Style(4, 12)),
            "text": chosen.numbers(*index, style=Style(6, 24)),
            "value": float(chosen.value[index]),
        }
    )


def chain_view(
    run: Trainer, part: str = "train", example: int = -1, layer: int = 1, unit: int = 0, source: int = -1
) -> View:
    """The chain of factors of one weight, with its finite difference beside it.

    Args:
        run: a run.
        part: as for `trace_view`.
        example: as for `trace_view`.
        layer: the layer that the weight leads into, from 1.
        unit: the neuron that it leads to, from 0.
        source: where it comes from, from 0; -1 for the bias.

    Returns:
        `data`: see `edge.Chain.to_json`; or `error`.
    """
    asked = {"part": part, "example": example, "layer": layer, "unit": unit, "source": source}
    try:
        step = step_of(run, example=None if example < 0 else example, part=part)
        found = chain(step, layer, unit, None if source < 0 else source)
    except SpecError as error:
        return View({"error": str(error), "asked": asked})
    return View(found.to_json() | {"asked": asked})


def _trace(run: Trainer, part: str, example: int, long: bool) -> Trace:
    step = step_of(run, example=None if example < 0 else example, part=part)
    return trace_step(step, long=long and step.loss in ENTROPIES)


def _loss_after(found: Trace) -> float | None:
    """The loss of the same examples after the update; None if it is not finite."""
    step = found.step
    with np.errstate(all="ignore"):  # a step that is too long may overflow
        output = step.network.with_parameters(found.updated).forward(step.X, step.masks).output
        loss = step.loss_of(output)
    return loss if np.isfinite(loss) else None


def _overview(quantity: Quantity) -> dict[str, Any]:
    light = quantity.light
    value = quantity.value
    flat = value.reshape(len(value), -1) if value.ndim > 1 else value.reshape(1, -1)
    return {
        "name": quantity.name,
        "symbol": f"<math>{quantity.symbol.markup()}</math>",
        "phase": quantity.phase,
        "layer": quantity.layer,
        "about": quantity.about,
        "formula": quantity.formula_markup(),
        "text": quantity.formula_text(),
        "shape": list(quantity.shape),
        "columns": int(flat.shape[1]),
        "rows": int(flat.shape[0]),
        "values": _rounded(flat[:MOST_ROWS, :MOST_COLUMNS]),
        "light": {"units": light.units, "edges": light.edges, "entry": light.entry},
        "code": {"file": quantity.code.file, "line": quantity.code.line, "text": quantity.code.text},
    }


def _rounded(array: np.ndarray[Any, Any]) -> list[Any]:
    """Numbers in the digits that a page shows, None for what is not finite."""
    listed: list[Any] = [
        [float(Num(v).text(Style(6))) if np.isfinite(v) else None for v in row] for row in array[:MOST_ROWS].tolist()
    ]
    return listed


def _within(quantity: Quantity, row: int, column: int) -> tuple[int, ...]:
    """The entry that a row and a column mean, kept within the quantity."""
    shape = quantity.shape
    if not shape:
        return ()
    if len(shape) == 1:
        return (min(max(column, 0), shape[0] - 1),)
    flat = min(max(column, 0), int(np.prod(shape[1:])) - 1)
    return (min(max(row, 0), shape[0] - 1), *map(int, np.unravel_index(flat, shape[1:])))


def _column(quantity: Quantity, index: tuple[int, ...]) -> int:
    """The column of an entry in the sheet that a page shows: all axes but the first in one."""
    if len(index) < 2:
        return index[0] if index else 0
    return int(np.ravel_multi_index(index[1:], quantity.shape[1:]))
