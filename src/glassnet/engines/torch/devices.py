"""Which device and which precision a name means on this machine."""

import torch

from glassnet.spec import SpecError

DTYPES: dict[str, torch.dtype] = {"float32": torch.float32, "float64": torch.float64}
"""The precisions by name."""


def pick_device(name: str) -> torch.device:
    """The device of a name.

    Args:
        name: auto (a CUDA GPU if there is one, else the processor), cpu, cuda, cuda:1, …, or mps.

    Raises:
        SpecError: if there is no such device here.

    Example:
        >>> pick_device("cpu")
        device(type='cpu')
    """
    if name == "auto":
        return torch.device("cuda" if torch.cuda.is_available() else "cpu")
    try:
        device = torch.device(name)
    except RuntimeError:
        raise SpecError("device", name, "auto, cpu, cuda, cuda:1, … or mps") from None
    count = {"cpu": 1, "cuda": torch.cuda.device_count(), "mps": int(torch.backends.mps.is_available())}
    if device.type not in count:
        raise SpecError("device", name, "auto, cpu, cuda, cuda:1, … or mps")
    if (device.index or 0) >= count[device.type]:
        here = ["auto", "cpu", *(["cuda"] if count["cuda"] else []), *(["mps"] if count["mps"] else [])]
        raise SpecError("device", name, f"{' or '.join(here)}: PyTorch finds no other device on this machine")
    return device


def pick_dtype(name: str, device: torch.device) -> torch.dtype:
    """The precision of a name.

    Raises:
        SpecError: for an unknown one, and for float64 on Apple's GPU, which has none.

    Example:
        >>> pick_dtype("float64", torch.device("cpu"))
        torch.float64
    """
    allowed = ["float32"] if device.type == "mps" else list(DTYPES)
    if name not in allowed:
        raise SpecError("dtype", name, f"{' or '.join(allowed)} on {device.type}")
    return DTYPES[name]


def describe_device(device: torch.device) -> str:
    """The device for people: with its name, if it is a GPU.

    Example:
        >>> describe_device(torch.device("cpu"))
        'cpu'
    """
    return f"{device} ({torch.cuda.get_device_name(device)})" if device.type == "cuda" else str(device)
