"""The processor's way with numbers that are almost zero.

Below 1.2e-38 a float32 has fewer and fewer digits. Processors compute with such *subnormal* numbers many times slower:
when a network has learned all there is and its gradients are as small as 1e-20, Adam squares them, and a step of
2-8-8-2 takes 0.46 µs instead of 0.33. Training has no use for so small numbers, so while it runs they count as zero, as
they do in XLA. NaN and infinities are not touched by that.
"""

from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.types import I32, PTR

FLUSH = 0x8040
"""Bits 15 and 6 of MXCSR, x86's control register: results, and numbers that are read, count as zero if subnormal.

Source: Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, section 10.2.3.
"""


def exported(module: Module, name: str, function: str, arguments: dict[str, str], *, x86: bool) -> None:
    """Write the function that is called from outside, and calls one of the module without subnormal numbers.

    Args:
        module: where to write it.
        name: its name.
        function: the one it calls.
        arguments: what both take.
        x86: whether the processor has the control register; others compute with subnormal numbers.
    """
    b = module.function(name, arguments, about=f"What Python calls: {function}.", exported=True)
    if not x86:
        b.run(function, *b.arguments.values())
        b.return_()
        return
    b.declared |= {f"declare void @llvm.x86.sse.{change}mxcsr(ptr)" for change in ("st", "ld")}
    kept, changed = b.emit(PTR, "alloca i32"), b.emit(PTR, "alloca i32")
    b.comment("numbers below 1.2e-38 count as zero while this runs")
    b.run("llvm.x86.sse.stmxcsr", kept)
    b.store(b.load(I32, kept) | FLUSH, changed)
    b.run("llvm.x86.sse.ldmxcsr", changed)
    b.run(function, *b.arguments.values())
    b.run("llvm.x86.sse.ldmxcsr", kept)
    b.return_()
