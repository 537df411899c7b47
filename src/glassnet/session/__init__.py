"""The session: what a learner does, as a document of actions that can be undone, replayed and shared."""

from glassnet.session.actions import Action, Load, Restart, Set, SetNeuron, SetWeight, action_from_json
from glassnet.session.document import Branch, Document, Stamped
from glassnet.session.instant import MODES
from glassnet.session.pace import DEFAULT_SPEED, SPEEDS, Speed
from glassnet.session.points import AddPoints, ErasePoints, MovePoint, SetPoints
from glassnet.session.session import Session
from glassnet.session.views import VIEWS

__all__ = [
    "DEFAULT_SPEED", "MODES", "SPEEDS", "VIEWS", "Action", "AddPoints", "Branch", "Document", "ErasePoints", "Load",
    "MovePoint", "Restart", "Session", "Set", "SetNeuron", "SetPoints", "SetWeight", "Speed", "Stamped",
    "action_from_json",
]  # fmt: skip
