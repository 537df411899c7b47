"""From the cells of a CSV file to numbers and classes; what cannot be turned is found and named by row and column.

Rows are counted as a spreadsheet does: the header is row 1.
"""

from collections.abc import Iterator, Sequence
from math import isfinite

import numpy as np

from glassnet.data.errors import DataError
from glassnet.data.table import Floats, Labels
from glassnet.spec.fields import nearest

DELIMITERS = (",", ";", "\t")
MAX_KINDS = 20  # more kinds of whole numbers than this are values, not classes
MAX_CLASSES = 1000
LARGEST = float(np.finfo(np.float32).max)


def delimiter_of(header: str) -> str:
    """The delimiter that a header has most of outside quotes; a comma if it has none."""
    bare = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=bare.count)


def column_names(cells: Sequence[str]) -> list[str]:
    """The names in a header.

    Raises:
        DataError: if one is empty, or stands there twice.
    """
    names = [cell.strip() for cell in cells]
    for i, name in enumerate(names):
        if not name:
            raise DataError(f"header: column {i + 1} has no name; name it or delete it")
        if name in names[:i]:
            raise DataError(f"header: there are two columns {name!r}")
    return names


def label_place(names: Sequence[str], column: str) -> int:
    """Where the label column stands.

    Raises:
        DataError: if it does not, or if no other column is there.
    """
    if column.strip() not in names:
        got = f"there is no column {column!r}" if column.strip() else "none was chosen"
        near = nearest(column, names)
        hint = f" (did you mean {near}?)" if near else ""
        raise DataError(f"label column: {got}; the columns are {_listed(names)}{hint}")
    if len(names) == 1:
        raise DataError(f"the file has no column but {names[0]!r}, and so no inputs")
    return list(names).index(column.strip())


def input_places(names: Sequence[str], label: int, chosen: Sequence[str]) -> list[int]:
    """Where the inputs stand, in the order in which they were chosen; all columns but the label's if none was.

    Raises:
        DataError: if a column is not there, named twice, or the label's.
    """
    if not chosen:
        return [i for i in range(len(names)) if i != label]
    inputs = [name for i, name in enumerate(names) if i != label]
    for i, name in enumerate(chosen):
        if name not in inputs or name in chosen[:i]:
            raise DataError(f"input columns: got {name!r}, allowed: each of these at most once: {_listed(inputs)}")
    return [list(names).index(name) for name in chosen]


def columns_of(rows: Sequence[Sequence[str]], at: Sequence[int], names: Sequence[str]) -> list[tuple[str, ...]]:
    """Rows turned into columns.

    Args:
        rows: cells, row by row.
        at: the number of each row.
        names: the names of the columns.

    Raises:
        DataError: if a row has more or fewer cells than there are columns.
    """
    if set(map(len, rows)) - {len(names)}:
        row, cells = next((row, cells) for row, cells in zip(at, rows, strict=True) if len(cells) != len(names))
        count = "1 cell" if len(cells) == 1 else f"{len(cells)} cells"
        raise DataError(f"row {row}: {count}, but the header has {len(names)}")
    return list(zip(*rows, strict=True))


def numbers(cells: Sequence[str], at: Sequence[int], name: str) -> Floats:
    """A column of finite numbers.

    Args:
        cells: the texts of the column.
        at: the number of each row.
        name: the name of the column, for messages.

    Raises:
        DataError: for the first cell that is empty, no number, or not finite as a float32.

    Example:
        >>> numbers(["1", " 2.5"], [2, 3], "width").tolist()
        [1.0, 2.5]
    """
    try:
        values = np.array(list(map(float, cells)))
        if (np.abs(values) <= LARGEST).all():  # false for NaN, too
            return values
    except ValueError:
        pass
    row, cell = next((row, cell) for row, cell in zip(at, cells, strict=True) if _trouble(cell))
    raise DataError(f"row {row}, column {name!r}: {_trouble(cell)}")


def _trouble(cell: str) -> str:
    """Why a cell is no usable number; empty if it is one."""
    if not cell.strip():
        return "the cell is empty; a number is needed"
    number = _number(cell)
    if number is None:
        comma = _number(cell.replace(",", ".", 1)) is not None
        hint = f", written with a point: {cell.strip().replace(',', '.')}" if comma else ""
        return f"got {_shown(cell)}, a number is needed{hint}"
    if abs(number) <= LARGEST:
        return ""
    return f"got {_shown(cell.strip())}, a finite number is needed" + (", at most 3.4e38" if isfinite(number) else "")


def _shown(cell: str) -> str:
    return repr(cell if len(cell) <= 40 else cell[:37] + "...")


def _number(cell: str) -> float | None:
    try:
        return float(cell)
    except ValueError:
        return None


def label_values(cells: Sequence[str], at: Sequence[int], name: str, task: str) -> tuple[Labels, tuple[str, ...]]:
    """The labels as numbers, and the names of the classes (none for values).

    Args:
        cells: the texts of the label column.
        at: the number of each row.
        name: the name of the column, for messages.
        task: "classification", "regression" or "auto" (see `read_csv_text`).

    Raises:
        DataError: for a cell that is empty or not finite, a text where values are asked for, a single class, or more
            than 1000 classes.

    Example:
        >>> label_values(["10", "9", "10"], [2, 3, 4], "kind", "auto")
        (array([1, 0, 1]), ('9', '10'))
    """
    stripped = [cell.strip() for cell in cells]
    kinds = {cell: _number(cell) for cell in set(stripped)}
    missing = {cell for cell in kinds if cell == "" or cell.lower() == "nan"}
    if missing:
        row = next(row for row, cell in zip(at, stripped, strict=True) if cell in missing)
        raise DataError(f"row {row}, column {name!r}: the label is missing")
    known = [number for number in kinds.values() if number is not None]
    numeric = len(known) == len(kinds)
    if task == "regression" or (task == "auto" and numeric and _are_values(known)):
        return numbers(stripped, at, name), ()
    if numeric:
        numbers(stripped, at, name)  # refuses what is infinite
        ordered: list[str] = [f"{number:.17g}" for number in sorted(set(known))]
        named = {cell: f"{number:.17g}" for cell, number in kinds.items()}
    else:
        ordered, named = sorted(kinds), {cell: cell for cell in kinds}
    if len(ordered) == 1:
        raise DataError(f"column {name!r}: all labels are {ordered[0]!r}; at least two classes are needed")
    if len(ordered) > MAX_CLASSES:
        raise DataError(
            f"column {name!r}: {len(ordered):,} classes, at most {MAX_CLASSES:,} are possible; "
            "is this the label column, or is the task regression?"
        )
    place = {label: k for k, label in enumerate(ordered)}
    code = {cell: place[label] for cell, label in named.items()}
    return np.array([code[cell] for cell in stripped], np.int64), tuple(ordered)


def _are_values(known: Sequence[float]) -> bool:
    return len(set(known)) > MAX_KINDS or any(not number.is_integer() for number in known)


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 20} more" if len(names) > 20 else ""
    return ", ".join(names[:20]) + more


def first_row(lines: Iterator[str]) -> str:
    """The first line that is not blank: the header, or its beginning.

    Raises:
        DataError: if there is none.
    """
    for line in lines:
        if line.strip():
            return line
    raise DataError("the file is empty")
