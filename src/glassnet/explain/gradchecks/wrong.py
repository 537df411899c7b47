"""Backward passes with a mistake in them: what each usual one would give."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np

from glassnet.explain.one_step import Step
from glassnet.explain.traces.forward import Passes
from glassnet.nn import ACTIVATIONS, Array, Dense


@dataclass(frozen=True, eq=False)
class Prediction:
    """What a mistake would give.

    Attributes:
        kind: as in `Finding`.
        message: the mistake in words.
        gradients: dW₁, db₁, dW₂, … with it.
    """

    kind: str
    message: str
    gradients: list[Array]


Slope = Callable[[int, Dense], Array]
"""From a layer's number (from 1) and the layer to what stands in the place of da/dz, (n, units)."""

SIGNS = {
    "sigmoid": "σ′(z) = a·(1 − a)",
    "tanh": "1 − a²",
    "relu": "1 where z > 0, else 0",
}


def predictions(step: Step, passes: Passes) -> Iterator[Prediction]:
    """The usual mistakes in the activations' derivatives: left out, or taken of a instead of z."""
    layers = step.network.layers
    curved = [i for i, layer in enumerate(layers, start=1) if layer.activation != "identity"]
    hidden = [i for i in curved if i < len(layers)]
    groups = [hidden, curved, *([i] for i in curved)]
    for group in (g for i, g in enumerate(groups) if g and g not in groups[:i]):
        names = _layers(group, len(layers))
        written = "; ".join(dict.fromkeys(_derivative(layers[i - 1]) for i in group))
        yield Prediction(
            "missing derivative",
            f"the derivative of the activation is missing in {names}: delta = dL/da · da/dz, with da/dz = {written}",
            backward_with(step, passes, _left_out(passes, group)),
        )
    for group in (g for i, g in enumerate(groups) if g and g not in groups[:i]):
        yield Prediction(
            "derivative of a",
            f"the derivative of the activation is taken at a instead of at z in {_layers(group, len(layers))}: "
            "what goes in is the weighted sum z, or, where the formula is written in a, a itself once",
            backward_with(step, passes, _of_a(passes, group)),
        )


def _derivative(layer: Dense) -> str:
    return SIGNS.get(layer.activation, f"{layer.activation.replace('_', ' ')}′(z)")


def _layers(group: list[int], count: int) -> str:
    names = ["the output layer" if i == count else f"layer {i}" for i in group]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _left_out(passes: Passes, group: list[int]) -> Slope:
    def slope(number: int, layer: Dense) -> Array:
        z = passes.tape.z[number - 1]
        return np.ones_like(z) if number in group else ACTIVATIONS[layer.activation].derivative(z, **layer.settings)

    return slope


def _of_a(passes: Passes, group: list[int]) -> Slope:
    def slope(number: int, layer: Dense) -> Array:
        taken = passes.tape.a if number in group else passes.tape.z
        return ACTIVATIONS[layer.activation].derivative(taken[number - 1], **layer.settings)

    return slope


def backward_with(step: Step, passes: Passes, slope: Slope) -> list[Array]:
    """A backward pass with something else in the place of da/dz: dW₁, db₁, dW₂ and so on."""
    da = step.gradient_at(passes.tape.output)
    found: list[Array] = []
    for number in range(len(step.network.layers), 0, -1):
        layer = step.network.layers[number - 1]
        dW, db, da = layer.backward(passes.tape.inputs[number - 1], da * slope(number, layer))
        found = [dW, db, *found]
    return found
