"""The data in a script: where the points come from, which part each belongs to, and what the network sees of them."""

import numpy as np

from glassnet.data.features import named_columns
from glassnet.data.making import class_sizes
from glassnet.data.presets import make_preset
from glassnet.explain.codegen import points
from glassnet.explain.codegen.formulas import formula_code
from glassnet.explain.codegen.layout import WIDTH, Section, array, call, numeral
from glassnet.explain.codegen.plan import Plan
from glassnet.explain.codegen.tables import table_code
from glassnet.spec import PRESETS, CsvFile, OwnPoints, Preset, SpecError, parse
from glassnet.spec.data import CsvText

NUMPY = "import numpy as np"

ROUNDED = '''
def rounded(a):
    """The nearest float32 numbers: what starts so is the same in single and double precision."""
    return np.asarray(a, np.float32).astype(np.float64)
'''


def data_sections(plan: Plan, *, function: bool, targets: bool = True) -> list[Section]:
    """Points, parts, and the network's inputs and targets: they leave X, T, `label` or `value`, and `parts`.

    Args:
        plan: the data.
        function: whether `network_inputs` is defined, for other points than these.
        targets: whether T is made; a library's loss may want the labels as they are.
    """
    return [_points(plan), _parts(plan), _seen(plan, function, targets)]


def _name(plan: Plan) -> str:
    return "label" if plan.classes else "value"


# -- points ------------------------------------------------------------------------------------------------------


def _points(plan: Plan) -> Section:
    source = plan.experiment.data.source
    match source:
        case Preset(name=name):
            code, imports = _preset(plan, name)
            words = f"**{plan.label}**: {PRESETS[name].explain}."
        case CsvFile() | CsvText():
            code, imports = table_code(plan, source), ("import csv",)
            words = f"A table of {plan.drawn:,} rows; the column `{source.column.strip()}` is to be predicted."
        case OwnPoints():
            code, imports = _own(plan), ()
            words = f"{len(plan.own)} points, put in by hand."
        case _:
            raise SpecError("data.source", source.kind, "a preset, a CSV file or own points, to be written as code")
    code = code.replace("\n\n", f"\n\n{ROUNDED}\n\n", 1) if code.startswith("N = ") else f"{ROUNDED}\n\n{code}"
    return Section("Data", words, code, (NUMPY, *imports))


def _preset(plan: Plan, name: str) -> tuple[str, tuple[str, ...]]:
    data = plan.experiment.data
    constants = f"N = {plan.drawn}" if not PRESETS[name].n else ""
    noise = f"NOISE = {numeral(data.noise)}" if data.noise or name in points.CLASSIC or name == "clusters" else ""
    code = _made(plan, name)
    imports: tuple[str, ...] = ()
    if name in points.LIBRARY:
        imports = (f"from sklearn.datasets import load_{name}",)
    if name == "clusters":
        imports = ("from sklearn.datasets import make_classification",)
    if data.columns:
        code = f"{code.strip()}\n{_columns_chosen(plan, name)}"
    target = "" if plan.classes else "value = rounded(value)"
    lines = [f"{constants}\n{noise}".strip(), f"{code.strip()}\npoints = rounded(points)\n{target}".strip()]
    return "\n\n".join(filter(None, lines)), imports


def _made(plan: Plan, name: str) -> str:
    noise = plan.experiment.data.noise
    if name in points.SHAPES:
        shape = points.SHAPES[name]
        return _dealt(plan, shape.ranked) + _safe(plan, shape.code) + (_shift(shape.size) if noise else "")
    if name in points.SURFACES:
        return _surface(plan, name)
    if name in points.CLASSIC:
        code = points.CLASSIC[name]
        return (_dealt(plan, name == "classic_spiral") if plan.classes else "") + code
    if name == "clusters":
        sizes = f"sizes = {class_sizes(plan.drawn, 2, plan.experiment.data.balance)}  # points of each class\n"
        dealt = _dealt(plan, ranked=False).replace("label = np.arange", "turns = np.arange")
        dealt = dealt.replace("label = np.repeat", "turns = np.repeat")
        sizes = "" if "sizes = " in dealt else sizes
        return sizes + dealt + points.CLUSTERS.strip().format(seed=plan.experiment.data.seed)
    if name == "xor_points":
        return points.XOR_POINTS
    if name in points.LIBRARY:
        return points.LIBRARY[name]
    raise SpecError("data.source.name", name, "a data set that can be written as code")


def _columns_chosen(plan: Plan, name: str) -> str:
    """The line that keeps some of the columns."""
    data = plan.experiment.data
    whole = make_preset(name, n=data.n, noise=data.noise, balance=data.balance, seed=data.seed).inputs
    line = f"points = points[:, {[whole.index(column) for column in data.columns]}]"
    words = f"  # {', '.join(data.columns)}"
    return line + (words if len(line + words) <= WIDTH else "")


def _dealt(plan: Plan, ranked: bool) -> str:
    """The lines that deal the points out to the classes."""
    sizes = class_sizes(plan.drawn, plan.classes, plan.experiment.data.balance)
    if len(set(sizes)) == 1:
        line = f"label = np.arange(N) % {plan.classes}  # the classes take turns\n"
        return line + f"rank, size = np.arange(N) // {plan.classes}, N // {plan.classes}\n" * ranked
    code = f"sizes = {sizes}  # points of each class\n"
    code += "rank = np.concatenate([np.arange(m) for m in sizes])\n"
    code += "size = np.repeat(sizes, sizes)\n"
    code += 'turn = np.argsort((rank + 0.5) / size, kind="stable")  # the classes take turns\n'
    code += f"label = np.repeat(np.arange({plan.classes}), sizes)[turn]\n"
    return code + "rank, size = rank[turn], size[turn]\n" * ranked


def _safe(plan: Plan, code: str) -> str:
    """A class of a single point has no gaps between its points to divide by."""
    alone = 1 in class_sizes(plan.drawn, plan.classes, plan.experiment.data.balance)
    return code.strip().replace("(size - 1)", "np.maximum(size - 1, 1)" if alone else "(size - 1)") + "\n"


def _shift(size: float) -> str:
    factor = "" if size == 1.0 else f"{numeral(size)} * "
    return f"points += NOISE * {factor}normal(NOISES, 0, (N, 2))\n"


def _surface(plan: Plan, name: str) -> str:
    one = plan.inputs == 1
    code = points.HILLS.strip() + "\n" if name == "bumps" else ""
    code += f"points = 12 * uniform(POINTS, 0, (N, {plan.inputs})) - 6\n"
    code += "x = points[:, 0]\n" if one else "x, y = points.T\n"
    code += f"value = {points.SURFACES[name]}"
    if plan.experiment.data.noise:
        code += "\nvalue = value + NOISE * normal(NOISES, 0, (N,))"
    return code + "\n"


def _own(plan: Plan) -> str:
    what = _name(plan)
    values = "OWN[:, 2].astype(int)" if plan.classes else "rounded(OWN[:, 2])"
    return f"{array('OWN', plan.own, f'x, y, {what}')}\npoints, {what} = rounded(OWN[:, :2]), {values}"


# -- parts -------------------------------------------------------------------------------------------------------

STRATIFIED = """
order = permutation(SPLIT, 0, len(label))
place = np.empty(len(label), int)  # 0, 1 or 2: the part that a row belongs to
for k in range({classes}):  # each class is cut by itself, so that all parts have the same shares
    rows = order[label[order] == k]
    first = max(1, round({train} * len(rows)))
    second = max(first, round({both} * len(rows)))
    place[rows] = np.digitize(np.arange(len(rows)), [first, second])
"""

CUT = """
order = permutation(SPLIT, 0, len({what}))
first = max(1, round({train} * len(order)))
second = max(first, round({both} * len(order)))
"""

BY_PLACE = "parts = {{name: order[place[order] == i] for i, name in {names}}}"
BY_CUT = "parts = dict(zip({names}, np.split(order, [first, second]), strict=True))"

VALUES_SCALED = """

seen = value[{train}]
value = rounded((value - seen.mean()) / (seen.std() or 1))  # mean 0, spread 1
"""

SPLIT_WORDS = """
The network learns from the training set alone; the validation set is there to steer by, the test set only to report.
"""


def _parts(plan: Plan) -> Section:
    what, split = _name(plan), plan.experiment.data.split
    if isinstance(plan.experiment.data.source, OwnPoints) or split.train == 1.0:
        code = f'parts = {{"train": np.arange(len({what}))}}'
    else:
        stratified = split.stratify and plan.classes
        train, validation = numeral(split.train), numeral(split.validation)
        both = numeral(split.train + split.validation)
        shares = {"train": train, "both": both if len(both) <= 6 else f"({train} + {validation})"}
        template = STRATIFIED if stratified else CUT
        code = template.strip().format(what=what, classes=plan.classes, **shares) + "\n"
        code += _named(plan, BY_PLACE if stratified else BY_CUT)
    if plan.experiment.data.value_scaling == "standardize" and not plan.classes and plan.drawn:
        code += VALUES_SCALED.format(train=_train())
    return Section("Train, validation and test set", SPLIT_WORDS, code, (NUMPY,))


# -- what the network sees ---------------------------------------------------------------------------------------


def _named(plan: Plan, template: str) -> str:
    """The line that gives the parts their names; without those that have no points."""
    names = [f'"{name}"' for name in plan.data.drawn]
    there = [name for name, drawn in zip(names, plan.data.drawn.values(), strict=True) if len(drawn)]
    if template == BY_PLACE:
        pairs = f"enumerate(({', '.join(names)}))"
        if len(there) < len(names):
            pairs = f"[{', '.join(f'({names.index(name)}, {name})' for name in there)}]"
        return template.format(names=pairs)
    made = template.format(names=f"({', '.join(names)})")
    return (
        made if len(there) == len(names) else f"{made}\nparts = {{k: rows for k, rows in parts.items() if len(rows)}}"
    )


TARGETS = {
    "one_hot": "T = np.eye({classes})[label]  # one-hot: a 1 for the right class, (n, {classes})",
    "class": "T = label[:, None].astype(float)  # 0 or 1, (n, 1)",
    "sign": "T = 2.0 * label[:, None] - 1  # -1 or 1, (n, 1)",
    "value": "T = value[:, None]  # (n, 1)",
}

SEEN_WORDS = """
`X` is what the network sees, `T` what it should say. Mean and spread are those of the training set: the network must
not learn anything from the others.
"""


def _seen(plan: Plan, function: bool, targets: bool) -> Section:
    data, formulas = plan.experiment.data, plan.data.transform.features
    mixed = bool(plan.own) and not isinstance(data.source, OwnPoints)
    code = _with_own(plan) if mixed else ""
    features = "points"
    if formulas:
        code += _features(plan) + "\n\n"
        features = "features(points)"
    scaled = data.scaling == "standardize" and plan.drawn > 0
    if scaled:
        rows = f"rounded(features(points))[{_train()}]" if formulas else f"points[{_train()}]"
        code += f"seen = {rows}\nmean, spread = seen.mean(axis=0), seen.std(axis=0)\n"
        if _constant(plan):
            code += "spread[spread == 0] = 1  # a constant feature stays what it is\n"
        about, value = "features of mean 0 and spread 1", f"rounded(({features} - mean) / spread)"
    else:
        about, value = "as they are", f"rounded({features})"
    shape = f"(n, {plan.settings.sizes[0]})"
    if function:
        code += f'\ndef network_inputs(points):\n    """What the network sees of points: {about}."""\n'
        code += f"    return {value}\n\nX = network_inputs(points)  # {shape}\n"
    else:
        code += f"X = {value}  # {about}, {shape}\n"
    code += TARGETS[plan.encoding].format(classes=plan.classes) if targets else ""
    erased = getattr(data.source, "erased", ())
    if erased:
        code += "\n" + _erased(plan, erased)
    if mixed:
        code += f"\nown = np.arange(len(points) - len(OWN), len(points))\n{_train()} = "
        code += f"np.concatenate([{_train()}, own])  # they belong to the training set"
    return Section("What the network sees", SEEN_WORDS, code.rstrip(), (NUMPY,))


def _erased(plan: Plan, erased: tuple[int, ...]) -> str:
    """The lines that leave out what was rubbed out; a part of which nothing is left goes too."""
    lines = call("ERASED = [", [str(row) for row in erased], "  # points rubbed out by hand")
    empty = any(len(drawn) and not len(plan.data.kept_rows(name)) for name, drawn in plan.data.drawn.items())
    keep = " if not np.isin(rows, ERASED).all()" if empty else ""
    made = f"{{name: rows[~np.isin(rows, ERASED)] for name, rows in parts.items(){keep}}}"
    if len(f"parts = {made}") > WIDTH:
        made = f"{{\n    name: rows[~np.isin(rows, ERASED)]\n    for name, rows in parts.items()\n   {keep}\n}}"
    return f"{lines}\nparts = {made}"


def _train() -> str:
    return 'parts["train"]'


def _constant(plan: Plan) -> bool:
    """Whether a feature has the same value in the whole training set."""
    return bool((np.ptp(plan.data.drawn["train"].X, axis=0) == 0).any())


def _with_own(plan: Plan) -> str:
    what = _name(plan)
    values = "OWN[:, 2].astype(int)" if plan.classes else "rounded(OWN[:, 2])"
    return (
        f"{array('OWN', plan.own, f'put in by hand: x, y, {what}')}\n"
        f"points = np.concatenate([points, rounded(OWN[:, :{plan.inputs}])])\n"
        f"{what} = np.concatenate([{what}, {values}])\n\n"
    )


def _features(plan: Plan) -> str:
    """The function of the features, one formula after another."""
    formulas = [parse(text) for text in plan.data.transform.features]
    used = sorted(set[str]().union(*(formula.inputs() for formula in formulas)))
    place = {name: int(column[0]) for name, column in _columns(plan).items()}
    if used == ["x", "y"] and plan.inputs == 2 and (place["x"], place["y"]) == (0, 1):
        named = ["    x, y = points.T"]
    else:
        named = [f"    {name} = points[:, {place[name]}]" for name in used]
    columns = [formula_code(formula) if formula.inputs() else f"np.full(len(points), {formula_code(formula)})"
               for formula in formulas]  # fmt: skip
    made = call("return np.stack([", columns, ", axis=1)", indent=4)
    if "\n" in made:
        inner = call("[", columns, "", indent=8)
        made = f"return np.stack(\n        {inner},\n        axis=1,\n    )"
    words = f'    """Formulas of the coordinates: (n, {plan.inputs}) -> (n, {len(formulas)})."""'
    return "\n".join(["def features(points):", words, *named, f"    {made}"])


def _columns(plan: Plan) -> dict[str, np.ndarray]:
    """For each name that a formula may use, the number of its column."""
    return named_columns(np.arange(plan.inputs, dtype=np.float64)[None, :], plan.data.table.inputs)
