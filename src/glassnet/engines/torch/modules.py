"""Between Glassnet's networks and PyTorch's modules: an ordinary `nn.Sequential`, there and back."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from glassnet.engines.state import Array
from glassnet.spec import LayerSpec, OutputActivation, SpecError

STRAIGHT = 40.0
"""Above this z a softplus is z. PyTorch's own 20 would show in the ninth digit; e⁻⁴⁰ is below any float64's."""


class Sine(nn.Module):
    """`a = sin z`, which PyTorch has as a function only."""

    def forward(self, z: Tensor) -> Tensor:
        """Element by element."""
        return torch.sin(z)


ACTIVATIONS: dict[str, Callable[..., nn.Module]] = {
    "identity": nn.Identity,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "relu": nn.ReLU,
    "leaky_relu": lambda slope=0.01: nn.LeakyReLU(slope),
    "elu": lambda alpha=1.0: nn.ELU(alpha),
    "gelu": nn.GELU,
    "silu": nn.SiLU,
    "softplus": lambda: nn.Softplus(threshold=STRAIGHT),
    "sine": Sine,
    "softsign": nn.Softsign,
}
"""Every activation by name: its settings to a module."""

READ: dict[type[nn.Module], Callable[[Any], dict[str, Any] | str]] = {
    nn.Identity: lambda m: {"kind": "identity"},
    nn.Sigmoid: lambda m: {"kind": "sigmoid"},
    nn.Tanh: lambda m: {"kind": "tanh"},
    nn.ReLU: lambda m: {"kind": "relu"},
    nn.LeakyReLU: lambda m: {"kind": "leaky_relu", "slope": float(m.negative_slope)},
    nn.ELU: lambda m: {"kind": "elu", "alpha": float(m.alpha)},
    nn.GELU: lambda m: {"kind": "gelu"} if m.approximate == "none" else "an nn.GELU without approximation",
    nn.SiLU: lambda m: {"kind": "silu"},
    nn.Softplus: lambda m: {"kind": "softplus"} if m.beta == 1 else "an nn.Softplus with beta=1",
    Sine: lambda m: {"kind": "sine"},
    nn.Softsign: lambda m: {"kind": "softsign"},
}
"""What a module of PyTorch is called here, with its settings; or, as words, what would be right instead."""

BUILT_IN = (nn.Softmax, nn.LogSoftmax, nn.Softmin, nn.LogSigmoid)
PLAIN = "an nn.Sequential of nn.Linear, activations and nn.Dropout"


@dataclass(frozen=True)
class Plain:
    """A multilayer perceptron as it was read from a module.

    Attributes:
        sizes: units of each layer, inputs first, outputs last.
        layers: the hidden layers as JSON of a `LayerSpec`.
        output: kind of the output layer's activation.
        parameters: W₁, b₁, W₂, b₂, …, float64.
    """

    sizes: tuple[int, ...]
    layers: tuple[dict[str, Any], ...]
    output: str
    parameters: tuple[Array, ...]


def build(
    sizes: Sequence[int], layers: Sequence[LayerSpec], output: OutputActivation, parameters: Sequence[Array], *,
    dtype: torch.dtype = torch.float32, device: torch.device | None = None,
) -> nn.Sequential:  # fmt: skip
    """The network as a module: `nn.Linear`, its activation, `nn.Dropout` if there is dropout, and so on.

    Args:
        sizes: units of each layer, inputs first, outputs last.
        layers: the hidden layers.
        output: the output layer's activation; the identity adds no module.
        parameters: W₁, b₁, W₂, b₂, …; they are copied.
        dtype: precision of the module's parameters.
        device: where they are to lie; the processor if left out.
    """
    modules: list[nn.Module] = []
    for i, (fan_in, fan_out) in enumerate(pairwise(sizes)):
        linear = nn.Linear(fan_in, fan_out, dtype=dtype, device="meta")  # without memory, so that no numbers are drawn
        linear.to_empty(device=device or "cpu")
        with torch.no_grad():
            linear.weight.copy_(torch.tensor(np.asarray(parameters[2 * i]), dtype=dtype))
            linear.bias.copy_(torch.tensor(np.asarray(parameters[2 * i + 1]), dtype=dtype))
        modules.append(linear)
        kind = output if i == len(layers) else layers[i].activation
        if i < len(layers) or kind.kind != "identity":
            modules.append(ACTIVATIONS[kind.kind](**kind.settings()))
        if i < len(layers) and layers[i].dropout:
            modules.append(nn.Dropout(layers[i].dropout))
    return nn.Sequential(*modules)


def blocks(module: nn.Sequential) -> list[list[nn.Module]]:
    """The modules layer by layer: each begins with its `nn.Linear`.

    Example:
        >>> [len(block) for block in blocks(nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)))]
        [2, 1]
    """
    layers: list[list[nn.Module]] = []
    for part in module:
        if isinstance(part, nn.Linear):
            layers.append([])
        layers[-1].append(part)
    return layers


def read(module: object) -> Plain:
    """A plain multilayer perceptron from a module.

    Args:
        module: an `nn.Sequential` of `nn.Linear`, activations and `nn.Dropout` (others nested in it are opened; an
            `nn.Flatten` may stand first), or a single `nn.Linear`.

    Raises:
        SpecError: for anything that Glassnet has no layer for, with what would be right.

    Example:
        >>> plain = read(nn.Sequential(nn.Linear(2, 8), nn.ReLU(), nn.Dropout(0.2), nn.Linear(8, 1)))
        >>> plain.sizes, plain.layers[0]["dropout"]
        ((2, 8, 1), 0.2)
    """
    if not isinstance(module, (nn.Sequential, nn.Linear)):
        raise SpecError("module", type(module).__name__, PLAIN)
    parts = list(_flattened(module))
    if parts and isinstance(parts[0][1], nn.Flatten):
        del parts[0]
    if not parts or not isinstance(parts[0][1], nn.Linear):
        raise SpecError("module", _name(*parts[0]) if parts else "an empty module", f"an nn.Linear first: {PLAIN}")
    linears: list[nn.Linear] = []
    kinds: list[dict[str, Any] | None] = []
    rates: list[float | None] = []
    for place, part in parts:
        name = _name(place, part)
        if isinstance(part, nn.Linear):
            _check_linear(linears[-1] if linears else None, part, name)
            linears.append(part)
            kinds.append(None)
            rates.append(None)
        elif isinstance(part, nn.Dropout):
            if rates[-1] is not None:
                raise SpecError("module", name, "one nn.Dropout a layer, after its activation")
            rates[-1] = float(part.p)
        else:
            kind = _kind(part, name)
            if kinds[-1] is not None or rates[-1] is not None:
                raise SpecError("module", name, "one activation a layer, straight after its nn.Linear")
            kinds[-1] = kind
    return _plain(linears, kinds, rates)


def _plain(linears: list[nn.Linear], kinds: list[dict[str, Any] | None], rates: list[float | None]) -> Plain:
    identity = {"kind": "identity"}
    output = (kinds[-1] or identity)["kind"]
    if rates[-1] is not None:
        raise SpecError("module", f"nn.Dropout({rates[-1]}) at the output", "dropout after hidden layers only")
    if output not in OutputActivation.choices():
        allowed = " or ".join(OutputActivation.choices())
        raise SpecError("module", f"{output} at the output", f"{allowed} as the output's activation")
    layers = tuple(
        {"units": linear.out_features, "activation": kind or identity, "dropout": rate or 0.0}
        for linear, kind, rate in zip(linears[:-1], kinds, rates, strict=False)
    )
    arrays = [p.detach().cpu().double().numpy().copy() for linear in linears for p in (linear.weight, linear.bias)]
    return Plain((linears[0].in_features, *(m.out_features for m in linears)), layers, output, tuple(arrays))


def _flattened(module: nn.Module, place: str = "") -> Iterator[tuple[str, nn.Module]]:
    if not isinstance(module, nn.Sequential):
        yield place, module
        return
    for name, child in module.named_children():
        yield from _flattened(child, f"{place}.{name}" if place else name)


def _name(place: str, part: nn.Module) -> str:
    return f"{type(part).__name__} at {place}" if place else type(part).__name__


def _check_linear(before: nn.Linear | None, part: nn.Linear, name: str) -> None:
    if part.bias is None:
        raise SpecError("module", f"{name} without bias", "an nn.Linear with its bias")
    if before is not None and before.out_features != part.in_features:
        wanted = f"{before.out_features} inputs, as many as the layer before has outputs"
        raise SpecError("module", f"{name} with {part.in_features} inputs", wanted)
    if not all(math.isfinite(float(p.detach().abs().sum())) for p in (part.weight, part.bias)):
        raise SpecError("module", f"{name} with numbers that are not finite", "finite weights and biases")


def _kind(part: nn.Module, name: str) -> dict[str, Any]:
    if isinstance(part, BUILT_IN):
        raise SpecError("module", name, "no softmax module: cross-entropy has its softmax or sigmoid built in")
    reader = READ.get(type(part))
    if reader is None:
        raise SpecError("module", name, PLAIN)
    kind = reader(part)
    if isinstance(kind, str):
        raise SpecError("module", name, kind)
    return kind
