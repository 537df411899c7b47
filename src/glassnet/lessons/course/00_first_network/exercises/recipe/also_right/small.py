def recipe() -> dict[str, object]:
    settings = dict(hidden=(6,), activation="tanh")
    settings["learning_rate"] = 0.08
    return settings
