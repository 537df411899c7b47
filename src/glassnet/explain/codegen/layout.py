"""How code is laid out: sections, blank lines, numbers, and arrays that are written out."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from textwrap import fill

WIDTH = 100
"""The longest line of a script."""

STANDARD = ("csv", "itertools", "math", "warnings")
"""The modules of Python's own library that scripts use."""

_DEFINES = re.compile(r"^(def |class |@)", re.MULTILINE)


@dataclass(frozen=True)
class Section:
    """A piece of a script that a reader takes in at once; a cell of a notebook.

    Attributes:
        title: its heading.
        words: the explanation that stands above it in a notebook (Markdown).
        code: Python; chunks are parted by blank lines, how many of them is decided by `tidy`.
        imports: the lines that it needs at the top.
    """

    title: str
    words: str
    code: str
    imports: tuple[str, ...] = ()


def tidy(code: str) -> str:
    r"""The code with two blank lines round functions and classes and one elsewhere, as `ruff format` wants it.

    Chunks are what stands between blank lines that are not indented.

    Example:
        >>> print(tidy("a = 1\n\ndef f():\n    return 1\n\nb = 2"))
        a = 1
        <BLANKLINE>
        <BLANKLINE>
        def f():
            return 1
        <BLANKLINE>
        <BLANKLINE>
        b = 2
    """
    chunks = re.split(r"\n\n+(?=\S)", code.strip("\n"))
    text = chunks[0]
    for before, chunk in pairwise(chunks):
        apart = _DEFINES.search(before) or _DEFINES.search(chunk)
        text += ("\n\n\n" if apart else "\n\n") + chunk
    return text


def script(words: str, sections: Sequence[Section]) -> str:
    """A whole script: its docstring, its imports, and the sections under their headings."""
    body = "\n\n".join(f"# {_heading(section.title)}\n{section.code.strip()}" for section in sections)
    return f'"""{words}"""\n\n{imports(sections)}\n\n{tidy(body)}\n'


def imports(sections: Iterable[Section]) -> str:
    """The imports of some sections: the standard library first, then the others, each in alphabetical order."""
    lines = {line for section in sections for line in section.imports}
    groups = ([line for line in lines if (line.split()[1] in STANDARD) is own] for own in (True, False))
    # plain imports come before those of single names
    ordered = (sorted(group, key=lambda line: (line.startswith("from"), line)) for group in groups)
    return "\n\n".join("\n".join(group) for group in ordered if group)


def _heading(title: str) -> str:
    return f"{title} ".ljust(WIDTH - 2, "-")


def numeral(value: float) -> str:
    """A number as one writes it; it reads back as the same number.

    Example:
        >>> numeral(0.01), numeral(3.0), numeral(1e-8), numeral(300.5)
        ('0.01', '3.0', '1e-8', '300.5')
    """
    return re.sub(r"e([+-])0*", lambda found: "e" + found[1].replace("+", ""), repr(float(value)))


def listed(values: Iterable[object], opening: str = "(", closing: str = ")") -> str:
    """Values in brackets: a tuple unless said otherwise.

    Example:
        >>> listed([2, 8, 2]), listed([2]), listed([2], "[", "]")
        ('(2, 8, 2)', '(2,)', '[2]')
    """
    texts = [str(value) for value in values]
    lone = "," if len(texts) == 1 and opening == "(" else ""
    return opening + ", ".join(texts) + lone + closing


def call(start: str, arguments: Sequence[str], end: str = "", indent: int = 0) -> str:
    """A call (or a list) on one line if it fits, else one argument a line.

    Args:
        start: what stands before the arguments, with its opening bracket.
        arguments: the arguments.
        end: what follows the closing bracket.
        indent: spaces before the first line, which are not part of `start`.
    """
    closing = {"(": ")", "[": "]", "{": "}"}[start[-1]]
    line = f"{start}{', '.join(arguments)}{closing}{end}"
    if indent + len(line) <= WIDTH and "\n" not in line:
        return line
    inner = "".join(f"\n{' ' * (indent + 4)}{argument}," for argument in arguments)
    return f"{start}{inner}\n{' ' * indent}{closing}{end}"


def array(name: str, rows: Sequence[Sequence[float]], note: str = "") -> str:
    """A matrix of numbers written out: as rows where they are few, else as a table in a text.

    Args:
        name: what it is assigned to.
        rows: equally long.
        note: a comment at the end of the first line, or of the last for a table.
    """
    note = f"  # {note}" if note else ""
    inner = [listed(map(numeral, row), "[", "]") for row in rows]
    if len(inner) <= 8 and all(len(row) <= WIDTH - 9 for row in inner):
        one = f"{name} = np.array([{', '.join(inner)}]){note}"
        if len(one) <= WIDTH:
            return one
        body = "".join(f"\n        {row}," for row in inner)
        return f"{name} = np.array(\n    [{body}\n    ]\n){note}"
    table = _table([[_short(value) for value in row] for row in rows])
    return f'{name} = np.fromstring(\n    """\n{table}\n    """,\n    sep=" ",\n).reshape(-1, {len(rows[0])}){note}'


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Numbers in columns, several rows in a line where they are short."""
    wide = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    padded = [" ".join(text.rjust(width) for text, width in zip(row, wide, strict=True)) for row in rows]
    length = len(padded[0])
    if length + 4 > WIDTH:
        words = [text for row in rows for text in row]
        return "\n".join("    " + line for line in _filled(words))
    beside = max(1, (WIDTH - 4 + 3) // (length + 3))
    return "\n".join("    " + "   ".join(padded[i : i + beside]) for i in range(0, len(padded), beside))


def _filled(words: Iterable[str]) -> Iterable[str]:
    line = ""
    for word in words:
        if line and len(line) + 1 + len(word) > WIDTH - 4:
            yield line
            line = ""
        line += (" " if line else "") + word
    yield line


def _short(value: float) -> str:
    """A number without needless digits: `1.0` as `1`, a float32 with as many digits as it has."""
    text = numeral(value)
    return text.removesuffix(".0")


def wrapped(text: str, width: int = WIDTH) -> str:
    """Words in lines of at most `width` characters."""
    lines = (fill(part, width, break_long_words=False, break_on_hyphens=False) for part in text.split("\n"))
    return "\n".join(lines)
