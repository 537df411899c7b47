"""No mutant of a solution passes its check, unless it is the solution in another form."""

import ast
import copy
from typing import Any

import numpy as np
import pytest

from glassnet.lessons.checking import same
from glassnet.lessons.comparing import Tolerance
from glassnet.lessons.exercises import Exercise
from glassnet.lessons.runner import Runner
from tests.lessons.mutants import mutants
from tests.lessons.walking import EXERCISES, name

JUDGED = [exercise for exercise in EXERCISES if not getattr(exercise.rules, "OPEN", False)]
INPUTS = 1000


def without_docstring(exercise: Exercise) -> str:
    """The solution without docstrings, whose texts are no code."""
    tree = ast.parse(exercise.solution)
    for node in ast.walk(tree):
        if isinstance(node, (ast.FunctionDef, ast.Module)) and ast.get_docstring(node) is not None:
            node.body = node.body[1:]
    return ast.unparse(tree)


def same_on_a_thousand_inputs(exercise: Exercise, mutant: str) -> bool:
    """Whether a mutant gives what the right function gives on inputs that the check has never seen."""
    space: dict[str, Any] = {"__name__": "mutant"}
    exec(mutant, space)
    cases = getattr(exercise.rules, "cases", None)
    seen, seed = 0, 1000
    while seen < INPUTS:
        drawn = cases(np.random.default_rng(seed)) if cases else [()]
        for arguments in drawn:
            with np.errstate(all="ignore"):
                given, wanted = (f(*copy.deepcopy(arguments)) for f in (space[exercise.function], exercise.rules.right))
            if not same(given, wanted, Tolerance()):
                return False
        seen += len(drawn) if cases else INPUTS
        seed += 1
    return True


@pytest.mark.slow
@pytest.mark.parametrize("exercise", JUDGED, ids=name)
def test_no_mutant_passes(exercise: Exercise, runner: Runner) -> None:
    tried, passed = 0, []
    for mutant in mutants(without_docstring(exercise), exercise.function):
        tried += 1
        if exercise.check(mutant, runner).passed:
            passed.append(mutant)
    assert tried
    survivors = [mutant for mutant in passed if not same_on_a_thousand_inputs(exercise, mutant)]
    assert survivors == [], "\n\n".join(survivors)
