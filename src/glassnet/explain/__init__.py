"""Views: pure functions from a run to a small value that the page, the terminal and Matplotlib draw alike."""

from glassnet.explain.autograd import Compared, Comparison, compare_gradients, comparison_view
from glassnet.explain.bending import Bending, Stage, bending
from glassnet.explain.codegen import code, to_code
from glassnet.explain.conventions import show_conventions
from glassnet.explain.diagnosis import DIAGNOSES, Diagnosis, Report, diagnose, diagnose_view
from glassnet.explain.directions import Plane, weight_names
from glassnet.explain.flow import STATISTICS, Flow, flow, flow_view
from glassnet.explain.gradchecks import BackwardError, GradientCheck, gradcheck
from glassnet.explain.landscape import Landscape, landscape
from glassnet.explain.parts import points, weights
from glassnet.explain.pieces import Pieces, border, pieces
from glassnet.explain.plane_views import bending_view, landscape_view, lines_view, pieces_view
from glassnet.explain.progress import curves, epochs_done, status, thinned, up_to_now
from glassnet.explain.sources import Source, source_of, source_view
from glassnet.explain.surface import boundary, grid, neurons, value_range
from glassnet.explain.traces import Quantity, Trace, trace
from glassnet.explain.traces.views import chain_view, entry_view, trace_view
from glassnet.explain.view import View

__all__ = [
    "DIAGNOSES",
    "STATISTICS",
    "BackwardError",
    "Bending",
    "Compared",
    "Comparison",
    "Diagnosis",
    "Flow",
    "GradientCheck",
    "Landscape",
    "Pieces",
    "Plane",
    "Quantity",
    "Report",
    "Source",
    "Stage",
    "Trace",
    "View",
    "bending",
    "bending_view",
    "border",
    "boundary",
    "chain_view",
    "code",
    "compare_gradients",
    "comparison_view",
    "curves",
    "diagnose",
    "diagnose_view",
    "entry_view",
    "epochs_done",
    "flow",
    "flow_view",
    "gradcheck",
    "grid",
    "landscape",
    "landscape_view",
    "lines_view",
    "neurons",
    "pieces",
    "pieces_view",
    "points",
    "show_conventions",
    "source_of",
    "source_view",
    "status",
    "thinned",
    "to_code",
    "trace",
    "trace_view",
    "up_to_now",
    "value_range",
    "weight_names",
    "weights",
]
