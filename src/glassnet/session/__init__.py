"""The session: what a learner does, as a document of actions that can be undone, replayed and shared."""

from glassnet.session.actions import Action, AddPoint, Load, Restart, Set, action_from_json
from glassnet.session.document import Branch, Document, Stamped
from glassnet.session.pace import DEFAULT_SPEED, SPEEDS, Speed
from glassnet.session.session import Session
from glassnet.session.views import VIEWS

__all__ = [
    "DEFAULT_SPEED", "SPEEDS", "VIEWS", "Action", "AddPoint", "Branch", "Document", "Load", "Restart", "Session", "Set",
    "Speed", "Stamped", "action_from_json",
]  # fmt: skip
