"""The NumPy script: everything from scratch, one file, one run."""

from glassnet.explain.codegen.chance import chance
from glassnet.explain.codegen.descent import optimizer_section, schedule_section
from glassnet.explain.codegen.layout import Section, script, wrapped
from glassnet.explain.codegen.loop import evaluation_section, loop_section, settings_section
from glassnet.explain.codegen.network import function_section, pass_section
from glassnet.explain.codegen.plan import Plan
from glassnet.explain.codegen.sources import data_sections
from glassnet.explain.codegen.weights import weight_section

WORDS = """
{title}: NumPy alone, every step written out.

{chance}Shapes: X (n, features), W (fan_out, fan_in), b (fan_out,), z = x @ W.T + b.
"""

SAME = """The losses printed are Glassnet's: random numbers are drawn as it draws them.
"""

DROPPED = """Points, initial weights and batches are Glassnet's; which units drop out is drawn anew, so that
the losses printed agree with Glassnet's not digit by digit, but as those of two such runs do.
"""


def numpy_sections(plan: Plan, *, function: bool = False) -> list[Section]:
    """The sections of the script in their order.

    Args:
        plan: the experiment.
        function: whether `network_inputs` is defined, for other points than those of the data.
    """
    shared = [*data_sections(plan, function=function), weight_section(plan)]
    return with_chance(plan, settings_section(plan), [*shared, *own_sections(plan)])


def own_sections(plan: Plan) -> list[Section]:
    """What is not shared with the other scripts: the network and its training."""
    return [
        function_section(plan),
        pass_section(plan),
        *schedule_section(plan),
        optimizer_section(plan),
        evaluation_section(plan),
        loop_section(plan),
    ]


def with_chance(plan: Plan, settings: Section, sections: list[Section]) -> list[Section]:
    """The settings, the random numbers that the sections need, and the sections."""
    return [settings, *chance(plan, "\n".join(section.code for section in sections)), *sections]


def same(plan: Plan) -> str:
    """In what sense the losses of a script are Glassnet's."""
    return DROPPED if plan.dropout else SAME


def numpy_script(plan: Plan) -> str:
    """The whole script."""
    words = wrapped(WORDS.format(title=plan.title, chance=same(plan)).strip()) + "\n"
    return script(words, numpy_sections(plan))
