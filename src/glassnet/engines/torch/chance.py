"""Dropout masks on the device: the counters of `glassnet.rng`, hashed by PyTorch where the numbers are needed.

A GPU that waited for masks from the processor would mostly wait. So Philox stands here once more, in 64-bit integers;
a test holds both to the same bits.
"""

import torch
from torch import Tensor

from glassnet.rng.philox import KEY_STEPS, MULTIPLIERS, ROUNDS
from glassnet.rng.stream import Purpose

WORD = 0xFFFFFFFF
HALF = 0xFFFF


def _times(multiplier: int, word: Tensor) -> tuple[Tensor, Tensor]:
    """The high and the low word of a product; in two halves, as PyTorch's integers are signed."""
    by_low, by_high = multiplier * (word & HALF), multiplier * (word >> 16)  # both below 2⁴⁸
    high = (by_high + (by_low >> 16)) >> 16
    low = (((by_high & HALF) << 16) + by_low) & WORD
    return high, low


def philox(counter: tuple[Tensor, Tensor, Tensor, Tensor], key: tuple[int, int]) -> tuple[Tensor, ...]:
    """Philox4x32-10 on tensors of int64 that hold 32-bit words; see `glassnet.rng.philox`.

    Example:
        >>> zero = torch.zeros((), dtype=torch.int64)
        >>> [hex(int(word)) for word in philox((zero, zero, zero, zero), (0, 0))]
        ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    c0, c1, c2, c3 = counter
    k0, k1 = key
    for _ in range(ROUNDS):
        high0, low0 = _times(int(MULTIPLIERS[0]), c0)
        high1, low1 = _times(int(MULTIPLIERS[1]), c2)
        c0, c1, c2, c3 = high1 ^ c1 ^ k0, low1, high0 ^ c3 ^ k1, low0
        k0, k1 = (k0 + KEY_STEPS[0]) & WORD, (k1 + KEY_STEPS[1]) & WORD
    return c0, c1, c2, c3


def dropout_mask(
    seed: int, step: int, layer: int, shape: tuple[int, int], rate: float, *, device: torch.device, dtype: torch.dtype
) -> Tensor:
    """The inverted-dropout mask of one layer at one step, as `glassnet.rng.dropout_mask` makes it.

    Args:
        seed: 0 to 2³² − 1.
        step: number of the training step, from 0.
        layer: number of the hidden layer, from 0.
        shape: (rows of the batch, units of the layer).
        rate: probability that a unit is dropped, below 1.
        device: where the mask is needed.
        dtype: of the mask.

    Returns:
        0 with probability `rate`, else 1 / (1 − rate), of the given shape.
    """
    rows, units = shape
    blocks = -(-units // 4)
    block = torch.arange(blocks, device=device) + (layer << 16)
    row = torch.arange(rows, device=device)[:, None]
    zero = torch.zeros((rows, blocks), dtype=torch.int64, device=device)
    words = philox((zero + block, zero + row, zero + (step & WORD), zero + (step >> 32)), (seed, int(Purpose.DROPOUT)))
    each = torch.stack(words, dim=-1).reshape(rows, 4 * blocks)[:, :units]  # unit k is word k mod 4 of block k // 4
    return (each >= int(rate * 2**32)).to(dtype) * (1.0 / (1.0 - rate))
