# expect: no_width


def width() -> int:
    return 0
