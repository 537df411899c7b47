"""The first message to a page: the protocol, the settings with their texts, the data sets with their pictures."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.data import DEFAULT_FEATURES, Table, make_preset
from glassnet.session import MODES, SPEEDS
from glassnet.spec import PRESETS, schema
from glassnet.spec.known import KNOWN
from glassnet.web.limits import narrowed
from glassnet.web.wire import encode

PROTOCOL = 1
THUMBNAIL_POINTS = 90
THUMBNAIL_NOISE = 0.05
WITHOUT_THUMBNAIL = frozenset({"clusters", "iris", "wine", "breast_cancer", "diabetes", "digits"})
"""Data sets that would need scikit-learn, which takes a second to import."""

Rows = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Welcome:
    """What every page is told; made once.

    Attributes:
        data: the part that JSON can say, but for version and session.
        thumbnails: for each data set a float32 array (m, 3) of x, y, label.
    """

    data: dict[str, Any]
    thumbnails: tuple[Rows, ...]

    def frame(self, version: str, session: str) -> bytes:
        """The message for one session."""
        return encode("hello", self.data | {"version": version, "session": session}, self.thumbnails)


@cache
def welcome() -> Welcome:
    """The message's content.

    Example:
        >>> welcome().data["protocol"], welcome().thumbnails[0].shape
        (1, (90, 3))
    """
    thumbnails = tuple(thumbnail(name) for name in PRESETS)
    presets = [
        {
            "name": name,
            "label": info.label,
            "explain": info.explain,
            "group": info.group,
            "task": info.task,
            "dims": info.inputs,
            "classes": info.classes,
            "thumbnail": len(rows),
            "made": not info.n,
            "known": {"link": KNOWN[name].link(name), "why": KNOWN[name].why, "score": KNOWN[name].score},
        }
        for (name, info), rows in zip(PRESETS.items(), thumbnails, strict=True)
    ]
    return Welcome(
        {
            "protocol": PROTOCOL,
            "schema": narrowed(schema()),
            "presets": presets,
            "speeds": [speed.label for speed in SPEEDS],
            "modes": [{"name": name, "explain": explain} for name, explain in MODES.items()],
            "features": list(DEFAULT_FEATURES),
        },
        thumbnails,
    )


def thumbnail(name: str) -> Rows:
    """A few points of a data set in the square from −1 to 1.

    Args:
        name: one of `glassnet.spec.PRESETS`.

    Returns:
        Shape (m, 3): x, y, label; on the line y is the value. Empty where it would take too long.
    """
    if name in WITHOUT_THUMBNAIL:
        return np.zeros((0, 3), np.float32)
    table = make_preset(name, n=THUMBNAIL_POINTS, noise=THUMBNAIL_NOISE, seed=0)
    up = table.points[:, 1] if len(table.inputs) > 1 else table.labels
    places = np.stack([table.points[:, 0], up], axis=1)
    return np.column_stack([_in_square(places, table), table.labels]).astype(np.float32)


def _in_square(places: npt.NDArray[np.float64], table: Table) -> npt.NDArray[np.float64]:
    """Places (m, 2) in the data's window as places in the square from −1 to 1."""
    x_from, x_to, y_from, y_to = table.domain
    low, high = np.array([x_from, y_from]), np.array([x_to, y_to])
    scaled: npt.NDArray[np.float64] = np.clip(2.0 * (places - low) / (high - low) - 1.0, -1.0, 1.0)
    return scaled
