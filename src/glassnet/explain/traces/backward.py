"""The backward pass of a step, as quantities: from the loss back to the first layer by the chain rule."""

from collections.abc import Callable

import numpy as np

from glassnet.explain.traces.activations import ACTIVATIONS, WHERE, settings_in_numbers, settings_in_symbols
from glassnet.explain.traces.code import CodeLine, line_of
from glassnet.explain.traces.expressions import Derivative, Expr, Mul, Num, Sym, Transposed, added
from glassnet.explain.traces.forward import Passes, name_of, slope_of
from glassnet.explain.traces.functions import Call
from glassnet.explain.traces.losses import ENTROPIES
from glassnet.explain.traces.quantity import Index, Light, Quantity
from glassnet.nn import ACTIVATIONS as FUNCTIONS
from glassnet.nn import LOSSES, Array, Dense, weighted_loss_and_gradients
from glassnet.nn.dropout import dropout_backward

L = Sym("L")


def backward_quantities(passes: Passes, *, long: bool) -> list[Quantity]:
    """dL/da, da/dz, delta, dL/dW and dL/db of every layer, the last first.

    Args:
        passes: the step with what was computed in it.
        long: whether a cross-entropy's gradient is taken through ŷ instead of in one.
    """
    found: list[Quantity] = []
    after: Array | None = None  # what the layer behind hands back: dL/d(what this layer's successors receive)
    for number in range(passes.last, 0, -1):
        layer = passes.step.network.layers[number - 1]
        if number == passes.last:
            found += _from_the_loss(passes, layer, long=long)
        else:
            assert after is not None
            found += _from_behind(passes, number, layer, after)
        delta = passes.gradients.deltas[number - 1]
        found += [_weights(passes, number, delta), _biases(passes, number, delta)]
        after = delta @ layer.W  # (n, fan_in), as Dense.backward computes it
    return found


def _from_the_loss(passes: Passes, layer: Dense, *, long: bool) -> list[Quantity]:
    """The first steps back: to the output layer's delta."""
    outputs, last = passes.outputs, passes.last
    target = outputs.symbol  # what the loss takes: a of the last layer, or its z
    short = passes.step.gradient_at(outputs.o)
    entropy = passes.step.loss in ENTROPIES
    found: list[Quantity] = []
    name = f"delta{last}" if passes.logits else f"dL/da{last}"
    if entropy and long:
        found += [_loss_by_probability(passes), _probability_by_output(passes)]
    found.append(
        Quantity(
            name=name,
            phase="backward",
            layer=last,
            symbol=Sym("delta", last) if passes.logits else Derivative(L, target),
            formula=_long_product(passes) if entropy and long else outputs.gradient_formula(),
            value=short,
            code=_code_of_start(passes),
            about=_about_start(passes),
            light=Light(units=last, entry="unit"),
            entry=_long_entries(passes) if entropy and long else lambda at: outputs.gradient_numbers(*at),
        )
    )
    if not passes.logits:
        found += [_slope(passes, last, layer), _delta(passes, last, layer, short)]
    return found


def _code_of_start(passes: Passes) -> CodeLine:
    if passes.step.weights is None:
        return line_of(LOSSES[passes.step.loss].gradient)
    return line_of(weighted_loss_and_gradients, "dL_do")


def _about_start(passes: Passes) -> str:
    if passes.logits:
        return "how the loss reacts to each logit: what the network says minus what is right"
    return "how the loss reacts to each output"


def _loss_by_probability(passes: Passes) -> Quantity:
    outputs = passes.outputs
    return Quantity(
        name="dL/dyhat",
        phase="backward",
        layer=passes.last,
        symbol=Derivative(L, Sym("yhat")),
        formula=outputs.long_formula(),
        value=outputs.long_value(),
        code=line_of(LOSSES[passes.step.loss].gradient),
        about="how the loss reacts to each probability (the reference computes this and the next two in one)",
        light=Light(units=passes.last, entry="unit"),
        entry=lambda at: outputs.long_numbers(*at),
    )


def _probability_by_output(passes: Passes) -> Quantity:
    outputs = passes.outputs
    softmax = passes.step.loss == "cross_entropy"
    return Quantity(
        name=f"dyhat/d{outputs.symbol.text()}",
        phase="backward",
        layer=passes.last,
        symbol=Derivative(Sym("yhat"), outputs.symbol),
        formula=outputs.slope_formula(),
        value=outputs.slope_value(),
        code=line_of(LOSSES[passes.step.loss].gradient),
        about="how each probability reacts to each logit: raising one logit lowers all other probabilities"
        if softmax
        else "how each probability reacts to its logit",
        light=Light(units=passes.last, entry="unit"),
        entry=outputs.slope_numbers,
    )


def _long_product(passes: Passes) -> Expr:
    by = Derivative(L, Sym("yhat")), Derivative(Sym("yhat"), passes.outputs.symbol)
    return Mul(*by, by=" " if passes.step.loss == "cross_entropy" else "⊙")


def _long_entries(passes: Passes) -> Callable[[Index], Expr]:
    first, slope = passes.outputs.long_value(), passes.outputs.slope_value()

    def entry(at: Index) -> Expr:
        i, j = at
        if slope.ndim == 2:
            return Mul(Num(float(first[at])), Num(float(slope[at])))
        pairs = zip(first[i].tolist(), slope[i, :, j].tolist(), strict=True)
        return added([Mul(Num(a), Num(b)) for a, b in pairs])

    return entry


def _from_behind(passes: Passes, number: int, layer: Dense, received: Array) -> list[Quantity]:
    """From the delta of the layer behind to this layer's delta."""
    W, behind = passes.step.network.layers[number].W, passes.gradients.deltas[number]
    mask = passes.step.masks[number - 1]

    def entry(at: Index) -> Expr:
        i, j = at
        pairs = zip(behind[i].tolist(), W[:, j].tolist(), strict=True)
        return added([Mul(Num(d), Num(w)) for d, w in pairs])

    letter = "a" if mask is None else "h"
    found = [
        Quantity(
            name=f"dL/d{letter}{number}",
            phase="backward",
            layer=number,
            symbol=Derivative(L, Sym(letter, number)),
            formula=Mul(Sym("delta", number + 1), Sym("W", number + 1), by=" "),
            value=received,
            code=line_of(Dense.backward, "dX"),
            about=f"how the loss reacts to what {name_of(passes, number)} puts out"
            + (" after dropout" if mask is not None else "")
            + ": what comes back along each weight, added up",
            light=Light(units=number, edges=number + 1, entry="unit"),
            entry=entry,
        )
    ]
    before = received
    if mask is not None:
        before = dropout_backward(received, mask)
        found.append(_through_dropout(passes, number, received, mask, before))
    return [*found, _slope(passes, number, layer), _delta(passes, number, layer, before)]


def _through_dropout(passes: Passes, number: int, received: Array, mask: Array, value: Array) -> Quantity:
    return Quantity(
        name=f"dL/da{number}",
        phase="backward",
        layer=number,
        symbol=Derivative(L, Sym("a", number)),
        formula=Mul(Derivative(L, Sym("h", number)), Sym("mask", number), by="⊙"),
        value=value,
        code=line_of(dropout_backward),
        about=f"the same before dropout: a silenced neuron of {name_of(passes, number)} had no influence",
        light=Light(units=number, entry="unit"),
        entry=lambda at: Mul(Num(float(received[at])), Num(float(mask[at]))),
    )


def _slope(passes: Passes, number: int, layer: Dense) -> Quantity:
    z, a = passes.tape.z[number - 1], passes.tape.a[number - 1]
    settings = FUNCTIONS[layer.activation].settings | dict(layer.settings)
    written = ACTIVATIONS[layer.activation]
    where = WHERE.get(layer.activation, "")
    return Quantity(
        name=f"da{number}/dz{number}",
        phase="backward",
        layer=number,
        symbol=Derivative(Sym("a", number), Sym("z", number)),
        formula=written.derivative(Sym("z", number), Sym("a", number), settings_in_symbols(settings)),
        value=slope_of(layer, z),
        code=line_of(FUNCTIONS[layer.activation].derivative),
        about=f"how steep {layer.activation.replace('_', ' ')} is at each weighted sum"
        + (f"; {where}" if where else ""),
        light=Light(units=number, entry="unit"),
        entry=lambda at: written.derivative(Num(float(z[at])), Num(float(a[at])), settings_in_numbers(settings)),
    )


def _delta(passes: Passes, number: int, layer: Dense, da: Array) -> Quantity:
    slope = slope_of(layer, passes.tape.z[number - 1])
    symbols = Derivative(L, Sym("a", number)), Derivative(Sym("a", number), Sym("z", number))
    return Quantity(
        name=f"delta{number}",
        phase="backward",
        layer=number,
        symbol=Sym("delta", number),
        formula=Mul(*symbols, by="⊙"),
        value=passes.gradients.deltas[number - 1],
        code=line_of(Dense.activate_backward),
        about=f"delta, ∂L/∂z{number}: how the loss reacts to each weighted sum of {name_of(passes, number)}",
        light=Light(units=number, entry="unit"),
        entry=lambda at: Mul(Num(float(da[at])), Num(float(slope[at]))),
    )


def _weights(passes: Passes, number: int, delta: Array) -> Quantity:
    x, n = passes.tape.inputs[number - 1], len(delta)

    def entry(at: Index) -> Expr:
        j, k = at
        pairs = zip(delta[:, j].tolist(), x[:, k].tolist(), strict=True)
        return added([Mul(Num(d), Num(v)) for d, v in pairs])

    return Quantity(
        name=f"dL/dW{number}",
        phase="backward",
        layer=number,
        symbol=Derivative(L, Sym("W", number)),
        formula=Mul(Transposed(Sym("delta", number)), passes.received(number), by=" "),
        value=passes.gradients.dW[number - 1],
        code=line_of(Dense.backward, "dW"),
        about="how the loss reacts to each weight: the delta of its neuron times what came in along it"
        + (f", added up over {n} examples" if n > 1 else ""),
        light=Light(edges=number, entry="edge"),
        entry=entry,
    )


def _biases(passes: Passes, number: int, delta: Array) -> Quantity:
    def entry(at: Index) -> Expr:
        return added([Num(d) for d in delta[:, at[0]].tolist()])

    n = len(delta)
    return Quantity(
        name=f"dL/db{number}",
        phase="backward",
        layer=number,
        symbol=Derivative(L, Sym("b", number)),
        formula=Call("sum", Sym("delta", number)) if n > 1 else Sym("delta", number),
        value=passes.gradients.db[number - 1],
        code=line_of(Dense.backward, "db"),
        about="how the loss reacts to each bias: the delta of its neuron"
        + (f", added up over {n} examples" if n > 1 else ""),
        light=Light(units=number, entry="bias"),
        entry=entry,
    )


def long_is_possible(passes: Passes) -> bool:
    """Whether the long form of a cross-entropy has finite numbers at every output."""
    return passes.outputs.long_form and bool(np.isfinite(passes.outputs.long_value()).all())
