"""Benchmarks; run each from the root as ``python -m benchmarks.NAME`` on an idle machine."""
