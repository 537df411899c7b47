"""One weight's own chain: the factors between it and the loss, multiplied out, beside its finite difference.

∂L/∂W = (how the loss reacts to the neuron's weighted sum) · (what came in along the weight). The first factor is a
product along every path from the neuron to the outputs. Where few paths lead there, each is written out in full; where
many do, the paths are added up at the neurons of the next layer, as backpropagation does.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from glassnet.explain.differences import Measure
from glassnet.explain.gradchecks.check import TOLERANCE, relative_errors
from glassnet.explain.mathml import math, operator, row
from glassnet.explain.one_step import Step
from glassnet.explain.traces.expressions import Derivative, Expr, Mul, Num, Style, Sym, digits_of
from glassnet.explain.traces.forward import Passes, run_through, slope_of
from glassnet.spec import SpecError

MOST_PATHS = 4
MOST_EXAMPLES = 3
"""Examples of a batch whose chains are written; the others are only added up."""


@dataclass(frozen=True)
class Factor:
    """One link of a chain.

    Attributes:
        symbol: what it is called.
        value: its number.
        about: what it is, in a few words.
    """

    symbol: Expr
    value: float
    about: str


@dataclass(frozen=True)
class Path:
    """A product of factors that adds to the gradient.

    Attributes:
        example: the number of the example within the step, from 0.
        factors: from the loss to what came in.
        value: their product.
    """

    example: int
    factors: tuple[Factor, ...]
    value: float


@dataclass(frozen=True)
class Chain:
    """The derivative of the loss by one weight or bias.

    Attributes:
        layer: the layer that it leads into, from 1.
        unit: its neuron, from 0.
        source: what it listens to, from 0; None for the bias.
        weight: its value.
        paths: products that are written out; all of them, or those of the first examples.
        left_out: how many more examples add their products.
        merged: whether paths were added up at the next layer because there are many.
        analytic: the gradient of the data loss by backpropagation.
        total: the same with the penalty, as the finite difference sees it.
        numeric: the finite difference.
        error: their relative error.
        kink: whether the weight sits on a kink, so that the two need not agree.
    """

    layer: int
    unit: int
    source: int | None
    weight: float
    paths: tuple[Path, ...]
    left_out: int
    merged: bool
    analytic: float
    total: float
    numeric: float
    error: float
    kink: bool

    @property
    def symbol(self) -> Sym:
        """W₁[2,1] or b₁[2]."""
        if self.source is None:
            return Sym("b", self.layer, (self.unit,))
        return Sym("W", self.layer, (self.unit, self.source))

    @property
    def agrees(self) -> bool:
        """Whether backpropagation and the finite difference say the same."""
        return self.error <= TOLERANCE

    def text(self, digits: int = 4) -> str:
        """The factors by name, the products with their numbers, and the two derivatives side by side."""
        style = Style(digits)
        lines = [f"The chain of {self.symbol.text()} = {digits_of(self.weight, digits)}"]
        for number, path in enumerate(self.paths):
            if len(self.paths) > 1:
                lines.append(f"  path {number + 1}, example {path.example + 1}")
            names = " · ".join(factor.symbol.text() for factor in path.factors)
            product = Mul(*(Num(factor.value) for factor in path.factors)).text(style)
            lines.append(f"    {names} = {product} = {digits_of(path.value, digits)}")
        if self.left_out:
            lines.append(f"  … {self.left_out} more examples, added up")
        lines.append(f"  backpropagation     {self.total:.12g}")
        verdict = "on a kink: need not agree" if self.kink else "agrees" if self.agrees else "DIFFERS"
        lines.append(f"  finite difference   {self.numeric:.12g}  {verdict}")
        return "\n".join(lines)

    def to_json(self, style: Style = Style()) -> dict[str, Any]:  # noqa: B008 - a frozen value
        """Everything as plain values, formulas as MathML."""
        return {
            "layer": self.layer,
            "unit": self.unit,
            "source": self.source,
            "name": self.symbol.text(),
            "symbol": math(self.symbol.markup()),
            "weight": self.weight,
            "paths": [self._path_json(path, style) for path in self.paths],
            "left_out": self.left_out,
            "merged": self.merged,
            "analytic": self.analytic,
            "total": self.total,
            "numeric": self.numeric,
            "relative_error": self.error,
            "kink": self.kink,
            "agrees": self.agrees,
        }

    def _path_json(self, path: Path, style: Style) -> dict[str, Any]:
        product = Mul(*(Num(factor.value) for factor in path.factors))
        return {
            "example": path.example,
            "value": path.value,
            "text": product.text(),
            "mathml": math(row(product.markup(style), operator("="), Num(path.value).markup(style))),
            "factors": [
                {"mathml": math(factor.symbol.markup()), "name": factor.symbol.text(), "value": factor.value,
                 "about": factor.about}
                for factor in path.factors
            ],
        }  # fmt: skip


def chain(step: Step, layer: int, unit: int, source: int | None = None) -> Chain:
    """The chain of one weight, or of a bias.

    Args:
        step: the step.
        layer: the layer that the weight leads into, from 1.
        unit: the neuron that it leads to, from 0.
        source: the neuron or input that it comes from, from 0; None for the neuron's bias.

    Raises:
        SpecError: there is no such weight.

    Example:
        >>> import glassnet as gn
        >>> from glassnet.explain.one_step import step_of
        >>> net = gn.Network([2, 2, 1], activation="sigmoid", output="sigmoid",
        ...     weights=[[[0.1, 0.3], [0.2, 0.4]], [[0.5, 0.6]]], biases=[[0.01, 0.02], [0.03]])
        >>> found = chain(step_of(net, [1.0, 2.0], [1.0]), layer=1, unit=0, source=1)
        >>> [factor.symbol.text() for factor in found.paths[0].factors]
        ['dL/da2[1]', 'da2/dz2[1]', 'W2[1,1]', 'da1/dz1[1]', 'x[2]']
        >>> round(found.analytic, 9), found.agrees
        (-0.029113839, True)
    """
    network = step.network
    _check(step, layer, unit, source)
    passes = run_through(step)
    delta = passes.gradients.deltas[layer - 1][:, unit]
    received = passes.tape.inputs[layer - 1][:, source] if source is not None else np.ones(len(step.X))
    analytic = float(delta @ received)
    array = 2 * (layer - 1) + (source is None)
    entry = unit if source is None else unit * network.layers[layer - 1].fan_in + source
    found = Measure(step, passes.tape, passes.gradients, passes.loss).of(array, np.array([entry]))
    weight = float(network.parameters[array].reshape(-1)[entry])
    penalty = 0.0 if source is None else step.l1 * float(np.sign(weight)) + step.l2 * weight
    total = analytic + penalty
    error = 0.0 if found.kink[0] else relative_errors(np.array([total]), found.value, found.doubt, TOLERANCE)[0]
    merged = _count(network.sizes, layer) > MOST_PATHS
    shown = range(min(len(step.X), MOST_EXAMPLES if len(step.X) > MOST_EXAMPLES + 1 else MOST_EXAMPLES + 1))
    paths = tuple(
        Path(i, (*before, last), float(np.prod([f.value for f in (*before, last)])))
        for i in shown
        for last in [_last(passes, i, layer, source)]
        for before in ([_merged(passes, i, layer, unit)] if merged else _paths(passes, i, layer, unit))
    )
    return Chain(
        layer, unit, source, weight, paths, len(step.X) - len(shown), merged, analytic, total,
        float(found.value[0]), float(error), bool(found.kink[0]),
    )  # fmt: skip


def _check(step: Step, layer: int, unit: int, source: int | None) -> None:
    layers = step.network.layers
    if not 1 <= layer <= len(layers):
        raise SpecError("layer", layer, f"a whole number from 1 to {len(layers)}")
    if not 0 <= unit < layers[layer - 1].fan_out:
        raise SpecError("unit", unit, f"a whole number from 0 to {layers[layer - 1].fan_out - 1} in layer {layer}")
    if source is not None and not 0 <= source < layers[layer - 1].fan_in:
        raise SpecError("source", source, f"a whole number from 0 to {layers[layer - 1].fan_in - 1} for layer {layer}")


def _count(sizes: tuple[int, ...], layer: int) -> int:
    """How many paths lead from a neuron of a layer to the outputs."""
    return int(np.prod(sizes[layer + 1 :], dtype=float))


def _last(passes: Passes, example: int, layer: int, source: int | None) -> Factor:
    """What came in along the weight."""
    if source is None:
        return Factor(Num(1.0), 1.0, "a bias listens to a constant 1")
    received = passes.received(layer)
    symbol = Sym(received.name, received.layer, (source,))
    value = float(passes.tape.inputs[layer - 1][example, source])
    return Factor(symbol, value, "what came in along the weight")


def _slope(passes: Passes, example: int, layer: int, unit: int) -> list[Factor]:
    """The activation's derivative at a neuron, and its dropout mask if there is one."""
    at = (unit,)
    mask = passes.step.masks[layer - 1] if layer < passes.last else None
    dropped = [Factor(Sym("mask", layer, at), float(mask[example, unit]), "dropout")] if mask is not None else []
    if layer == passes.last and passes.logits:
        return []
    slope = slope_of(passes.step.network.layers[layer - 1], passes.tape.z[layer - 1][example : example + 1])
    symbol = Derivative(Sym("a", layer), Sym("z", layer, at))
    return [*dropped, Factor(symbol, float(slope[0, unit]), "how steep the activation is there")]


def _start(passes: Passes, example: int, unit: int) -> list[Factor]:
    """The derivative of the loss by the weighted sum of an output neuron, in its one or two factors."""
    outputs = passes.outputs
    value = passes.gradients.deltas[-1][example, unit]
    at = (unit,)
    if passes.logits:
        return [Factor(Sym("delta", passes.last, at), float(value), "what the network says minus what is right")]
    gradient = passes.step.gradient_at(outputs.o)
    first = Derivative(Sym("L"), Sym("a", passes.last, at))
    return [
        Factor(first, float(gradient[example, unit]), "how the loss reacts to the output"),
        *_slope(passes, example, passes.last, unit),
    ]


def _paths(passes: Passes, example: int, layer: int, unit: int) -> list[list[Factor]]:
    """The factors from the loss to a neuron's weighted sum, path by path."""
    if layer == passes.last:
        return [_start(passes, example, unit)]
    W = passes.step.network.layers[layer].W
    found = []
    for after in range(W.shape[0]):
        weight = Factor(Sym("W", layer + 1, (after, unit)), float(W[after, unit]), "the weight to the next layer")
        for before in _paths(passes, example, layer + 1, after):
            found.append([*before, weight, *_slope(passes, example, layer, unit)])
    return found


def _merged(passes: Passes, example: int, layer: int, unit: int) -> list[Factor]:
    """The same with everything behind added up in one factor."""
    W, delta = passes.step.network.layers[layer].W, passes.gradients.deltas[layer]
    letter = "a" if passes.step.masks[layer - 1] is None else "h"
    symbol = Derivative(Sym("L"), Sym(letter, layer, (unit,)))
    back = float(delta[example] @ W[:, unit])
    about = f"what comes back from the {W.shape[0]} neurons of the next layer, added up"
    return [Factor(symbol, back, about), *_slope(passes, example, layer, unit)]
