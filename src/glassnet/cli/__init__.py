"""The command line: one short module a command, thin over the library."""

from glassnet.cli.app import main

__all__ = ["main"]
