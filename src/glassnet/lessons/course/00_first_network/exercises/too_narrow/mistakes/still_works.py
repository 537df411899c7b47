# expect: still_works


def width() -> int:
    return 8
