"""A trained network as a file that other programs read: PyTorch's `state_dict`, safetensors, ONNX.

Every file is read back by the library that it is for, and what it then says is compared with what the network says.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.engines import need
from glassnet.engines.protocol import Floats
from glassnet.rng import Purpose, Stream
from glassnet.spec import SpecError, require
from glassnet.training.modules import to_torch
from glassnet.training.network import Network
from glassnet.training.onnx_graph import onnx_model

Arrays = dict[str, npt.NDArray[Any]]
PROBES = 100
"""Random inputs on which what was written is compared with the network."""


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        path: the file.
        kind: state_dict, safetensors or onnx.
        size: its bytes.
        difference: greatest difference between an output of the file, read back, and of the network, relative to the
            greatest output; float32 leaves about 10⁻⁷.
    """

    path: Path
    kind: str
    size: int
    difference: float


def state_arrays(net: Network, dtype: str = "float32") -> Arrays:
    """The weights and biases under the names that `gn.to_torch(net).state_dict()` has.

    Example:
        >>> {name: array.shape for name, array in state_arrays(Network([2, 8, 1])).items()}
        {'0.weight': (8, 2), '0.bias': (8,), '2.weight': (1, 8), '2.bias': (1,)}
    """
    if dtype not in ("float32", "float64"):
        raise SpecError("dtype", dtype, "float32 or float64")
    arrays: Arrays = {}
    place = 0
    for i, (W, b) in enumerate(zip(net.weights, net.biases, strict=True)):
        arrays[f"{place}.weight"], arrays[f"{place}.bias"] = (np.ascontiguousarray(a, dtype) for a in (W, b))
        if i < len(net.spec.layers):
            place += 3 if net.spec.layers[i].dropout else 2  # the activation and the dropout are modules, too
    return arrays


def _state_dict(net: Network, path: Path, dtype: str) -> None:
    need("torch")
    import torch

    torch.save({name: torch.tensor(a) for name, a in state_arrays(net, dtype).items()}, path)


def _run_state_dict(net: Network, path: Path, dtype: str, X: Floats) -> Any:
    import torch

    module = to_torch(net, dtype=dtype)
    module.load_state_dict(torch.load(path, weights_only=True))
    with torch.no_grad():
        return module.eval()(torch.tensor(X, dtype=getattr(torch, dtype))).numpy()


def _safetensors(net: Network, path: Path, dtype: str) -> None:
    need("safetensors")
    from safetensors.numpy import save_file

    save_file(state_arrays(net, dtype), path, metadata={"format": "pt"})


def _run_safetensors(net: Network, path: Path, dtype: str, X: Floats) -> Any:
    from safetensors.numpy import load_file

    read = load_file(path)
    parameters = [read[name] for name in state_arrays(net, dtype)]
    return net.mlp.with_parameters(parameters).forward(X).output


def _onnx(net: Network, path: Path, dtype: str) -> None:
    if dtype != "float32":
        raise SpecError("dtype", dtype, "float32 for ONNX, whose runtimes lack most functions in float64")
    need("onnx", "onnxruntime")
    path.write_bytes(onnx_model(net).SerializeToString())


def _run_onnx(net: Network, path: Path, dtype: str, X: Floats) -> Any:
    import onnxruntime

    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run(None, {"input": X.astype(np.float32)})[0]


Write = Callable[[Network, Path, str], None]
Run = Callable[[Network, Path, str, Floats], Any]

FORMATS: dict[str, tuple[tuple[str, ...], Write, Run]] = {
    "state_dict": ((".pt", ".pth"), _state_dict, _run_state_dict),
    "safetensors": ((".safetensors",), _safetensors, _run_safetensors),
    "onnx": ((".onnx",), _onnx, _run_onnx),
}
"""Every format by name: the endings of its files, how it is written, what a network that was read from it says."""


def export_network(net: Network, path: str | Path, *, dtype: str = "float32") -> Exported:
    """Write a network into a file that other programs read, read it back, and compare.

    Args:
        net: the network, trained or not.
        path: the ending says what is written: .pt or .pth (`torch.load` gives the `state_dict` of `gn.to_torch(net)`),
            .safetensors (the same arrays under the same names), .onnx (the network itself; its input and output are
            called so, and it takes any number of rows).
        dtype: float32 or float64; ONNX has float32 only.

    Raises:
        MissingPackage: if the format needs a package that is not installed.
        SpecError: for what is no network, another ending or precision.
        OSError: if the file cannot be written.

    Example:
        >>> import tempfile
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     done = export_network(Network([2, 8, 1]), f"{folder}/net.pt")
        >>> done.kind, done.difference < 1e-6
        ('state_dict', True)
    """
    require(net, Network, "net", "a Network; of a run that is run.net")
    require(path, (str, Path), "path", "the path of the file to be written")
    target = Path(path)
    endings = {ending: kind for kind, (all_endings, _, _) in FORMATS.items() for ending in all_endings}
    kind = endings.get(target.suffix.lower())
    if kind is None:
        raise SpecError("path", str(path), "a file that ends with " + ", ".join(endings))
    _, write, run = FORMATS[kind]
    write(net, target, dtype)
    X = Stream(0, Purpose.EXPLAIN).normal(0.0, 1.0, (PROBES, net.sizes[0]))
    right = net.mlp.with_parameters([p.astype(np.float64) for p in net.mlp.parameters]).forward(X).output
    read = run(net, target, dtype, X)
    difference = float(np.abs(read - right).max() / max(np.abs(right).max(), np.finfo(float).tiny))
    return Exported(target, kind, target.stat().st_size, difference)
