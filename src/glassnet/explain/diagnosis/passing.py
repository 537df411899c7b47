"""Faults of the signal on its way through the layers: start, activations, depth."""

from math import isfinite, log10, prod, sqrt

from glassnet.explain.diagnosis.facts import Facts
from glassnet.explain.diagnosis.finding import Evidence, Finding, activate, diagnosis, set_to, smaller
from glassnet.explain.diagnosis.symptoms import hidden, losing, settled, shown
from glassnet.explain.measure import LayerFlow
from glassnet.explain.signal import prescribed, suited

DEAD_SHARE = 0.4
FLAT_SHARE = 0.5
VANISHED = 0.05
EXPLODED = 10.0
SHALLOW = 4
NARROWED = 0.2


@diagnosis(
    title="ReLUs are dead",
    why="A ReLU whose weighted sum is negative for every example puts out 0 and passes no gradient, so that nothing "
    "brings it back. Biases far below 0 or one step that was too long are enough for that.",
    rule=f"the run suffers, and in some ReLU layer {DEAD_SHARE:.0%} of the units are silent for every example",
    source="Maas, Hannun and Ng 2013, Rectifier nonlinearities improve neural network acoustic models; Lu et al. 2020, "
    "Dying ReLU and initialization",
)
def dead_relus(facts: Facts) -> Finding | None:
    """Units that are silent for all examples."""
    now = [(layer.dead, i, layer) for i, layer in enumerate(hidden(facts)) if layer.activation == "relu"]
    if not now or not losing(facts):
        return None
    share, place, layer = max(now)
    then = hidden(facts, start=True)[place] if place < len(hidden(facts, start=True)) else layer
    if not share >= DEAD_SHARE:
        return None
    from_start = then.activation == "relu" and then.dead >= DEAD_SHARE
    evidence = (
        Evidence.of(f"share of the {layer.units} units of {layer.name} that are dead", share, DEAD_SHARE),
        Evidence.of("the same at the start", then.dead, DEAD_SHARE),
    )
    kind = f"network.layers.{place}.activation"
    cures = [
        set_to("Use leaky ReLU, which never falls silent, and start again", kind, "leaky_relu", restart=True),
        set_to("Draw the weights by He's scheme", "network.initializer", "he_normal"),
    ]
    if facts.experiment.network.bias < 0:
        cures = [set_to("Start with biases of 0", "network.bias", 0.0)]
    return Finding(1.45 if from_start else 0.6 + 0.2 * share, evidence, tuple(cures))


@diagnosis(
    title="Sigmoid or tanh units are saturated",
    why="Weighted sums far from 0 lie where the function is flat, and the slope there is a factor of every gradient "
    "that passes. The weights, or the inputs, are too large for an activation that levels off.",
    rule=f"the run suffers, and in some sigmoid, tanh or softsign layer {FLAT_SHARE:.0%} of the activations lie where "
    "the slope is below a twentieth of its greatest",
    source="Glorot and Bengio 2010, Understanding the difficulty of training deep feedforward neural networks, "
    "section 3; LeCun et al. 1998, Efficient BackProp, section 4.4",
)
def saturated(facts: Facts) -> Finding | None:
    """Activations on the flat parts."""
    start = [layer.saturated for layer in hidden(facts, start=True) if isfinite(layer.saturated)]
    now = [(layer.saturated, layer.name) for layer in hidden(facts) if isfinite(layer.saturated)]
    if not now or not losing(facts):
        return None
    share, name = max(now)
    first = max(start, default=0.0)
    if first < FLAT_SHARE and (share < FLAT_SHARE or not (settled(facts) or facts.diverged is not None)):
        return None
    evidence = (
        Evidence.of(f"share of the activations of {name} that lie on the flat parts", share, FLAT_SHARE),
        Evidence.of("largest share of a layer at the start", first, FLAT_SHARE),
        Evidence.of("root mean square of the initial weights, largest of the layers", _largest_weight(facts)),
    )
    cures = (
        set_to("Draw the weights by Xavier's scheme", "network.initializer", "xavier_uniform"),
        activate("Use ReLU, which does not level off, and start again", len(facts.hidden), "relu", "he_normal"),
    )  # fmt: skip
    return Finding(1.4 if first >= FLAT_SHARE else 0.6 + 0.1 * share, evidence, cures)


@diagnosis(
    title="All units of a layer are alike",
    why="Units with equal weights get equal gradients, and stay equal for ever: the layer is as good as one unit. Only "
    "random initial weights break the symmetry.",
    rule="in a hidden layer of two units or more all incoming and all outgoing weights are the same to a ten "
    "thousandth of the largest",
    source="Goodfellow, Bengio and Courville 2016, Deep Learning, section 8.4",
)
def symmetric_start(facts: Facts) -> Finding | None:
    """Layers that count as one unit."""
    if not facts.symmetric:
        return None
    place = facts.symmetric[0]
    evidence = (
        Evidence.of(f"units of layer {place} with weights of their own", 1.0, 2.0),
        Evidence.of("hidden layers with this fault", len(facts.symmetric)),
    )
    cures = [set_to("Draw the initial weights at random", "network.initializer", _scheme(facts))]
    if facts.experiment.network.weights is not None:
        cures = [set_to("Draw the initial weights instead of giving them", "network.weights", None)]
    return Finding(2.0, evidence, tuple(cures))


@diagnosis(
    title="The gradients vanish",
    why="Going back, a gradient is multiplied by the activation's slope in every layer, and a sigmoid's is 0.25 at "
    "best. After a few layers next to nothing is left, so the first layers hardly learn.",
    rule=f"the run suffers, and of the deltas of the last hidden layer less than {VANISHED:.0%} arrive at the first, "
    "at the start or now; and with weights as Xavier prescribes them it would be no better",
    source="Hochreiter 1991; Bengio, Simard and Frasconi 1994, Learning long-term dependencies with gradient descent "
    "is difficult; Glorot and Bengio 2010",
)
def vanishing_gradients(facts: Facts) -> Finding | None:
    """Little of the gradient arrives at the first layer, for the activation's sake."""
    if len(hidden(facts)) < 2 or not losing(facts):
        return None
    arrives = min(_arriving(facts, start=True), _arriving(facts))
    slopes = prod(min(1.0, layer.slope) for layer in hidden(facts, start=True)[:-1])
    if not arrives < VANISHED or _shrinking(facts) < NARROWED:
        return None
    saturating = shown(facts) in ("sigmoid", "tanh", "softsign")
    strength = (1.2 if shown(facts) == "sigmoid" else 0.55) + 0.05 * min(4.0, -log10(max(arrives, 1e-9)))
    evidence = (
        Evidence.of("share of the last hidden layer's deltas that arrives at the first", arrives, VANISHED),
        Evidence.of("product of the activations' slopes over the layers between, at the start", slopes),
    )
    if slopes > 0.3 and not saturating:
        return None
    return Finding(strength, evidence, (
        activate("Use ReLU in the hidden layers, and start again", len(facts.hidden), "relu", "he_normal"),
        smaller("Take half the layers and start again", facts, depth=0.5),
    ))  # fmt: skip


@diagnosis(
    title="The gradients explode",
    why="Going back, a gradient is multiplied by the weights of every layer, and these are so large that it grows from "
    "layer to layer. The first step is then as long as it is wrong.",
    rule=f"the run suffers, and the product over the layers of what the initial weights multiply a signal by is "
    f"{EXPLODED:g} times or more of what Xavier or He prescribe",
    source="Pascanu, Mikolov and Bengio 2013, On the difficulty of training recurrent neural networks; He et al. 2015, "
    "section 2.2",
)
def exploding_gradients(facts: Facts) -> Finding | None:
    """Initial weights that make a signal grow from layer to layer."""
    growth = prod(_gains(facts))
    saturating = all(layer.activation in ("sigmoid", "tanh", "softsign") for layer in hidden(facts, start=True))
    if growth < EXPLODED or not losing(facts) or (saturating and len(hidden(facts)) < SHALLOW):
        return None
    start = facts.start.layers
    evidence = (
        Evidence.of("growth of a signal through the initial weights, over the prescribed one", growth, EXPLODED),
        Evidence.of("norm of the first layer's gradient at the start", start[0].gradient),
        Evidence.of("norm of the output layer's gradient at the start", start[-1].gradient),
    )
    strength = (0.9 if saturating else 1.5) + 0.05 * min(4.0, log10(growth))
    return Finding(strength, evidence, (
        set_to("Draw the weights by the scheme made for the activation", "network.initializer", _scheme(facts)),
        set_to("Clip the gradients at a norm of 1 and start again", "training.clip_norm", 1.0, restart=True),
    ))  # fmt: skip


@diagnosis(
    title="The network is too deep for its initial weights",
    why="Weights drawn a little too small make the signal a little smaller in every layer, and depth makes a power of "
    "it. What arrives at the output hardly depends on the input, and no gradient comes back.",
    rule=f"the run suffers, there are {SHALLOW} hidden layers or more, and the product over the layers of what the "
    f"initial weights multiply a signal by is below {NARROWED:g} of what Xavier or He prescribe",
    source="He et al. 2015, Delving deep into rectifiers, section 2.2; Schoenholz et al. 2017, Deep information "
    "propagation",
)
def too_deep(facts: Facts) -> Finding | None:
    """Initial weights that make a signal fade from layer to layer."""
    fading = _shrinking(facts)
    if len(hidden(facts)) < SHALLOW or fading >= NARROWED or not losing(facts) or facts.symmetric:
        return None
    start = facts.start.layers
    evidence = (
        Evidence.of("growth of a signal through the initial weights, over the prescribed one", fading, NARROWED),
        Evidence.of("spread of the activations in layer 1 at the start", start[0].spread),
        Evidence.of(f"the same in layer {len(start) - 1}", start[-2].spread),
    )
    return Finding(1.5, evidence, (
        set_to("Draw the weights by the scheme made for the activation", "network.initializer", _scheme(facts)),
        smaller("Take half the layers and start again", facts, depth=0.5),
    ))  # fmt: skip


@diagnosis(
    title="A number became too large for the computer",
    why="Inputs or weights are so large that a weighted sum, or the loss made of it, is beyond the largest number "
    "there is; infinity minus infinity is NaN. (The logarithm of 0 cannot be the cause here: the cross-entropies are "
    "computed from the logits.)",
    rule="the loss was not finite within the first epoch, and an input is beyond 1,000,000 or (where neither inputs "
    "nor initial weights are to blame) the loss at the start was more than 1,000 times that of the best constant "
    "answer; a run that diverged in another way has this as its last diagnosis",
    source="Goodfellow, Bengio and Courville 2016, Deep Learning, section 4.1",
)
def not_finite(facts: Facts) -> Finding | None:
    """Overflow at once, for the numbers' sake."""
    if facts.diverged is None:
        return None
    largest = max(abs(c) + s for c, s in zip(facts.about.centres, facts.about.spreads, strict=True))
    level = facts.curve.first / facts.curve.trivial if facts.curve.trivial else 0.0
    heavy = prod(_gains(facts)) >= EXPLODED
    huge = largest > 1e6 or not (heavy or largest > 10.0 or level <= 1e3)
    sure = huge and facts.diverged <= facts.steps_per_epoch
    evidence = (
        Evidence.of("step at which the loss was no longer finite", facts.diverged, facts.steps_per_epoch),
        Evidence.of("largest size of an input: mean and spread together", largest, 1e6),
        Evidence.of("loss at the start over that of the best constant answer", level, 1e3),
    )
    return Finding(2.5 if sure else 0.3, evidence, (
        set_to("Scale the inputs to mean 0 and spread 1", "data.scaling", "standardize"),
        set_to("Draw the weights by the scheme made for the activation", "network.initializer", _scheme(facts)),
    ))  # fmt: skip


def _gains(facts: Facts) -> list[float]:
    """What the initial weights of each hidden layer multiply a signal by, over the prescribed.

    The first layer's only where it is less: large inputs are another fault than large weights.
    """
    frame = facts.start
    units = [layer.units for layer in frame.layers]
    found = []
    for i in range(1, len(units) - 1):
        layer = frame.layers[i]
        usual = sqrt(prescribed(suited(layer.activation), units[i - 1], units[i]))
        found.append(layer.weight / usual)
    if len(units) > 1:
        found.append(
            min(1.0, frame.layers[0].weight / sqrt(prescribed("he", len(facts.about.spreads), units[0]))) or 1e-12
        )
    return found


def _shrinking(facts: Facts) -> float:
    return prod(_gains(facts)) if len(hidden(facts, start=True)) > 1 else 1.0


def _arriving(facts: Facts, *, start: bool = False) -> float:
    """The first hidden layer's deltas over the last one's."""
    layers: tuple[LayerFlow, ...] = hidden(facts, start=start)
    if len(layers) < 2 or not layers[-1].delta or not isfinite(layers[-1].delta):
        return 1.0
    return layers[0].delta / layers[-1].delta


def _largest_weight(facts: Facts) -> float:
    return max(layer.weight for layer in facts.start.layers)


def _scheme(facts: Facts) -> str:
    return "he_normal" if suited(shown(facts)) == "he" else "xavier_uniform"
