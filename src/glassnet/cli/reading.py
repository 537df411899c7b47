"""From the texts that people type to plain values, and from a wrong value to one line that names the option."""

from typing import Any

from glassnet.spec import Info, SpecError, read_value
from glassnet.spec.fields import meant


def read_field(info: Info, text: str) -> Any:
    """The value of a field as typed; whether the field allows it is checked when it is set.

    Args:
        info: the field.
        text: names and texts as they are; numbers; variants such as `adam(beta1=0.8)`; lists with commas; `none` for
            a field that may be left open.

    Raises:
        SpecError: if the text cannot be read at all.
    """
    stripped = text.strip()
    if info.optional and stripped.lower() == "none":
        return None
    if info.type == "text":
        return text
    if info.type == "choice":
        return stripped
    if info.type == "list" and info.item is str:
        return [] if stripped in ("", "none") else parts_of(text)
    if info.type == "numbers":
        return [] if stripped in ("", "none") else brackets(text, "")
    try:
        return read_value(text)
    except SpecError:
        raise SpecError("", text, info.allowed()) from None


def parts_of(text: str) -> list[str]:
    """A text cut at the commas that stand outside parentheses.

    Example:
        >>> parts_of("relu, leaky_relu(slope=0.1)")
        ['relu', 'leaky_relu(slope=0.1)']
    """
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


def brackets(text: str, where: str) -> Any:
    """A value in which lists may have square brackets: `[[1, 2], [3, 4]]` is `((1,2),(3,4))`.

    Raises:
        SpecError: if the brackets do not match.
    """
    try:
        return read_value(text.replace("[", "(").replace("]", ")"))
    except SpecError:
        raise SpecError(where, text, "one value, with matching brackets") from None


def explained(error: SpecError, option: str, rest: str = "") -> str:
    """One line for a wrong value: the option, the value, what is allowed, and perhaps what was meant.

    Args:
        error: what the specification said.
        option: what was typed, such as `--optimizer`.
        rest: the part of the value that is wrong, such as `beta1`.
    """
    line = f"{option}{', ' + rest if rest else ''}: got {_short(error.got)}, allowed: {error.allowed}"
    near = meant(error.got, error.allowed)
    return f"{line} (did you mean {near}?)" if near else line


def _short(got: object) -> str:
    text = repr(got)
    return text if len(text) <= 80 else text[:77] + "..."
