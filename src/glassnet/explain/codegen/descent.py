"""The descent in a script: penalties, clipping, the optimizer's update, the schedule of the learning rate."""

from glassnet.explain.codegen.layout import Section, numeral
from glassnet.explain.codegen.plan import Plan
from glassnet.spec import Optimizer

SGD = """
        w -= {rate} * g
"""

MOMENTUM = """
        v *= MOMENTUM
        v += g
        w -= {rate} * v
"""

NESTEROV = """
        v *= MOMENTUM
        v += g
        w -= {rate} * (g + MOMENTUM * v)  # looks one step ahead
"""

RMSPROP = """
        s *= RHO
        s += (1 - RHO) * g**2
        w -= {rate} * g / (np.sqrt(s) + EPS)
"""

ADAGRAD = """
        s += g**2
        w -= {rate} * g / (np.sqrt(s) + EPS)
"""

ADAM = """
        m *= BETA1
        m += (1 - BETA1) * g
        s *= BETA2
        s += (1 - BETA2) * g**2
        m_hat, s_hat = m / (1 - BETA1**t), s / (1 - BETA2**t)  # both started at 0
        w -= {rate} * m_hat / (np.sqrt(s_hat) + EPS)
"""

DECAY = """
        if w.ndim == 2:  # a matrix: biases do not decay
            w -= {rate} * WEIGHT_DECAY * w
"""

RULES = {
    "sgd": ("", SGD, "SGD: straight down the gradient"),
    "momentum": ("v", MOMENTUM, "Momentum: a heavy ball that remembers past gradients"),
    "nesterov": ("v", NESTEROV, "Nesterov: momentum that looks one step ahead"),
    "rmsprop": ("s", RMSPROP, "RMSprop: steps scaled by a running mean of g²"),
    "adagrad": ("s", ADAGRAD, "Adagrad: steps scaled by the sum of all g² so far"),
    "adam": ("m, s", ADAM, "Adam: running means of g and of g², corrected for their start"),
    "adamw": ("m, s", DECAY + ADAM.lstrip("\n"), "AdamW: Adam, and weights that decay beside it"),
}
"""For each optimizer: the arrays that it keeps for a parameter, its lines, and what it is."""

CLIP = '''
def clipped(gradients):
    """All gradients, shortened by one factor so that their common norm is at most CLIP_NORM."""
    norm = math.sqrt(sum(np.sum(g**2) for g in gradients))
    return [g * (CLIP_NORM / norm) for g in gradients] if norm > CLIP_NORM else gradients
'''

EXPLAIN = """
{name}. The arrays are changed in place; `t` counts the steps from 1.{penalty}
"""


def optimizer_section(plan: Plan) -> Section:
    """One update of all parameters."""
    training = plan.experiment.training
    slots, rule, words = RULES[training.optimizer.kind]
    rate = "LEARNING_RATE" if plan.steady else "rate"
    body = rule.format(rate=rate).strip("\n")
    parameters = ["gradients"] + ["rate"] * (not plan.steady) + ["t"] * ("**t" in body)
    code = f"{_constants(training.optimizer)}parameters = weights + biases\n{_slots(slots)}\n\n"
    over = {"": "w, g in zip(parameters, gradients, strict=True)"}.get(
        slots, f"w, g, {_unpacked(slots)} in zip(parameters, gradients, slots, strict=True)"
    )
    code += f'def update({", ".join(parameters)}):\n    """{words}."""\n    for {over}:\n{body}'
    blocks = [code] if training.clip_norm is None else [CLIP, code]
    penalty = " The gradient of the penalty is added to that of the loss." if training.l1 or training.l2 else ""
    imports = ("import numpy as np",) + ("import math",) * (training.clip_norm is not None)
    return Section("The optimizer", EXPLAIN.format(name=words, penalty=penalty), "\n\n".join(blocks), imports)


def _constants(optimizer: Optimizer) -> str:
    """The optimizer's own settings under names, on one line; nothing if it has none."""
    settings = optimizer.settings()
    if not settings:
        return ""
    return f"{', '.join(map(str.upper, settings))} = {', '.join(map(numeral, settings.values()))}\n"


def _slots(slots: str) -> str:
    if not slots:
        return ""
    if "," in slots:
        return f"slots = [(np.zeros_like(w), np.zeros_like(w)) for w in parameters]  # {slots}"
    return f"slots = [np.zeros_like(w) for w in parameters]  # {slots}"


def _unpacked(slots: str) -> str:
    return f"({slots})" if "," in slots else slots


SCHEDULES = {
    "constant": "1.0",
    "step": "{factor} ** (t // {every})",
    "exponential": "{rate}**t",
    "cosine": "{floor}0.5 * (1 + math.cos(math.pi * min(t / {epochs}, 1)))",
}

SCHEDULE_WORDS = {
    "constant": "constant",
    "step": "times {factor} after every {every} epochs",
    "exponential": "times {rate} with every epoch",
    "cosine": "half a cosine wave, down to {floor} of itself in {epochs} epochs",
}


def schedule_section(plan: Plan) -> list[Section]:
    """The learning rate as a function of the epoch; nothing if it is the same for all steps."""
    if plan.steady:
        return []
    training = plan.experiment.training
    kind, settings = training.schedule.kind, training.schedule.settings()
    shown = {name: f"{value:g}" if isinstance(value, int) else numeral(value) for name, value in settings.items()}
    words = SCHEDULE_WORDS[kind].format(**shown)
    if kind == "cosine":
        floor = settings["floor"]
        shown["floor"] = f"{numeral(floor)} + (1 - {numeral(floor)}) * " if floor else ""
    factor = SCHEDULES[kind].format(**shown)
    warm = training.warmup > 0.0
    lines = ["def learning_rate(epoch):  # counted in fractions", f'    """The learning rate: {words}."""']
    if kind == "constant":
        lines.append(f"    return LEARNING_RATE * min(epoch / {numeral(training.warmup)}, 1)  # rises from 0")
    elif warm:
        lines.append(f"    t = max(epoch - {numeral(training.warmup)}, 0)  # epochs after the warm-up")
        lines.append(f"    rate = LEARNING_RATE * {_bracketed(factor)}")
        lines.append(f"    return rate * min(epoch / {numeral(training.warmup)}, 1)  # rises from 0")
    else:
        lines[0] = "def learning_rate(t):  # in epochs, counted in fractions"
        lines.append(f"    return LEARNING_RATE * {_bracketed(factor)}")
    about = f"The learning rate changes with the epoch: {words}" + (", after a warm-up" if warm else "") + "."
    return [Section("The learning rate", about, "\n".join(lines), ("import math",) * ("math." in factor))]


def _bracketed(factor: str) -> str:
    return f"({factor})" if " + (" in factor and not factor.startswith("0.5 *") else factor
