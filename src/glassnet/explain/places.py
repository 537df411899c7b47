"""Where each setting is used in the reference: functions by the choice, and single lines by a piece of their text.

Nothing here says in which line of a file something stands: `glassnet.explain.sources` looks that up in the functions
themselves.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from glassnet.data import dataset, split
from glassnet.data.classic import CLASSIC
from glassnet.data.csv_file import read_csv, read_csv_text
from glassnet.data.features import feature_matrix
from glassnet.data.library import LIBRARY
from glassnet.data.making import Request, class_sizes
from glassnet.data.presets import clusters, make_preset, xor_points
from glassnet.data.shapes import SHAPES, Shape
from glassnet.data.surfaces import SURFACES
from glassnet.data.table import Table
from glassnet.engines.reference import engine
from glassnet.nn import ACTIVATIONS, INITIALIZERS, LOSSES, MLP, OPTIMIZERS, clip_by_global_norm, dropout_mask
from glassnet.spec import OutputActivation
from glassnet.training import SCHEDULES, Trainer, initial, learning_rates, problem

Function: TypeAlias = Callable[..., Any]


@dataclass(frozen=True)
class Place:
    """The lines that use a setting.

    Attributes:
        function: the function that they stand in.
        first: a text of the first statement.
        last: a text of the last one, if there are several.
        formula: what they compute, where a formula says it.
    """

    function: Function
    first: str
    last: str = ""
    formula: str = ""


DATA_SETS: dict[str, Function] = {
    **{name: shape.positions for name, shape in SHAPES.items()},
    **{name: surface.value for name, surface in SURFACES.items()},
    **CLASSIC,
    **LIBRARY,
    "clusters": clusters,
    "xor_points": xor_points,
}
"""The function that makes each data set."""

CHOICES: dict[str, dict[str, Function]] = {
    "data.source": {
        "preset": make_preset, "csv": read_csv, "table": read_csv_text, "own": dataset._own_part,
    },
    "data.source.name": DATA_SETS,
    "network.layers.activation": {name: row.value for name, row in ACTIVATIONS.items()},
    "network.output": {name: ACTIVATIONS[name].value for name in OutputActivation.choices()},
    "network.initializer": {name: row.weights for name, row in INITIALIZERS.items()},
    "training.loss": {"auto": problem.resolve_loss} | {name: row.value for name, row in LOSSES.items()},
    "training.optimizer": {name: row.update for name, row in OPTIMIZERS.items()},
    "training.schedule": dict(SCHEDULES),
}  # fmt: skip
"""For each setting with choices the function of each choice."""

IN_WORDS = ("data.source.name", "network.initializer", "training.schedule")
"""Settings whose functions say their formula in their first sentence, not in back-ticks."""

CUT = Place(split.split_indices, "first = max(", "pieces[name].append")
SHUFFLED = Place(engine.ReferenceEngine._epoch_order, "order = batch_order(")
EARLY = Place(Trainer._watch, "best_loss - training.min_delta")
START = initial.layer_parameters

LINES: dict[str, Place] = {
    "data.n": Place(Request.deal, "self.n"),
    "data.noise": Place(
        Shape.make,
        "shift = ",
        "request.noise * shift",
        "point ← point + noise · N(0, size²); in regression value ← value + noise · N(0, 1)",
    ),
    "data.balance": Place(class_sizes, "first = min(", formula="points of the first class = balance · n, rounded"),
    "data.seed": Place(vars(Request)["positions"].func, "self.seed"),
    "data.split.train": CUT,
    "data.split.validation": CUT,
    "data.split.test": CUT,
    "data.split.stratify": Place(split.split_indices, "groups = "),
    "data.split.seed": Place(split.split_indices, "split.seed"),
    "data.columns": Place(Table.only, "points = self.points["),
    "data.features": Place(feature_matrix, "evaluate(parse(text)"),
    "data.scaling": Place(dataset.Transform.__call__, "scaled = ", formula="x ← (x - mean) / spread"),
    "data.value_scaling": Place(Table.standardized, "labels = ((", formula="value ← (value - mean) / spread"),
    "data.targets": Place(problem._encoding, "if by_loss is None and chosen"),
    "data.points": Place(dataset._edited, "_own_part(spec.points"),
    "network.layers": Place(problem.resolve, "hidden = ", "sizes = "),
    "network.layers.units": Place(problem.resolve, "layer.units"),
    "network.layers.dropout": Place(
        dropout_mask, "uniform >= p", formula="a ← a · mask, the mask 0 with probability p, else 1 / (1 - p)"
    ),
    "network.bias": Place(START, "network.bias", formula="b = bias"),
    "network.seed": Place(START, "network.seed"),
    "network.weights": Place(START, "network.weights, index"),
    "network.biases": Place(START, "network.biases, index"),
    "training.learning_rate": Place(
        learning_rates, "rates = training.learning_rate", formula="η at epoch t = learning rate · schedule(t)"
    ),
    "training.warmup": Place(learning_rates, "if warmup > 0.0", formula="η ← η · min(t, warm-up) / warm-up"),
    "training.batch_size": Place(
        engine.ReferenceEngine.advance, "batch = walk(", "rows = ", "g = mean of the gradients of the batch's examples"
    ),
    "training.epochs": Place(Trainer.train, "goal = ", "while self.epoch < goal"),
    "training.l1": Place(
        MLP.penalised, "penalty = sum(", "l1_gradient(W, l1)", "L ← L + λ Σ|w|; dL/dw ← dL/dw + λ sign(w)"
    ),
    "training.l2": Place(MLP.penalised, "penalty = sum(", "l2_gradient(W, l2)", "L ← L + λ/2 Σw²; dL/dw ← dL/dw + λ w"),
    "training.clip_norm": Place(
        clip_by_global_norm, "norm = math.sqrt", "max_norm / norm", "g ← g · limit / ‖g‖ where ‖g‖ is above the limit"
    ),
    "training.shuffle": SHUFFLED,
    "training.seed": SHUFFLED,
    "training.dropout_seed": Place(engine.batch_masks, "seed = ", "dropout_mask(seed"),
    "training.patience": EARLY,
    "training.min_delta": EARLY,
    "training.target": Place(Trainer._watch, "if training.target is not None"),
    "training.evaluate_every": Place(Trainer._chunk, "every = ", "marks = "),
}
"""For each setting without choices the lines that use it."""
