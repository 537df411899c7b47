"""A neural network from scratch in NumPy, to be read.

This folder needs nothing but NumPy (2 or newer): it can be copied out and used alone.

Reading order, half an hour in all:

1. `activations.py`: what a unit makes of its weighted sum, each function beside its derivative;
2. `losses.py`: how wrong the outputs are, each loss beside its gradient;
3. `dense.py`: one layer, forward beside backward (and `dropout.py`, the same for dropout);
4. `network.py`: the layers in a row; its `backward` is backpropagation;
5. `optimizers.py`: what a step does with the gradients;
6. `penalties.py`, `clipping.py`, `initializers.py`, `build.py`, `weighted.py`: the small helpers.

`common.py` holds the array type. Everything is pure: nothing is changed in place, and randomness
comes from a generator that is handed in. Choices are rows of tables (`ACTIVATIONS`, `LOSSES`,
`INITIALIZERS`, `OPTIMIZERS`). Shapes: X (n, features), W (fan_out, fan_in), b (fan_out,).

The whole of training, in full batches:

    >>> import numpy as np
    >>> X, T = [[0, 0], [0, 1], [1, 0], [1, 1]], [[0], [1], [1], [0]]  # XOR
    >>> network = initial_network([2, 4, 1], np.random.default_rng(0), hidden="tanh")
    >>> slots = [OPTIMIZERS["adam"].initial_slots(w) for w in network.parameters]
    >>> for t in range(1, 201):
    ...     loss, _, gradients = network.loss_and_gradients(X, T, "binary_cross_entropy")
    ...     step = step_scalars("adam", learning_rate=0.05, t=t)
    ...     parameters, slots = update_all(
    ...         "adam", network.parameters, gradients.flat, slots, step
    ...     )
    ...     network = network.with_parameters(parameters)
    >>> p = LOSSES["binary_cross_entropy"].predict(network.forward(X).output)
    >>> p.round().ravel().tolist()
    [0.0, 1.0, 1.0, 0.0]

A run that diverges overflows: NumPy then warns, and inf and NaN appear in what is returned. Nothing
here hides them; whoever trains looks at the loss of every step.
"""

from .activations import ACTIVATIONS, Activation
from .build import initial_network
from .clipping import clip_by_global_norm
from .common import Array
from .dense import Dense
from .dropout import dropout, dropout_backward, dropout_mask
from .initializers import INITIALIZERS, Initializer, Random
from .losses import LOSSES, Loss, softmax
from .network import MLP, Gradients, Masks, Tape
from .optimizers import OPTIMIZERS, Optimizer, Slots, StepScalars, step_scalars, update_all
from .penalties import l1_gradient, l1_penalty, l2_gradient, l2_penalty
from .weighted import weighted_loss_and_gradients, weighted_value

__all__ = [
    "ACTIVATIONS",
    "INITIALIZERS",
    "LOSSES",
    "MLP",
    "OPTIMIZERS",
    "Activation",
    "Array",
    "Dense",
    "Gradients",
    "Initializer",
    "Loss",
    "Masks",
    "Optimizer",
    "Random",
    "Slots",
    "StepScalars",
    "Tape",
    "clip_by_global_norm",
    "dropout",
    "dropout_backward",
    "dropout_mask",
    "initial_network",
    "l1_gradient",
    "l1_penalty",
    "l2_gradient",
    "l2_penalty",
    "softmax",
    "step_scalars",
    "update_all",
    "weighted_loss_and_gradients",
    "weighted_value",
]
