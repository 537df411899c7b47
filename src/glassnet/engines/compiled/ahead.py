"""The machine code of a network, asked for before it is needed: in another thread, or for the likely next network."""

from dataclasses import dataclass

from glassnet.engines.compiled.engine import is_weighted, reasons_against, shape_of
from glassnet.engines.compiled.examples import worth_skipping
from glassnet.engines.compiled.grid import grid_shape, is_loaded, kernel_of
from glassnet.engines.compiled.grid_code import GridShape
from glassnet.engines.compiled.layout import Shape
from glassnet.engines.protocol import Problem, Settings


@dataclass(frozen=True)
class Code:
    """What training a network and drawing it takes; equal ones are the same code.

    Attributes:
        shape: of the kernel that trains.
        grid: of the kernel that draws.
    """

    shape: Shape
    grid: GridShape

    @property
    def ready(self) -> bool:
        """Whether both are loaded, so that opening a run takes no time."""
        from glassnet.engines.compiled import cache  # LLVM is loaded only by those who compile

        return cache.has(self.shape) and is_loaded(self.grid)

    def make(self) -> None:
        """Compile and load what is missing; in any thread."""
        from glassnet.engines.compiled import cache

        cache.prepare(self.shape)
        kernel_of(self.grid)


def code_of(problem: Problem, settings: Settings) -> Code | None:
    """The code that a run with these settings needs, or None where the reference computes it."""
    if reasons_against(problem, settings):
        return None
    shape = shape_of(settings, sparse=worth_skipping(problem.train.X), weighted=is_weighted(problem))
    return Code(shape, grid_shape(settings, problem.encoding))
