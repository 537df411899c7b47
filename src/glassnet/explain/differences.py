"""Derivatives by finite differences: what backpropagation is checked against.

A central difference (J(w + h) − J(w − h)) / 2h is wrong by its truncation (of the order h²) and by rounding (of the
order ε/h). So each derivative is measured on a ladder of steps h, each a quarter of the one before; two neighbours give
an extrapolated value (Richardson), whose error is estimated by how much it differs from its neighbours plus what
rounding can do, and the one with the smallest estimate is taken. The first h is 1/64 of the parameter's size, or of 1
for a smaller one.

At a kink (ReLU and its like at 0, |w| under an L1 penalty) a difference that reaches across is no derivative. Every
rung on which some weighted sum changes its side is left out; where none remains the point itself is a kink.

Source: Richardson 1911; Press et al., Numerical Recipes, section 5.7; for the step sizes, Gill, Murray and Wright 1981.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from glassnet.explain.one_step import Step
from glassnet.nn import Array, Gradients, Tape

LADDER = 2.0**-6 * 4.0 ** -np.arange(10.0)  # 1.6e-2 … 6e-8
KINKED = ("relu", "leaky_relu", "elu", "softsign")
"""Activations that are not smooth at 0: a jump in the first or the second derivative."""

ROWS = 100_000
"""Numbers of one layer that are computed at a time."""

Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Differences:
    """Measured derivatives of some entries of one parameter, each array (entries,).

    Attributes:
        value: the derivative of loss and penalty.
        doubt: how far it may be off.
        kink: whether the entry sits on a kink, so that there is no derivative to measure.
        near: whether a kink was so near that the longest steps had to be left out.
    """

    value: Array
    doubt: Array
    kink: Flags
    near: Flags


class Measure:
    """Measures derivatives of a step's loss and penalty.

    Args:
        step: the step; its dropout masks stay as they are.
        tape: its forward pass.
        gradients: of its data loss; they bound what rounding can do.
        loss: its data loss.
    """

    def __init__(self, step: Step, tape: Tape, gradients: Gradients, loss: float) -> None:
        self.step, self.tape = step, tape
        magnitudes = (
            np.abs(delta) * (np.abs(x) @ np.abs(layer.W).T + np.abs(layer.b))
            for delta, x, layer in zip(gradients.deltas, tape.inputs, step.network.layers, strict=True)
        )
        self._noise = 4.0 * float(np.finfo(np.float64).eps) * (abs(loss) + sum(float(m.sum()) for m in magnitudes))
        self._sides = [self._side(number, z) for number, z in enumerate(tape.z)]
        self._region = self._huber_region(tape.output)

    def of(self, parameter: int, entries: Ints) -> Differences:
        """Measure some entries of a parameter.

        Args:
            parameter: its place among W₁, b₁, W₂, b₂ and so on, from 0.
            entries: their places in the parameter, row by row, (m,).
        """
        layer, W = parameter // 2, self.step.network.parameters[parameter]
        width = max(self.step.network.sizes) * len(self.step.X)
        portion = max(1, ROWS // width)
        parts = [
            self._some(layer, parameter, entries[i : i + portion], W.reshape(-1))
            for i in range(0, len(entries), portion)
        ]
        return Differences(*(np.concatenate([getattr(p, name) for p in parts]) for name in Differences.__annotations__))

    def _some(self, layer: int, parameter: int, entries: Ints, flat: Array) -> Differences:
        w = flat[entries]
        steps = LADDER[:, None] * np.maximum(np.abs(w), 1.0)  # (rungs, m)
        slopes, usable = np.empty_like(steps), np.empty(steps.shape, np.bool_)
        for rung, h in enumerate(steps):
            above, crossed_above = self._losses(layer, parameter, entries, h)
            below, crossed_below = self._losses(layer, parameter, entries, -h)
            change = above - below
            usable[rung] = np.logical_not(crossed_above | crossed_below)
            if parameter % 2 == 0:
                l1, l2 = self.step.l1, self.step.l2
                change = change + l2 / 2 * ((w + h) ** 2 - (w - h) ** 2) + l1 * (np.abs(w + h) - np.abs(w - h))
                if l1:
                    usable[rung] &= np.abs(w) > h
            slopes[rung] = change / (2.0 * h)
        better = (16.0 * slopes[1:] - slopes[:-1]) / 15.0  # Richardson: the h² terms cancel
        # Two extrapolations and a plain difference must agree: that two of them do by chance is too likely.
        doubt = np.abs(better[1:] - better[:-1]) + np.abs(better[1:] - slopes[2:]) + self._noise / steps[2:]
        fits = usable[2:] & usable[1:-1] & usable[:-2]
        doubt = np.where(fits, doubt, np.inf)
        best, columns = np.argmin(doubt, axis=0), np.arange(len(w))
        kink: Flags = np.logical_not(fits.any(axis=0))
        near: Flags = np.logical_not(usable.all(axis=0))
        value = np.where(kink, slopes[-1], better[1:][best, columns])
        return Differences(value, doubt[best, columns], kink, near)

    def _losses(self, layer: int, parameter: int, entries: Ints, h: Array) -> tuple[Array, Flags]:
        """The data loss with each entry moved by its own h, (m,), and whether that crosses a kink.

        Moving W_jk by h moves z_j of every example by h times what came in along it; nothing before changes.
        """
        layers, X = self.step.network.layers, self.tape.inputs[layer]
        units, sources = (entries, None) if parameter % 2 else np.divmod(entries, layers[layer].fan_in)
        m = len(entries)
        z = np.repeat(self.tape.z[layer][None], m, axis=0)  # (m, n, fan_out)
        z[np.arange(m), :, units] += h[:, None] * (np.ones(len(X)) if sources is None else X[:, sources].T)
        crossed = np.zeros(m, np.bool_)
        for number in range(layer, len(layers)):
            before, after = self._sides[number], self._side(number, z)
            if before is not None and after is not None:
                crossed |= np.not_equal(before, after).any(axis=(1, 2))
            a = layers[number].activate(z)
            if number + 1 < len(layers):
                mask = self.step.masks[number]
                z = layers[number + 1].forward(a if mask is None else a * mask)
        if self.step.loss == "huber":
            crossed |= (self._huber_region(a) != self._region).any(axis=(1, 2))
        return np.array([self.step.loss_of(o) for o in a]), crossed

    def _side(self, number: int, z: Array) -> Flags | None:
        """On which side of its kink each weighted sum of a layer lies; None where there is no kink."""
        return z > 0.0 if self.step.network.layers[number].activation in KINKED else None

    def _huber_region(self, o: Array) -> Array:
        """-1, 0 or 1: whether each error is below −δ, within, or above δ (then the loss is straight)."""
        delta = self.step.loss_settings.get("delta", np.inf)
        error = o - self.step.T
        return (error > delta).astype(float) - (error < -delta)
