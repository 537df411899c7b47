"""Philox4x32-10: a hash of a 128-bit counter under a 64-bit key, ten rounds of multiply and exclusive-or.

A generator without state: the n-th random number is a function of n. That is why a run can be entered at any step,
and why engines written in other languages draw the same numbers.

Source: Salmon, Moraes, Dror, Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011, section 3.3.
"""

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

Words: TypeAlias = npt.NDArray[np.uint32]

ROUNDS = 10
MULTIPLIERS = (np.uint64(0xD2511F53), np.uint64(0xCD9E8D57))
KEY_STEPS = (0x9E3779B9, 0xBB67AE85)  # the golden ratio and √3 − 1, as 32-bit fractions

_LOW = np.uint64(0xFFFFFFFF)
_HALF = np.uint64(32)


def philox4x32(counter: npt.ArrayLike, key: tuple[int, int]) -> Words:
    """Hash counters under a key.

    Args:
        counter: shape (4, ...), the four 32-bit words of each counter.
        key: two words, each 0 to 2³² − 1.

    Returns:
        Shape (4, ...), four independent, uniformly distributed 32-bit words for each counter.

    Example:
        >>> [hex(word) for word in philox4x32([0, 0, 0, 0], (0, 0)).tolist()]
        ['0x6627e8d5', '0xe169c58d', '0xbc57ac4c', '0x9b00dbd8']
    """
    c0, c1, c2, c3 = np.asarray(counter, dtype=np.uint64)
    k0, k1 = key
    for _ in range(ROUNDS):
        product0 = MULTIPLIERS[0] * c0  # 32 × 32 → 64 bits
        product1 = MULTIPLIERS[1] * c2
        c0, c1, c2, c3 = (
            (product1 >> _HALF) ^ c1 ^ np.uint64(k0),
            product1 & _LOW,
            (product0 >> _HALF) ^ c3 ^ np.uint64(k1),
            product0 & _LOW,
        )
        k0 = (k0 + KEY_STEPS[0]) & 0xFFFFFFFF
        k1 = (k1 + KEY_STEPS[1]) & 0xFFFFFFFF
    return np.stack([c0, c1, c2, c3]).astype(np.uint32)
