"""Views: pure functions from a run to a small value that the page, the terminal and Matplotlib draw alike."""

from glassnet.explain.parts import points, weights
from glassnet.explain.progress import curves, status, thinned
from glassnet.explain.surface import boundary, grid, neurons, value_range
from glassnet.explain.view import View

__all__ = ["View", "boundary", "curves", "grid", "neurons", "points", "status", "thinned", "value_range", "weights"]
