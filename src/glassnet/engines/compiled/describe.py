"""The code of a network for people to read: as IR, with a formula above each block, or as machine code."""

from glassnet.engines.compiled.engine import shape_of
from glassnet.engines.protocol import Settings


def describe_ir(settings: Settings, *, library: bool = False) -> str:
    """The LLVM IR of a network's training step, and of its outputs.

    Args:
        settings: the network and its training.
        library: whether the code that networks share (order, dropout, optimizers, training loop, evaluation) follows.
    """
    return "\n".join(_texts(settings, library=library, fused=True, x86=False))


def describe_asm(settings: Settings, *, library: bool = False) -> str:
    """The same as assembly for this machine's processor.

    Raises:
        ImportError: if llvmlite is not installed.
    """
    from glassnet.engines.compiled.compile import Target, assembly  # read only by those who look

    target = Target.host()
    texts = _texts(settings, library=library, fused=target.fused, x86=target.x86)
    return "\n".join(assembly(text, target) for text in texts)


def _texts(settings: Settings, *, library: bool, fused: bool, x86: bool) -> list[str]:
    from glassnet.engines.compiled.evaluate import write_evaluation
    from glassnet.engines.compiled.kernel import write_kernel
    from glassnet.engines.compiled.library import write_library

    shape = shape_of(settings)
    texts = [write_kernel(shape, fused=fused)]
    if library:
        texts += [write_evaluation(shape.outputs_alone, fused=fused), write_library(fused=fused, x86=x86)]
    return texts
