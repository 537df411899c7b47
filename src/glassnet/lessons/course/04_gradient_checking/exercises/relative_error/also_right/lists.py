from math import hypot


def relative_error(a, b):
    first = [float(v) for v in a.ravel()]
    second = [float(v) for v in b.ravel()]
    size = hypot(*first) + hypot(*second)
    if size == 0:
        return 0.0
    return hypot(*(p - q for p, q in zip(first, second))) / size
