"""A memory for results that are asked for again and again, bounded by bytes.

A bound by their number would not do: a few may be as large as a thousand others.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")


def kept(most: int, weigh: Callable[[Any], int]) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Remember what a function returned, as `functools.lru_cache`, but no more than so many bytes.

    Args:
        most: bytes that are kept at most; what was not asked for longest goes first. A result that is larger alone is
            returned and not kept.
        weigh: the bytes of one result.

    Example:
        >>> calls = []
        >>> @kept(100, len)
        ... def made(n: int) -> bytes:
        ...     calls.append(n)
        ...     return bytes(n)
        >>> sizes = [len(made(n)) for n in (60, 30, 60, 40, 30, 101, 101)]
        >>> calls  # 30 had to go for 40
        [60, 30, 40, 30, 101, 101]
    """

    def decorate(make: Callable[P, R]) -> Callable[P, R]:
        results: OrderedDict[Hashable, R] = OrderedDict()
        lock = threading.Lock()
        held = 0

        @wraps(make)
        def remembered(*args: P.args, **kwargs: P.kwargs) -> R:
            nonlocal held
            key: Hashable = (args, tuple(sorted(kwargs.items())))
            with lock:
                if key in results:
                    results.move_to_end(key)
                    return results[key]
            made = make(*args, **kwargs)  # not under the lock: two threads may make the same, which does no harm
            size = weigh(made)
            with lock:
                if size <= most and key not in results:
                    results[key] = made
                    held += size
                    while held > most:
                        held -= weigh(results.popitem(last=False)[1])
            return made

        return remembered

    return decorate
