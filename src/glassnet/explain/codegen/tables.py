"""Tables in a script: a CSV file that is read, or one whose rows are written out."""

import io
from pathlib import Path

from glassnet.data.csv_cells import delimiter_of, first_row
from glassnet.explain.codegen.layout import WIDTH, call
from glassnet.explain.codegen.plan import Plan
from glassnet.spec import CsvFile
from glassnet.spec.data import CsvText

NAMES = """
names = [name.strip() for name in header]
column = names.index({column})
chosen = {chosen}
points = rounded([[float(row[i]) for i in chosen] for row in rows])
{label}
"""

LINES = 'TABLE.strip("\\n").split("\\n")'

ALL = "[i for i in range(len(names)) if i != column]"


def table_code(plan: Plan, source: CsvFile | CsvText) -> str:
    """The lines that leave `points`, and `label` or `value`, of a table."""
    if isinstance(source, CsvFile):
        path = Path(source.path).expanduser()
        with path.open(encoding="utf-8-sig", newline="") as file:
            delimiter = delimiter_of(first_row(file))
        read = f'{_assigned("PATH", str(path))}\nwith open(PATH, newline="", encoding="utf-8-sig") as file:\n'
        read += f"    header, *rows = [row for row in {_reader('file', delimiter)} if row]"
    else:
        delimiter = delimiter_of(first_row(io.StringIO(source.text.removeprefix("\ufeff"))))
        read = f"{_written(source.text)}\nheader, *rows = "
        read += f"[row for row in {_reader(LINES, delimiter)} if row]"
    numeric = all(map(_is_number, plan.data.classes))
    cell = "float(row[column])" if numeric else "row[column].strip()"
    label = f"value = rounded([{cell} for row in rows])"
    if plan.classes:
        label = f"classes, label = np.unique([{cell} for row in rows], return_inverse=True)"
    wanted = plan.experiment.data.columns
    chosen = ALL
    if wanted:
        chosen = call("[names.index(name) for name in [", [quoted(name) for name in wanted], "]")
    return read + NAMES.format(column=quoted(source.column.strip()), chosen=chosen, label=label).rstrip()


def _reader(lines: str, delimiter: str) -> str:
    return f"csv.reader({lines})" if delimiter == "," else f"csv.reader({lines}, delimiter={quoted(delimiter)})"


def _written(text: str) -> str:
    """The table as a text of several lines; as a list of lines where it has signs that such a text would not keep."""
    lines = [line for line in text.removeprefix("\ufeff").replace("\r\n", "\n").split("\n") if line.strip()]
    odd = any(not (sign.isprintable() or sign == "\t") or sign == "\\" for line in lines for sign in line)
    if odd or '"""' in text or any(line != line.rstrip() for line in lines):
        rows = "".join(f"        {quoted(line)},\n" for line in lines)
        return f'TABLE = "\\n".join(\n    [\n{rows}    ]\n)'
    return 'TABLE = """\n' + "\n".join(lines) + '\n"""'


def _assigned(name: str, text: str) -> str:
    """A text given a name, on several lines if it is long."""
    line = f"{name} = {quoted(text)}"
    if len(line) <= WIDTH:
        return line
    pieces = [text[i : i + 80] for i in range(0, len(text), 80)]
    return f"{name} = (\n" + "".join(f"    {quoted(piece)}\n" for piece in pieces) + ")"


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def quoted(text: str) -> str:
    """A text as Python reads it, in double quotes where it has none of its own."""
    return repr(text) if '"' in text else '"' + repr(text)[1:-1].replace("\\'", "'") + '"'
