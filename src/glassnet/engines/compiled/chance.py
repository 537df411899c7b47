"""Random numbers in IR: Philox4x32-10, the order of an epoch, and dropout masks, as `glassnet.rng` defines them.

The generator has no state: its n-th block of four words is a function of n. So eight blocks are computed at once, one
in each lane, and the numbers are those of every other engine, bit for bit.
"""

from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.module import Module
from glassnet.engines.compiled.types import F32, I32, I64, LANES, PTR, VEC, VEC_I32, vector_of
from glassnet.rng import Purpose
from glassnet.rng.philox import KEY_STEPS, MULTIPLIERS, ROUNDS

WIDE = vector_of(LANES, I64)
"""Eight 32-bit words, each in 64 bits, so that a product of two of them fits."""

LOW = 0xFFFFFFFF
WORDS = 4 * LANES
"""Words that eight blocks give."""


def philox(b: Builder, counter: list[Value], key: tuple[Value, Value]) -> list[Value]:
    """Hash eight counters.

    Args:
        b: where to write it.
        counter: its four words, each eight lanes of 64 bits.
        key: its two words, likewise.

    Returns:
        The four words of each block, eight lanes of 32 bits each.

    Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011.
    """
    b.comment("Philox4x32-10: ten rounds of multiply and exclusive-or on eight counters")
    c0, c1, c2, c3 = counter
    for number in range(ROUNDS):
        k0 = (key[0] + (number * KEY_STEPS[0] & LOW)) & LOW
        k1 = (key[1] + (number * KEY_STEPS[1] & LOW)) & LOW
        product0 = c0 * int(MULTIPLIERS[0])
        product1 = c2 * int(MULTIPLIERS[1])
        c0, c1, c2, c3 = (product1 >> 32) ^ c1 ^ k0, product1 & LOW, (product0 >> 32) ^ c3 ^ k1, product0 & LOW
    return [word.convert("trunc", vector_of(LANES, I32)) for word in (c0, c1, c2, c3)]


def in_order(b: Builder, words: list[Value]) -> list[Value]:
    """The words of eight blocks in the order of their use: four vectors, each with the words of two blocks."""
    pairs = [i // 2 + LANES * (i % 2) for i in range(2 * LANES)]
    first, second = b.shuffle(words[0], words[1], pairs), b.shuffle(words[2], words[3], pairs)
    vectors = []
    for k in range(0, 2 * LANES, 4):
        lanes = [k, k + 1, k + 16, k + 17, k + 2, k + 3, k + 18, k + 19]
        vectors.append(b.shuffle(first, second, lanes))
    return vectors


def write_shuffle(module: Module) -> None:
    """Write the function that puts the order of an epoch into memory: Fisher–Yates from the last place down."""
    b = module.function(
        "shuffle",
        {"order": PTR, "examples": I64, "seed": I64, "epoch": I64},
        about="The order in which an epoch visits the examples: a function of (seed, epoch) alone.\n"
        "Fisher-Yates: for i = n-1 … 1, swap order[i] with order[j], j = (word · (i + 1)) >> 32.",
    )
    order, n, seed, epoch = b.arguments.values()
    chosen = b.emit(PTR, f"alloca [{WORDS} x i32], align 32")

    def identity(i: Value, _: list[Value]) -> list[Value]:
        first = i * LANES
        b.store(b.splat(first.convert("trunc", I32)) + b.numbered(), b.at(order, first, I32))
        return []

    b.loop((n + (LANES - 1)) / LANES, identity)
    key = (b.splat(seed), b.value(int(Purpose.ORDER), WIDE))
    low, high = b.splat(epoch & LOW), b.splat(epoch >> 32)
    last = n - 1
    with b.leave_when(last.compare("eq", 0)):
        b.return_()

    def many(chunk: Value, _: list[Value]) -> list[Value]:
        block = b.splat(chunk * LANES) + b.numbered(WIDE)
        hashed = philox(b, [block & LOW, b.zero(WIDE), low, high], key)
        first = last - chunk * WORDS  # the place that the chunk's first word decides
        for k, vector in enumerate(in_order(b, hashed)):
            choices = b.splat(first + 1 - k * LANES) - b.numbered(WIDE)  # i + 1
            j = (vector.convert("zext", WIDE) * (choices & LOW)) >> 32
            b.store(j.convert("trunc", VEC_I32), b.at(chosen, k * LANES, I32))

        def swap(t: Value, _: list[Value]) -> list[Value]:
            here = b.at(order, first - t, I32)
            there = b.at(order, b.load(I32, b.at(chosen, t, I32)).convert("zext", I64), I32)
            a, c = b.load(I32, here), b.load(I32, there)
            b.store(c, here)
            b.store(a, there)
            return []

        b.loop(b.select(first.compare("lt", WORDS), first, b.value(WORDS, I64)), swap)
        return []

    b.loop((last + (WORDS - 1)) / WORDS, many)
    b.return_()


def write_dropout(module: Module) -> None:
    """Write the function that drops units of one hidden layer: a and f′(z) times the mask.

    A dropped unit sends nothing on and takes nothing back, so both its value and its slope become 0; those kept are
    scaled by 1 / (1 − rate). Four rows of eight units are done at once: one block of random words for four units.
    """
    b = module.function(
        "dropout",
        {
            "values": PTR, "slopes": PTR, "first": I64, "rows": I64, "stride": I64, "layer": I64, "seed": I64,
            "step": I64, "threshold": I32, "scale": F32,
        },
        about="Inverted dropout of a layer, in place: value and slope times 0, or times 1/(1 - rate).\n"
        "A unit is dropped if its word is below rate · 2^32; the word's counter is (layer · 2^16 + unit/4, row, step).",
        exported=True,
    )  # fmt: skip
    values, slopes, first, rows, stride, layer, seed, step, threshold, scale = b.arguments.values()
    key = (b.splat(seed), b.value(int(Purpose.DROPOUT), WIDE))
    low, high = b.splat(step & LOW), b.splat(step >> 32)
    limit, kept = b.splat(threshold), b.splat(scale)
    lane = b.numbered(WIDE)
    vectors = stride / LANES

    def four_rows(i: Value, _: list[Value]) -> list[Value]:
        row = b.splat(first + i * 4) + (lane >> 1)

        def eight_units(v: Value, _: list[Value]) -> list[Value]:
            block = b.splat((layer << 16) + v * 2) + (lane & 1)
            words = in_order(b, philox(b, [block & LOW, row, low, high], key))
            for r, word in enumerate(words):
                with b.when((i * 4 + r).compare("lt", rows)):
                    mask = b.select(word.compare("lt", limit), b.zero(), kept)
                    place = (i * 4 + r) * stride + v * LANES
                    for block_of in (values, slopes):
                        here = b.at(block_of, place)
                        b.store(b.load(VEC, here) * mask, here)
            return []

        b.loop(vectors, eight_units)
        return []

    b.loop((rows + 3) / 4, four_rows)
    b.return_()
