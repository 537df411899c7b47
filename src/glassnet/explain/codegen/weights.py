"""Initial weights in a script: drawn by the initializer's formula, or written out where they were given."""

from itertools import pairwise

from glassnet.explain.codegen.layout import Section, array, numeral
from glassnet.explain.codegen.plan import Plan
from glassnet.training.initial import layer_parameters

WIDTHS = {
    "lecun_normal": "np.sqrt(1 / fan_in)",
    "xavier_uniform": "np.sqrt(6 / (fan_in + fan_out))",
    "xavier_normal": "np.sqrt(2 / (fan_in + fan_out))",
    "he_uniform": "np.sqrt(6 / fan_in)",
    "he_normal": "np.sqrt(2 / fan_in)",
}
"""How wide the weights of a layer are scattered: a limit or a standard deviation."""

WORDS = {
    "uniform": "uniform, whatever the layer's width",
    "normal": "normal, whatever the layer's width",
    "lecun_normal": "LeCun: normal with variance 1 / fan_in",
    "xavier_uniform": "Xavier: uniform with variance 2 / (fan_in + fan_out)",
    "xavier_normal": "Xavier: normal with variance 2 / (fan_in + fan_out)",
    "he_uniform": "He: uniform with variance 2 / fan_in",
    "he_normal": "He: normal with variance 2 / fan_in",
    "orthogonal": "orthogonal: a random rotation, which keeps lengths",
    "zeros": "all 0: every unit of a layer stays like the others",
    "pytorch": "as torch.nn.Linear: weights and biases uniform within 1 / sqrt(fan_in)",
}

EXPLAIN = """
`W` has a row for each unit of the layer, `(fan_out, fan_in)`. The initial weights are {words}.
"""

UNIFORM = """
limit = {width}{words}
weights.append(rounded(limit * (2 * uniform(WEIGHTS, index, (fan_out, fan_in)) - 1)))
"""

NORMAL = """
std = {width}{words}
weights.append(rounded(std * normal(WEIGHTS, index, (fan_out, fan_in))))
"""

ORTHOGONAL = """
tall = normal(WEIGHTS, index, (max(fan_in, fan_out), min(fan_in, fan_out)))
Q, R = np.linalg.qr(tall)
Q = Q * np.where(np.diag(R) < 0, -1, 1)  # every rotation is equally likely
weights.append(rounded({rotation}))
"""

PYTORCH = """
count = fan_in * fan_out
u = 2 * uniform(WEIGHTS, index, (count + count % 2 + fan_out,)) - 1  # as torch.nn.Linear does
weights.append(rounded(u[:count].reshape(fan_out, fan_in) / np.sqrt(fan_in)))
biases.append(rounded(u[-fan_out:] / np.sqrt(fan_in)))
"""


def weight_section(plan: Plan) -> Section:
    """The lines that leave `weights` and `biases`: an array for each layer, and `parameters`, all of them."""
    network = plan.experiment.network
    if network.weights is not None:
        words = "given as numbers"
        code, imports = _written(plan), ["import numpy as np"]
    else:
        words = WORDS[network.initializer.kind]
        code, imports = _drawn(plan, words), ["import numpy as np", "from itertools import pairwise"]
    return Section("Initial weights", EXPLAIN.format(words=words), code, tuple(imports))


def _drawn(plan: Plan, words: str) -> str:
    """A loop over the layers; biases that are given are written out after it."""
    network = plan.experiment.network
    kind = network.initializer.kind
    bias = f"np.full(fan_out, {numeral(network.bias)})" if network.bias else "np.zeros(fan_out)"
    lines = [
        "weights, biases = [], []",
        "for i, (fan_in, fan_out) in enumerate(pairwise(SIZES)):",
        "    index = i if i < len(SIZES) - 2 else 2**32  # the output layer draws from a stream of its own",
        *(f"    {line}" for line in _weights(plan).strip().split("\n")),
    ]
    if kind == "zeros":
        lines = [lines[0], f"for fan_in, fan_out in pairwise(SIZES):  # {words}", lines[-1]]
    if kind != "pytorch":
        lines.append(f"    biases.append({f'rounded({bias})' if network.bias else bias})")
    if network.biases is not None:
        lines += ["biases = [", *(f"    {line}," for line in _vectors(network.biases)), "]"]
    return "\n".join(lines)


def _weights(plan: Plan) -> str:
    """The lines that draw one layer."""
    initializer = plan.experiment.network.initializer
    kind, settings = initializer.kind, {name: numeral(value) for name, value in initializer.settings().items()}
    match kind:
        case "zeros":
            return "weights.append(np.zeros((fan_out, fan_in)))"
        case "pytorch":
            return PYTORCH
        case "orthogonal":
            chosen = "Q if fan_out >= fan_in else Q.T"
            gain = settings["gain"]
            return ORTHOGONAL.format(rotation=chosen if gain == "1.0" else f"{gain} * ({chosen})")
        case _:
            template = UNIFORM if kind.endswith("uniform") else NORMAL
            width = WIDTHS.get(kind) or settings.get("limit") or settings["std"]
            return template.format(width=width, words=f"  # {WORDS[kind]}")


def _written(plan: Plan) -> str:
    """Given weights, layer by layer; biases that are not given are what they would have been."""
    network, pairs = plan.experiment.network, list(enumerate(pairwise(plan.settings.sizes)))
    biases = network.biases or [
        layer_parameters(network, i, fan_in, fan_out, last=i == len(pairs) - 1)[1].tolist()
        for i, (fan_in, fan_out) in pairs
    ]
    named = [f"W{i + 1}" for i, _ in pairs]
    lines = [array(name, W, f"({len(W)}, {len(W[0])})") for name, W in zip(named, network.weights or (), strict=True)]
    lines += [f"weights = [{', '.join(named)}]", "biases = [", *(f"    {line}," for line in _vectors(biases)), "]"]
    return "\n".join(lines)


def _vectors(biases: object) -> list[str]:
    """Each vector of biases as an expression."""
    rows: list[list[float]] = [list(b) for b in biases]  # type: ignore[attr-defined]
    return [
        f"np.full({len(b)}, {numeral(b[0])})" if len(set(b)) == 1 else array("", [b]).removeprefix(" = ") + "[0]"
        for b in rows
    ]
