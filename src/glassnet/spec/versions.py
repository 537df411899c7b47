"""Versions of the experiment format: every file and link says its own, and old ones are brought up to date.

To change the format or a default: raise FORMAT, add to MIGRATIONS a function from the old version's JSON to the next
one's, add the new defaults to `defaults.py` under the new number, and store golden files of the new version in the
tests beside the old ones, which stay.
"""

from collections.abc import Callable
from typing import Any

from glassnet.spec.fields import SpecError

FORMAT = 1

Json = dict[str, Any]

MIGRATIONS: dict[int, Callable[[Json], Json]] = {}
"""From a version to the next: MIGRATIONS[1] turns a version 1 experiment into a version 2 one."""


def to_current(data: Json, *, migrations: dict[int, Callable[[Json], Json]] = MIGRATIONS, newest: int = FORMAT) -> Json:
    """The experiment's JSON in the newest version, without its stamp.

    Args:
        data: an experiment as JSON, with its version under `format`; left out means the newest.
        migrations: from each version to the next.
        newest: the version to arrive at.

    Raises:
        SpecError: if the version is none that this program knows.
    """
    body = dict(data)
    version = body.pop("format", newest)
    if isinstance(version, bool) or not isinstance(version, int) or not 1 <= version <= newest:
        raise SpecError("format", version, f"a version from 1 to {newest} (a newer Glassnet reads newer ones)")
    for step in range(version, newest):
        body = migrations[step](body)
    return body
