"""The PyTorch script: a module, its loss and optimizer, and the loop, as one writes them."""

from itertools import pairwise

from glassnet.explain.codegen.descent import schedule_section
from glassnet.explain.codegen.layout import Section, call, numeral, script, wrapped
from glassnet.explain.codegen.loop import (
    EVALUATION_WORDS,
    LOOP_WORDS,
    epochs_code,
    moment,
    report_code,
    score_name,
    settings_section,
)
from glassnet.explain.codegen.numpy_script import same, with_chance
from glassnet.explain.codegen.plan import Plan
from glassnet.explain.codegen.plots import drawable, plot_section
from glassnet.explain.codegen.sources import data_sections
from glassnet.explain.codegen.weights import weight_section
from glassnet.spec import Variant

WORDS = """
{title}, in PyTorch.

{same}{digits}"""

SINGLE = """With torch.float32 in place of torch.float64 they agree to about five digits.
"""

CLIPPING = """So they do here: clip_grad_norm_ divides by the norm + 1e-6, Glassnet by the norm.
"""

MODULES = {
    "sigmoid": "nn.Sigmoid()",
    "tanh": "nn.Tanh()",
    "relu": "nn.ReLU()",
    "leaky_relu": "nn.LeakyReLU({slope})",
    "elu": "nn.ELU({alpha})",
    "gelu": "nn.GELU()",
    "silu": "nn.SiLU()",
    "softplus": "nn.Softplus(threshold=40)",
    "sine": "Sine()",
    "softsign": "nn.Softsign()",
}
"""The module of each activation; the identity needs none."""

SINE = '''
class Sine(nn.Module):
    """sin z, which torch.nn does not have."""

    def forward(self, z):
        return torch.sin(z)
'''

START = """
linear = [layer for layer in model if isinstance(layer, nn.Linear)]
with torch.no_grad():  # the initial weights
    for layer, W, b in zip(linear, weights, biases, strict=True):
        layer.weight.copy_(torch.from_numpy(W))
        layer.bias.copy_(torch.from_numpy(b))
"""

HALF_SQUARED = '''
def loss_function(o, T):
    """Half the squared error, summed over the outputs, mean over the examples."""
    return (o - T).square().sum(dim=1).mean() / 2
'''

LOSSES = {
    "cross_entropy": "loss_function = nn.CrossEntropyLoss()  # takes logits, its softmax is included",
    "binary_cross_entropy": "loss_function = nn.BCEWithLogitsLoss()  # takes logits, its sigmoid is included",
    "mse": "loss_function = nn.MSELoss()",
    "half_squared": HALF_SQUARED,
    "huber": "loss_function = nn.HuberLoss(delta={delta})",
}

OPTIMIZERS = {
    "sgd": "torch.optim.SGD(model.parameters(), lr=LEARNING_RATE)",
    "momentum": "torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum={momentum})",
    "nesterov": "torch.optim.SGD(model.parameters(), lr=LEARNING_RATE, momentum={momentum}, nesterov=True)",
    "rmsprop": "torch.optim.RMSprop(model.parameters(), lr=LEARNING_RATE, alpha={rho}, eps={eps})",
    "adagrad": "torch.optim.Adagrad(model.parameters(), lr=LEARNING_RATE, eps={eps})",
    "adam": "torch.optim.Adam(model.parameters(), lr=LEARNING_RATE, betas=({beta1}, {beta2}), eps={eps})",
    "adamw": """torch.optim.AdamW(
    [
        {{"params": [layer.weight for layer in linear], "weight_decay": {weight_decay}}},
        {{"params": [layer.bias for layer in linear], "weight_decay": 0.0}},  # biases do not decay
    ],
    lr=LEARNING_RATE,
    betas=({beta1}, {beta2}),
    eps={eps},
)""",
}

EXPLAIN_MODEL = """
A layer of the network is an `nn.Linear`, whose `weight` has the shape `(fan_out, fan_in)`, and its activation. The
initial weights are put in by hand, so that the run is that of Glassnet.
"""

EXPLAIN_DESCENT = """
The loss is a mean over the examples of a batch; the optimizer changes all parameters a little against their gradient,
which autograd has found.
"""


def torch_sections(plan: Plan) -> list[Section]:
    """The sections of the script in their order."""
    by_number = plan.settings.loss.kind == "cross_entropy"  # nn.CrossEntropyLoss takes the labels themselves
    shared = [*data_sections(plan, function=drawable(plan), targets=not by_number), weight_section(plan)]
    return with_chance(plan, settings_section(plan), [*shared, *torch_only(plan)])


def torch_only(plan: Plan) -> list[Section]:
    """What is not shared with the other scripts."""
    plots = plot_section(
        plan,
        "with torch.no_grad():",
        "    o = model(torch.tensor(grid, dtype=DTYPE, device=device)).cpu().numpy()",
    )
    return [_model(plan), _loss_and_optimizer(plan), *schedule_section(plan), _report(plan), _loop(plan), plots]


def torch_script(plan: Plan) -> str:
    """The whole script."""
    clipped = plan.experiment.training.clip_norm is not None
    digits = "" if plan.dropout else SINGLE + CLIPPING * clipped
    words = wrapped(WORDS.format(title=plan.title, same=same(plan), digits=digits).strip()) + "\n"
    return script(words, torch_sections(plan))


def _module(function: Variant) -> str:
    settings = {name: numeral(value) for name, value in function.settings().items()}
    code = MODULES[function.kind].format(**settings)
    return code.replace("nn.ELU(1.0)", "nn.ELU()").replace("nn.LeakyReLU(0.01)", "nn.LeakyReLU()")


def _model(plan: Plan) -> Section:
    modules = []
    functions = [*(layer.activation for layer in plan.layers), plan.settings.output]
    rates = [*(layer.dropout for layer in plan.layers), 0.0]
    for (fan_in, fan_out), function, rate in zip(pairwise(plan.settings.sizes), functions, rates, strict=True):
        modules.append(f"nn.Linear({fan_in}, {fan_out})")
        if function.kind != "identity":
            modules.append(_module(function))
        if rate:
            modules.append(f"nn.Dropout({numeral(rate)})")
    network = "".join(f"    {module},\n" for module in modules)
    seed = f"torch.manual_seed({plan.experiment.training.dropout_seed})  # for dropout\n" if plan.dropout else ""
    code = (
        f'{SINE * ("Sine()" in modules)}\n\ndevice = "cuda" if torch.cuda.is_available() else "cpu"\n'
        "DTYPE = torch.float64\n"
        f"{seed}model = nn.Sequential(\n{network}).to(device, DTYPE)\n{START.strip()}\n\n"
        f"X = torch.tensor(X, dtype=DTYPE, device=device)\n{_targets(plan)}"
    )
    return Section("The network", EXPLAIN_MODEL, code, ("import torch", "from torch import nn"))


def _targets(plan: Plan) -> str:
    if plan.settings.loss.kind == "cross_entropy":
        return "T = torch.tensor(label, device=device)  # class numbers, (n,)"
    return "T = torch.tensor(T, dtype=DTYPE, device=device)"


def _loss_and_optimizer(plan: Plan) -> Section:
    loss, optimizer = plan.settings.loss, plan.experiment.training.optimizer
    settings = {name: numeral(value) for name, value in (loss.settings() | optimizer.settings()).items()}
    made = f"optimizer = {OPTIMIZERS[optimizer.kind].format(**settings)}"
    if "\n" not in made:
        start, _, arguments = made.partition("(")
        made = call(f"{start}(", _arguments(arguments[:-1]))
    return Section("Loss and optimizer", EXPLAIN_DESCENT, f"{LOSSES[loss.kind].format(**settings)}\n\n{made}")


def _arguments(text: str) -> list[str]:
    """Arguments cut at the commas outside brackets."""
    parts, depth = [""], 0
    for sign in text:
        depth += (sign == "(") - (sign == ")")
        if sign == "," and not depth:
            parts.append("")
        else:
            parts[-1] += sign
    return [part.strip() for part in parts]


SCORES = {
    "value": "1 - (T[rows] - o).square().mean() / T[rows].var(correction=0)",
    "several": "(o.argmax(dim=1) == {right}[rows]).double().mean()",
    "single": "((o > {middle}) == (T[rows] > {middle})).double().mean()",
}


def _score(plan: Plan) -> str:
    if plan.encoding == "value":
        return SCORES["value"]
    if plan.settings.sizes[-1] > 1:
        return SCORES["several"].format(right="T" if plan.settings.loss.kind == "cross_entropy" else "T.argmax(dim=1)")
    halfway = plan.encoding == "class" and plan.settings.loss.kind != "binary_cross_entropy"
    return SCORES["single"].format(middle="0.5" if halfway else "0")


def _report(plan: Plan) -> Section:
    code = report_code(
        plan,
        "o = model(X[rows])",
        "loss = loss_function(o, T[rows]).item()",
        score=f"{_score(plan)}.item()" if plan.encoding != "value" else f"({SCORES['value']}).item()",
        before=("model.eval()",),
        decorator="@torch.no_grad()",
    )
    return Section("Evaluation", EVALUATION_WORDS, code)


def _loop(plan: Plan) -> Section:
    training = plan.experiment.training
    rate = [] if plan.steady else [
        'for group in optimizer.param_groups:',
        f'    group["lr"] = learning_rate({moment(plan)})',
    ]  # fmt: skip
    terms = ["L1 * sum(layer.weight.abs().sum() for layer in linear)"] * bool(training.l1)
    terms += ["L2 / 2 * sum(layer.weight.square().sum() for layer in linear)"] * bool(training.l2)
    body = [
        *rate,
        "optimizer.zero_grad()",
        "loss = loss_function(model(X[rows]), T[rows])",
        *(f"loss = loss + {term}" for term in terms),
        "loss.backward()",
        *(["nn.utils.clip_grad_norm_(model.parameters(), CLIP_NORM)"] if training.clip_norm is not None else []),
        "optimizer.step()",
    ]
    code = epochs_code(plan, body, begin=("model.train()",))
    return Section("Training", LOOP_WORDS.format(score=score_name(plan)), code)
