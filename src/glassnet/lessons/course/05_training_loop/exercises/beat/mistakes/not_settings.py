# expect: not_settings


def settings() -> dict[str, object]:
    return {"optimizer": "adam", "lr": 0.1}
