"""The forward pass and the loss of a step, as quantities."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from glassnet.explain.one_step import Step
from glassnet.explain.traces.activations import (
    ACTIVATIONS,
    WHERE,
    settings_in_numbers,
    settings_in_symbols,
)
from glassnet.explain.traces.code import line_of
from glassnet.explain.traces.expressions import Add, Expr, Mul, Num, Square, Sym, Transposed, added
from glassnet.explain.traces.functions import Call
from glassnet.explain.traces.losses import ENTROPIES, Outputs
from glassnet.explain.traces.quantity import Light, Quantity
from glassnet.nn import ACTIVATIONS as FUNCTIONS
from glassnet.nn import LOSSES, MLP, Array, Dense, Gradients, Tape, l1_penalty, l2_penalty, weighted_value
from glassnet.nn.dropout import dropout
from glassnet.spec import SpecError


@dataclass(frozen=True, eq=False)
class Passes:
    """A step with everything that the reference computed in it.

    Attributes:
        step: the step.
        tape: its forward pass.
        outputs: what the loss looks at.
        loss: the loss on the data.
        gradients: of the data loss alone.
    """

    step: Step
    tape: Tape
    outputs: Outputs
    loss: float
    gradients: Gradients

    @property
    def last(self) -> int:
        """The number of the output layer."""
        return len(self.step.network.layers)

    @property
    def logits(self) -> bool:
        """Whether the loss takes the last weighted sums as they are: a cross-entropy after no activation."""
        return self.outputs.symbol.name == "z"

    def received(self, layer: int) -> Sym:
        """What a layer receives, as a symbol."""
        if layer == 1:
            return Sym("x")
        return Sym("h" if self.step.masks[layer - 2] is not None else "a", layer - 1)


def run_through(step: Step) -> Passes:
    """Compute a step with the reference, forward and backward.

    Raises:
        SpecError: a number overflows on the way.
    """
    network = step.network
    with np.errstate(all="ignore"):  # what overflows is said below
        tape = network.forward(step.X, step.masks)
        loss = step.loss_of(tape.output)
        gradients = network.backward(tape, step.gradient_at(tape.output))
    for number, z in enumerate(tape.z, start=1):
        if not np.isfinite(z).all():
            raise SpecError(f"z{number}", "numbers that are not finite", "smaller weights or inputs: layer overflows")
    if not np.isfinite(loss) or not all(np.isfinite(g).all() for g in gradients.flat):
        raise SpecError("loss", loss, "a finite loss with finite gradients: the outputs are too large")
    logits = step.loss in ENTROPIES and network.layers[-1].activation == "identity"
    symbol = Sym("z" if logits else "a", len(network.layers))
    outputs = Outputs(step.loss, step.loss_settings, tape.output, step.T, symbol, step.weights)
    return Passes(step, tape, outputs, loss, gradients)


def forward_quantities(passes: Passes) -> list[Quantity]:
    """What every layer computes, ŷ under a cross-entropy, and the loss (with the penalty beside it)."""
    found: list[Quantity] = []
    for number, layer in enumerate(passes.step.network.layers, start=1):
        found.append(_weighted_sum(passes, number, layer))
        if not (number == passes.last and passes.logits):
            found.append(_activation(passes, number, layer))
        if number < passes.last and passes.step.masks[number - 1] is not None:
            found.append(_dropped(passes, number))
    if passes.step.loss in ENTROPIES:
        found.append(_predicted(passes))
    found.append(_loss(passes))
    if passes.step.l1 or passes.step.l2:
        found.append(_penalty(passes.step.network, passes.step.l1, passes.step.l2))
    return found


def _weighted_sum(passes: Passes, number: int, layer: Dense) -> Quantity:
    x, received = passes.tape.inputs[number - 1], passes.received(number)

    def entry(at: tuple[int, ...]) -> Expr:
        i, j = at
        products = zip(layer.W[j].tolist(), x[i].tolist(), strict=True)
        return Add(*(Mul(Num(w), Num(v)) for w, v in products), Num(float(layer.b[j])))

    return Quantity(
        name=f"z{number}",
        phase="forward",
        layer=number,
        symbol=Sym("z", number),
        formula=Add(Mul(received, Transposed(Sym("W", number)), by=" "), Sym("b", number)),
        value=passes.tape.z[number - 1],
        code=line_of(Dense.forward),
        about=f"the weighted sums of {name_of(passes, number)}: weights times what comes in, plus the bias",
        light=Light(units=number, edges=number, entry="unit"),
        entry=entry,
    )


def _activation(passes: Passes, number: int, layer: Dense) -> Quantity:
    z, a = passes.tape.z[number - 1], passes.tape.a[number - 1]
    settings = FUNCTIONS[layer.activation].settings | dict(layer.settings)
    written = ACTIVATIONS[layer.activation]
    where = WHERE.get(layer.activation, "")

    def entry(at: tuple[int, ...]) -> Expr:
        return written.value(Num(float(z[at])), Num(float(a[at])), settings_in_numbers(settings))

    return Quantity(
        name=f"a{number}",
        phase="forward",
        layer=number,
        symbol=Sym("a", number),
        formula=written.value(Sym("z", number), Sym("a", number), settings_in_symbols(settings)),
        value=a,
        code=line_of(FUNCTIONS[layer.activation].value),
        about=f"what {name_of(passes, number)} puts out: {layer.activation.replace('_', ' ')} of each weighted sum"
        + (f" ({where})" if where and layer.activation in ("gelu", "silu") else ""),
        light=Light(units=number, entry="unit"),
        entry=entry,
    )


def _dropped(passes: Passes, number: int) -> Quantity:
    mask, a = passes.step.masks[number - 1], passes.tape.a[number - 1]
    assert mask is not None
    kept = mask  # under a name that cannot be None

    def entry(at: tuple[int, ...]) -> Expr:
        return Mul(Num(float(a[at])), Num(float(kept[at])))

    return Quantity(
        name=f"h{number}",
        phase="forward",
        layer=number,
        symbol=Sym("h", number),
        formula=Mul(Sym("a", number), Sym("mask", number), by="⊙"),
        value=passes.tape.inputs[number],
        code=line_of(dropout),
        about=f"what is left of {name_of(passes, number)} after dropout: the mask is 0 for a silenced neuron, "
        "and makes up for it in the others",
        light=Light(units=number, entry="unit"),
        entry=entry,
    )


def _predicted(passes: Passes) -> Quantity:
    outputs, last = passes.outputs, passes.last
    softmax = passes.step.loss == "cross_entropy"
    return Quantity(
        name="yhat",
        phase="forward",
        layer=last,
        symbol=Sym("yhat"),
        formula=outputs.predicted_formula(),
        value=outputs.predicted,
        code=line_of(LOSSES[passes.step.loss].predict, "p" if softmax else None),
        about="the probability that the network gives to " + ("each class" if softmax else "class 1")
        + (": the greatest logit is subtracted from all, which cancels and keeps the powers small" if softmax else ""),
        light=Light(units=last, entry="unit"),
        entry=lambda at: outputs.predicted_numbers(*at),
    )  # fmt: skip


SENTENCES: Mapping[str, str] = {
    "cross_entropy": "how surprised the network is by the right classes: −log of their probability",
    "binary_cross_entropy": "how surprised the network is by the right answers: −log of their probability",
    "mse": "how wrong the outputs are: the mean of their squared errors",
    "half_squared": "how wrong the outputs are: half their squared errors, summed over the outputs",
    "huber": "how wrong the outputs are: squared for small errors, straight for large ones",
}


def _loss(passes: Passes) -> Quantity:
    outputs, n = passes.outputs, len(passes.step.X)
    return Quantity(
        name="loss",
        phase="loss",
        layer=None,
        symbol=Sym("L"),
        formula=outputs.loss_formula(),
        value=np.array(passes.loss),
        code=line_of(LOSSES[passes.step.loss].value if passes.step.weights is None else weighted_value),
        about=SENTENCES[passes.step.loss]
        + (f", averaged over {n} examples" if n > 1 else "")
        + (", each of which counts by its weight" if passes.step.weights is not None else ""),
        light=Light(units=passes.last),
        entry=lambda at: outputs.loss_numbers(),
    )


def _penalty(network: MLP, l1: float, l2: float) -> Quantity:
    weights = [layer.W for layer in network.layers]
    sizes = [float(np.abs(W).sum()) for W in weights], [float(np.square(W).sum()) for W in weights]
    parts: list[Expr] = []
    symbols: list[Expr] = []
    w = Sym("w")
    if l1:
        parts.append(Mul(Num(l1), added([Num(size) for size in sizes[0]])))
        symbols.append(Mul(Sym("lambda1"), Call("sum", Call("abs", w))))
    if l2:
        parts.append(Mul(Num(0.5), Num(l2), added([Num(size) for size in sizes[1]])))
        symbols.append(Mul(Num(0.5), Sym("lambda"), Call("sum", Square(w))))
    value = sum(l1_penalty(W, l1) + l2_penalty(W, l2) for W in weights)
    return Quantity(
        name="penalty",
        phase="loss",
        layer=None,
        symbol=Sym("R"),
        formula=added(symbols),
        value=np.array(value),
        code=line_of(MLP.penalised, "penalty"),
        about="what large weights cost beside the loss; the sums run over all weights, layer by layer, without biases",
        light=Light(),
        entry=lambda at: added(parts),
    )


def name_of(passes: Passes, number: int) -> str:
    """The layer in words."""
    return "the output layer" if number == passes.last else f"layer {number}"


def slope_of(layer: Dense, z: Array) -> Array:
    """da/dz of a layer at its weighted sums, (n, units)."""
    return FUNCTIONS[layer.activation].derivative(z, **layer.settings)
