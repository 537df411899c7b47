"""Checks `delta`: the mean squared error behind sigmoid units."""

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge
from glassnet.nn import ACTIVATIONS, LOSSES

sigmoid, mse = ACTIVATIONS["sigmoid"], LOSSES["mse"]


def cases(rng: Random) -> Cases:
    """Weighted sums of both signs, and targets between 0 and 1."""
    return [(2 * rng.normal(size=shape), rng.random(shape)) for shape in ((1, 1), (4, 1), (3, 2), (5, 3))]


def right(z: Array, targets: Array) -> Array:
    """As the reference does it: the loss's gradient at the output, then through the activation."""
    return sigmoid.derivative(z) * mse.gradient(sigmoid.value(z), targets)


def _slope_of_a(z: Array, targets: Array) -> Array:
    a = sigmoid.value(z)
    return mse.gradient(a, targets) * sigmoid.derivative(a)


def _z_for_a(z: Array, targets: Array) -> Array:
    return mse.gradient(sigmoid.value(z), targets) * z * (1 - z)


MISTAKES = (
    Mistake(
        "forgot_activation_derivative",
        "Your result equals dL/da. It still has to pass through the activation: how much does a change when z changes?",
        lambda z, targets: mse.gradient(sigmoid.value(z), targets),
    ),
    Mistake(
        "wrong_sign",
        "Every value has the wrong sign. The gradient points to where the loss grows: an output above its target has a "
        "positive one.",
        lambda z, targets: -right(z, targets),
    ),
    Mistake(
        "forgot_mean",
        "Your values are too large by a whole factor, the number of terms that the mean runs over. The loss divides by "
        "it, so its gradient does too.",
        lambda z, targets: right(z, targets) * z.size,
    ),
    Mistake(
        "mean_over_examples_only",
        "You divide by the number of examples. This loss is the mean over the examples and over the outputs.",
        lambda z, targets: right(z, targets) * z.shape[1],
    ),
    Mistake(
        "forgot_factor_two",
        "Your values are half of what they should be: look again at the derivative of a square.",
        lambda z, targets: right(z, targets) / 2,
    ),
    Mistake(
        "derivative_of_activation",
        "The slope is taken at the wrong place. σ′ as a function of z is σ(z)(1 − σ(z)); applying it to a = σ(z) "
        "squashes twice.",
        _slope_of_a,
    ),
    Mistake(
        "slope_from_z",
        "The short form a (1 − a) of the slope needs a, the activation. You have put z into it.",
        _z_for_a,
    ),
    Mistake(
        "cross_entropy_delta",
        "This is the delta of the cross-entropy, where the slope of the sigmoid cancels. Under the squared error it "
        "stays.",
        lambda z, targets: (sigmoid.value(z) - targets) / z.shape[0],
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "This is the first of the five steps of backpropagation, and the only one that knows the loss."
    return judge(answer, cases, right, MISTAKES, praise=praise)
