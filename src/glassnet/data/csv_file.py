"""Tables from CSV files and into them.

A file is read in pieces of some thousand rows, each turned into columns of numbers at once; only when that fails is
the piece searched for the cell that is wrong. Rows are counted as a spreadsheet does: the header is row 1.
"""

import csv
import hashlib
import io
from collections.abc import Iterable, Sequence
from itertools import chain, islice
from pathlib import Path
from typing import TextIO

import numpy as np
import numpy.typing as npt

from glassnet.data.csv_cells import (
    DELIMITERS,
    column_names,
    columns_of,
    delimiter_of,
    first_row,
    input_places,
    label_place,
    label_values,
    numbers,
)
from glassnet.data.errors import DataError
from glassnet.data.table import Floats, Table
from glassnet.spec.data import MAX_POINTS, CsvFile

PIECE = 20_000  # rows


def read_csv(source: CsvFile, columns: Sequence[str] = ()) -> Table:
    """Read a table from a file.

    The file is UTF-8 text, its first row the names of the columns; the delimiter (comma, semicolon or tab) is the one
    that the header has most of. The inputs hold numbers.

    Args:
        source: path, label column, task, and the SHA-256 that the file must have, if one is given.
        columns: the inputs, in this order; none means all columns but the label's.

    Raises:
        DataError: one line that says what is wrong, and where.
    """
    path = _path(source.path)
    try:
        if source.digest:
            _check_digest(path, source.digest)
        with path.open(encoding="utf-8-sig", newline="") as file:
            return _read(file, source.column, source.task, columns)
    except FileNotFoundError:
        raise DataError(f"CSV file: there is no file {source.path!r}") from None
    except UnicodeDecodeError:
        raise DataError(_encoding_error(path)) from None
    except OSError as error:
        raise DataError(f"CSV file: {source.path!r} cannot be read: {error.strerror}") from None


def read_csv_text(text: str, column: str, task: str = "auto", columns: Sequence[str] = ()) -> Table:
    r"""Read a table from a text, as pasted; otherwise like `read_csv`.

    Args:
        text: the content of a CSV file.
        column: name of the label column.
        task: "classification", "regression", or "auto": values if the labels are numbers with a fraction or of more
            than 20 kinds, else classes.
        columns: the inputs, in this order; none means all columns but the label's.

    Raises:
        DataError: one line that says what is wrong, and where.

    Example:
        >>> table = read_csv_text("x,y,kind\n1,2,cat\n3,4,dog\n", "kind")
        >>> table.inputs, table.classes, table.labels.tolist()
        (('x', 'y'), ('cat', 'dog'), [0, 1])
    """
    return _read(io.StringIO(text.removeprefix("\ufeff"), newline=""), column, task, columns)


def write_csv(
    target: str | Path | TextIO, points: npt.ArrayLike, labels: npt.ArrayLike, *, inputs: Sequence[str],
    label_name: str = "label", classes: Sequence[str] = (),
) -> None:  # fmt: skip
    r"""Write a table; `read_csv` reads the same numbers again.

    Args:
        target: path of the file, or a file open for writing text.
        points: shape (n, inputs). A column of float32 numbers is written with as many digits as these need.
        labels: shape (n,): class numbers if there are classes, else values.
        inputs: names of the columns of `points`.
        label_name: name of the label column, the last one.
        classes: names of the classes.

    Raises:
        DataError: if the label column has the name of an input.

    Example:
        >>> file = io.StringIO()
        >>> write_csv(file, [[0.1, 2]], [1], inputs=["x", "y"], classes=["cat", "dog"])
        >>> file.getvalue()
        'x,y,label\n0.1,2.0,dog\n'
    """
    if label_name in inputs:
        raise DataError(f"label column: got {label_name!r}, which is the name of an input")
    columns = [_written(column) for column in np.asarray(points, np.float64).T]
    if classes:
        last = [classes[k] for k in np.asarray(labels, np.int64).tolist()]
    else:
        last = _written(np.asarray(labels, np.float64))
    rows = zip(*columns, last, strict=True)
    if isinstance(target, (str, Path)):
        with Path(target).open("w", encoding="utf-8", newline="") as file:
            _write(file, (*inputs, label_name), rows)
    else:
        _write(target, (*inputs, label_name), rows)


def _write(file: TextIO, names: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    # a name with another delimiter in it is quoted, so that a reader does not take it for one
    confusing = any(set(name) & set(DELIMITERS) for name in names)
    csv.writer(file, lineterminator="\n", quoting=csv.QUOTE_ALL if confusing else csv.QUOTE_MINIMAL).writerow(names)
    csv.writer(file, lineterminator="\n").writerows(rows)


def _written(column: Floats) -> list[str]:
    with np.errstate(over="ignore"):  # what is too large for float32 is written in full
        short = column.astype(np.float32)
    exact = np.array_equal(short.astype(np.float64), column)
    texts: list[str] = (short if exact else column).astype(str).tolist()
    return texts


def _path(text: str) -> Path:
    if not text:
        raise DataError("CSV file: no path was given")
    try:
        if "\0" not in text:
            return Path(text).expanduser()
    except RuntimeError:  # the home folder of somebody who is not there
        pass
    raise DataError(f"CSV file: {text!r} is no path")


def _check_digest(path: Path, wanted: str) -> None:
    with path.open("rb") as file:
        found = hashlib.file_digest(file, "sha256").hexdigest()
    if found != wanted.lower():
        raise DataError(
            f"CSV file: {str(path)!r} is not the file that was meant: "
            f"its SHA-256 is {found[:12]}..., not {wanted[:12]}..."
        )


def _encoding_error(path: Path) -> str:
    content = path.read_bytes()
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        row = content.count(b"\n", 0, error.start) + 1
        return f"row {row}: not UTF-8 text (byte {content[error.start]:#04x}); save the file as UTF-8"
    return "not UTF-8 text; save the file as UTF-8"


def _read(lines: TextIO, column: str, task: str, chosen: Sequence[str]) -> Table:
    row = 1
    try:
        header = first_row(lines)
        table = csv.reader(chain([header], lines), delimiter=delimiter_of(header), strict=True)
        names = column_names(next(table))
        place = label_place(names, column)
        wanted = input_places(names, place, chosen)
        pieces: list[list[Floats]] = []
        labels: list[str] = []
        label_rows: list[int] = []
        while piece := list(islice(table, PIECE)):
            at = [row + i for i, cells in enumerate(piece, start=1) if cells]  # a blank line is no row of the table
            row += len(piece)
            columns = columns_of([cells for cells in piece if cells], at, names)
            if not columns:
                continue
            labels += columns[place]
            label_rows += at
            if len(labels) > MAX_POINTS:
                raise DataError(f"the file has more than {MAX_POINTS:,} rows, which is the limit; take a part of it")
            pieces.append([numbers(columns[i], at, names[i]) for i in wanted])
    except csv.Error as error:
        raise DataError(f"{_csv_trouble(table.line_num, str(error))}") from None
    if not labels:
        raise DataError("the file has a header, but no rows below it")
    points = np.stack([np.concatenate(parts) for parts in zip(*pieces, strict=True)], axis=1)
    values, classes = label_values(labels, label_rows, names[place], task)
    chosen, every = (tuple(names[i] for i in places) for places in (wanted, input_places(names, place, ())))
    return Table.of(points, values, chosen, classes, columns=every)


def _csv_trouble(line: int, message: str) -> str:
    if "unexpected end of data" in message:
        return "a quotation mark is opened and not closed before the end of the file"
    if "field larger" in message:
        return f"line {line}: a cell is longer than {csv.field_size_limit():,} characters; is a quotation mark missing?"
    return f"line {line}: the quotation marks do not fit: {message}"
