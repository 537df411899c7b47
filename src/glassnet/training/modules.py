"""Networks as PyTorch's modules, and back."""

from typing import TYPE_CHECKING

from glassnet.engines import RunState, need
from glassnet.spec import LayerSpec, NetworkSpec, require
from glassnet.training.network import Network

if TYPE_CHECKING:
    from torch import nn


def to_torch(net: Network, *, dtype: str = "float32", device: str = "cpu") -> "nn.Sequential":
    """The network as an ordinary `nn.Sequential` with its weights.

    Args:
        net: the network; it is not changed by what becomes of the module.
        dtype: float32, as is usual in PyTorch, or float64.
        device: auto, cpu, cuda, cuda:1, … or mps.

    Returns:
        `nn.Linear`, its activation, `nn.Dropout` if the layer has dropout, `nn.Linear`, … Classes come out as logits,
        as `nn.CrossEntropyLoss` and `nn.BCEWithLogitsLoss` want them.

    Raises:
        MissingPackage: if PyTorch is not installed.
        SpecError: for what is no network, or a device or a precision that there is not.

    Example:
        >>> to_torch(Network([2, 8, 1], activation="relu"))
        Sequential(
          (0): Linear(in_features=2, out_features=8, bias=True)
          (1): ReLU()
          (2): Linear(in_features=8, out_features=1, bias=True)
        )
    """
    require(net, Network, "net", "a Network; of a run that is run.net")
    need("torch")
    from glassnet.engines.torch import build, pick_device, pick_dtype

    place = pick_device(device)
    parameters = [array for pair in zip(net.weights, net.biases, strict=True) for array in pair]
    spec = net.spec
    return build(net.sizes, spec.layers, spec.output, parameters, dtype=pick_dtype(dtype, place), device=place)


def from_torch(module: "nn.Module") -> Network:
    """A network from a plain multilayer perceptron of PyTorch, with its weights.

    Args:
        module: an `nn.Sequential` of `nn.Linear`, activations and `nn.Dropout` (after a hidden layer's activation).

    Raises:
        MissingPackage: if PyTorch is not installed.
        SpecError: for a module or a layer that has no counterpart, with what would be right.

    Example:
        >>> net = from_torch(to_torch(Network([2, 8, 1], activation="relu", seed=3)))
        >>> net, bool((net.weights[0] == Network([2, 8, 1], seed=3).weights[0]).all())
        (Network(2 – 8 – 1, relu, 33 parameters), True)
    """
    need("torch")
    from glassnet.engines.torch import read

    plain = read(module)
    spec = NetworkSpec(
        layers=tuple(LayerSpec.from_json(layer) for layer in plain.layers),
        output=NetworkSpec.from_json({"output": plain.output}).output,
    )
    return Network.of(spec, plain.sizes, RunState(plain.parameters, ()))
