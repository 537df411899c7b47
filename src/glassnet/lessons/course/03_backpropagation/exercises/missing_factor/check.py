"""Checks `hidden_delta`: from the delta of the next layer to this one's."""

import numpy as np

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import Dense


def cases(rng: Random) -> Cases:
    """Layers of unlike widths, and one square pair where a transpose would not show by its shape."""
    sizes = ((1, 1, 2), (4, 3, 2), (5, 2, 4), (3, 3, 3))  # examples, units of the next layer, units of this one
    return [
        (rng.normal(size=(n, after)), rng.normal(size=(after, units)), 1.5 * rng.normal(size=(n, units)))
        for n, after, units in sizes
    ]


def right(delta_next: Array, W_next: Array, z: Array) -> Array:
    """As the reference does it: back through the next layer's weights, then through this layer's activation."""
    _, _, da = Dense(W_next, np.zeros(len(W_next))).backward(np.tanh(z), delta_next)
    return Dense(np.eye(z.shape[1]), np.zeros(z.shape[1]), "tanh").activate_backward(z, da)


def slope(z: Array) -> Array:
    """The slope of tanh."""
    return 1 / np.cosh(z) ** 2


MISTAKES = (
    Mistake(
        "still_missing",
        "The values are those of the given code: a factor is still missing.",
        lambda delta_next, W_next, z: delta_next @ W_next,
    ),
    Mistake(
        "slope_from_z",
        "The short form of the slope of tanh is one minus the square of the activation. You have squared z.",
        lambda delta_next, W_next, z: delta_next @ W_next * (1 - z**2),
    ),
    Mistake(
        "slope_of_sigmoid",
        "a(1 − a) is the slope of the sigmoid. These units have tanh.",
        lambda delta_next, W_next, z: delta_next @ W_next * np.tanh(z) * (1 - np.tanh(z)),
    ),
    Mistake(
        "activation_for_slope",
        "You multiply by the activation. A weight's gradient does that; the way back through a unit takes its slope.",
        lambda delta_next, W_next, z: delta_next @ W_next * np.tanh(z),
    ),
    Mistake(
        "slope_of_the_slope",
        "The slope of tanh is taken at the activation: it must be taken at z.",
        lambda delta_next, W_next, z: delta_next @ W_next * slope(np.tanh(z)),
    ),
    Mistake(
        "square_missing",
        "The slope of tanh has a square: draw it, it is even and never negative.",
        lambda delta_next, W_next, z: delta_next @ W_next * (1 - np.tanh(z)),
    ),
    Mistake(
        "transposed_weights",
        "The weights are transposed. Along the row of a unit in W_next come the weights *into* that unit of the next "
        "layer, so the deltas already stand on the right side of it.",
        lambda delta_next, W_next, z: delta_next @ W_next.T * slope(z),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    return judge(answer, cases, right, MISTAKES, praise="Found. A network that still learns hides such mistakes well.")
