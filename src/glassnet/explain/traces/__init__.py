"""A training step number by number: every quantity with its formula, its numbers, its value and its line of code."""

from glassnet.explain.traces.as_text import table
from glassnet.explain.traces.code import CodeLine, line_of
from glassnet.explain.traces.expressions import FULL, Style
from glassnet.explain.traces.quantity import Quantity, Trace
from glassnet.explain.traces.whole import trace, trace_step

__all__ = ["FULL", "CodeLine", "Quantity", "Style", "Trace", "line_of", "table", "trace", "trace_step"]
