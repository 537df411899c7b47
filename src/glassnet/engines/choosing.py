"""Which engine computes, on what and how precisely: one table, and a value that picks from it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from glassnet.engines.needs import need
from glassnet.engines.protocol import Engine, Preparation, Problem, Settings
from glassnet.engines.reference import ReferenceEngine
from glassnet.spec import SpecError


def _compiled() -> Engine:
    from glassnet.engines.compiled import CompiledEngine  # read by those who use it

    return CompiledEngine()


def _code(problem: Problem, settings: Settings) -> Preparation | None:
    from glassnet.engines.compiled.ahead import code_of

    return code_of(problem, settings)


def _nothing(problem: Problem, settings: Settings) -> None:
    return None


def _torch(**options: Any) -> Engine:
    need("torch")
    from glassnet.engines.torch import TorchEngine

    return TorchEngine(**options)


@dataclass(frozen=True)
class EngineInfo:
    """What is to be known of an engine before it is made.

    Attributes:
        make: makes it; keyword arguments are the options that were chosen.
        explain: what it is, in a few words.
        dtypes: the precisions that it computes in, its usual one first.
        devices: what it can run on, its usual one first.
        compiles: whether it has the option `compile`.
        preparation: what must be made before it can take up a problem with some settings, or None.
    """

    make: Callable[..., Engine]
    explain: str
    dtypes: tuple[str, ...]
    devices: tuple[str, ...] = ("cpu",)
    compiles: bool = False
    preparation: Callable[[Problem, Settings], Preparation | None] = _nothing


ENGINES: dict[str, EngineInfo] = {
    "compiled": EngineInfo(_compiled, "machine code, float32", ("float32",), preparation=_code),
    "reference": EngineInfo(ReferenceEngine, "NumPy, float64", ("float64",)),
    "torch": EngineInfo(
        _torch, "PyTorch, autograd and GPU", ("float32", "float64"), ("auto", "cpu", "cuda", "mps"), compiles=True
    ),
}
"""Every engine by name."""

DEFAULT_ENGINE = "compiled" if find_spec("llvmlite") else "reference"
"""The compiled engine, where there is a compiler."""

WITHOUT_COMPILER = (
    ""
    if DEFAULT_ENGINE == "compiled"
    else ("llvmlite is not installed, so the slow reference engine trains; for the fast one: pip install llvmlite")
)
"""One line for people where there is no compiler; else empty."""


@dataclass(frozen=True)
class EngineChoice:
    """Which engine computes a run, on what and how precisely.

    It is no part of an experiment, which says what is computed: the same experiment runs on every engine.

    Args:
        name: compiled, reference or torch.
        device: what PyTorch computes on: auto (a CUDA GPU if there is one, else the processor), cpu, cuda, cuda:1, …,
            or mps. The other engines know cpu only. None: what is usual for the engine.
        dtype: float32 or float64, where the engine has both (PyTorch). None: what is usual for the engine.
        compile: whether PyTorch is to compile the forward pass and the loss (`torch.compile`); it takes a while before
            the first step.

    Raises:
        SpecError: for a name, device or precision that there is not.

    Example:
        >>> str(EngineChoice("torch", device="cpu", dtype="float64"))
        'torch (cpu, float64)'
        >>> EngineChoice("compiled", device="cuda")
        Traceback (most recent call last):
        glassnet.spec.fields.SpecError: device: got 'cuda', allowed: cpu for the engine compiled
    """

    name: str = DEFAULT_ENGINE
    device: str | None = None
    dtype: str | None = None
    compile: bool = False

    def __post_init__(self) -> None:
        """Refuse what no engine is or does."""
        if self.name not in ENGINES:
            raise SpecError("engine", self.name, "one of " + ", ".join(ENGINES))
        info = ENGINES[self.name]
        kind = re.sub(r"^cuda:\d+$", "cuda", self.device) if isinstance(self.device, str) else self.device
        for where, got, allowed in (("device", kind, info.devices), ("dtype", self.dtype, info.dtypes)):
            if got is not None and got not in allowed:
                given = self.device if where == "device" else got
                raise SpecError(where, given, f"{' or '.join(allowed)} for the engine {self.name}")
        if self.compile and not info.compiles:
            able = " or ".join(name for name, other in ENGINES.items() if other.compiles)
            raise SpecError("compile", self.compile, f"false for the engine {self.name}; {able} has the option")

    @classmethod
    def of(
        cls, engine: "str | EngineChoice", device: str | None = None, dtype: str | None = None, compile: bool = False
    ) -> "EngineChoice":
        """The choice that an `engine` argument means: a name, with options beside it, or a choice already."""
        if not isinstance(engine, EngineChoice):
            return cls(engine, device, dtype, compile)
        if device is not None or dtype is not None or compile:
            raise SpecError("engine", str(engine), "a name, where device, dtype or compile stand beside it")
        return engine

    def make(self) -> Engine:
        """The engine.

        Raises:
            MissingPackage: if the package that it needs is not installed.
            SpecError: if this machine has no such device.
        """
        info = ENGINES[self.name]
        options: dict[str, Any] = {"compile": self.compile} if info.compiles else {}
        if len(info.devices) > 1:
            options["device"] = self.device or info.devices[0]
        if len(info.dtypes) > 1:
            options["dtype"] = self.dtype or info.dtypes[0]
        return info.make(**options)

    def options(self) -> dict[str, Any]:
        """The options other than the usual ones, by name."""
        given = {"device": self.device, "dtype": self.dtype, "compile": self.compile or None}
        return {name: value for name, value in given.items() if value is not None}

    def __str__(self) -> str:
        options = [value if isinstance(value, str) else name for name, value in self.options().items()]
        return f"{self.name} ({', '.join(options)})" if options else self.name
