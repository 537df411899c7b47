"""Numbers by which gradients are often too large or too small, and where each comes from."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product


@dataclass(frozen=True)
class Words:
    """A factor explained.

    Attributes:
        text: in words.
        causes: "sign", "2", "batch size", "outputs", one or more.
    """

    text: str
    causes: tuple[str, ...]


REASONS = {
    ("2", 1): "the factor 2 is too much (the loss has ½, or 2 stands twice)",
    ("2", -1): "the factor 2 of the square's derivative is missing",
    ("batch size", 1): "the division by the batch size, {n}, is missing",
    ("batch size", -1): "they are divided by the batch size, {n}, once too often",
    ("outputs", 1): "the division by the number of outputs, {k}, is missing",
    ("outputs", -1): "they are divided by the number of outputs, {k}, once too often",
}


def factor_words(factor: float, examples: int, outputs: int, tolerance: float) -> Words | None:
    """Explain a factor by the numbers that a gradient has in it.

    Where several explanations fit, as with 2 examples, all of them are said.

    Args:
        factor: how many times too large the gradients are; not 1.
        examples: the batch size n.
        outputs: the number of outputs k.
        tolerance: the relative difference that counts as rounding.

    Returns:
        The words, or None if no usual number explains it.

    Example:
        >>> factor_words(-1.0, 5, 3, 1e-6).causes, factor_words(5.0, 5, 3, 1e-6).causes
        (('sign',), ('batch size',))
        >>> factor_words(1 / 3, 5, 3, 1e-6).text
        'they are 3 times too small: they are divided by the number of outputs, 3, once too often'
    """
    sign = "their sign is turned round" if factor < 0 else ""
    size = abs(factor)
    if abs(size - 1.0) <= tolerance:
        return Words(sign + " (the gradient points uphill; the update subtracts it)", ("sign",)) if sign else None
    fits = [parts for parts, value in _products(examples, outputs) if abs(value / size - 1.0) <= tolerance]
    if not fits:
        return None
    fewest = min(len(parts) for parts in fits)
    simplest = [parts for parts in fits if len(parts) == fewest]
    reasons = [" and ".join(REASONS[part].format(n=examples, k=outputs) for part in parts) for parts in simplest]
    times = f"{size:.4g} times too large" if size > 1 else f"{1 / size:.4g} times too small"
    causes = tuple(dict.fromkeys(name for parts in simplest for name, _ in parts))
    text = f"they are {times}: " + ", or ".join(reasons)
    return Words(f"{sign} and {text}" if sign else text, (("sign", *causes) if sign else causes))


def _products(examples: int, outputs: int) -> Iterator[tuple[tuple[tuple[str, int], ...], float]]:
    """Every product of 2, n and k, each above, below or absent."""
    numbers = {"2": 2, "batch size": examples, "outputs": outputs}
    names = [name for name, number in numbers.items() if number > 1]
    for powers in product((0, 1, -1), repeat=len(names)):
        parts = tuple((name, power) for name, power in zip(names, powers, strict=True) if power)
        if parts:
            value = 1.0
            for name, power in parts:
                value *= float(numbers[name]) ** power
            yield parts, value
