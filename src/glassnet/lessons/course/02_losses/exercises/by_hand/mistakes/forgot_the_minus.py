# expect: forgot_the_minus
from math import log


def by_hand() -> dict[str, float | None]:
    errors = [0.5 - 0, 0.8 - 1, 0.2 - 0, 0.9 - 1]
    hedged, sure = log(0.6), log(0.1)
    return {
        "mse": sum(e**2 for e in errors) / 4,
        "bce hedged": hedged,
        "bce sure and wrong": sure,
        "times": sure / hedged,
        "times for mse": 0.9**2 / 0.4**2,
    }
