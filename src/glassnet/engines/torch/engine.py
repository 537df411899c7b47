"""The Torch engine: the engine protocol round an ordinary module, autograd and `torch.optim`."""

import copy
import os
import shutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from math import inf, isfinite, nan, sqrt
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from torch import Tensor, nn

from glassnet.engines.protocol import Evaluation, Evaluations, Examples, Plan, Problem, Progress, Score, Settings
from glassnet.engines.state import Array, RunState, walk
from glassnet.engines.torch.chance import dropout_mask
from glassnet.engines.torch.devices import describe_device, pick_device, pick_dtype
from glassnet.engines.torch.losses import data_loss
from glassnet.engines.torch.modules import blocks, build
from glassnet.engines.torch.optimizers import make_optimizer, set_rate, slots_of
from glassnet.rng import batch_order
from glassnet.spec import SpecError

AT_ONCE = 1 << 24
"""Numbers in the widest layer's activations that an evaluation computes at once, about: bounds its memory."""

Masks = Sequence[Tensor | None]
BatchLoss = Callable[[Tensor, Tensor, Tensor | None, Masks], Tensor]


@dataclass(frozen=True)
class Part:
    """A part of the problem on the device: X (n, features), T (n, outputs), labels (n,), weights (n,) or None."""

    X: Tensor
    T: Tensor
    labels: Tensor
    weights: Tensor | None


class TorchEngine:
    """Advances a run with PyTorch: the gradients are autograd's, the steps are those of `torch.optim`.

    Args:
        device: auto (a CUDA GPU if there is one, else the processor), cpu, cuda, cuda:1, …, or mps.
        dtype: float32, or float64 where the device has it.
        compile: compile forward pass and loss with `torch.compile`; it takes a while before the first step.

    Raises:
        SpecError: if this machine has no such device, or nothing to compile with.

    Example:
        >>> TorchEngine(device="cpu").name
        'torch'
    """

    name = "torch"

    def __init__(self, *, device: str = "auto", dtype: str = "float32", compile: bool = False) -> None:
        self._device = pick_device(device)
        self._dtype = pick_dtype(dtype, self._device)
        if compile and not (os.environ.get("CXX") or any(map(shutil.which, ("g++", "clang++", "cl")))):
            raise SpecError("compile", compile, "false where there is no C++ compiler, such as g++, for torch.compile")
        self._compile = compile
        self._known: dict[str, tuple[Examples, Part]] = {}

    # -- opening -------------------------------------------------------------------------------------------------------

    def open(self, problem: Problem, settings: Settings, state: RunState) -> None:
        """Take up a run; also called again after a live change."""
        self._problem, self._settings = problem, settings
        self._known = {name: self._on_device(name, part) for name, part in problem.parts.items()}
        self._module = build(
            settings.sizes, settings.layers, settings.output, state.parameters, dtype=self._dtype, device=self._device
        )
        self._parameters = list(self._module.parameters())  # W₁, b₁, W₂, b₂, …: only linear layers have any
        training = settings.training
        self._optimizer = make_optimizer(training.optimizer, self._parameters, state.slots, state.slot_steps)
        self._slot_steps, self._cursor = state.slot_steps, state.cursor
        self._has_gradient = False
        self._order: tuple[int, Tensor] = (-1, torch.arange(0))
        self._batch_loss: BatchLoss = self._loss_of_batch
        if self._compile:
            self._batch_loss = torch.compile(self._loss_of_batch)

    def _on_device(self, name: str, part: Examples) -> tuple[Examples, Part]:
        """The part as tensors; those that an earlier call has made are kept."""
        known = self._known.get(name)
        if known is not None and known[0] is part:
            return known

        def put(array: npt.NDArray[Any]) -> Tensor:
            return torch.tensor(array, dtype=self._dtype, device=self._device)

        labels = torch.tensor(part.labels, device=self._device) if part.labels.dtype.kind == "i" else put(part.labels)
        return part, Part(put(part.X), put(part.T), labels, None if part.weights is None else put(part.weights))

    # -- going on ------------------------------------------------------------------------------------------------------

    def advance(self, plan: Plan) -> Progress:
        """Take as many steps as the plan has entries; stop where the loss is not finite."""
        examples, training = len(self._problem.train.X), self._settings.training
        before, count = self._cursor, len(plan.learning_rate)
        coming = walk(before, count, examples, training.batch_size)
        batches = zip(coming.epoch.tolist(), coming.offset.tolist(), coming.size.tolist(), strict=True)
        evaluations: list[Evaluation] = []
        marks = set(plan.marks)
        for i, (rate, (epoch, offset, size)) in enumerate(zip(plan.learning_rate.tolist(), batches, strict=True)):
            if not self._step(self._rows(epoch, offset, size), before.step + i, rate):
                return self._taken(i, True, evaluations)
            if i + 1 in marks:
                evaluations.append(replace(self.evaluate(), after=i + 1))
                if not isfinite(evaluations[-1].scores["train"].loss):
                    return self._taken(i + 1, True, evaluations)
        return self._taken(count, False, evaluations)

    def _taken(self, steps: int, diverged: bool, evaluations: list[Evaluation]) -> Progress:
        self._slot_steps += steps
        examples, batch_size = len(self._problem.train.X), self._settings.training.batch_size
        self._cursor = walk(self._cursor, steps, examples, batch_size).end
        return Progress(steps, diverged, Evaluations.of(evaluations))

    def _rows(self, epoch: int, offset: int, size: int) -> Tensor:
        """The numbers of a batch's examples, on the device; an epoch's order is kept until the next epoch."""
        examples, training = len(self._problem.train.X), self._settings.training
        if self._order[0] != epoch:
            order = batch_order(training.seed, epoch, examples) if training.shuffle else np.arange(examples)
            self._order = (epoch, torch.from_numpy(order).to(self._device))
        return self._order[1][offset : offset + size]

    def _step(self, rows: Tensor, step: int, rate: float) -> bool:
        """One training step; false, and no update, if the loss is not finite."""
        training, train = self._settings.training, self._known["train"][1]
        masks = [
            dropout_mask(training.dropout_seed, step, i, (len(rows), layer.units), layer.dropout,
                         device=self._device, dtype=self._dtype) if layer.dropout else None
            for i, layer in enumerate(self._settings.layers)
        ]  # fmt: skip
        weights = None if train.weights is None else train.weights[rows]
        loss = self._batch_loss(train.X[rows], train.T[rows], weights, masks)
        if not isfinite(loss.item()):
            return False
        self._optimizer.zero_grad()
        (loss + self._penalty()).backward()  # type: ignore[no-untyped-call]
        self._has_gradient = True
        if training.clip_norm is not None:
            norm = self._gradient_norm()
            if training.clip_norm < norm < inf:  # an infinite one is left as it is: scaling would hide it
                for p in self._parameters:
                    if p.grad is not None:
                        p.grad.mul_(training.clip_norm / norm)
            self._clipped_from = norm
        set_rate(self._optimizer, rate)
        self._optimizer.step()
        return True

    def _loss_of_batch(self, X: Tensor, T: Tensor, weights: Tensor | None, masks: Masks) -> Tensor:
        """The data loss in training: every `nn.Dropout` is replaced by the mask that is handed in."""
        a = X
        for block, mask in zip(blocks(self._module), [*masks, None], strict=True):
            for module in block:
                if not isinstance(module, nn.Dropout):
                    a = module(a)
                elif mask is not None:
                    a = a * mask
        return data_loss(a, T, weights, self._settings.loss)

    def _penalty(self) -> Tensor | float:
        """The L1 and L2 penalty of the weights; biases are exempt."""
        training, weights = self._settings.training, self._parameters[::2]
        penalty: Tensor | float = 0.0
        if training.l1:
            penalty = penalty + training.l1 * torch.stack([W.abs().sum() for W in weights]).sum()
        if training.l2:
            penalty = penalty + 0.5 * training.l2 * torch.stack([W.square().sum() for W in weights]).sum()
        return penalty

    def _gradient_norm(self) -> float:
        """√Σg² over all parameters, added up in float64 where the device has it."""
        wide = torch.float32 if self._device.type == "mps" else torch.float64
        squares = [
            torch.linalg.vector_norm(p.grad, dtype=wide).square() for p in self._parameters if p.grad is not None
        ]
        return sqrt(torch.stack(squares).sum().item())

    # -- looking at it -------------------------------------------------------------------------------------------------

    def evaluate(self) -> Evaluation:
        """Evaluate all parts on the present weights."""
        norm = nan
        if self._has_gradient:
            norm = self._gradient_norm() if self._settings.training.clip_norm is None else self._clipped_from
        with torch.no_grad():
            scores = {name: self._score(part) for name, (_, part) in self._known.items()}
            penalty = float(self._penalty())
        return Evaluation(0, scores, penalty, norm)

    def _score(self, part: Part) -> Score:
        """Loss, and accuracy or R², in evaluation mode."""
        outputs = self._outputs(part.X)
        loss = data_loss(outputs, part.T, part.weights, self._settings.loss).item()
        if self._problem.encoding == "value":
            residual = (part.labels - outputs[:, 0]).square().sum().item()
            total = (part.labels - part.labels.mean()).square().sum().item()
            if total == 0.0:
                return Score(loss, 1.0 if residual == 0.0 else 0.0)
            return Score(loss, 1.0 - residual / total)
        if outputs.shape[1] > 1:
            said = outputs.argmax(dim=1)
        else:
            by_logit = self._problem.encoding == "sign" or self._settings.loss.kind == "binary_cross_entropy"
            said = (outputs[:, 0] > (0.0 if by_logit else 0.5)).long()
        right = (said == part.labels) & outputs.isfinite().all(dim=1)
        return Score(loss, right.sum().item() / len(right))

    def _outputs(self, X: Tensor) -> Tensor:
        """The outputs in evaluation mode, so many rows at a time that they fit: (n, features) → (n, outputs)."""
        rows = max(1, AT_ONCE // max(self._settings.sizes))
        self._module.eval()
        outputs = torch.cat([self._module(some) for some in torch.split(X, rows)])
        self._module.train()
        return outputs

    def forward(self, X: Array) -> list[Array]:
        """The activations of every layer in evaluation mode, in the precision of X."""
        name = "float32" if X.dtype == np.float32 else "float64"
        device = torch.device("cpu") if self._device.type == "mps" else self._device
        dtype = pick_dtype(name, device)
        module = self._module if dtype == self._dtype else copy.deepcopy(self._module).to(device, dtype)
        activations: list[Array] = []
        with torch.no_grad():
            a = torch.tensor(X, dtype=dtype, device=next(module.parameters()).device)
            for block in blocks(module):
                for part in block:
                    a = a if isinstance(part, nn.Dropout) else part(a)
                activations.append(a.cpu().numpy())
        return activations

    def snapshot(self) -> RunState:
        """The present state, in arrays that no later step changes."""
        parameters = tuple(p.detach().cpu().numpy().copy() for p in self._parameters)
        slots = slots_of(self._settings.training.optimizer, self._optimizer, self._parameters)
        return RunState(parameters, tuple(slots), self._slot_steps, self._cursor)

    def explain(self) -> str:
        """How the open run is computed, in one line."""
        dtype = str(self._dtype).removeprefix("torch.")
        compiled = ", compiled" if self._compile else ""
        return f"torch: PyTorch {torch.__version__} on {describe_device(self._device)}, {dtype}{compiled}"

    def close(self) -> None:
        """Release the tensors."""
        self._known = {}
