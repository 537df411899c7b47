"""Gradients against finite differences, and what is wrong with a learner's own."""

from glassnet.explain.gradchecks.blame import Finding
from glassnet.explain.gradchecks.check import Entry, GradientCheck, Row, gradcheck, relative_errors
from glassnet.explain.gradchecks.learner import BackwardError

__all__ = ["BackwardError", "Entry", "Finding", "GradientCheck", "Row", "gradcheck", "relative_errors"]
