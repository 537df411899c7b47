"""The version of Glassnet, in one place: the package, the wheel and the page read it from here."""

__version__ = "0.1.0"
