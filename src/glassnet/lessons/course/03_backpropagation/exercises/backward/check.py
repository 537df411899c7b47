"""Checks `backward`: the gradients of networks of one to three layers."""

from itertools import pairwise

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import ACTIVATIONS, MLP, Dense

sigmoid = ACTIVATIONS["sigmoid"]
Both = tuple[list[Array], list[Array]]


def cases(rng: Random) -> Cases:
    """Networks without and with hidden layers, all widths unlike; one with equal widths."""
    found = []
    for n, sizes in ((1, (2, 1)), (4, (3, 2)), (3, (2, 4, 1)), (5, (2, 3, 4, 2)), (3, (3, 3, 3))):
        pairs = list(pairwise(sizes))
        weights = [rng.normal(size=(after, before)) for before, after in pairs]
        biases = [0.5 * rng.normal(size=after) for _, after in pairs]
        found.append((rng.normal(size=(n, sizes[0])), rng.random((n, sizes[-1])), weights, biases))
    return found


def right(X: Array, targets: Array, weights: list[Array], biases: list[Array]) -> Both:
    """As the reference does it."""
    network = MLP([Dense(W, b, "sigmoid") for W, b in zip(weights, biases, strict=True)])
    gradients = network.loss_and_gradients(X, targets, "mse")[2]
    return list(gradients.dW), list(gradients.db)


def walked(
    X: Array, targets: Array, weights: list[Array], biases: list[Array], *, hidden_slope: bool = True,
    output_slope: bool = True, factor: float = 1.0, by: str = "size", reuse_da: bool = False,
) -> Both:  # fmt: skip
    """Backpropagation with one thing left out or changed."""
    inputs: list[Array] = [X]
    for W, b in zip(weights, biases, strict=True):
        inputs.append(sigmoid.value(inputs[-1] @ W.T + b))
    output, last = inputs[-1], len(weights) - 1
    first = da = factor * 2 * (output - targets) / {"size": output.size, "examples": len(X), "nothing": 1}[by]
    dWs: list[Array] = []
    dbs: list[Array] = []
    for i in range(last, -1, -1):
        slope = inputs[i + 1] * (1 - inputs[i + 1])
        delta = da * slope if (output_slope if i == last else hidden_slope) else da
        dWs.append(delta.T @ inputs[i])
        dbs.append(delta.sum(axis=0))
        da = (first if reuse_da else delta) @ weights[i]
    return dWs[::-1], dbs[::-1]


MISTAKES = (
    Mistake(
        "wrong_order",
        "The gradients are right, but they stand in the order in which they were found: last layer first.",
        lambda *given: (right(*given)[0][::-1], right(*given)[1][::-1]),
    ),
    Mistake(
        "forgot_hidden_slope",
        "The output layer is right, the hidden ones are not: the slope of the hidden units is missing.",
        lambda *given: walked(*given, hidden_slope=False),
    ),
    Mistake(
        "forgot_output_slope",
        "The slope of the output units is missing, and everything below them inherits that.",
        lambda *given: walked(*given, output_slope=False),
    ),
    Mistake(
        "forgot_mean",
        "All gradients are too large by the same factor: the number of terms in the mean.",
        lambda *given: walked(*given, by="nothing"),
    ),
    Mistake(
        "mean_over_examples_only",
        "Right for one output, too large for two: this loss is a mean over the outputs too.",
        lambda *given: walked(*given, by="examples"),
    ),
    Mistake(
        "forgot_factor_two",
        "All gradients are half of what they should be: the derivative of a square has a factor.",
        lambda *given: walked(*given, factor=0.5),
    ),
    Mistake(
        "wrong_sign",
        "All gradients have the wrong sign. The sign is turned once, when the weights are updated.",
        lambda *given: walked(*given, factor=-1.0),
    ),
    Mistake(
        "da_passed_on",
        "What goes to the layer before has skipped this layer's slope: pass on the delta, not dL/da.",
        lambda *given: walked(*given, reuse_da=True),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "That is backpropagation, complete: this function trains every network of sigmoid layers there is."
    return judge(answer, cases, right, MISTAKES, praise=praise)
