"""Other processors: what they have in common bit for bit, and code for those that are not here."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

import numpy as np
import pytest

from glassnet.engines import Plan, RunState
from glassnet.engines.compiled import CompiledEngine, cache, compile, describe_asm, describe_ir
from glassnet.engines.compiled.compile import Target, assembly, object_code
from glassnet.engines.compiled.evaluate import write_evaluation
from glassnet.engines.compiled.kernel import write_kernel
from glassnet.engines.compiled.layout import Shape
from glassnet.engines.compiled.library import write_library
from glassnet.spec.methods import Adam
from tests.compiled.cases import ACTIVATIONS, Case, make_case
from tests.compiled.test_parity import check

HOST = Target.host()
GENERIC = Target.generic()
ON_X86 = HOST.triple.startswith("x86_64")


@contextmanager
def compiling_for(target: Target) -> Iterator[None]:
    """Everything is compiled for another target, that this machine can run."""
    before = compile._host
    compile._host = lambda: target  # type: ignore[assignment]
    cache.library.cache_clear()
    cache.forget_idle()
    try:
        yield
    finally:
        compile._host = before
        cache.library.cache_clear()
        cache.forget_idle()


def trained(case: Case, target: Target) -> RunState:
    with compiling_for(target):
        engine = CompiledEngine()
        engine.open(case.problem, case.settings, case.state)
        assert engine.advance(case.plan(case.state, 30)).steps == 30
        state = engine.snapshot()
        engine.close()
    return state


def equal(a: RunState, b: RunState) -> bool:
    return all(np.array_equal(x, y) for x, y in zip(a.parameters, b.parameters, strict=True))


SOME = {"l1": 0.01, "dropout": 0.2}
CASES = [
    make_case(activation=ACTIVATIONS[k], depth=depth, width=width, optimizer=Adam(), regulariser=SOME)
    for k, depth, width in ((1, 2, 9), (2, 1, 17), (6, 3, 8), (8, 2, 3), (9, 2, 8))
]  # fmt: skip


@pytest.mark.skipif(not (ON_X86 and HOST.fused), reason="compares x86-64 with and without AVX2")
@pytest.mark.parametrize("case", CASES, ids=str)
def test_all_processors_with_fused_multiply_add_give_the_same_bits(case: Case) -> None:
    least = Target(HOST.triple, "x86-64-v3", "", fused=True)  # AVX2, no AVX-512
    assert equal(trained(case, HOST), trained(case, least))


@pytest.mark.parametrize("case", CASES[:3], ids=str)
def test_all_processors_without_it_give_the_same_bits(case: Case) -> None:
    assert equal(trained(case, GENERIC), trained(case, replace(HOST, fused=GENERIC.fused)))


@pytest.mark.parametrize("case", CASES, ids=str)
def test_without_vector_extensions_the_bounds_hold_too(case: Case) -> None:
    with compiling_for(GENERIC):
        check(case)


@pytest.mark.skipif(not ON_X86, reason="the control register is x86's")
def test_subnormal_numbers_count_as_zero_while_training_and_only_then() -> None:
    case = make_case()
    arrays = [p.astype(np.float32) for p in case.state.parameters]
    arrays[0].flat[0] = 1e-40
    engine = CompiledEngine()
    engine.open(case.problem, case.settings, replace(case.state, parameters=tuple(arrays)))
    engine.advance(Plan(np.zeros(1), np.ones(1), np.ones(1)))
    assert engine.snapshot().parameters[0].flat[0] == 0.0  # with a learning rate of 0, nothing else changes
    assert np.array_equal(engine.snapshot().parameters[1], arrays[1])
    assert np.float32(1e-30) * np.float32(1e-10) > 0.0


SHAPES = [
    Shape((2, 8, 8, 2), ("tanh", "gelu", "identity"), "cross_entropy", 10),
    Shape((9, 17, 16, 16, 3), ("softplus", "elu", "sine", "silu", "identity"), "cross_entropy", 32),
    Shape((1, 1), ("sigmoid",), "huber", 1),
]
ELSEWHERE = {
    "aarch64": Target.aarch64(),
    "avx512": Target("x86_64-unknown-linux-gnu", "skylake-avx512", "", fused=True),
    "sse2": Target("x86_64-unknown-linux-gnu", "x86-64", "", fused=False),
}


@pytest.mark.parametrize("name", ELSEWHERE)
def test_code_for_processors_that_are_not_here_is_accepted_by_llvm(name: str) -> None:
    target = ELSEWHERE[name]
    for ir in (
        *(write_kernel(shape, fused=target.fused) for shape in SHAPES),
        *(write_evaluation(shape.outputs_alone, fused=target.fused) for shape in SHAPES),
        write_library(fused=target.fused, x86=target.x86),
    ):
        assert len(object_code(ir, target)) > 1000


def test_multiply_add_is_one_instruction_where_there_is_one_and_never_a_call() -> None:
    text = write_kernel(SHAPES[0])
    assert "fmla" in assembly(text, ELSEWHERE["aarch64"])
    assert "vfmadd" in assembly(text, ELSEWHERE["avx512"])
    plain = assembly(write_kernel(SHAPES[0], fused=False), ELSEWHERE["sse2"])
    assert "fmaf" not in plain and "mulps" in plain


@pytest.mark.parametrize("shape", SHAPES, ids=str)
def test_no_instruction_carries_a_fast_math_flag(shape: Shape) -> None:
    flags = {"fast", "nnan", "ninf", "nsz", "arcp", "contract", "afn", "reassoc"}
    texts = write_kernel(shape), write_evaluation(shape.outputs_alone), write_library(x86=True)
    for line in "\n".join(texts).splitlines():
        code = line.split(";")[0]
        assert not flags & set(code.split()), line


def test_a_learner_sees_the_network_as_code_with_its_formulas() -> None:
    case = make_case(depth=2)
    ir = describe_ir(case.settings)
    for formula in (
        "layer 2: z[row][unit]",
        "tanh z",
        "δ[row][i] = f'(z[row][i])",
        "dL/dW[unit][input]",
        "L = log(1 + e^",
    ):
        assert formula in ir
    assert "Philox" not in ir and "Philox" in describe_ir(case.settings, library=True)
    own, whole = describe_asm(case.settings), describe_asm(case.settings, library=True)
    assert "batch:" in own and "evaluate:" not in own
    assert all(f"{name}:" in whole for name in ("batch", "evaluate", "train"))
