"""Grey levels in IR: from eight numbers in floats to eight bytes, and pictures of planes on scales of their own."""

from collections.abc import Sequence

from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.types import F32, I64, LANES, PTR, VEC, VEC_I32, vector_of

BLOCK = 8 * LANES
"""Points worked on at once."""


def grey_level(b: Builder, x: Value) -> Value:
    """What is −127.5 to 127.5 as 0 to 255 in whole numbers: rounded, cut off at both ends; NaN is the middle."""
    x = b.select(x.compare("eq", x), x, 0.0)  # 0 and no other number: the choice is then a bitwise `and`
    x = b.at_least(b.at_most(x, 127.5), -127.5)
    return (x + 128.0).convert("fptosi", VEC_I32)


def store_bytes(b: Builder, numbers: Sequence[Value], address: Value) -> None:
    """Store numbers from 0 to 255 as bytes side by side, four vectors at once."""
    half = list(range(2 * LANES))
    for k in range(0, len(numbers), 4):
        first, second, third, fourth = numbers[k : k + 4]
        left, right = b.shuffle(first, second, half), b.shuffle(third, fourth, half)
        whole = b.shuffle(left, right, list(range(4 * LANES))) & 255
        words = whole.convert("trunc", vector_of(4 * LANES, "i8")).convert("bitcast", vector_of(LANES // 2, I64))
        b.store(words, b.at(address, k * LANES, "i8"))


def write_shade(module: Module) -> None:
    """Write the function that turns planes into pictures, each on a scale of its own."""
    b = module.function(
        "shade",
        {"planes": PTR, "units": I64, "places": I64, "pixels": PTR, "scales": PTR, "bounded": I64},
        about="For each plane: scale = max(1, max |a|), and grey = a · (127.5/scale) + 127.5.\n"
        "A NaN counts as 1 for the scale, infinity as 3e38. Bounded: no |a| is greater than 1.",
    )
    planes, units, places, pixels, scales, bounded = b.arguments.values()

    def unit(u: Value, _: list[Value]) -> list[Value]:
        plane, picture = b.at(planes, u * places), b.at(pixels, u * places, "i8")

        def size(i: Value, greatest: list[Value]) -> list[Value]:
            new = []
            for k, known in enumerate(greatest):
                a = b.intrinsic("fabs", b.load(VEC, b.at(plane, i * BLOCK + k * LANES)))
                new.append(_greater(b, a, known))
            return new

        scale = b.at(scales, u)
        b.store(b.value(1.0, F32), scale)
        with b.when(bounded.compare("eq", 0)):
            greatest = b.loop(places / BLOCK, size, [b.value(1.0, VEC)] * (BLOCK // LANES))
            while len(greatest) > 1:
                greatest = [_greater(b, x, y) for x, y in zip(greatest[::2], greatest[1::2], strict=True)]
            for distance in (4, 2, 1):
                turned = b.shuffle(greatest[0], greatest[0], [(k + distance) % LANES for k in range(LANES)])
                greatest = [_greater(b, greatest[0], turned)]
            b.store(b.at_most(b.lane(greatest[0], 0), 3e38), scale)
        factor = b.splat(127.5 / b.load(F32, scale))

        def shade(i: Value, _: list[Value]) -> list[Value]:
            vectors = [b.load(VEC, b.at(plane, i * BLOCK + k)) for k in range(0, BLOCK, LANES)]
            levels = [grey_level(b, a * factor) for a in vectors]
            store_bytes(b, levels, b.at(picture, i * BLOCK, "i8"))
            return []

        b.loop(places / BLOCK, shade)
        return []

    b.loop(units, unit)
    b.return_()


def _greater(b: Builder, x: Value, y: Value) -> Value:
    """max(x, y); y where x is NaN."""
    return b.select(x.compare("gt", y), x, y)
