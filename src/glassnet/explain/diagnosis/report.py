"""From facts to a report: all rules asked, the surest finding first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, overload

from glassnet.explain.diagnosis.facts import Facts, examine
from glassnet.explain.diagnosis.finding import DIAGNOSES, Cure, Diagnosis
from glassnet.explain.view import View
from glassnet.spec import Experiment, SpecError
from glassnet.training import Trainer, require_run


@dataclass(frozen=True)
class Report(Sequence[Diagnosis]):
    """What was found, the surest first; where no fault was, one entry that says so.

    Attributes:
        findings: the diagnoses.
        step, epoch: where the run stood.
    """

    findings: tuple[Diagnosis, ...]
    step: int
    epoch: int

    @property
    def healthy(self) -> bool:
        """Whether no fault was found."""
        return all(found.kind == "fine" for found in self.findings)

    @property
    def names(self) -> list[str]:
        """The names of the diagnoses, in order."""
        return [found.name for found in self.findings]

    def __repr__(self) -> str:
        return f"Report(epoch {self.epoch}: {'; '.join(found.title for found in self.findings)})"

    def __len__(self) -> int:
        return len(self.findings)

    @overload
    def __getitem__(self, at: int) -> Diagnosis: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[Diagnosis]: ...
    def __getitem__(self, at: int | slice) -> Diagnosis | Sequence[Diagnosis]:
        return self.findings[at]

    def __iter__(self) -> Iterator[Diagnosis]:
        return iter(self.findings)

    def to_json(self) -> dict[str, Any]:
        """As plain values."""
        found = [diagnosis.to_json() for diagnosis in self.findings]
        return {"step": self.step, "epoch": self.epoch, "healthy": self.healthy, "diagnoses": found}


def judge(facts: Facts) -> tuple[Diagnosis, ...]:
    """Ask every rule; where none finds a fault, the surest of those that say that nothing is wrong.

    Cures that would change nothing, or that the experiment does not allow, are left out.
    """
    found = [(rule, finding) for rule in DIAGNOSES.values() if (finding := rule.judge(facts)) is not None]
    said = sorted((Diagnosis.of(*pair) for pair in found), key=lambda d: -d.strength)
    sick = [d for d in said if d.kind == "sick"]
    useful = [
        replace(d, cures=tuple(c for c in d.cures if not c.actions or _changes(c, facts.experiment)))
        for d in sick or said[:1]
    ]
    return tuple(useful)


def _changes(cure: Cure, experiment: Experiment) -> bool:
    changed = experiment
    if any(action["do"] in ("add_points", "erase_points") for action in cure.actions):
        return True
    try:
        for action in cure.actions:
            if action["do"] == "set":
                changed = changed.with_setting(action["path"], action["value"])
    except SpecError:
        return False
    return changed != experiment


def diagnose(run: Trainer) -> Report:
    """Say what is wrong with a run, if anything is.

    The run itself is not changed; a copy of it is trained for a few epochs at other learning rates.

    Args:
        run: a run, trained or not.

    Returns:
        A `Report`: diagnoses with their evidence in numbers, why it happens, and cures as actions.

    Raises:
        SpecError: if something else than a run is given.

    Example:
        >>> from glassnet.spec import Experiment
        >>> run = Trainer(Experiment().with_setting("network.initializer", "zeros").with_setting("training.epochs", 5))
        >>> diagnose(run.train())[0].title
        'All units of a layer are alike'
    """
    require_run(run)
    return Report(judge(examine(run)), run.step, run.epoch)


def diagnose_view(run: Trainer) -> View:
    """The report for the page."""
    return View(diagnose(run).to_json())
