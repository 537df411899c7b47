"""A lesson's Markdown as blocks: pieces of HTML, runnable cells, live parts, exercises, boxes."""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from glassnet.lessons.formulas import Quoted, as_text, mathml, of_role, split_numbers

BOXES = ("objectives", "note", "warning", "question", "details", "checkpoint", "further")
"""Directives that hold text of their own."""

COURSE = Path(__file__).with_name("course")
"""Where the lessons are."""

LIVE = re.compile(r"gn\.(Playground|Microscope)\(")


@dataclass(frozen=True)
class Html:
    """Text: paragraphs, lists, tables, formulas. `source` is its Markdown."""

    html: str
    source: str


@dataclass(frozen=True)
class Heading:
    """A heading of level 2 or 3 with the name that links lead to."""

    level: int
    text: str
    anchor: str
    source: str


@dataclass(frozen=True)
class Cell:
    """Code that runs. A live cell ends in a component, which the page draws itself.

    Attributes:
        name: unique within the lesson.
        code: the source.
        figure: text alternative of the figure that it draws; empty if it draws none.
        folded: the code is shown only on demand; the figure is what matters.
        live: "Playground", "Microscope", or empty.
    """

    name: str
    code: str
    figure: str = ""
    folded: bool = False
    live: str = ""


@dataclass(frozen=True)
class ExerciseMount:
    """The place of an exercise, by its name within the lesson."""

    name: str


@dataclass(frozen=True)
class Box:
    """Text that is set apart.

    Attributes:
        kind: one of `BOXES`.
        title: HTML of its title; may be empty.
        plain_title: the title's Markdown.
        blocks: what is in it.
    """

    kind: str
    title: str
    plain_title: str
    blocks: "tuple[Block, ...]" = field(default=())


Block = Html | Heading | Cell | ExerciseMount | Box


class LessonError(ValueError):
    """A lesson's text is not as FORMAT.md says."""


def anchor(text: str) -> str:
    """A heading's name in links.

    Example:
        >>> anchor("What goes wrong: 3 cases")
        'what-goes-wrong-3-cases'
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")


@cache
def _parser() -> MarkdownIt:
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.myst_role import myst_role_plugin

    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.use(dollarmath_plugin, allow_space=False, allow_digits=False, double_inline=False)
    parser.use(myst_role_plugin)
    parser.add_render_rule("math_inline", lambda self, tokens, i, options, env: mathml(tokens[i].content))
    parser.add_render_rule("math_block", _block_formula)
    parser.add_render_rule("myst_role", lambda self, tokens, i, options, env: _role(tokens[i]))
    parser.core.ruler.push("empty_header", _no_empty_header)
    return parser


def _no_empty_header(state: StateCore) -> None:
    """The empty corner of a table heads nothing: an ordinary cell for readers of the screen."""
    for opening, content, closing in zip(state.tokens, state.tokens[1:], state.tokens[2:], strict=False):
        if opening.type == "th_open" and not content.content.strip():
            opening.tag = closing.tag = "td"


def _block_formula(self: Any, tokens: Sequence[Token], i: int, options: Any, env: Any) -> str:
    return f'<div class="formula">{mathml(tokens[i].content, block=True)}</div>\n'


def _role(token: Token) -> str:
    name, content = token.meta["name"], token.content
    match name:
        case "num":
            return html.escape(of_role(content).text)
        case "term":
            text, target = term(content)
            return _link("term", "glossary", anchor(target), text)
        case "lesson":
            words = f"lesson {content}"
            written = re.fullmatch(r"\d\d", content) and any(COURSE.glob(f"{content}_*/lesson.md"))
            return _link("lesson", "lesson", content, words) if written else html.escape(words)
    raise LessonError(f"there is no role {{{name}}}: it must be num, term or lesson")


def term(content: str) -> tuple[str, str]:
    """The text of a term's role, and the entry of the glossary that it leads to.

    Example:
        >>> term("loss"), term("weights <weight>")
        (('loss', 'loss'), ('weights', 'weight'))
    """
    found = re.fullmatch(r"(.*?)\s*<(.*)>", content, re.S)
    return (found[1], found[2]) if found else (content, content)


def _link(kind: str, target: str, name: str, text: str) -> str:
    """A link that whoever shows the lesson leads to its place, by its `data-` attribute."""
    name, text = html.escape(name), html.escape(text)
    return f'<a class="{kind}" data-{kind}="{name}" href="#{target}-{name}">{text}</a>'


def to_html(text: str) -> str:
    r"""Markdown without directives as HTML.

    Example:
        >>> to_html("It is {num}`0.5 <x>`.")
        '<p>It is 0.5.</p>\n'
    """
    made: str = _parser().render(text)
    return made


def inline_html(text: str) -> str:
    """One line of Markdown as HTML without a paragraph around it."""
    made: str = _parser().renderInline(text)
    return made


def blocks(text: str) -> tuple[Block, ...]:
    r"""The blocks of a lesson's text.

    Raises:
        LessonError: for a directive or a role that there is not.

    Example:
        >>> [type(b).__name__ for b in blocks("## A\n\ntext\n\n```{exercise} delta\n```\n")]
        ['Heading', 'Html', 'ExerciseMount']
    """
    tokens, lines = _parser().parse(text), text.splitlines()
    found: list[Block] = []
    pending: list[int] = []

    def flush() -> None:
        if pending:
            source = "\n".join(lines[pending[0] : pending[1]]).strip("\n")
            found.append(Html(to_html(source), source))
            pending.clear()

    for i, token in enumerate(tokens):
        if token.level != 0 or token.map is None:
            continue
        if token.type == "heading_open":
            flush()
            content = tokens[i + 1].content
            found.append(Heading(int(token.tag[1]), inline_html(content), anchor(content), f"{token.markup} {content}"))
        elif token.type == "fence" and token.info.startswith("{"):
            flush()
            found.append(_directive(token.info, token.content))
        else:
            pending[:] = [pending[0] if pending else token.map[0], token.map[1]]
    flush()
    return tuple(found)


def _directive(info: str, content: str) -> Block:
    match = re.fullmatch(r"\{([a-z-]+)\}\s*(.*)", info.strip())
    if match is None:
        raise LessonError(f"not a directive: {info!r}")
    kind, title = match[1], match[2].strip()
    if kind == "code-cell":
        return _cell(title, content)
    if kind == "exercise":
        return ExerciseMount(title)
    if kind in BOXES:
        return Box(kind, inline_html(title), title, blocks(content))
    raise LessonError(f"there is no directive {{{kind}}}: it must be code-cell, exercise or {', '.join(BOXES)}")


def _cell(name: str, content: str) -> Cell:
    options, lines = {}, content.splitlines()
    while lines and (option := re.fullmatch(r":([a-z]+):\s*(.*)", lines[0])):
        options[option[1]] = option[2]
        lines.pop(0)
    if unknown := options.keys() - {"figure", "folded"}:
        raise LessonError(f"cell {name}: there is no option {', '.join(sorted(unknown))}")
    if not name:
        raise LessonError(f"a cell without a name: {content!r:.60}")
    code = "\n".join(lines).strip("\n")
    last = code.splitlines()[-1] if code else ""
    found = LIVE.match(last)
    return Cell(name, code, options.get("figure", ""), "folded" in options, found[1] if found else "")


def walk(found: Sequence[Block]) -> Iterator[Block]:
    """All blocks in the order of reading, also those inside boxes."""
    for block in found:
        yield block
        if isinstance(block, Box):
            yield from walk(block.blocks)


ROLE = re.compile(r"\{(num|term|lesson)\}`([^`]*)`")


def numbers(text: str) -> list[Quoted]:
    r"""The numbers that a piece of Markdown marks as given by the code, roles first, then those in formulas.

    Example:
        >>> [n.text for n in numbers(r"{num}`0.5 <x>` and $y = \num{2.5}{y}$")]
        ['0.5', '2.5']
    """
    roles = [of_role(content) for name, content in ROLE.findall(text) if name == "num"]
    return roles + split_numbers(ROLE.sub("", text))[1]


def plain_markdown(text: str) -> str:
    """Markdown for notebooks and terminals: roles and marks replaced by what they show.

    Example:
        >>> plain_markdown("{num}`0.5 <x>`, see {lesson}`02` on {term}`loss`")
        '0.5, see lesson 02 on *loss*'
    """

    def shown(match: re.Match[str]) -> str:
        name, content = match[1], match[2]
        return {"num": of_role(content).text, "term": f"*{term(content)[0]}*", "lesson": f"lesson {content}"}[name]

    return split_numbers(ROLE.sub(shown, text))[0]


def terminal_markdown(text: str) -> str:
    r"""Markdown for a terminal: as `plain_markdown`, and formulas as plain text.

    Example:
        >>> terminal_markdown(r"so $\delta = a \cdot b$")
        'so *δ = a · b*'
    """
    text = re.sub(r"\$\$(.+?)\$\$", lambda m: f"> {as_text(m[1])}", plain_markdown(text), flags=re.S)
    return re.sub(r"\$([^$\n]+)\$", lambda m: f"*{as_text(m[1])}*".replace("_", r"\_"), text)
