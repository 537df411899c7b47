"""What Python hands to the machine code: one block of 8-byte fields, each with a name.

Everything that may change without compiling stands here: where the data are and how many, rates, penalties, seeds, the
cursor. Python sees a `ctypes.Structure`; the code loads a field by its number. One table makes both.
"""

import ctypes
from typing import Any

from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.types import F64, I64, PTR

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("batch_code", PTR, "the network's function `batch`, or `share` for batches that threads share"),
    ("segment_code", PTR, "the network's function `segment`"),
    ("answers_code", PTR, "the network's function `answers`, which evaluations call"),
    ("evaluate_code", PTR, "the function `evaluate` for its outputs"),
    ("update_code", PTR, "the optimizer's function"),
    ("dropout_code", PTR, "the library's function `dropout`"),
    ("X", PTR, "training inputs, float32, row by row"),
    ("Y", PTR, "what the loss compares with: class numbers, int32, or targets, float32"),
    ("weights", PTR, "the training examples' weights, float32; 0 if they have none"),
    ("examples", I64, "training examples"),
    ("identity", PTR, "0, 1, 2, …, int32: the order without shuffling, and of evaluations"),
    ("order", PTR, "the order of the present epoch, int32"),
    ("theta", PTR, "parameters"),
    ("slot0", PTR, "the optimizer's first slot"),
    ("slot1", PTR, "the optimizer's second slot"),
    ("gradients", PTR, "gradients of the last batch"),
    ("mask", PTR, "1 for weights, 0 for biases"),
    ("segment_rows", I64, "examples of a segment of a batch that threads share"),
    ("blocks", PTR, "gradients of each segment, one block after another"),
    ("team", PTR, "where the threads at a batch meet, see `team`"),
    ("yield_code", PTR, "the system's function that lets another thread run; 0 if it is not known"),
    ("parameters", I64, "how many parameters there are, with padding"),
    ("scratch", PTR, "workings of a batch"),
    ("settings", PTR, "slope or alpha of each layer, float32"),
    ("dropout", PTR, "threshold (int32) and scale (float32) of each hidden layer"),
    ("no_dropout", PTR, "the same with zeros, for evaluations"),
    ("hyper", PTR, "the optimizer's numbers, float32"),
    ("descends", I64, "whether the optimizer is plain gradient descent, and the network's code can do it by itself"),
    ("in_place", I64, "whether it does so in the present step"),
    ("batch", I64, "examples of a step"),
    ("shuffle", I64, "whether each epoch has an order of its own"),
    ("seed", I64, "seed of the order"),
    ("dropout_seed", I64, "seed of the dropout masks"),
    ("loss_setting", F64, "delta of Huber's loss"),
    ("l1", F64, "strength of the L1 penalty"),
    ("l2", F64, "strength of the L2 penalty"),
    ("clip", F64, "greatest norm of the gradient; infinite for no clipping"),
    ("middle", F64, "above what a single output means class 1"),
    ("steps", I64, "steps to take"),
    ("rate", PTR, "learning rate of each step / (1 − β₁ᵗ), float32"),
    ("inverse2", PTR, "1 / (1 − β₂ᵗ) of each step, float32"),
    ("decay", PTR, "learning rate · strength of decoupled weight decay of each step, float32"),
    ("marks", PTR, "numbers of steps after which to evaluate, ascending; one more that is never reached"),
    ("parts", PTR, "parts to evaluate, `PART` fields each"),
    ("part_count", I64, "how many"),
    ("results", PTR, "room for what evaluations find: `RESULT` float64 for each part, then `BESIDE`"),
    ("stop", PTR, "not 0 (int32): stop after the present step"),
    ("step", I64, "cursor: steps taken since the start"),
    ("epoch", I64, "cursor: passes through the data"),
    ("offset", I64, "cursor: examples of the present pass already used"),
    ("ordered", I64, "the epoch whose order is in `order`; −1 for none"),
    ("taken", I64, "outcome: steps taken in this call"),
    ("diverged", I64, "outcome: 1 if a loss was not finite"),
    ("evaluated", I64, "outcome: evaluations made in this call"),
    ("norm", F64, "outcome: norm of the last batch's gradient"),
)
"""Name, type and meaning of every field."""

PART = ("X", "Y", "classes", "weights", "examples")
"""A part to evaluate: four addresses and a number, 8 bytes each."""

RESULT = ("loss", "right", "residual")
"""What an evaluation finds on a part: mean loss, number of right answers, sum of squared errors."""

BESIDE = ("norm", "penalty")
"""What an evaluation says beside its parts."""

_NUMBER = {name: i for i, (name, _, _) in enumerate(FIELDS)}
_TYPE = {name: type_ for name, type_, _ in FIELDS}
_C_TYPES: dict[str, Any] = {PTR: ctypes.c_void_p, I64: ctypes.c_int64, F64: ctypes.c_double}


class Frame(ctypes.Structure):
    """The block as Python sees it: an attribute for each field."""

    _fields_ = [(name, _C_TYPES[type_]) for name, type_, _ in FIELDS]


def get(b: Builder, frame: Value, name: str) -> Value:
    """Load a field."""
    return b.load(_TYPE[name], b.at(frame, _NUMBER[name], I64))


def put(b: Builder, frame: Value, name: str, value: Value | int) -> None:
    """Store a field."""
    b.store(b.value(value, _TYPE[name]), b.at(frame, _NUMBER[name], I64))
