"""A thin, typed way to write LLVM IR: Python expressions in, one line of IR out for each operation.

LLVM IR is an assembly language for a machine with endless registers, each written once. A `Value` is such a register
with its type; Python's operators on values write the instruction and return the register that holds the result, so
that `x * x + 1.0` reads as mathematics and writes two lines. `Builder` holds the text of one function, `module.Module`
that of all. Nothing is optimised here: LLVM gets what is written, comments included.

Two rules of the house are kept in this file, because everything goes through it:

- No operation carries a fast-math flag. A flag that assumes finite numbers lets LLVM fold NaN away; one that allows
  reassociation takes rounding tricks apart and makes results depend on the processor.
- A product that is summed goes through `Builder.fma`: one rounding where the processor can, an ordinary product and
  sum where it cannot (a library call for each would be sixty times slower).
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Union

from glassnet.engines.compiled.types import (
    F32,
    F64,
    I1,
    I32,
    I64,
    LANES,
    PTR,
    SIZES,
    VEC,
    VEC_I32,
    VOID,
    constant,
    element_of,
    lanes_of,
    vector_of,
)

RARELY = ", !prof !0"
WEIGHTS = '!0 = !{!"branch_weights", i32 1, i32 2000}'
"""A mark on branches that are hardly ever taken, and what it means."""

Index = Union[int, "Value"]
Operand = Union[int, float, "Value"]


class Value:
    """A register of the program that is being written, with its type; operators write instructions."""

    __slots__ = ("build", "name", "type")

    def __init__(self, build: "Builder", type_: str, name: str) -> None:
        self.build, self.type, self.name = build, type_, name

    def _with(self, other: Operand, for_floats: str, for_integers: str, swapped: bool = False) -> "Value":
        right = self.build.value(other, self.type)
        first, second = (right, self) if swapped else (self, right)
        operation = for_floats if element_of(self.type) in (F32, F64) else for_integers
        return self.build.emit(self.type, f"{operation} {self.type} {first.name}, {second.name}")

    def __add__(self, other: Operand) -> "Value":
        return self._with(other, "fadd", "add")

    def __radd__(self, other: Operand) -> "Value":
        return self._with(other, "fadd", "add", swapped=True)

    def __sub__(self, other: Operand) -> "Value":
        return self._with(other, "fsub", "sub")

    def __rsub__(self, other: Operand) -> "Value":
        return self._with(other, "fsub", "sub", swapped=True)

    def __mul__(self, other: Operand) -> "Value":
        if other == 1 and self.type == I64:  # strides of 1 are common
            return self
        return self._with(other, "fmul", "mul")

    def __rmul__(self, other: Operand) -> "Value":
        return self._with(other, "fmul", "mul", swapped=True)

    def __truediv__(self, other: Operand) -> "Value":
        return self._with(other, "fdiv", "udiv")

    def __rtruediv__(self, other: Operand) -> "Value":
        return self._with(other, "fdiv", "udiv", swapped=True)

    def __neg__(self) -> "Value":
        return self.build.emit(self.type, f"fneg {self.type} {self.name}")

    def __and__(self, other: Operand) -> "Value":
        return self._with(other, "and", "and")

    def __or__(self, other: Operand) -> "Value":
        return self._with(other, "or", "or")

    def __xor__(self, other: Operand) -> "Value":
        return self._with(other, "xor", "xor")

    def __lshift__(self, bits: Operand) -> "Value":
        return self._with(bits, "shl", "shl")

    def __rshift__(self, bits: Operand) -> "Value":
        """Shift right, zeros come in from the left."""
        return self._with(bits, "lshr", "lshr")

    def shift_signed(self, bits: int) -> "Value":
        """Shift right, the sign comes in from the left."""
        return self._with(bits, "ashr", "ashr")

    def compare(self, how: str, other: Operand) -> "Value":
        """Compare: eq, ne, and gt, ge, lt, le (integers: without sign). A NaN makes every one of them false but ne."""
        right = self.build.value(other, self.type)
        truth = vector_of(lanes_of(self.type), I1)
        if element_of(self.type) in (F32, F64):
            word = f"fcmp {'u' if how == 'ne' else 'o'}{how}"
        else:
            word = f"icmp {how if how in ('eq', 'ne') else 'u' + how}"
        return self.build.emit(truth, f"{word} {self.type} {self.name}, {right.name}")

    def convert(self, instruction: str, to: str) -> "Value":
        """Another type by a conversion instruction such as zext, trunc, sitofp, fpext, bitcast or ptrtoint."""
        return self.build.emit(to, f"{instruction} {self.type} {self.name} to {to}")


class Builder:
    """The text of one function, written from its first line to its last.

    Args:
        name: the function's name.
        arguments: names and types of what it takes; pointers never alias one another.
        returns: the type of what it returns.
        fused: whether the processor multiplies and adds with one rounding.
        exported: whether it can be called from outside the module.
    """

    def __init__(
        self, name: str, arguments: dict[str, str], returns: str = VOID, *, fused: bool = True, exported: bool = False
    ) -> None:
        self.name, self.returns, self.fused = name, returns, fused
        self.lines: list[str] = []
        self.declared: set[str] = set()
        self._registers = 0
        self._block = "entry"
        self.arguments = {key: Value(self, type_, f"%{key}") for key, type_ in arguments.items()}
        said = ", ".join(f"{t} noalias %{k}" if t == PTR else f"{t} %{k}" for k, t in arguments.items())
        kind = "define" if exported else "define internal"
        self._head = f"{kind} {returns} @{name}({said}) nounwind {{\nentry:"

    @property
    def text(self) -> str:
        """The whole function."""
        return "\n".join([self._head, *self.lines, "}"])

    # -- single instructions ---------------------------------------------------------------------------------------

    def comment(self, text: str) -> None:
        """A line for whoever reads the IR."""
        self.lines.append(f"  ; {text}")

    def do(self, text: str) -> None:
        """An instruction without a result."""
        self.lines.append("  " + text)

    def emit(self, type_: str, text: str) -> Value:
        """An instruction with a result."""
        self._registers += 1
        name = f"%r{self._registers}"
        self.lines.append(f"  {name} = {text}")
        return Value(self, type_, name)

    def value(self, given: Operand, type_: str) -> Value:
        """A number as a constant of some type; a value as it is."""
        if isinstance(given, Value):
            return given
        return Value(self, type_, constant(given, type_))

    def zero(self, type_: str = VEC) -> Value:
        """Zero of any type."""
        return Value(self, type_, "zeroinitializer" if type_[0] == "<" else constant(0, type_))

    def fma(self, a: Operand, b: Operand, c: Operand) -> Value:
        """A · b + c, rounded once where the processor can."""
        type_ = next(x.type for x in (a, b, c) if isinstance(x, Value))
        a, b, c = (self.value(x, type_) for x in (a, b, c))
        return self.intrinsic("fma", a, b, c) if self.fused else a * b + c

    def intrinsic(self, name: str, *arguments: Value) -> Value:
        """An LLVM intrinsic whose arguments and result have one type: fma, sqrt, fabs."""
        type_ = arguments[0].type
        count, element = lanes_of(type_), element_of(type_)
        suffix = {F32: "f32", F64: "f64"}[element]
        full = f"@llvm.{name}.{f'v{count}' if count > 1 else ''}{suffix}"
        self.declared.add(f"declare {type_} {full}({', '.join([type_] * len(arguments))})")
        return self.emit(type_, f"call {type_} {full}({', '.join(f'{type_} {x.name}' for x in arguments)})")

    def select(self, condition: Value, yes: Operand, no: Operand) -> Value:
        """`yes` where the condition holds, else `no`."""
        type_ = next(x.type for x in (yes, no) if isinstance(x, Value))
        a, b = self.value(yes, type_), self.value(no, type_)
        return self.emit(type_, f"select {condition.type} {condition.name}, {type_} {a.name}, {type_} {b.name}")

    def at_most(self, x: Value, limit: Operand) -> Value:
        """min(x, limit), but NaN stays NaN: the comparison is false for it, and x is what is left."""
        return self.select(x.compare("gt", limit), limit, x)

    def at_least(self, x: Value, limit: Operand) -> Value:
        """max(x, limit), but NaN stays NaN."""
        return self.select(x.compare("lt", limit), limit, x)

    def run(self, function: "str | Value", *arguments: Value) -> None:
        """Call a function that returns nothing: one of the module by its name, or one whose address is known."""
        self.do(f"call void {self._callee(function)}({self._said(arguments)})")

    def call(self, function: "str | Value", returns: str, *arguments: Value) -> Value:
        """Call a function that returns a value."""
        return self.emit(returns, f"call {returns} {self._callee(function)}({self._said(arguments)})")

    def _callee(self, function: "str | Value") -> str:
        return function.name if isinstance(function, Value) else f"@{function}"

    def _said(self, arguments: Sequence[Value]) -> str:
        return ", ".join(f"{a.type} {a.name}" for a in arguments)

    # -- memory ------------------------------------------------------------------------------------------------------

    def at(self, base: Value, index: Index, type_: str = F32) -> Value:
        """The address of an element: base + index elements."""
        if isinstance(index, int):
            if index == 0:
                return base
            return self.emit(PTR, f"getelementptr inbounds {type_}, ptr {base.name}, i64 {index}")
        return self.emit(PTR, f"getelementptr inbounds {type_}, ptr {base.name}, {index.type} {index.name}")

    def load(self, type_: str, address: Value) -> Value:
        """What is in memory; no more alignment is assumed than an element's."""
        return self.emit(type_, f"load {type_}, ptr {address.name}, align {SIZES[element_of(type_)]}")

    def store(self, value: Value, address: Value) -> None:
        """Put into memory."""
        align = SIZES[element_of(value.type)]
        self.do(f"store {value.type} {value.name}, ptr {address.name}, align {align}")

    # -- lanes -------------------------------------------------------------------------------------------------------

    def splat(self, scalar: Value, lanes: int = LANES) -> Value:
        """A scalar in every lane."""
        type_ = vector_of(lanes, scalar.type)
        one = self.emit(type_, f"insertelement {type_} poison, {scalar.type} {scalar.name}, i64 0")
        return self.emit(
            type_, f"shufflevector {type_} {one.name}, {type_} poison, {vector_of(lanes, I32)} zeroinitializer"
        )

    def broadcast(self, address: Value) -> Value:
        """A float from memory in every lane: a vector of one, whose only lane is repeated."""
        one = self.load("<1 x float>", address)
        return self.emit(VEC, f"shufflevector {one.type} {one.name}, {one.type} poison, {VEC_I32} zeroinitializer")

    def shuffle(self, a: Value, b: Value, lanes: Sequence[int]) -> Value:
        """Lanes chosen from two vectors: those of b are counted on from those of a."""
        chosen = ", ".join(f"i32 {lane}" for lane in lanes)
        type_ = vector_of(len(lanes), element_of(a.type))
        return self.emit(
            type_, f"shufflevector {a.type} {a.name}, {b.type} {b.name}, {vector_of(len(lanes), I32)} <{chosen}>"
        )

    def lane(self, vector: Value, number: int) -> Value:
        """One lane as a scalar."""
        return self.emit(element_of(vector.type), f"extractelement {vector.type} {vector.name}, i64 {number}")

    def with_lane(self, vector: Value, scalar: Value, number: int) -> Value:
        """A vector with one lane replaced."""
        return self.emit(
            vector.type, f"insertelement {vector.type} {vector.name}, {scalar.type} {scalar.name}, i64 {number}"
        )

    def numbered(self, type_: str = VEC_I32) -> Value:
        """0, 1, 2, … in the lanes of an integer vector."""
        element = element_of(type_)
        return Value(self, type_, f"<{', '.join(f'{element} {i}' for i in range(lanes_of(type_)))}>")

    # -- the course of the program -----------------------------------------------------------------------------------

    def return_(self, value: Value | None = None) -> None:
        """End the function."""
        self.do(f"ret {value.type} {value.name}" if value else "ret void")

    def _label(self, name: str) -> None:
        self.lines.append(f"{name}:")
        self._block = name

    def loop(
        self, count: Index, body: Callable[[Value, list[Value]], Sequence[Value]], carried: Sequence[Value] = ()
    ) -> list[Value]:
        """Repeat for index 0, 1, … count − 1; a count of 0 or less is taken as 1.

        Args:
            count: how often.
            body: writes one pass, given the index and the carried values; returns the carried values of the next.
            carried: their values before the first pass.

        Returns:
            The carried values after the last pass.
        """
        self._registers += 1
        head, after, before = f"loop{self._registers}", f"done{self._registers}", self._block
        self.do(f"br label %{head}")
        self._label(head)
        index, following = f"%i{self._registers}", f"%n{self._registers}"
        values = [Value(self, v.type, f"%c{self._registers}.{k}") for k, v in enumerate(carried)]
        phis = len(self.lines)
        results = list(body(Value(self, I64, index), values))
        latch = self._block
        lines = [f"  {index} = phi i64 [ 0, %{before} ], [ {following}, %{latch} ]"]
        for value, first, new in zip(values, carried, results, strict=True):
            lines.append(f"  {value.name} = phi {value.type} [ {first.name}, %{before} ], [ {new.name}, %{latch} ]")
        self.lines[phis:phis] = lines
        self.do(f"{following} = add nuw nsw i64 {index}, 1")
        bound = self.value(count, I64)
        more = self.emit(I1, f"icmp ult i64 {following}, {bound.name}")
        self.do(f"br i1 {more.name}, label %{head}, label %{after}")
        self._label(after)
        return results

    def repeat(
        self,
        count: int,
        body: Callable[[Index, list[Value]], Sequence[Value]],
        carried: Sequence[Value] = (),
        *,
        unroll: int = 1,
    ) -> list[Value]:
        """Repeat a number of times that is known now: written out `unroll` times in each pass of a loop.

        Few repetitions (no more than `unroll`) become no loop at all. The body gets an index that is a number where
        the code is written out and a register in a loop.
        """
        values = list(carried)
        passes, rest = divmod(count, unroll)
        if passes <= 1:
            for i in range(count):
                values = list(body(i, values))
            return values

        def one_pass(i: Value, inside: list[Value]) -> list[Value]:
            first = i * unroll if unroll > 1 else i
            for k in range(unroll):
                inside = list(body(first + k if k else first, inside))
            return inside

        values = self.loop(passes, one_pass, values)
        for i in range(passes * unroll, passes * unroll + rest):
            values = list(body(i, values))
        return values

    def again_while(self, body: Callable[[], Value]) -> None:
        """Repeat what `body` writes as long as the bit that it returns is set."""
        self._registers += 1
        head, after = f"again{self._registers}", f"enough{self._registers}"
        self.do(f"br label %{head}")
        self._label(head)
        more = body()
        self.do(f"br i1 {more.name}, label %{head}, label %{after}")
        self._label(after)

    @contextmanager
    def when(self, condition: Value, *, rarely: bool = False) -> Iterator[None]:
        """What is written inside happens only if the condition holds; it can change memory but no values.

        Args:
            condition: one bit.
            rarely: whether it hardly ever holds; registers are then saved inside and not around.
        """
        self._registers += 1
        inside, after = f"then{self._registers}", f"else{self._registers}"
        self.do(f"br i1 {condition.name}, label %{inside}, label %{after}{RARELY if rarely else ''}")
        self._label(inside)
        yield
        self.do(f"br label %{after}")
        self._label(after)

    def either(self, condition: Value, yes: Callable[[], None], no: Callable[[], None]) -> None:
        """One of two things happens; both can change memory but no values."""
        self._registers += 1
        first, second, after = (f"{name}{self._registers}" for name in ("yes", "no", "either"))
        self.do(f"br i1 {condition.name}, label %{first}, label %{second}")
        for label, write in ((first, yes), (second, no)):
            self._label(label)
            write()
            self.do(f"br label %{after}")
        self._label(after)

    @contextmanager
    def leave_when(self, condition: Value) -> Iterator[None]:
        """What is written inside ends the function (it must return) if the condition holds."""
        self._registers += 1
        inside, after = f"leave{self._registers}", f"stay{self._registers}"
        self.do(f"br i1 {condition.name}, label %{inside}, label %{after}{RARELY}")
        self._label(inside)
        yield
        self._label(after)
