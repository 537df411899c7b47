from math import log


def by_hand() -> dict[str, float | None]:
    return {"mse": 0.085, "bce hedged": 0.5108, "bce sure and wrong": 2.3026, "times": 4.51, "times for mse": 5.06}
