"""Whatever a learner hands in has its outcome, the same in the terminal, in a notebook and from Python."""

import json
from dataclasses import dataclass
from pathlib import Path

import jsonschema
import pytest

import glassnet as gn
from glassnet.lessons import Progress, Verdict, find_exercise
from glassnet.lessons.runner import Limits, Runner
from tests.cli.support import Terminal
from tests.support import SOURCE

DELTA = find_exercise("backpropagation/delta")
SCHEMA = json.loads((SOURCE / "lessons" / "verdict.schema.json").read_text(encoding="utf-8"))

HEAD = "import numpy as np\n\n\ndef delta(z, targets):\n    a = 1 / (1 + np.exp(-z))\n"
RIGHT = "2 * (a - targets) / a.size * a * (1 - a)"


@dataclass(frozen=True)
class Case:
    """An answer and what is to be said of it."""

    name: str
    text: str
    outcome: str
    mistake: str | None = None
    line: int | None = None
    says: str = ""


CASES = [
    Case("right", f"{HEAD}    return {RIGHT}\n", "right"),
    Case("exception", f"{HEAD}    return 1 / 0 * a\n", "crashed", None, 6, "ZeroDivisionError"),
    Case("exception deeper", f"{HEAD}    return more(a)\n\n\ndef more(a):\n    return a[7, 7]\n", "crashed", None, 10),
    Case("exception on import", f"x = undefined\n{HEAD}    return {RIGHT}\n", "crashed", None, 1, "undefined"),
    Case("syntax error", "def delta(z, targets)\n    return z\n", "crashed", None, 1),
    Case("no body", "def delta(z, targets):\n    # return z\n", "crashed", says="indented block"),
    Case("renamed", f"{HEAD}    return {RIGHT}\n".replace("delta", "my_delta"), "crashed", says="no function `delta`"),
    Case("print instead of return", f"{HEAD}    print({RIGHT})\n", "wrong", "printed_instead", 4),
    Case("nothing returned", f"{HEAD}    b = {RIGHT}\n", "wrong", "returned_nothing", 4),
    Case("wrong shape", f"{HEAD}    return ({RIGHT}).sum(axis=0)\n", "wrong", "wrong_shape", 4, "(1,)"),
    Case("wrong type", f"{HEAD}    return str({RIGHT})\n", "wrong", "wrong_type", 4, "a text"),
    Case("an object", f"{HEAD}    return iter([{RIGHT}])\n", "wrong", "wrong_type", 4, "iterator"),
    Case("input changed", f"{HEAD}    b = {RIGHT}\n    z *= 2\n    return b\n", "wrong", "changed_input", 4, "`z`"),
    Case("not a number", f"{HEAD}    return {RIGHT} * np.nan\n", "wrong", "not_a_number", 4),
    Case("infinite", f"{HEAD}    return {RIGHT} + np.inf\n", "wrong", "not_a_number", 4),
    Case("no known mistake", f"{HEAD}    return {RIGHT} + 0.25\n", "wrong", None, 4, "the first case already"),
    Case("exit", f"{HEAD}    raise SystemExit\n", "crashed", None, 6),
    Case("import deleted", "def delta(z, targets):\n    return np.exp(z)\n", "crashed", says="`import numpy as np`"),
    Case("name misspelt", f"{HEAD}    return b\n", "crashed", None, 6, "`b` has no value"),
    Case("if of an array", f"{HEAD}    return a if np.append(a, a) > 0.5 else z\n", "crashed", None, 6, "np.where"),
    Case("math of an array", f"{HEAD}    import math; return math.log(a)\n", "crashed", None, 6, "`np.log`"),
    Case("recursion", f"{HEAD}    return delta(z, targets)\n", "crashed", None, 6, "RecursionError"),
    Case("null byte", f"{HEAD}\0    return {RIGHT}\n", "crashed"),
    Case("process ends", f"{HEAD}    import os; os._exit(0)\n", "crashed", says="Python itself ended"),
    Case("writes to the pipe", f"{HEAD}    import os; os.write(4, b'x' * 64); return {RIGHT}\n", "crashed"),
    Case("too much memory", f"{HEAD}    return np.ones((1 << 34,))\n", "crashed", None, 6, "memory"),
]  # fmt: skip

SURFACES = ("right", "exception", "syntax error", "print instead of return", "input changed")
"""The cases that are tried in the terminal and in a notebook too."""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_outcome(case: Case, runner: Runner) -> None:
    verdict = DELTA.check(case.text, runner)
    assert (verdict.outcome, verdict.mistake) == (case.outcome, case.mistake), str(verdict)
    if case.line is not None:
        assert verdict.line == case.line
    assert case.says in str(verdict)
    jsonschema.validate(verdict.to_json(), SCHEMA)
    assert Verdict.from_json(json.loads(json.dumps(verdict.to_json()))).to_json() == verdict.to_json()


def test_a_rounded_step_is_told_from_a_wrong_one(runner: Runner) -> None:
    by_hand = find_exercise("losses/by_hand")
    rounded = by_hand.solution.replace('"times": ', '"times": 0.995 * ')
    assert by_hand.check(by_hand.solution, runner).passed
    assert rounded != by_hand.solution
    assert by_hand.check(rounded, runner).message.startswith("Nearly: `['times']`")
    assert "Nearly" not in by_hand.check(rounded.replace("0.995", "0.9"), runner).message


def test_stressed_words_have_no_asterisks_in_the_terminal() -> None:
    said = str(Verdict("wrong", "The *same* row, `[[0] * n] * n`, again and *again*."))
    assert said == "✗ Not yet: The same row, `[[0] * n] * n`, again and again."


@pytest.mark.parametrize("where", ["in the function", "on import"])
def test_endless_loop_is_stopped(where: str) -> None:
    loop = "    while True:\n        pass\n" if where == "in the function" else ""
    text = f"{HEAD}{loop}    return {RIGHT}\n" + ("" if loop else "while True:\n    pass\n")
    with Runner(Limits(seconds=0.5)) as process:
        verdict = DELTA.check(text, process)
        assert verdict.outcome == "timed_out"
        jsonschema.validate(verdict.to_json(), SCHEMA)
        assert DELTA.check(f"{HEAD}    return {RIGHT}\n", process).passed, "the next answer gets a new process"


def test_a_flood_of_prints_is_cut_off() -> None:
    with Runner() as process:
        text = f"{HEAD}    print('again and again' * 10_000_000)\n    return {RIGHT}\n"
        verdict = DELTA.check(text, process)
    assert verdict.passed
    assert 0 < len(verdict.printed) <= 2000


@pytest.mark.parametrize("case", [case for case in CASES if case.name in SURFACES], ids=lambda case: case.name)
def test_terminal_says_the_same(case: Case, tmp_path: Path, capsys: pytest.CaptureFixture[str], runner: Runner) -> None:
    path = tmp_path / "delta.py"
    path.write_text(case.text)
    ended = Terminal(capsys)("learn", "check", "delta", "--file", str(path), "--json")
    assert ended.status == (0 if case.outcome == "right" else 1)
    said = ended.json
    assert said.pop("exercise") == DELTA.id
    assert said == DELTA.check(case.text, runner).to_json()


def test_notebook_says_the_same_with_lines_of_the_cell(tmp_path: Path, runner: Runner) -> None:
    functions = {}
    for case in CASES:
        if case.name in SURFACES and case.name != "syntax error":
            path = tmp_path / f"{case.name.replace(' ', '_')}.py"
            path.write_text(case.text)
            space: dict[str, object] = {"__name__": "notebook"}
            exec(compile(case.text, str(path), "exec"), space)
            functions[case.name] = space["delta"]
            checked = gn.exercise("backpropagation/delta").check(space["delta"])  # type: ignore[arg-type]
            assert checked.to_json() == DELTA.check(case.text, runner).to_json()
    assert Progress.load().of(DELTA).attempts == len(functions) == 4
    assert Progress.load().of(DELTA).passed


def test_function_of_a_notebook_brings_what_it_uses(tmp_path: Path) -> None:
    text = (
        "import numpy as numbers\nfrom math import exp\n\ntwo = 2.0\nscale = numbers.array([1.0])\n\n\n"
        "def squash(z: Array):\n    return 1 / (1 + numbers.exp(-z))\n\n\n"
        "def delta(z, targets):\n    a = squash(z) * scale * exp(0)\n"
        "    return two * (a - targets) / a.size * a * (1 - a)\n"
    )
    path = tmp_path / "cell.py"
    path.write_text(f"from __future__ import annotations\n{text}")
    space: dict[str, object] = {"__name__": "notebook"}
    exec(compile(path.read_text(), str(path), "exec"), space)
    verdict = gn.exercise("delta").check(space["delta"])  # type: ignore[arg-type]
    assert verdict.passed, str(verdict)


def test_what_is_no_function_is_refused_with_one_line() -> None:
    from glassnet.lessons.gather import GatherError

    for wrong in (3, lambda z, targets: z, len):
        with pytest.raises(GatherError, match=r"delta|def"):
            gn.exercise("delta").check(wrong)  # type: ignore[arg-type]
