"""The network as people use it: sizes and choices in one line, weights to look at, a forward pass."""

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data.table import float_array
from glassnet.engines import RunState
from glassnet.engines.state import Array
from glassnet.nn import MLP, Dense
from glassnet.spec import LayerSpec, NetworkSpec, SpecError, require
from glassnet.spec.methods import SGD
from glassnet.training.initial import initial_state

SIZES = "at least two whole numbers from 1: inputs, hidden layers, outputs"
MAX_PARAMETERS = 1_000_000_000


class Network:
    """A multilayer perceptron with its weights.

    Args:
        sizes: units of each layer, inputs first, outputs last: [2, 8, 8, 2].
        activation: name or variant for all hidden layers, or a list with one for each.
        output: activation of the output layer: identity (for logits and values), tanh or sigmoid.
        initializer: name or variant: how the weights are drawn.
        bias: value of every bias at the start.
        dropout: share of neurons silenced in training, for all hidden layers or a list with one for each.
        seed: of the initial weights.
        weights, biases: initial arrays, one for each layer, instead of drawn ones.

    Attributes:
        spec: the same as a specification, without the numbers of inputs and outputs.
        sizes: units of each layer.
        weights: one W of shape (fan_out, fan_in) for each layer, the output's last.
        biases: one b of shape (fan_out,) for each layer.

    Raises:
        SpecError: for sizes or choices that are not allowed.

    Example:
        >>> net = Network([2, 3, 1], activation="tanh", seed=0)
        >>> net.parameters, net(np.zeros((5, 2))).shape
        (13, (5, 1))
    """

    def __init__(
        self, sizes: Sequence[int], *, activation: Any = "tanh", output: Any = "identity",
        initializer: Any = "xavier_uniform", bias: float = 0.0, dropout: float | Sequence[float] = 0.0, seed: int = 0,
        weights: Any = None, biases: Any = None,
    ) -> None:  # fmt: skip
        require(sizes, (Sequence, np.ndarray), "sizes", SIZES)
        if len(sizes) < 2 or any(isinstance(n, bool) or not isinstance(n, (int, np.integer)) or n < 1 for n in sizes):
            raise SpecError("sizes", sizes, SIZES)
        if (count := sum((a + 1) * b for a, b in pairwise(map(int, sizes)))) > MAX_PARAMETERS:
            raise SpecError("sizes", sizes, f"at most {MAX_PARAMETERS:,} parameters; these would be {count:,}")
        hidden = list(sizes[1:-1])
        activations = _each(activation, len(hidden), "activation")
        rates = _each(dropout, len(hidden), "dropout")
        layers = tuple(
            LayerSpec.from_json({"units": int(n), "activation": a, "dropout": p})
            for n, a, p in zip(hidden, activations, rates, strict=True)
        )
        spec = NetworkSpec.from_json(
            {
                "layers": layers, "output": output, "initializer": initializer, "bias": bias, "seed": seed,
                "weights": weights, "biases": biases,
            }
        )  # fmt: skip
        self._set(spec, tuple(map(int, sizes)), initial_state(spec, SGD(), tuple(map(int, sizes))))

    def _set(self, spec: NetworkSpec, sizes: tuple[int, ...], state: RunState) -> None:
        self.spec, self.sizes = spec, sizes
        self.weights, self.biases = list(state.weights), list(state.biases)

    @classmethod
    def of(cls, spec: NetworkSpec, sizes: tuple[int, ...], state: RunState) -> "Network":
        """The network of a run with the weights that it has now."""
        network = cls.__new__(cls)
        network._set(spec, sizes, state)
        return network

    @property
    def parameters(self) -> int:
        """The number of weights and biases."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(self.sizes))

    @property
    def mlp(self) -> MLP:
        """The same network in the reference's own terms, with `forward`, `backward` and their tape."""
        kinds = [*(layer.activation for layer in self.spec.layers), self.spec.output]
        layers = zip(self.weights, self.biases, kinds, strict=True)
        return MLP([Dense(W, b, kind.kind, kind.settings()) for W, b, kind in layers])

    def __call__(self, X: npt.ArrayLike) -> Array:
        """The outputs (logits, or values) for inputs: (n, inputs) → (n, outputs)."""
        allowed = f"an array of shape (n, {self.sizes[0]})"
        X_checked = float_array(X, "X", allowed)
        if X_checked.ndim != 2 or X_checked.shape[1] != self.sizes[0]:
            raise SpecError("X", X_checked.shape, allowed)
        return self.mlp.forward(X_checked).output

    def untouched(self) -> bool:
        """Whether the weights are still those that the specification starts with."""
        start = initial_state(self.spec, SGD(), self.sizes)
        pairs = [*zip(self.weights, start.weights, strict=True), *zip(self.biases, start.biases, strict=True)]
        return all(np.array_equal(now, then) for now, then in pairs)

    def with_given_weights(self) -> NetworkSpec:
        """The specification of a network that starts with these very weights."""
        return self.spec.with_(
            weights=tuple(W.tolist() for W in self.weights), biases=tuple(b.tolist() for b in self.biases)
        )

    def __repr__(self) -> str:
        kinds = ", ".join(dict.fromkeys(layer.activation.kind for layer in self.spec.layers)) or "linear"
        return f"Network({' – '.join(map(str, self.sizes))}, {kinds}, {self.parameters:,} parameters)"


def _each(value: Any, count: int, where: str) -> list[Any]:
    """One value for each hidden layer, from a single one or a list."""
    if not isinstance(value, (list, tuple)):
        return [value] * count
    if len(value) != count:
        raise SpecError(where, value, f"one value for all or {count}, one for each hidden layer")
    return list(value)
