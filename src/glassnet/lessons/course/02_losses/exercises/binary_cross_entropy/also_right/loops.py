from math import log


def binary_cross_entropy(p, targets):
    total = 0.0
    for said, true in zip(p, targets):
        total -= log(said) if true == 1 else log(1 - said)
    return total / len(p)
