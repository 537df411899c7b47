"""A trace as a table of text: each quantity with its formula, its numbers put in, its value and its line of code."""

from collections.abc import Iterator
from itertools import islice

from glassnet.explain.traces.expressions import Style, digits_of
from glassnet.explain.traces.quantity import PHASES, Quantity, Trace
from glassnet.nn import Array

TITLES = {"forward": "Forward pass", "loss": "Loss", "backward": "Backward pass", "update": "Update"}


def table(trace: Trace, *, digits: int = 4, entries: int = 4, only: str | None = None) -> str:
    """The whole trace as text.

    Args:
        trace: what is shown.
        digits: significant digits of the numbers.
        entries: how many entries of each quantity are written with their numbers; what is left is counted.
        only: the name of the one quantity wanted, or None for all.
    """
    chosen = trace.quantities if only is None else (trace[only],)
    lines = list(_head(trace))
    for phase in PHASES:
        inside = [quantity for quantity in chosen if quantity.phase == phase]
        if inside:
            lines += ["", TITLES[phase], "─" * len(TITLES[phase])]
            for quantity in inside:
                lines += _block(quantity, Style(digits), entries)
    return "\n".join(lines)


def _head(trace: Trace) -> Iterator[str]:
    step = trace.step
    sizes = " – ".join(map(str, step.network.sizes))
    kinds = ", ".join(layer.activation.replace("_", " ") for layer in step.network.layers)
    yield f"{sizes} ({kinds}), {step.loss.replace('_', ' ')}, {step.optimizer}, learning rate {step.learning_rate:g}"
    yield f"{step.examples}; entries are counted from 1"
    for name, array in (("x", step.X), ("t", step.T)):
        if array.size <= 12:
            yield f"{name} = {_values(array)}"
    yield from trace.notes


def _values(array: Array) -> str:
    rows = array.tolist() if len(array) > 1 else array[0].tolist()
    return str(rows)


def _block(quantity: Quantity, style: Style, entries: int) -> Iterator[str]:
    yield f"{quantity.name}  {quantity.shape}  {quantity.about}"
    yield f"    {quantity.formula_text()}"
    listed = list(islice(quantity.indices(), entries + (quantity.value.size == entries + 1)))  # never "1 more"
    names = ["[" + ",".join(str(i + 1) for i in at) + "]" if at else "" for at in listed]
    width = max(map(len, names), default=0)
    for at, name in zip(listed, names, strict=True):
        value = digits_of(float(quantity.value[at]), style.digits)
        numbers = quantity.entry(at).text(style)
        indent = f"    {name:{width}} " if width else "    "
        yield f"{indent}{numbers} = {value}" if numbers != value else f"{indent}{value}"
    left = quantity.value.size - len(listed)
    if left > 0:
        yield f"    … {left:,} more"
    yield f"    {quantity.code}"
