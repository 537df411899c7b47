"""Where a run starts: defaults, an experiment file, a link or a checkpoint, and the options on top."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from glassnet.cli.app import Failure, WrongUsage
from glassnet.cli.options import changed
from glassnet.cli.settings import option_of, seed_paths, set_any, settings
from glassnet.spec import CsvFile, Experiment, SpecError, from_link
from glassnet.spec.data import MAKING, idle_settings

RESUMABLE = ("training_epochs",)


def exclusive(**given: object) -> None:
    """Refuse options that exclude each other.

    Raises:
        WrongUsage: if more than one was given.
    """
    names = [f"--{name}" for name, value in given.items() if value is not None]
    if len(names) > 1:
        raise WrongUsage(f"{' and '.join(names)} cannot be used together; leave out all but one")


def beginning(file: Path | None, link: str | None) -> Experiment | None:
    """The experiment of a file or of a link; None if neither is given.

    Raises:
        Failure: if the file cannot be read.
        WrongUsage: if the link is none.
    """
    exclusive(experiment=file, link=link)
    if file is not None:
        return experiment_of(file)
    if link is None:
        return None
    try:
        return from_link(link.rpartition("#")[2].strip())
    except SpecError as error:
        raise WrongUsage(f"--link: {str(error).removeprefix('link: ')}") from None


def experiment_of(file: Path) -> Experiment:
    """The experiment in a file.

    Raises:
        Failure: if it cannot be read as one.
    """
    from glassnet.training import load_experiment

    try:
        return load_experiment(file)
    except SpecError as error:
        raise Failure(f"--experiment {file}: {error}") from None


def experiment_from(
    start: Experiment | None, seed: int | None, values: Mapping[str, Any], sets: tuple[str, ...]
) -> Experiment:
    """The experiment that a command line asks for.

    Args:
        start: what the options change; the default experiment if None.
        seed: set for all seeds, before the options for single ones.
        values: the settings' options.
        sets: `path=value` texts, applied last.

    Raises:
        WrongUsage: for a value that is not allowed, or options that do not go together.
    """
    if values.get("data_source") is not None and values.get("data_source_path") is not None:
        raise WrongUsage("--data and --csv cannot be used together; leave out one")
    experiment = start or Experiment()
    if seed is not None:
        for path in seed_paths():
            experiment = experiment.with_setting(path, seed)
    experiment = changed(experiment, values)
    _no_idle(experiment, values)
    for text in sets:
        try:
            experiment = set_any(experiment, text)
        except SpecError as error:
            raise WrongUsage(f"--set: {error}" if error.where != "--set" else str(error)) from None
    return _with_file(experiment)


def _no_idle(experiment: Experiment, values: Mapping[str, Any]) -> None:
    """Refuse what would do nothing: a number of points, a noise or a balance of points that come as they are.

    Raises:
        WrongUsage: naming the option.
    """
    given = [name for name in MAKING if values.get(f"data_{name}") is not None]
    if idle := idle_settings(experiment.data.source, given):
        option = option_of(f"data.{idle}")[0]
        raise WrongUsage(f"{option} does nothing here: it is for points that are made by a formula, and these are not")


def only_resumable(values: Mapping[str, Any], **others: object) -> None:
    """Refuse what would turn a resumed run into another one.

    Raises:
        WrongUsage: if a setting other than the number of epochs was given.
    """
    given = [s.name for s in settings() if values.get(s.parameter) is not None and s.parameter not in RESUMABLE]
    given += [f"--{name}" for name, value in others.items() if value not in (None, ())]
    if given:
        raise WrongUsage(
            f"--resume goes on with a run as it was: of the settings only --epochs can change, not {', '.join(given)}"
        )


def as_it_is(values: Mapping[str, Any], **others: object) -> None:
    """Refuse settings beside a checkpoint that is looked at: what happened is shown, and not another run.

    Raises:
        WrongUsage: if any setting was given.
    """
    given = [setting.name for setting in settings() if values.get(setting.parameter) is not None]
    given += [f"--{name}" for name, value in others.items() if value not in (None, ())]
    if given:
        raise WrongUsage(f"--checkpoint is looked at as it is, and cannot be used together with {', '.join(given)}")


def _with_file(experiment: Experiment) -> Experiment:
    """The experiment with the digest of its file, so that it cannot mean another file's content later."""
    source = experiment.data.source
    if not isinstance(source, CsvFile):
        return experiment
    if not source.column.strip():
        raise WrongUsage("--csv needs --label COLUMN, the name of the column to be predicted")
    path = Path(source.path).expanduser()
    if source.digest or not path.is_file():
        return experiment
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise Failure(f"--csv {source.path}: cannot be read: {error.strerror}") from None
    return experiment.with_setting("data.source.digest", digest)
