"""What is wrong with data that somebody brings along."""


class DataError(ValueError):
    """Data that cannot be used: one line that says what is wrong, where, and what to do."""
