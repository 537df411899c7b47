"""A history as a table for spreadsheets."""

import csv
import io
from math import isnan

from glassnet.training.history import History


def history_csv(history: History) -> str:
    """The history as CSV: one row for each evaluation, cells empty where there was nothing to record."""
    columns = history.columns()
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(columns)
    for row in zip(*(column.tolist() for column in columns.values()), strict=True):
        writer.writerow(_cell(name, value) for name, value in zip(columns, row, strict=True))
    return file.getvalue()


def _cell(name: str, value: float) -> str:
    if isnan(value):
        return ""
    return str(int(value)) if name in ("step", "epoch") else repr(value)
