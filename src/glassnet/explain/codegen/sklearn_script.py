"""The scikit-learn script: `MLPClassifier` or `MLPRegressor`, where they can express the experiment."""

from collections.abc import Iterator
from dataclasses import dataclass

from glassnet.explain.codegen.layout import Section, listed, numeral, script, wrapped
from glassnet.explain.codegen.loop import settings_section
from glassnet.explain.codegen.numpy_script import with_chance
from glassnet.explain.codegen.plan import Plan
from glassnet.explain.codegen.plots import drawable, plot_section
from glassnet.explain.codegen.sources import data_sections
from glassnet.explain.codegen.weights import weight_section
from glassnet.spec import SpecError

WORDS = """
{title}, in scikit-learn.

{same}
"""

FULL = "The losses printed are Glassnet's: the same points, the same initial weights, all examples in every step."

BATCHES = (
    "Points and initial weights are Glassnet's. scikit-learn shuffles the batches by its own generator, so that the "
    "course of the loss is another; with the whole training set as batch size the losses are Glassnet's."
)

ADAM = (
    " To about five digits: in Adam scikit-learn adds epsilon before it corrects for the start at 0, Glassnet (as "
    "PyTorch) after it."
)

OPTIMIZERS = ("sgd", "momentum", "nesterov", "adam")

ACTIVATIONS = {"identity": "identity", "sigmoid": "logistic", "tanh": "tanh", "relu": "relu"}


@dataclass(frozen=True)
class Obstacle:
    """A setting that scikit-learn cannot express.

    Attributes:
        where: its path in the experiment.
        got: what it is.
        allowed: what scikit-learn has.
    """

    where: str
    got: object
    allowed: str

    def __str__(self) -> str:
        return f"{self.where}: got {self.got!r}, allowed: {self.allowed}"


def obstacles(plan: Plan) -> list[Obstacle]:
    """The settings of an experiment that scikit-learn cannot express; none if it can."""
    return [*_in_network(plan), *_in_loss(plan), *_in_training(plan)]


def _in_network(plan: Plan) -> Iterator[Obstacle]:
    kinds = [layer.activation.kind for layer in plan.layers]
    for i, kind in enumerate(kinds):
        if kind not in ACTIVATIONS:
            yield Obstacle(f"network.layers.{i}.activation", kind, ", ".join(ACTIVATIONS))
        elif kind != kinds[0]:
            yield Obstacle(f"network.layers.{i}.activation", kind, f"{kinds[0]}: one activation for all hidden layers")
    for i, layer in enumerate(plan.layers):
        if layer.dropout:
            yield Obstacle(f"network.layers.{i}.dropout", layer.dropout, "0, as it has no dropout")


def _in_loss(plan: Plan) -> Iterator[Obstacle]:
    loss, output = plan.settings.loss.kind, plan.settings.output.kind
    if plan.classes == 2 and loss != "binary_cross_entropy":
        yield Obstacle("training.loss", loss, "binary_cross_entropy for two classes: it gives them a single output")
    elif plan.classes > 2 and loss != "cross_entropy":
        yield Obstacle("training.loss", loss, "cross_entropy for classes")
    elif loss == "huber":
        yield Obstacle("training.loss", loss, "mse or half_squared for values")
    if output != "identity":
        yield Obstacle("network.output", output, "identity")


def _in_training(plan: Plan) -> Iterator[Obstacle]:
    training = plan.experiment.training
    if training.optimizer.kind not in OPTIMIZERS:
        yield Obstacle("training.optimizer", training.optimizer.kind, ", ".join(OPTIMIZERS))
    if training.schedule.kind != "constant":
        yield Obstacle("training.schedule", training.schedule.kind, "constant")
    if training.warmup:
        yield Obstacle("training.warmup", training.warmup, "0, as it has no warm-up")
    if training.l1:
        yield Obstacle("training.l1", training.l1, "0, as it has an L2 penalty only")
    if training.clip_norm is not None:
        yield Obstacle("training.clip_norm", training.clip_norm, "none, as it does not clip gradients")
    if training.patience is not None:
        yield Obstacle("training.patience", training.patience, "none, as its early stopping makes a split of its own")
    if training.target is not None:
        yield Obstacle("training.target", training.target, "none, as it has no target")
    if training.learning_rate == 0.0:
        yield Obstacle("training.learning_rate", 0.0, "a number above 0")
    if training.epochs == 0:
        yield Obstacle("training.epochs", 0, "a whole number from 1")


def sklearn_script(plan: Plan) -> str:
    """The whole script.

    Raises:
        SpecError: naming the settings that scikit-learn cannot express.
    """
    found = obstacles(plan)
    if found:
        first, *others = found
        rest = "".join(f"; {obstacle}" for obstacle in others)
        raise SpecError(first.where, first.got, f"{first.allowed}, for scikit-learn{rest}")
    same = BATCHES if plan.batches else FULL
    if plan.experiment.training.optimizer.kind == "adam" and not plan.batches:
        same += ADAM
    words = wrapped(WORDS.format(title=plan.title, same=same).strip()) + "\n"
    return script(words, sklearn_sections(plan))


def sklearn_sections(plan: Plan) -> list[Section]:
    """The sections of the script in their order; the experiment must be one that scikit-learn can express."""
    shared = [*data_sections(plan, function=drawable(plan), targets=False), weight_section(plan)]
    return with_chance(plan, settings_section(plan), [*shared, *sklearn_only(plan)])


START = """
model.fit(X[train], {what}[train])  # one step, only to make the arrays; then the initial weights:
for coef, intercept, W, b in zip(model.coefs_, model.intercepts_, weights, biases, strict=True):
    coef[:], intercept[:] = W.T, b  # scikit-learn's W is (fan_in, fan_out)
"""

HALVED = "# scikit-learn halves the squared error; rate, penalty and epsilon make up for that.\n"

EXPLAIN = """
The initial weights are put in by hand after a first step; `warm_start` makes `fit` go on from them.{penalty}
"""

EXPLAIN_PENALTY = """ scikit-learn divides its penalty by the number of examples in the batch, so that `alpha` is the
penalty's strength times that number.
"""


def sklearn_only(plan: Plan) -> list[Section]:
    """What is not shared with the other scripts."""
    return [_model(plan), _training(plan), _plots(plan)]


def _family(plan: Plan) -> str:
    return "MLPClassifier" if plan.classes else "MLPRegressor"


def _model(plan: Plan) -> Section:
    kinds = [layer.activation.kind for layer in plan.layers]
    training = plan.experiment.training
    size = "BATCH_SIZE" if plan.batches else "len(train)"
    half = "" if not _doubled(plan) else " / 2"
    arguments = [
        f"hidden_layer_sizes={listed([layer.units for layer in plan.layers])}",
        f'activation="{ACTIVATIONS[kinds[0]] if kinds else "identity"}"',
        *_optimizer(plan),
        f"alpha=L2 * {size}{half}" if training.l2 else "alpha=0.0",
        f"batch_size={size}",
        f"shuffle={training.shuffle and plan.batches}",
        f"random_state={training.seed}",
        "max_iter=1",
        "tol=0.0",
        "n_iter_no_change=EPOCHS + 1",
        "warm_start=True",
    ]
    made = "".join(f"    {argument},\n" for argument in arguments)
    code = f"""
# To stop after a number of epochs is what we want, and no cause for a warning.
warnings.simplefilter("ignore", ConvergenceWarning)
train = parts["train"]
{HALVED if _doubled(plan) else ""}model = {_family(plan)}(
{made})
{START.format(what=_what(plan)).strip()}
"""
    imports = (
        "import warnings",
        "from sklearn.exceptions import ConvergenceWarning",
        f"from sklearn.neural_network import {_family(plan)}",
    )
    penalty = EXPLAIN_PENALTY.rstrip() if training.l2 else ""
    return Section("The network", EXPLAIN.format(penalty=penalty), code, imports)


def _what(plan: Plan) -> str:
    return "label" if plan.classes else "value"


def _doubled(plan: Plan) -> bool:
    """Whether Glassnet's loss is twice scikit-learn's, which halves the squared error."""
    return plan.settings.loss.kind == "mse"


def _optimizer(plan: Plan) -> list[str]:
    """The arguments of the optimizer; with a loss half as large, a rate twice as high takes the same steps."""
    optimizer = plan.experiment.training.optimizer
    settings = {name: numeral(value) for name, value in optimizer.settings().items()}
    if optimizer.kind == "adam":
        eps = f"{settings['eps']} / 2" if _doubled(plan) else settings["eps"]
        return [
            'solver="adam"', "learning_rate_init=LEARNING_RATE", f"beta_1={settings['beta1']}",
            f"beta_2={settings['beta2']}", f"epsilon={eps}",
        ]  # fmt: skip
    rate = "2 * LEARNING_RATE" if _doubled(plan) else "LEARNING_RATE"
    momentum = settings.get("momentum", "0.0")
    nesterov = f"nesterovs_momentum={optimizer.kind == 'nesterov'}"
    return ['solver="sgd"', f"learning_rate_init={rate}", f"momentum={momentum}", nesterov]


EXPLAIN_TRAINING = """
`loss_curve_` has the loss before each step, the penalty included; its first entry is that of the step that made the
arrays. At the end all parts are evaluated.
"""


def _training(plan: Plan) -> Section:
    training = plan.experiment.training
    losses = "[2 * loss for loss in model.loss_curve_[1:]]" if _doubled(plan) else "model.loss_curve_[1:]"
    every = max(1, training.epochs // 10)
    when = "before the step" if not plan.batches else "mean over the batches"
    words = f"loss{' with penalty' if training.l2 else ''}, {when}"
    metric = "log_loss" if plan.classes else "mean_squared_error"
    value = _end_loss(plan)
    score = "accuracy" if plan.classes else "R²"
    width = len(str(training.epochs))
    penalised = " with penalty" if training.l2 else ""
    span = f"0, EPOCHS, {every}" if every > 1 else "EPOCHS"
    code = f"""
model.set_params(max_iter=EPOCHS).fit(X[train], {_what(plan)}[train])
history = {losses}  # {words}
for epoch in range({span}):
    print(f"epoch {{epoch:{width}}}   train {{history[epoch]:.6f}}{penalised}")

final = {{}}  # the loss of each part at the end, without penalty
for name, rows in parts.items():
    final[name] = {value}
    score = model.score(X[rows], {_what(plan)}[rows])
    print(f"after {{EPOCHS}} epochs: {{name}} loss {{final[name]:.6f}}, {score} {{score:.3f}}")
"""
    return Section("Training", EXPLAIN_TRAINING, code, (f"from sklearn.metrics import {metric}",))


def _end_loss(plan: Plan) -> str:
    if plan.classes:
        return "log_loss(label[rows], model.predict_proba(X[rows]), labels=model.classes_)"
    half = " / 2" if plan.settings.loss.kind == "half_squared" else ""
    return f"mean_squared_error(value[rows], model.predict(X[rows])){half}"


def _plots(plan: Plan) -> Section:
    if plan.classes:
        return plot_section(plan, alone=True, winner="model.predict(grid)")
    return plot_section(plan, "o = model.predict(grid)[:, None]", alone=True)
