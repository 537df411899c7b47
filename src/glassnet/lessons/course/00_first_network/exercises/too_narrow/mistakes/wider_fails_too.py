# expect: wider_fails_too


def width() -> int:
    return 1
