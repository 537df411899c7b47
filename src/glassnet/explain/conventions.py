"""The same small network in both conventions, `x @ W` and `W @ x`: what changes on the page, and what does not.

Two inputs, two hidden units with ReLU, one output with a sigmoid, binary cross-entropy, no biases. Books write the
hidden sums as x W (x a row, W of shape (inputs, units)) or as W x (x a column, W of shape (units, inputs)). The same
table of numbers W₁ means another network in each. What is a product with a transpose on the way forward is one without
on the way back; that is all that there is to mix up.
"""

from dataclasses import dataclass, fields
from typing import Any, Literal

import numpy as np

from glassnet.engines import need
from glassnet.nn import Array
from glassnet.spec import SpecError

Convention = Literal["x @ W", "W @ x"]
CONVENTIONS: tuple[Convention, ...] = ("x @ W", "W @ x")


@dataclass(frozen=True)
class Example:
    """A network with one example: x (2,), W1 (2, 2), W2 (2,), and the target y, 0 or 1."""

    x: tuple[float, float]
    W1: tuple[tuple[float, float], tuple[float, float]]
    W2: tuple[float, float]
    y: float


EXAMPLES = {
    "first": Example((1.0, 2.0), ((0.1, -0.2), (0.3, 0.4)), (0.7, -0.5), 1.0),
    "second": Example((2.0, 1.0), ((0.2, -0.3), (0.5, 0.4)), (0.6, -0.7), 0.0),
}
"""Two worked examples, small enough for paper."""


@dataclass(frozen=True, eq=False)
class Worked:
    """An example with every number on the way there and back.

    Attributes:
        z1: hidden sums, (2,).
        h: hidden activations, (2,).
        z2: the output's sum.
        p: the output σ(z2).
        loss: −y log p − (1 − y) log(1 − p).
        delta2: dL/dz2 = p − y.
        dW2: dL/dW2, (2,).
        dh: dL/dh, (2,).
        dz1: dL/dz1, (2,).
        dW1: dL/dW1, (2, 2), of the shape of W1.
    """

    z1: Array
    h: Array
    z2: float
    p: float
    loss: float
    delta2: float
    dW2: Array
    dh: Array
    dz1: Array
    dW1: Array


def work(example: str, convention: Convention) -> Worked:
    """Work an example by hand.

    Args:
        example: first or second.
        convention: "x @ W" or "W @ x".

    Raises:
        SpecError: for another one.

    Example:
        >>> work("first", "x @ W").z1.round(3).tolist(), work("first", "W @ x").z1.round(3).tolist()
        ([0.7, 0.6], [-0.3, 1.1])
    """
    x, W1, W2, y = _arrays(example, convention)
    z1 = x @ W1 if convention == "x @ W" else W1 @ x
    h = np.maximum(z1, 0.0)
    z2 = float(W2 @ h)
    p = 1.0 / (1.0 + np.exp(-z2))
    loss = float(-(y * np.log(p) + (1.0 - y) * np.log(1.0 - p)))
    delta2 = float(p - y)
    dh = delta2 * W2
    dz1 = dh * (z1 > 0.0)
    dW1 = np.outer(x, dz1) if convention == "x @ W" else np.outer(dz1, x)  # the one line that differs
    return Worked(z1, h, z2, float(p), loss, delta2, delta2 * h, dh, dz1, dW1)


def work_with_autograd(example: str, convention: Convention) -> Worked:
    """The same by PyTorch: the way there written out, every derivative autograd's.

    Raises:
        MissingPackage: if PyTorch is not installed.
        SpecError: for an example or a convention that there is not.
    """
    need("torch")
    import torch

    x, W1, W2, y = (torch.tensor(np.asarray(a), dtype=torch.float64) for a in _arrays(example, convention))
    for weight in (W1, W2):
        weight.requires_grad_()
    z1 = x @ W1 if convention == "x @ W" else W1 @ x
    h = torch.relu(z1)
    z2 = W2 @ h
    loss = torch.nn.functional.binary_cross_entropy_with_logits(z2, y)
    delta2, dW2, dh, dz1, dW1 = (g.numpy() for g in torch.autograd.grad(loss, (z2, W2, h, z1, W1)))
    there = (z1.detach().numpy(), h.detach().numpy(), z2.item(), torch.sigmoid(z2).item(), loss.item())
    return Worked(*there, float(delta2), dW2, dh, dz1, dW1)


def show_conventions() -> str:
    """Both examples in both conventions as a table, manual numbers and the greatest difference from autograd's.

    Example:
        >>> print(show_conventions().splitlines()[0])
        first example: x = [1, 2], W1 = [[0.1, -0.2], [0.3, 0.4]], W2 = [0.7, -0.5], y = 1
    """
    lines: list[str] = []
    for name, example in EXAMPLES.items():
        given = (f"{field.name} = {_plain(getattr(example, field.name))}" for field in fields(example))
        lines += [f"{name} example: {', '.join(given)}", f"{'':<8}{'x @ W':<48}W @ x"]
        both = [(work(name, c), work_with_autograd(name, c)) for c in CONVENTIONS]
        for field in fields(Worked):
            cells = [_plain(getattr(manual, field.name)) for manual, _ in both]
            lines.append(f"{field.name:<8}{cells[0]:<48}{cells[1]}")
        away = [_difference(manual, automatic) for manual, automatic in both]
        lines += [f"autograd's differ by {away[0]:.1e} in the one, {away[1]:.1e} in the other", ""]
    return "\n".join(lines[:-1])


def _difference(first: Worked, second: Worked) -> float:
    pairs = ((getattr(first, field.name), getattr(second, field.name)) for field in fields(Worked))
    return max(float(np.abs(np.asarray(a) - np.asarray(b)).max()) for a, b in pairs)


def _plain(value: Any) -> str:
    array = np.asarray(value)
    if array.ndim == 0:
        return f"{float(array) + 0.0:.6g}"
    return "[" + ", ".join(_plain(part) for part in array) + "]"


def _arrays(example: str, convention: str) -> tuple[Array, Array, Array, float]:
    if example not in EXAMPLES:
        raise SpecError("example", example, " or ".join(EXAMPLES))
    if convention not in CONVENTIONS:
        raise SpecError("convention", convention, " or ".join(CONVENTIONS))
    one = EXAMPLES[example]
    return np.array(one.x), np.array(one.W1), np.array(one.W2), one.y
