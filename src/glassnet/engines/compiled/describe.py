"""The code of a network for people to read: as IR, with a formula above each block, or as machine code."""

from glassnet.engines.compiled.engine import shape_of
from glassnet.engines.protocol import Settings


def describe_ir(settings: Settings, *, library: bool = False) -> str:
    """The LLVM IR of a network's training step, evaluation and inference.

    Args:
        settings: the network and its training.
        library: whether the code that all networks share (order, dropout, optimizers, training loop) follows.
    """
    from glassnet.engines.compiled.kernel import write_kernel  # read only by those who look
    from glassnet.engines.compiled.library import write_library

    shared = "\n" + write_library() if library else ""
    return write_kernel(shape_of(settings)) + shared


def describe_asm(settings: Settings, *, library: bool = False) -> str:
    """The same as assembly for this machine's processor.

    Raises:
        ImportError: if llvmlite is not installed.
    """
    from glassnet.engines.compiled.compile import Target, assembly
    from glassnet.engines.compiled.kernel import write_kernel
    from glassnet.engines.compiled.library import write_library

    target = Target.host()
    text = assembly(write_kernel(shape_of(settings), fused=target.fused), target)
    if library:
        text += "\n" + assembly(write_library(fused=target.fused, x86=target.x86), target)
    return text
