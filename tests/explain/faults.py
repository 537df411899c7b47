"""Backward functions as learners write them: right ones in several ways, and wrong ones with one fault each."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np

from glassnet.nn import ACTIVATIONS, LOSSES, MLP, Array, Dense

Arrays = list[Array]
Backward = Callable[[Arrays, Arrays, Array, Array], Any]


@dataclass(frozen=True)
class Shape:
    """A network with data.

    Attributes:
        sizes: units of each layer.
        examples: batch size.
        hidden, output: activations.
        loss: name of the loss.
    """

    sizes: tuple[int, ...]
    examples: int
    hidden: str = "tanh"
    output: str = "identity"
    loss: str = "mse"

    @property
    def layers(self) -> int:
        return len(self.sizes) - 1

    def activation(self, layer: int) -> str:
        return self.output if layer == self.layers - 1 else self.hidden

    def network(self, rng: np.random.Generator) -> MLP:
        shapes = enumerate(pairwise(self.sizes))
        return MLP(
            [Dense(rng.normal(size=(m, n)) * 0.9, rng.normal(size=m) * 0.3, self.activation(i)) for i, (n, m) in shapes]
        )

    def data(self, rng: np.random.Generator) -> tuple[Array, Array]:
        X = rng.normal(size=(self.examples, self.sizes[0]))
        outputs = self.sizes[-1]
        if self.loss == "cross_entropy":
            return X, np.eye(outputs)[rng.integers(outputs, size=self.examples)]
        if self.loss == "binary_cross_entropy":
            return X, rng.integers(2, size=(self.examples, outputs)).astype(float)
        return X, rng.normal(size=(self.examples, outputs))


SHAPES = (
    Shape((2, 3, 1), 5, "sigmoid", "sigmoid"),
    Shape((2, 4, 3), 7, "tanh", "identity", "cross_entropy"),
    Shape((3, 5, 4, 3), 5, "sigmoid", "tanh", "half_squared"),
    Shape((4, 4, 4, 4), 9, "silu", "sigmoid"),
    Shape((2, 6, 6, 3), 11, "relu", "identity", "huber"),
    Shape((3, 3, 3), 4, "softplus", "identity", "binary_cross_entropy"),
    Shape((5, 7, 5, 5, 3), 6, "gelu", "tanh"),
)


@dataclass(frozen=True)
class Fault:
    """What a learner did wrong.

    Attributes:
        skip: layers (from 0) in which the activation's derivative is left out.
        of_a: layers in which it is taken at a.
        change: what is done to the gradients in the end.
    """

    skip: tuple[int, ...] = ()
    of_a: tuple[int, ...] = ()
    change: Callable[[Arrays], Any] = list


def backward_of(shape: Shape, fault: Fault | None = None) -> Backward:
    """A backward function written layer by layer, with a fault or without."""
    fault = fault or Fault()

    def backward(weights: Arrays, biases: Arrays, X: Array, T: Array) -> Any:
        inputs, zs, a = [X], [], X
        for i, (W, b) in enumerate(zip(weights, biases, strict=True)):
            zs.append(a @ W.T + b)
            a = ACTIVATIONS[shape.activation(i)].value(zs[-1])
            inputs.append(a)
        da = LOSSES[shape.loss].gradient(a, T)
        found: Arrays = []
        for i in reversed(range(shape.layers)):
            at = inputs[i + 1] if i in fault.of_a else zs[i]
            slope = 1.0 if i in fault.skip else ACTIVATIONS[shape.activation(i)].derivative(at)
            delta = da * slope
            found = [delta.T @ inputs[i], delta.sum(axis=0), *found]
            da = delta @ weights[i]
        return fault.change(found)

    return backward


def by_loops(shape: Shape) -> Backward:
    """The same gradients, one example after another, handed back as a pair of lists."""
    whole = backward_of(shape)

    def backward(weights: Arrays, biases: Arrays, X: Array, T: Array) -> Any:
        n = len(X)
        parts = [whole(weights, biases, X[i : i + 1], T[i : i + 1]) for i in range(n)]
        sums = [sum(arrays) / n for arrays in zip(*parts, strict=True)]
        return sums[::2], sums[1::2]

    return backward


def in_float32(shape: Shape) -> Backward:
    """The right gradients, rounded."""
    return backward_of(shape, Fault(change=lambda found: [g.astype(np.float32) for g in found]))


def scaled(factor: float, which: Callable[[int], bool] = lambda i: True) -> Fault:
    """Some arrays are too large by a factor."""
    return Fault(change=lambda found: [g * factor if which(i) else g for i, g in enumerate(found)])


@dataclass(frozen=True)
class Injected:
    """A fault with what it must be called."""

    name: str
    fault: Fault
    kind: str
    layers: tuple[int, ...] | None = None
    cause: str | None = None


def faults_of(shape: Shape, rng: np.random.Generator) -> Iterator[Injected]:
    """Every kind of fault that a shape can show, each several times in other places."""
    n, k, depth = shape.examples, shape.sizes[-1], shape.layers
    everywhere = tuple(range(1, depth + 1))
    yield Injected("sign", scaled(-1.0), "sign", everywhere)
    yield Injected("sign of dW", scaled(-1.0, lambda i: i % 2 == 0), "sign", everywhere)
    back = int(rng.integers(depth))
    yield Injected("sign from a layer back", scaled(-1.0, lambda i: i // 2 <= back), "sign", everywhere[: back + 1])
    yield Injected("factor 2", scaled(2.0), "factor", everywhere, "2")
    yield Injected("factor ½", scaled(0.5), "factor", everywhere, "2")
    yield Injected("batch size missing", scaled(n), "factor", everywhere, "batch size")
    yield Injected("batch size twice", scaled(1 / n), "factor", everywhere, "batch size")
    yield Injected("mean of db", scaled(1 / n, lambda i: i % 2 == 1), "factor", everywhere, "batch size")
    if k > 1:
        yield Injected("outputs missing", scaled(k), "factor", everywhere, "outputs")
        yield Injected("outputs twice", scaled(1 / k), "factor", everywhere, "outputs")
    hidden = tuple(range(depth - 1))
    yield Injected("no derivative", Fault(skip=hidden), "missing derivative", tuple(i + 1 for i in hidden))
    one = int(rng.integers(depth - 1))
    yield Injected("no derivative in one", Fault(skip=(one,)), "missing derivative", tuple(range(1, one + 2)))
    if shape.output != "identity":
        yield Injected("no derivative at the output", Fault(skip=(depth - 1,)), "missing derivative", everywhere)
    if shape.hidden != "relu":  # relu′(a) = relu′(z)
        yield Injected("derivative of a", Fault(of_a=hidden), "derivative of a", tuple(i + 1 for i in hidden))
    turned = Fault(change=lambda found: [g.T for g in found])
    yield Injected("all transposed", turned, "transposed")
    layer = int(rng.integers(depth))
    turn_one = Fault(change=lambda found: [g.T if i == 2 * layer else g for i, g in enumerate(found)])
    if min(shape.sizes[layer : layer + 2]) > 1 or shape.sizes[layer] != shape.sizes[layer + 1]:
        yield Injected("one transposed", turn_one, "transposed", (layer + 1,))
    noise = [rng.normal(size=(m, n)) for n, m in pairwise(shape.sizes)]
    broken = Fault(change=lambda found: [noise[layer] if i == 2 * layer else g for i, g in enumerate(found)])
    yield Injected("one layer wrong", broken, "one layer wrong", (layer + 1,))
    for only in {depth - 1, layer}:
        alone = Fault(change=_only(only))
        left = tuple(i for i in everywhere if i != only + 1)
        yield Injected("one layer computed", alone, "only one layer", left)


def _only(layer: int) -> Callable[[Arrays], Any]:
    return lambda found: [g if i // 2 == layer else np.zeros_like(g) for i, g in enumerate(found)]
