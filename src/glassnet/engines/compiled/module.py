"""Functions that are compiled together, as one text."""

from glassnet.engines.compiled.ir import WEIGHTS, Builder
from glassnet.engines.compiled.types import VOID


class Module:
    """Functions that are compiled together."""

    def __init__(self, *, fused: bool = True) -> None:
        self.fused = fused
        self._functions: list[tuple[str, Builder]] = []

    def function(
        self, name: str, arguments: dict[str, str], returns: str = VOID, *, about: str, exported: bool = False
    ) -> Builder:
        """Begin a function; `about` stands above it."""
        builder = Builder(name, arguments, returns, fused=self.fused, exported=exported)
        self._functions.append((about, builder))
        return builder

    def __contains__(self, name: str) -> bool:
        return any(builder.name == name for _, builder in self._functions)

    @property
    def text(self) -> str:
        """The module in LLVM's textual form."""
        parts = []
        declared: set[str] = set()
        for about, builder in self._functions:
            lines = "\n".join(f"; {line}" for line in about.splitlines())
            parts.append(f"{lines}\n{builder.text}")
            declared |= builder.declared
        return "\n\n".join([*parts, *sorted(declared), WEIGHTS]) + "\n"
