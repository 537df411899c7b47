"""Click's side of the settings: options in groups, the glossary below them, and the experiment they lead to."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import click

from glassnet.cli.app import WrongUsage
from glassnet.cli.reading import explained
from glassnet.cli.settings import Setting, option_of, settings
from glassnet.spec import Activation, Experiment, Initializer, Loss, Optimizer, OutputActivation, Schedule, SpecError
from glassnet.spec.values import Variant

GROUPS = ("Data", "Network", "Training", "Run")

GLOSSARY: dict[str, type[Variant]] = {
    "Activations": Activation,
    "Output activations": OutputActivation,
    "Starts (--init)": Initializer,
    "Losses": Loss,
    "Optimizers": Optimizer,
    "Schedules": Schedule,
}

NOTATION = "Settings of a choice follow it in parentheses, and need quotes: --optimizer 'adam(beta1=0.8)'."


class GroupedOption(click.Option):
    """An option that knows the heading under which the help lists it; those that do not belong to the run itself."""

    def __init__(self, *arguments: Any, group: str, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.group = group


class TrainingCommand(click.Command):
    """A command with all settings of an experiment: its help groups them, and explains every choice below."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options group by group, then the choices family by family."""
        for group in GROUPS:
            options = [p for p in self.get_params(ctx) if getattr(p, "group", "Run") == group]
            with formatter.section(group):
                formatter.write_dl([record for option in options if (record := option.get_help_record(ctx))])
        for title, family in GLOSSARY.items():
            with formatter.section(title):
                formatter.write_dl([(cls.kind, described(cls)) for cls in family.choices().values()])
        formatter.write_paragraph()
        formatter.write_text(NOTATION)


def described(cls: type[Variant]) -> str:
    """A choice's explanation, and each setting of its own with default and range."""
    usual = cls()
    own = [
        f"{name}={getattr(usual, name):g}: {info.explain}, {info.allowed()}" for name, info in cls.infos().items()
    ]  # fmt: skip
    return " ".join([cls.explain(), *(f"({text})" for text in own)])


def setting_options(chosen: Iterable[Setting]) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decorator that gives a command an option for each of these settings."""
    options = [_option(setting) for setting in chosen]

    def decorate(function: Callable[..., Any]) -> Callable[..., Any]:
        for option in reversed(options):
            # what `click.option` does with its arguments; it cannot take an option that is made already
            function.__dict__.setdefault("__click_params__", []).append(option)
        return function

    return decorate


def _option(setting: Setting) -> GroupedOption:
    more: dict[str, Any] = {"help": setting.help, "group": setting.group, "default": None}
    if setting.metavar:
        return GroupedOption([setting.parameter, *setting.flags], metavar=setting.metavar, **more)
    return GroupedOption([setting.parameter, "/".join(setting.flags)], **more)


def changed(experiment: Experiment, values: Mapping[str, Any], chosen: Iterable[Setting] | None = None) -> Experiment:
    """The experiment with every option applied that was given.

    Args:
        experiment: what to start from.
        values: by the settings' parameter names: texts, switches, None for what was not given.
        chosen: the settings to look at, all if left out.

    Raises:
        WrongUsage: for a value that is not allowed.
    """
    for setting in chosen or settings():
        value = values.get(setting.parameter)
        if value is not None:
            try:
                experiment = setting.change(experiment, value)
            except SpecError as error:
                raise wrong(error, setting.name) from None
    return experiment


def wrong(error: SpecError, option: str = "") -> WrongUsage:
    """A wrong value as wrong usage: named by the option that was typed, else by the one that sets the field."""
    found, rest = option_of(error.where)
    return WrongUsage(explained(error, option or found, rest if not option or option == found else ""))
