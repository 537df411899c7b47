"""Packages that not everybody has: one line that says what to install, instead of a traceback."""

from importlib.util import find_spec

PACKAGES = {
    "torch": ("PyTorch", "torch"),
    "safetensors": ("safetensors", "export"),
    "onnx": ("onnx", "export"),
    "onnxruntime": ("onnxruntime", "export"),
    "anywidget": ("anywidget", "notebook"),
}
"""Modules that are looked for, each with its name and the extra of Glassnet that brings it."""


class MissingPackage(ImportError):
    """A package that is needed for what was asked is not installed; the message says how to get it."""


def need(*modules: str) -> None:
    """See that optional packages are installed, without importing them.

    Args:
        *modules: names in `PACKAGES`.

    Raises:
        MissingPackage: if one is not.

    Example:
        >>> need()
    """
    for module in modules:
        name, extra = PACKAGES[module]
        if find_spec(module) is None:
            raise MissingPackage(f"{name} is not installed; to get it: pip install 'glassnet[{extra}]'", name=module)
