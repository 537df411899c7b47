"""The network in NumPy: activations beside their derivatives, the loss and its gradient, forward and backward."""

from glassnet.explain.codegen.layout import Section, call, numeral
from glassnet.explain.codegen.plan import Plan

HELPERS = {
    "sigmoid": '''
def sigmoid(z):
    """1 / (1 + e^-z), without overflow."""
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
''',
    "softplus": '''
def softplus(z):
    """log(1 + e^z), without overflow."""
    return np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
''',
    "normal_cdf": '''
def normal_cdf(z):
    """The share of a normal distribution that lies below z."""
    return 0.5 * np.vectorize(math.erfc)(-z / math.sqrt(2))
''',
}

ACTIVATIONS = {
    "identity": ("lambda z: z", "np.ones_like"),
    "sigmoid": ("sigmoid", "lambda z: sigmoid(z) * sigmoid(-z)"),
    "tanh": ("np.tanh", "lambda z: 1 - np.tanh(z) ** 2"),
    "relu": ("lambda z: np.maximum(z, 0)", "lambda z: (z > 0).astype(float)"),
    "leaky_relu": ("lambda z: np.where(z > 0, z, {slope} * z)", "lambda z: np.where(z > 0, 1.0, {slope})"),
    "elu": (
        "lambda z: np.where(z > 0, z, {alpha}np.expm1(np.minimum(z, 0)))",
        "lambda z: np.where(z > 0, 1.0, {alpha}np.exp(np.minimum(z, 0)))",
    ),
    "gelu": (
        "lambda z: z * normal_cdf(z)",
        "lambda z: normal_cdf(z) + z * np.exp(-(z**2) / 2) / math.sqrt(2 * math.pi)",
    ),
    "silu": ("lambda z: z * sigmoid(z)", "lambda z: sigmoid(z) + z * sigmoid(z) * sigmoid(-z)"),
    "softplus": ("softplus", "sigmoid"),
    "sine": ("np.sin", "np.cos"),
    "softsign": ("lambda z: z / (1 + np.abs(z))", "lambda z: 1 / (1 + np.abs(z)) ** 2"),
}
"""Value and derivative of each activation, both as functions of z."""

LOSSES = {
    "cross_entropy": '''
def loss_and_gradient(o, T):
    """Cross-entropy of the logits o, its softmax included, and dL/do, (n, outputs)."""
    shifted = o - o.max(axis=1, keepdims=True)  # changes nothing, and no exponent is positive
    e = np.exp(shifted)
    total = e.sum(axis=1, keepdims=True)  # (n, 1)
    return -np.sum(T * (shifted - np.log(total))) / len(o), (e / total - T) / len(o)
''',
    "binary_cross_entropy": '''
def loss_and_gradient(o, T):
    """Binary cross-entropy of the logits o, its sigmoid included, and dL/do, (n, 1)."""
    return np.mean(T * softplus(-o) + (1 - T) * softplus(o)), (sigmoid(o) - T) / o.size
''',
    "mse": '''
def loss_and_gradient(o, T):
    """Mean squared error over examples and outputs, and dL/do, (n, outputs)."""
    return np.mean((o - T) ** 2), 2 * (o - T) / o.size
''',
    "half_squared": '''
def loss_and_gradient(o, T):
    """Half the squared error, summed over outputs, mean over examples, and dL/do, (n, outputs)."""
    return np.sum((o - T) ** 2) / 2 / len(o), (o - T) / len(o)
''',
    "huber": '''
def loss_and_gradient(o, T):
    """Huber: squared for errors below {delta}, straight above; and dL/do, (n, outputs)."""
    q = np.minimum(np.abs(o - T), {delta})
    return np.mean(q * (np.abs(o - T) - q / 2)), np.clip(o - T, -{delta}, {delta}) / o.size
''',
}

FORWARD = '''
def forward(X):
    """The outputs (n, outputs), and of each layer what went in and its weighted sums."""
    a, tape = X, []
    for W, b, name in zip(weights, biases, LAYERS, strict=True):
        z = a @ W.T + b  # (n, fan_out)
        tape.append((a, z))
        a = FUNCTIONS[name][0](z)
    return a, tape
'''

FORWARD_WITH_DROPOUT = '''
def forward(X, training=False):
    """The outputs (n, outputs), and of each layer what went in, its sums, its mask."""
    a, tape = X, []
    for W, b, name, p in zip(weights, biases, LAYERS, DROPOUT, strict=True):
        z = a @ W.T + b  # (n, fan_out)
        mask = (rng.random(z.shape) >= p) / (1 - p) if training else 1.0  # the kept are scaled up
        tape.append((a, z, mask))
        a = FUNCTIONS[name][0](z) * mask
    return a, tape
'''

BACKWARD = '''
def backward(tape, da):
    """The gradients of all weights, then of all biases: the chain rule, last layer first."""
    dWs, dbs = [], []
    for W, name, ({kept}) in reversed(list(zip(weights, LAYERS, tape, strict=True))):
        delta = {delta} * FUNCTIONS[name][1](z)  # dL/dz, (n, fan_out)
        dWs.insert(0, delta.T @ x)  # (fan_out, fan_in)
        dbs.insert(0, delta.sum(axis=0))  # (fan_out,)
        da = delta @ W  # dL/dx, (n, fan_in)
    return dWs + dbs
'''

EXPLAIN_FUNCTIONS = "Each activation stands beside its derivative, both functions of `z`; the loss beside its gradient."

EXPLAIN_PASSES = r"""
A layer computes $z = x W^\top + b$ and hands on $a = f(z)$. `forward` remembers what went into each layer (`x`) and
its sums (`z`). `backward` goes the way back: from $\partial L/\partial a$ to
$\delta = \partial L/\partial z = \partial L/\partial a \cdot f'(z)$, and from there to
$\partial L/\partial W = \delta^\top x$, $\partial L/\partial b = \sum \delta$ and, for the layer before,
$\partial L/\partial x = \delta\, W$.
"""


def _functions(plan: Plan) -> dict[str, tuple[str, str]]:
    """The activations in use by the names of the table; two of a kind with other settings get a number."""
    return dict(_named(plan))


def _named(plan: Plan) -> list[tuple[str, tuple[str, str]]]:
    """For each layer the name of its activation, and its value and derivative."""
    chosen = [(layer.activation.kind, layer.activation.settings()) for layer in plan.layers]
    chosen.append((plan.settings.output.kind, {}))
    names: dict[tuple[str, str], str] = {}
    found = []
    for kind, settings in chosen:
        pair = _pair(kind, settings)
        taken = sum(name.rstrip("0123456789_") == kind for name in names.values())
        found.append((names.setdefault(pair, f"{kind}_{taken + 1}" if taken else kind), pair))
    return found


def _pair(kind: str, settings: dict[str, float]) -> tuple[str, str]:
    shown = {key: numeral(value) for key, value in settings.items()}
    if "alpha" in shown:
        shown["alpha"] = "" if shown["alpha"] == "1.0" else f"{shown['alpha']} * "
    value, derivative = ACTIVATIONS[kind]
    return value.format(**shown), derivative.format(**shown)


def function_section(plan: Plan) -> Section:
    """Activations and the loss, each beside its derivative."""
    rows = [
        call(f'"{name}": (', [value, derivative], indent=4) for name, (value, derivative) in _functions(plan).items()
    ]  # fmt: skip
    table = "FUNCTIONS = {  # the value, and the derivative, which takes z\n"
    table += "".join(f"    {row},\n" for row in rows) + "}\n"
    table += call("LAYERS = [", [f'"{name}"' for name, _ in _named(plan)])
    delta = {name: numeral(value) for name, value in plan.settings.loss.settings().items()}
    loss = LOSSES[plan.settings.loss.kind]
    loss = loss.format(**delta) if delta else loss
    helpers = [code for name, code in HELPERS.items() if name in table + loss]
    if helpers and "softplus" in table and "sigmoid" not in table + loss:
        helpers = [HELPERS["sigmoid"], *helpers]
    code = "\n\n".join([*helpers, table, loss])
    imports = ("import numpy as np",) + ("import math",) * ("math." in code)
    return Section("Activations and loss", EXPLAIN_FUNCTIONS, code, imports)


def pass_section(plan: Plan) -> Section:
    """The forward and the backward pass."""
    if not plan.dropout:
        code = f"{FORWARD}\n\n{BACKWARD.format(kept='x, z', delta='da')}"
        return Section("Forward and backward", EXPLAIN_PASSES, code)
    rates = [numeral(layer.dropout) for layer in plan.layers] + ["0.0"]
    dropped = call("DROPOUT = [", rates, "  # share of each layer's units silenced in training")
    dropped += f"\nrng = np.random.default_rng({plan.experiment.training.dropout_seed})"
    backward = BACKWARD.format(kept="x, z, mask", delta="da * mask")
    code = "\n\n".join([dropped, FORWARD_WITH_DROPOUT, backward])
    return Section("Forward and backward", EXPLAIN_PASSES, code, ("import numpy as np",))
