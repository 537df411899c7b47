"""From collected runs to shares and a confusion matrix, as Markdown."""

from collections import Counter
from dataclasses import dataclass

from benchmarks.diagnosing.collecting import Row
from benchmarks.diagnosing.faults import FAULTS
from glassnet.explain.diagnosis import DIAGNOSES, judge

FINE = tuple(name for name, rule in DIAGNOSES.items() if rule.kind == "fine")


@dataclass(frozen=True)
class Judged:
    """A run and what was said of it, the surest first."""

    row: Row
    said: tuple[str, ...]

    @property
    def first(self) -> str:
        """What was said first; "healthy" for both kinds of nothing wrong."""
        return "healthy" if self.said[0] in FINE else self.said[0]


@dataclass(frozen=True)
class Shares:
    """How often a fault was found.

    Attributes:
        made, counted: runs made, and those in which the fault did harm.
        first, three: of these, found first and found among the first three.
    """

    made: int
    counted: int
    first: int
    three: int


def judged(rows: list[Row]) -> list[Judged]:
    """What the rules of now say of every run that counts."""
    return [Judged(row, tuple(d.name for d in judge(row.facts))) for row in rows if row.facts is not None]


def shares(rows: list[Row], said: list[Judged]) -> dict[str, Shares]:
    """The shares of each fault."""
    found = {}
    for fault in FAULTS:
        of = [one for one in said if one.row.fault == fault]
        found[fault] = Shares(
            sum(row.fault == fault for row in rows), len(of), sum(one.first == fault for one in of),
            sum(fault in one.said[:3] for one in of),
        )  # fmt: skip
    return found


@dataclass(frozen=True)
class Total:
    """A part of the data sets in three numbers: shares over all runs, and the means of the faults' own shares."""

    first: float
    three: float
    sick: float
    first_mean: float
    three_mean: float
    called_sick: int
    healthy: int


def total(rows: list[Row], said: list[Judged]) -> Total:
    """Sum up a part."""
    table = [found for found in shares(rows, said).values() if found.counted]
    counted = sum(found.counted for found in table)
    well = [one for one in said if one.row.fault == "healthy"]
    sick = sum(one.first != "healthy" for one in well)
    return Total(
        sum(found.first for found in table) / max(1, counted), sum(found.three for found in table) / max(1, counted),
        sick / max(1, len(well)), sum(found.first / found.counted for found in table) / max(1, len(table)),
        sum(found.three / found.counted for found in table) / max(1, len(table)), sick, len(well),
    )  # fmt: skip


def percent(share: float) -> str:
    return f"{100 * share:.1f} %"


def section(title: str, rows: list[Row]) -> list[str]:
    """A part of the data sets as Markdown: the shares, then the confusion matrix."""
    said = judged(rows)
    table, whole = shares(rows, said), total(rows, said)
    lines = [f"## {title}", "", "| fault | runs made | harmful, counted | found first | among the first three |"]
    lines.append("|---|--:|--:|--:|--:|")
    for fault, found in table.items():
        first, three = (percent(n / found.counted) if found.counted else "–" for n in (found.first, found.three))
        lines.append(f"| {fault} | {found.made} | {found.counted} | {first} | {three} |")
    made, counted = (sum(getattr(found, key) for found in table.values()) for key in ("made", "counted"))
    lines.append(f"| **all runs** | {made} | {counted} | {percent(whole.first)} | {percent(whole.three)} |")
    lines.append(f"| **mean of the faults** | | | {percent(whole.first_mean)} | {percent(whole.three_mean)} |")
    wrong = Counter(
        f"{one.first} on {one.row.dataset}, {one.row.kind}"
        for one in said if one.row.fault == "healthy" and one.first != "healthy"
    )  # fmt: skip
    listed = "; ".join(f"{name} ({count})" for name, count in sorted(wrong.items(), key=lambda pair: (-pair[1], pair)))
    lines += ["", f"Healthy runs called sick: {whole.called_sick} of {whole.healthy} ({percent(whole.sick)})"]
    lines[-1] += f": {listed}." if listed else "."
    return [*lines, "", *confusion(said), ""]


def confusion(said: list[Judged]) -> list[str]:
    """Rows: what was put in. Columns: what was said first."""
    counts = Counter((one.row.fault, one.first) for one in said)
    names = [*FAULTS, "healthy"]
    lines = ["Confusion: rows are what was put in, columns (by the rows' numbers) what was said first.", ""]
    lines.append("| | " + " | ".join(str(i) for i in range(1, len(names) + 1)) + " |")
    lines.append("|---|" + "--:|" * len(names))
    for i, fault in enumerate(names, start=1):
        cells = [str(counts[fault, name] or "·") for name in names]
        lines.append(f"| {i} {fault} | " + " | ".join(cells) + " |")
    return lines
