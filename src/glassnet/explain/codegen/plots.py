"""Curves and boundary in a script, with Matplotlib."""

from glassnet.explain.codegen.layout import Section
from glassnet.explain.codegen.plan import Plan

CURVES = """
epochs, *losses = zip(*history, strict=True)
for name, values in zip(parts, losses, strict=True):
    {axes}.plot(epochs, values, label=name)
{axes}.set(xlabel="epoch", ylabel="loss")
{axes}.legend()
"""

CURVE = """
{axes}.plot(history)
{axes}.set(xlabel="epoch", ylabel="training loss")
"""

PLANE = """
x, y = np.meshgrid(np.linspace({0:.5g}, {1:.5g}, 200), np.linspace({2:.5g}, {3:.5g}, 200))
grid = network_inputs(np.stack([x.ravel(), y.ravel()], axis=1))  # (40000, {features})
{predict}"""

REGIONS = """
chosen = {winner}  # a class for each place
right.contourf(x, y, chosen.reshape(x.shape), levels=np.arange({levels}) - 0.5, cmap="{colours}", alpha=0.5)
right.scatter(*points[parts["train"]].T, c=label[parts["train"]], cmap="{colours}", s=12)
"""

SURFACE = """
drawn = right.contourf(x, y, o[:, 0].reshape(x.shape), levels=20, cmap="coolwarm")
rows = parts["train"]
right.scatter(*points[rows].T, c=value[rows], cmap="coolwarm", norm=drawn.norm, s=16)
figure.colorbar(drawn)
"""

LINE = """
x = np.linspace({0:.5g}, {1:.5g}, 300)
grid = network_inputs(x[:, None])  # (300, {features})
{predict}
right.scatter(points[parts["train"], 0], value[parts["train"]], s=12)
right.plot(x, o[:, 0], color="black")
"""

WORDS = "The losses over the epochs{beside}."


def plot_section(plan: Plan, *predict: str, alone: bool = False, winner: str = "") -> Section:
    """A figure with the curves and, where it can be drawn, what the network says.

    Args:
        plan: the data.
        predict: lines that lead from `grid`, inputs of the network, to its outputs `o` as a NumPy array.
        alone: whether `history` has the training loss alone, before each epoch.
        winner: the expression of the class at each place, if it is not that of outputs `o`.
    """
    picture = _picture(plan, "\n".join(predict), winner or _winner(plan))
    axes = "left" if picture else "axes"
    count = "1, 2, figsize=(10, 4)" if picture else "figsize=(5, 4)"
    names = "(left, right)" if picture else "axes"
    curves = (CURVE if alone else CURVES).format(axes=axes).strip()
    code = f"figure, {names} = plt.subplots({count})\n{curves}\n\n{picture}\nplt.show()".replace("\n\n\n", "\n\n")
    beside = "" if not picture else ", and beside them the boundaries" if plan.classes else ", and what was learned"
    imports = ("import matplotlib.pyplot as plt",) + ("import numpy as np",) * bool(picture)
    return Section("Curves and boundary" if picture else "Curves", WORDS.format(beside=beside), code, imports)


def drawable(plan: Plan) -> bool:
    """Whether there is a picture of what the network says: over the plane, or values over the line."""
    return plan.inputs == 2 or (plan.inputs == 1 and not plan.classes)


def _picture(plan: Plan, predict: str, winner: str) -> str:
    if not drawable(plan):
        return ""
    domain, features = plan.data.table.domain, plan.settings.sizes[0]
    if plan.inputs == 1:
        return LINE.format(*domain, predict=predict, features=features).strip()
    plane = PLANE.format(*domain, predict=predict, features=features).strip()
    if not plan.classes:
        return f"{plane}\n{SURFACE.strip()}"
    colours = "coolwarm" if plan.classes == 2 else "tab10"
    regions = REGIONS.format(winner=winner, levels=plan.classes + 1, colours=colours)
    return "\n".join(part.strip() for part in (plane, regions))


def _winner(plan: Plan) -> str:
    if plan.settings.sizes[-1] > 1:
        return "o.argmax(axis=1)"
    halfway = plan.encoding == "class" and plan.settings.loss.kind != "binary_cross_entropy"
    return f"(o[:, 0] > {'0.5' if halfway else '0'}).astype(int)"
