"""A gradient check as text: the table by array, the worst entries, what is wrong."""

from glassnet.explain.gradchecks.check import Entry, GradientCheck, Row


def report(check: GradientCheck) -> str:
    """The verdict, the table with the worst array first, the worst entries, the notes."""
    verdict = "passed" if check.passed else "FAILED"
    worst = max((row.worst for row in check.rows), default=0.0)
    lines = [f"gradient check {verdict}: greatest relative error {worst:.2g}, tolerance {check.tolerance:g}"]
    if check.finding is not None:
        lines += ["", check.finding.message]
    lines += ["", f"{'array':<8}{'shape':<14}{'checked':>8}{'kinks':>7}{'worst error':>13}  verdict"]
    lines += [_row(row) for row in check.rows]
    if check.entries:
        lines += ["", f"{'worst entries':<18}{'backpropagation':>18}{'differences':>18}{'error':>11}"]
        lines += [_entry(entry) for entry in check.entries]
    if check.notes:
        lines += ["", *check.notes]
    return "\n".join(lines)


def _row(row: Row) -> str:
    shape = " × ".join(map(str, row.shape))
    verdict = "passed" if row.passed else "FAILED"
    return f"{row.parameter:<8}{shape:<14}{row.checked:>8,}{row.kinks:>7,}{row.worst:>13.2g}  {verdict}"


def _entry(entry: Entry) -> str:
    name = f"{entry.parameter}[{','.join(str(i + 1) for i in entry.index)}]"
    error = "kink" if entry.kink else f"{entry.error:.2g}"
    return f"{name:<18}{entry.analytic:>18.9g}{entry.numeric:>18.9g}{error:>11}"
