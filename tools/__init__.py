"""Scripts for those who work on Glassnet; run each from the root as ``python -m tools.NAME``."""
