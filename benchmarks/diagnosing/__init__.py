"""Runs with faults put in on purpose, and healthy ones, for ``python -m benchmarks.diagnose``."""
