"""What Python hands to the machine code of a population: one block of 8-byte fields for a group, each with a name.

Where a field says "of each network", it is the address of eight numbers side by side, one for each lane.
"""

import ctypes
from typing import Any

from glassnet.engines.compiled.ir import Builder, Value
from glassnet.engines.compiled.types import F64, I64, PTR

FIELDS: tuple[tuple[str, str, str], ...] = (
    ("theta", PTR, "parameters, [parameter][lane]"),
    ("slot0", PTR, "the optimizer's first slot, likewise"),
    ("slot1", PTR, "the optimizer's second slot"),
    ("gradients", PTR, "gradients of the last batch, likewise"),
    ("scratch", PTR, "workings of a chunk of a batch"),
    ("order", PTR, "the order of the present epoch, int32, [place][lane]"),
    ("data", PTR, "training examples as records"),
    ("examples", I64, "how many"),
    ("batch", I64, "examples of a step"),
    ("shuffle", I64, "whether each epoch has an order of its own"),
    ("same_order", I64, "whether all lanes have the same seed of the order"),
    ("order_seeds", PTR, "seed of the order of each network, int64"),
    ("dropout_seeds", PTR, "seed of the dropout of each network, int64"),
    ("settings", PTR, "slope or alpha, float32, [layer][lane]"),
    ("dropping", I64, "whether any network has dropout"),
    ("thresholds", PTR, "rate · 2³², int32, [hidden layer][lane]"),
    ("scales", PTR, "1 / (1 − rate), float32, [hidden layer][lane]"),
    ("hyper", PTR, "the optimizer's numbers that do not change, float32, [number][lane]"),
    ("loss_setting", PTR, "delta of Huber's loss of each network, float32"),
    ("penalized", I64, "whether any network has a penalty"),
    ("l1", PTR, "strength of the L1 penalty of each network, float32"),
    ("l2", PTR, "strength of the L2 penalty of each network, float32"),
    ("decay", PTR, "strength of decoupled weight decay of each network, float32"),
    ("clipping", I64, "whether any network clips its gradient"),
    ("clip", PTR, "greatest norm of each network's gradient, float64; infinite for no clipping"),
    ("middle", F64, "above what a single output means class 1"),
    ("steps", I64, "steps to take"),
    ("rates", PTR, "learning rate, float32, [step][lane], …"),
    ("by_rate", I64, "… or 0 floats from step to step if it stays"),
    ("inverse1", PTR, "1 / (1 − β₁ᵗ), likewise"),
    ("by_inverse1", I64, "… floats from step to step"),
    ("inverse2", PTR, "1 / (1 − β₂ᵗ), likewise"),
    ("by_inverse2", I64, "… floats from step to step"),
    ("marks", PTR, "numbers of steps after which to evaluate, ascending; one more that is never reached"),
    ("parts", PTR, "parts to evaluate: address and number of examples of each"),
    ("part_count", I64, "how many"),
    ("results", PTR, "room for what evaluations find: float64, [mark][number][lane]; `RESULT` for each part, `BESIDE`"),
    ("step", I64, "cursor: steps taken since the start"),
    ("epoch", I64, "cursor: passes through the data"),
    ("offset", I64, "cursor: examples of the present pass already used"),
    ("alive", PTR, "−1 for a network that goes on, 0 for one that has diverged, int32"),
    ("taken", PTR, "outcome: steps that each network has taken in this call, int32"),
    ("norms", PTR, "outcome: norm of each network's last gradient, float64"),
)
"""Name, type and meaning of every field."""

RESULT = ("loss", "right", "residual")
"""What an evaluation finds on a part: summed loss, number of right answers, sum of squared errors."""

BESIDE = ("norm", "penalty")
"""What an evaluation says beside its parts."""

_NUMBER = {name: i for i, (name, _, _) in enumerate(FIELDS)}
_TYPE = {name: type_ for name, type_, _ in FIELDS}
_C_TYPES: dict[str, Any] = {PTR: ctypes.c_void_p, I64: ctypes.c_int64, F64: ctypes.c_double}


class GroupFrame(ctypes.Structure):
    """The block as Python sees it: an attribute for each field."""

    _fields_ = [(name, _C_TYPES[type_]) for name, type_, _ in FIELDS]


def get(b: Builder, frame: Value, name: str) -> Value:
    """Load a field."""
    return b.load(_TYPE[name], b.at(frame, _NUMBER[name], I64))


def put(b: Builder, frame: Value, name: str, value: Value | int) -> None:
    """Store a field."""
    b.store(b.value(value, _TYPE[name]), b.at(frame, _NUMBER[name], I64))
