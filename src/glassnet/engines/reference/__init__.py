"""The reference engine: drives `glassnet.nn`, one readable step after another, in float64."""

from glassnet.engines.reference.engine import ReferenceEngine

__all__ = ["ReferenceEngine"]
