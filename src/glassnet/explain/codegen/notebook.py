"""The notebook: the same code in cells, each below its explanation."""

import json
from dataclasses import replace
from typing import Any

from glassnet.explain.codegen.layout import Section, imports, tidy
from glassnet.explain.codegen.numpy_script import DROPPED, numpy_sections
from glassnet.explain.codegen.plan import Plan
from glassnet.explain.codegen.plots import drawable, plot_section
from glassnet.explain.codegen.sklearn_script import obstacles, sklearn_only
from glassnet.explain.codegen.torch_script import torch_only

INTRODUCTION = """
# {title}

First the network is built from scratch in NumPy: data, initial weights, forward and backward pass, optimizer. Then the
same run is made with {others}. {same}

Shapes: $X$ is $(n, features)$, $W$ is $(fan\\_out, fan\\_in)$, $b$ is $(fan\\_out,)$, and $z = x W^\\top + b$.
"""

SAME = "All start from the same points and the same weights, and come to the same losses, which are those of Glassnet."

OWN_ORDER = (
    "All start from the same points and the same weights. NumPy and PyTorch come to the same losses, which are those "
    "of Glassnet; scikit-learn takes the batches in an order of its own, and so goes another way."
)

BY_HAND = """
## From scratch in NumPy

Every step is written out; nothing is left to a library but the arithmetic of arrays.
"""

SCIKIT = """
## The same in scikit-learn

{sklearn}
"""

PYTORCH = """
## The same in PyTorch

The module, its loss and its optimizer are PyTorch's; gradients are found by autograd. Data and initial weights are
those from above. These cells need PyTorch (`pip install torch`).
"""

KEEP = "initial = [w.copy() for w in weights + biases]  # training changes them in place"

BACK = """
by_hand = history
for w, first in zip(weights + biases, initial, strict=True):
    w[:] = first  # back to the initial weights
"""

COMPARED = "How far apart the losses of the two runs ever are:"

COMPARE = """
difference = np.abs(np.array(by_hand) - np.array(history)).max()
print(f"greatest difference of any loss: {difference:.2g}")
"""


def notebook(plan: Plan) -> str:
    """The whole notebook, as the text of an .ipynb file (nbformat 4.5)."""
    cells = [_cell(i, kind, text) for i, (kind, text) in enumerate(cells_of(plan))]
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    made = {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}
    return json.dumps(made, indent=1, ensure_ascii=False) + "\n"


def as_script(plan: Plan) -> str:
    """The notebook as one Python file with its cells marked by `# %%`, to be looked at."""
    parts = []
    for kind, text in cells_of(plan):
        if kind == "markdown":
            parts.append("# %% [markdown]\n" + "\n".join(f"# {line}".rstrip() for line in text.splitlines()))
        else:
            parts.append(f"# %%\n{text}")
    return "\n\n".join(parts) + "\n"


def cells_of(plan: Plan) -> list[tuple[str, str]]:
    """Kind (markdown or code) and text of every cell."""
    by_hand = numpy_sections(plan, function=drawable(plan))
    plots = plot_section(plan, "o = forward(grid)[0]")
    lacking, modules = obstacles(plan), torch_only(plan)
    learned = [] if lacking else sklearn_only(plan)
    same = DROPPED.replace("\n", " ").strip() if plan.dropout else OWN_ORDER if learned and plan.batches else SAME
    others = "scikit-learn and with PyTorch" if learned else "PyTorch"
    return [
        ("markdown", INTRODUCTION.format(title=plan.title, others=others, same=same).strip()),
        ("code", imports([*by_hand, plots, *learned])),
        ("markdown", BY_HAND.strip()),
        *_sections([_kept(section) for section in by_hand]),
        *_sections([plots]),
        ("code", BACK.strip()),
        ("markdown", SCIKIT.format(sklearn=_about_sklearn(plan)).strip()),
        *_sections(learned),
        ("markdown", PYTORCH.strip()),
        ("code", imports(section for section in modules if section.title != plots.title)),
        *_sections(modules),
        *([] if plan.dropout else [("markdown", COMPARED), ("code", COMPARE.strip())]),
    ]


def _about_sklearn(plan: Plan) -> str:
    found = obstacles(plan)
    if not found:
        return "`fit` makes all steps; the first lines give it the initial weights from above." + (
            " Its batches come in an order of their own, so that the course of the loss is another." * plan.batches
        )
    listed = "".join(f"\n- `{obstacle.where}`: got {obstacle.got}, allowed: {obstacle.allowed}" for obstacle in found)
    return f"scikit-learn's networks cannot express this experiment:\n{listed}"


def _kept(section: Section) -> Section:
    """The section, and after the initial weights the line that keeps them for the runs to come."""
    return replace(section, code=f"{section.code}\n{KEEP}") if section.title == "Initial weights" else section


def _sections(sections: list[Section]) -> list[tuple[str, str]]:
    found = []
    for section in sections:
        words = " ".join(section.words.split())
        found += [("markdown", f"### {section.title}\n\n{words}"), ("code", tidy(section.code))]
    return found


def _cell(number: int, kind: str, text: str) -> dict[str, Any]:
    lines = text.splitlines(keepends=True)
    cell: dict[str, Any] = {"cell_type": kind, "id": f"cell-{number}", "metadata": {}, "source": lines}
    return cell | ({"execution_count": None, "outputs": []} if kind == "code" else {})
