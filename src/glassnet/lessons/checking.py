"""What the `check.py` of an exercise is written with: cases, mistakes, and `judge`, which compares values.

The learner's function is called on seeded cases and its results are compared with the right ones. For each typical
mistake there is a function that makes it; an answer whose results equal those of a mistake gets its name.
"""

import copy
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from glassnet.lessons.comparing import USUAL, Difference, Tolerance, difference, shown
from glassnet.lessons.plain import Other
from glassnet.lessons.runner import Failure, Limits, Observation, Runner
from glassnet.lessons.verdict import Evidence, Verdict

__all__ = [
    "Answer", "Array", "Case", "Cases", "Limits", "Mistake", "Observation", "Random", "Tolerance", "Verdict",
    "judge", "mistake_verdict", "unusable", "wrong",
]  # fmt: skip

Array = npt.NDArray[np.floating[Any]]
Random = np.random.Generator
Case = tuple[Any, ...]
"""The arguments of one call."""

Cases = Sequence[Case]

SEED = 20
"""Of the generator that the cases are drawn with: the same answer gets the same verdict every time."""


@dataclass(frozen=True)
class Mistake:
    """A typical mistake.

    Attributes:
        id: its name, lower case with underscores.
        message: what the learner is told: what it looks like and where to look, not the answer.
        makes: the function with the mistake in it, called like the right one; if it raises an error, an answer that
            stops with the same error is recognised. None for a mistake that the check recognises itself.
    """

    id: str
    message: str
    makes: Callable[..., Any] | None = None


@dataclass(frozen=True)
class Answer:
    """The learner's function, running in its own process.

    Attributes:
        function: its name.
        parameters: names of its parameters, as the learner has written them.
        line: line of its `def`, from 1.
        runner: the process.
    """

    function: str
    parameters: tuple[str, ...]
    line: int | None
    runner: Runner

    def __call__(self, *arguments: Any) -> Observation:
        """Call it and see what happens."""
        return self.runner.call(self.function, arguments)

    def call_text(self, arguments: Case) -> str:
        """A call as one would type it."""
        return f"{self.function}({', '.join(shown(argument, 160) for argument in arguments)})"


def judge(
    answer: Answer,
    cases: "Callable[[Random], Cases] | Cases",
    right: Callable[..., Any],
    mistakes: Sequence[Mistake] = (),
    *,
    tolerance: Tolerance = USUAL,
    show_expected: bool = True,
    stepwise: bool = False,
    praise: str = "Every case gives the right values.",
) -> Verdict:
    """Compare an answer with the right function on all cases.

    The order: does it run, does it leave its arguments alone, are the values right; if not, is it a known mistake, is
    something missing, is the type or the shape another; else the first case that fails.

    Args:
        answer: the learner's function.
        cases: arguments of the calls, or a function that draws them. Take shapes that are not symmetric, so that a
            forgotten transpose shows, and values that make each mistake visible in at least one case.
        right: the right function.
        mistakes: typical ones, the likelier first.
        tolerance: for the numbers.
        show_expected: False where the expected value is itself the answer, as in a calculation by hand.
        stepwise: for dictionaries of a calculation's steps: look only at the first wrong step.
        praise: what is said of a right answer.
    """
    drawn = cases(np.random.default_rng(SEED)) if callable(cases) else cases
    seen = []
    for arguments in drawn:
        observation = answer(*arguments)
        seen.append(observation)
        if observation.failure:
            break
    tried = list(zip(drawn, seen, strict=False))
    expected = [right(*copy.deepcopy(arguments)) for arguments, _ in tried]
    compared = [
        None if observation.failure else difference(observation.value, value, tolerance)
        for (_, observation), value in zip(tried, expected, strict=True)
    ]
    printed = next((observation.printed for observation in seen if observation.printed), "")
    first = next((i for i, (_, o) in enumerate(tried) if o.failure or compared[i]), None)
    if first is None:
        changed = [(arguments, observation) for arguments, observation in tried if observation.changed]
        if changed:
            return _changed_input(answer, *changed[0])
        return Verdict("right", praise, printed=printed)
    arguments, observation = tried[first]
    known = next((m for m in mistakes if _makes(m, tried, expected, tolerance, stepwise)), None)
    if observation.failure:
        return failed(observation, answer.call_text(arguments), known)
    found = compared[first]
    assert found is not None  # the first case that fails has a failure or a difference
    evidence = Evidence(
        answer.call_text(arguments),
        shown(found.got),
        shown(found.expected) if show_expected and found.kind != "missing" else "",
        found.where,
        found.greatest,
    )
    if known:
        return Verdict("wrong", known.message, known.id, answer.line, evidence, printed)
    if observation.changed:
        return _changed_input(answer, arguments, observation)
    identifier, message = _plainly(found, observation, len(tried), first)
    if stepwise and _nearly(found):
        message = f"Nearly: `{found.where}` is a little off. Rounded on the way? Give four decimals, or Python."
    return Verdict("wrong", message, identifier, answer.line, evidence, printed)


def _nearly(found: Difference) -> bool:
    """Whether a number differs by so little that it was probably rounded."""
    if found.kind != "value" or found.greatest is None or not isinstance(found.expected, (int, float)):
        return False
    return found.greatest < 0.01 * abs(found.expected)


def _makes(
    mistake: Mistake, tried: "list[tuple[Case, Observation]]", expected: list[Any], tolerance: Tolerance, stepwise: bool
) -> bool:
    """Whether an answer's results are those of a mistake, and not the right ones, in all cases."""
    if mistake.makes is None:
        return False
    tells = False
    for (arguments, observation), right in zip(tried, expected, strict=True):
        try:
            with np.errstate(all="ignore"):
                value = mistake.makes(*copy.deepcopy(arguments))
        except Exception as error:
            if observation.failure is None or observation.failure.type != type(error).__name__:
                return False
            tells = True
            continue
        if observation.failure:
            return False
        if stepwise and isinstance(right, Mapping) and isinstance(observation.value, Mapping):
            value, right, got = _up_to_the_first_wrong_step(value, right, observation.value, tolerance)
        else:
            got = observation.value
        if not same(got, value, tolerance):
            return False
        tells = tells or not same(value, right, tolerance)
    return tells


def _up_to_the_first_wrong_step(
    value: Any, right: Mapping[str, Any], got: Mapping[str, Any], tolerance: Tolerance
) -> tuple[Any, Any, Any]:
    """The results cut off after the first step that is wrong; what follows from it says nothing new."""
    kept: list[str] = []
    for key, step in right.items():
        kept.append(key)
        if not same(got.get(key), step, tolerance):
            break
    return {k: value.get(k) for k in kept}, {k: right[k] for k in kept}, {k: got.get(k) for k in kept}


def same(got: Any, value: Any, tolerance: Tolerance) -> bool:
    """Whether two results are equal within the tolerance; a mistake may yield infinities or None."""
    if value is None or isinstance(value, Other):
        return got is None and value is None
    return difference(got, value, tolerance) is None


def _changed_input(answer: Answer, arguments: Case, observation: Observation) -> Verdict:
    which = observation.changed[0]
    at = which if isinstance(which, int) else 0
    name = answer.parameters[at] if at < len(answer.parameters) else str(which)
    message = (
        f"The call changes its argument `{name}`. Whoever calls the function still needs the old values: "
        "compute new arrays instead of writing into the given ones (`x = x - …`, not `x -= …` or `x[…] = …`)."
    )
    evidence = Evidence(answer.call_text(arguments), f"`{name}` changed in place", where=f"argument `{name}`")
    return Verdict("wrong", message, "changed_input", answer.line, evidence, observation.printed)


def failed(observation: Observation, call: str, known: Mistake | None = None) -> Verdict:
    """The verdict on code that returned nothing: an error, or no end."""
    failure = observation.failure or Failure()
    if failure.timed_out:
        message = "It was stopped: a loop that never ends, or far too much work. Look at what ends each loop."
        return Verdict("timed_out", message, evidence=Evidence(call, "no result in time"), printed=observation.printed)
    if failure.syntax:
        return Verdict("crashed", f"Python cannot read the file: {failure.message}.", None, failure.line)
    text = f"{failure.type}: {failure.message}" if failure.message else failure.type
    if failure.type == "MemoryError":
        text = "MemoryError: it needs more memory than an exercise may use"
    message = known.message if known else _advice(failure) or f"The call ends with {failure.type or 'an error'}."
    evidence = Evidence(call, text)
    return Verdict("crashed", message, known.id if known else None, failure.line, evidence, observation.printed)


IMPORTS = {
    "np": "import numpy as np",
    "npt": "import numpy.typing as npt",
    "math": "import math",
    "exp": "from math import exp",
    "log": "from math import log",
    "Array": "Array = npt.NDArray[np.float64]",
}
"""Names that are often deleted with the lines of the starter, and those lines."""


def _advice(failure: Failure) -> str:
    """What usually helps with an error that NumPy raises for shapes, and with a few others."""
    text = failure.message
    if failure.type == "ValueError" and ("matmul" in text or "not aligned" in text):
        return "Two shapes do not fit in a matrix product. Write each shape beside its array; one needs a transpose."
    if failure.type == "ValueError" and "broadcast" in text:
        return "Two shapes do not fit together. Write each shape beside its array and compare them from the right."
    if failure.type == "ValueError" and "truth value of an array" in text:
        return "`if`, `and` and `or` need one yes or no; this is an array of them. `np.where` chooses entry by entry."
    if failure.type == "TypeError" and "arrays can be converted to Python scalars" in text:
        return "A function for one number got an array: `math.log` takes one number, `np.log` takes every entry."
    if failure.type == "NameError" and (missing := re.search(r"name '(\w+)' is not defined", text)):
        name = missing[1]
        if name in IMPORTS:
            return f"`{name}` is not known here: the line `{IMPORTS[name]}` belongs at the top."
        return f"The name `{name}` has no value here: a misspelling, or a line that is still missing."
    if failure.type == "UnboundLocalError":
        return f"A name is used before it has a value: {text}."
    if failure.type == "NotImplementedError":
        return "The line `raise NotImplementedError` is still there; it ends the call."
    return "Python itself ended while it ran this." if not failure.type else ""


def _plainly(found: Difference, observation: Observation, count: int, first: int) -> tuple[str | None, str]:
    """What is wrong where no known mistake fits: identifier and message."""
    part = f"`{found.where}` of the result" if found.where else "the result"
    match found.kind:
        case "nothing" if observation.printed:
            return "printed_instead", "It prints a result but returns nothing. Write `return` where you wrote `print`."
        case "nothing":
            return "returned_nothing", "It returns nothing. Does every way through the function end in a `return`?"
        case "missing":
            return "part_missing", f"There is no value for {part} yet."
        case "shape":
            got, wanted = np.shape(found.got), np.shape(found.expected)
            return "wrong_shape", f"The shape of {part} is {got}; it must be {wanted}."
        case "nan":
            return "not_a_number", (
                f"There is an infinity or a NaN (not a number) in {part}. Look for a division by zero, "
                "the logarithm of zero, or an exponential of a large number."
            )
        case "type":
            return "wrong_type", f"{part.capitalize()} is {_type(found.got)}; it must be {_type(found.expected)}."
    where = f" Look at {part}." if found.where else ""
    if count == 1:
        return None, "The values are not right yet." + where
    rest = "the first case already" if first == 0 else f"case {first + 1}, while the {first} before it agree"
    return None, f"It runs and the shape is right, but the values differ in {rest}." + where


def _type(value: Any) -> str:
    match value:
        case Other():
            return f"an object of type {value.type}"
        case np.ndarray():
            return f"an array of shape {value.shape}"
        case bool() | np.bool_():
            return "True or False"
        case int() | float() | np.number():
            return "a number"
        case str():
            return "a text"
        case tuple() | list():
            return f"a {type(value).__name__} of {len(value)} values"
        case Mapping():
            return "a dictionary"
    return type(value).__name__


def unusable(answer: Answer, observation: Observation, arguments: Case = ()) -> Verdict | None:
    """For checks that judge by themselves: the verdict if a call failed or returned nothing, else None."""
    call = answer.call_text(arguments)
    if observation.failure:
        return failed(observation, call)
    if observation.value is None:
        identifier, message = _plainly(Difference("nothing", "", None, 0), observation, 1, 0)
        return Verdict("wrong", message, identifier, answer.line, Evidence(call, "None"), observation.printed)
    return None


def _seen(observation: Observation, got: Any) -> str:
    """What stands under "got": the value that came back, or what the check measured, if it says so in words."""
    if isinstance(got, str):
        return got
    return shown(observation.value if got is None else got)


def wrong(answer: Answer, observation: Observation, message: str, got: Any = None, arguments: Case = ()) -> Verdict:
    """For checks that judge by themselves: a wrong answer that is none of the named mistakes."""
    evidence = Evidence(answer.call_text(arguments), _seen(observation, got))
    return Verdict("wrong", message, None, answer.line, evidence, observation.printed)


def mistake_verdict(
    answer: Answer, observation: Observation, mistake: Mistake, got: Any = None, arguments: Case = ()
) -> Verdict:
    """For checks that judge by themselves: a wrong answer that is a named mistake."""
    evidence = Evidence(answer.call_text(arguments), _seen(observation, got))
    return Verdict("wrong", mistake.message, mistake.id, answer.line, evidence, observation.printed)
