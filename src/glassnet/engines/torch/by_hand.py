"""Backpropagation written out with PyTorch's tensors, and the same training as PyTorch is usually used.

Two functions train the same network 2 – 8 – 8 – 2 (or any with two hidden layers of ReLU) on the same batches by
gradient descent:

- `train_by_hand` uses tensors only as arrays that may lie on a GPU. No autograd, no modules, no optimizer: each
  derivative stands in `loss_and_gradients`, to be compared line by line with `glassnet.nn`;
- `train_with_loader` is the loop of every PyTorch program: `nn.Sequential`, `DataLoader`, `loss.backward()`,
  `optimizer.step()`.

Both give the same losses, and so does `gn.train(..., engine="reference")`; the tests hold them together.
"""

from collections.abc import Iterator, Sequence
from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader, Sampler, TensorDataset

from glassnet.engines.state import Array
from glassnet.rng import batch_order


def loss_and_gradients(X: Tensor, y: Tensor, parameters: Sequence[Tensor]) -> tuple[Tensor, list[Tensor]]:
    """One forward and one backward pass, every line the derivative of the line that it mirrors.

    Args:
        X: a batch, (n, 2).
        y: its class numbers, (n,).
        parameters: W₁ (8, 2), b₁ (8,), W₂ (8, 8), b₂ (8,), W₃ (2, 8), b₃ (2,).

    Returns:
        The mean cross-entropy, and its gradient with respect to each parameter.

    Source: Rumelhart, Hinton and Williams 1986; the gradient of softmax and cross-entropy together is p − one-hot(y).
    """
    W1, b1, W2, b2, W3, b3 = parameters
    n = len(X)
    # forward
    z1 = X @ W1.T + b1  # (n, 8)
    h1 = z1.clamp(min=0)  # (n, 8)
    z2 = h1 @ W2.T + b2  # (n, 8)
    h2 = z2.clamp(min=0)  # (n, 8)
    o = h2 @ W3.T + b3  # (n, 2), logits
    shifted = o - o.max(dim=1, keepdim=True).values  # softmax does not notice, and nothing overflows
    log_p = shifted - shifted.exp().sum(dim=1, keepdim=True).log()  # (n, 2)
    loss = -log_p[torch.arange(n), y].mean()
    # backward, from the loss to the inputs
    do = log_p.exp()  # (n, 2): p …
    do[torch.arange(n), y] -= 1  # … minus one-hot(y) …
    do /= n  # … over n, as the loss is a mean
    dW3, db3 = do.T @ h2, do.sum(dim=0)  # (2, 8), (2,)
    dz2 = (do @ W3) * (z2 > 0)  # (n, 8); relu'(0) = 0
    dW2, db2 = dz2.T @ h1, dz2.sum(dim=0)  # (8, 8), (8,)
    dz1 = (dz2 @ W2) * (z1 > 0)  # (n, 8)
    dW1, db1 = dz1.T @ X, dz1.sum(dim=0)  # (8, 2), (8,)
    return loss, [dW1, db1, dW2, db2, dW3, db3]


def train_by_hand(
    X: Array, labels: Array, parameters: Sequence[Array], *, epochs: int, batch_size: int = 32,
    learning_rate: float = 0.1, seed: int = 0, device: str = "cpu", dtype: torch.dtype = torch.float64,
) -> tuple[list[float], list[Array]]:  # fmt: skip
    """Gradient descent without autograd.

    Args:
        X: the examples, (n, 2).
        labels: their class numbers, (n,).
        parameters: the initial W₁, b₁, W₂, b₂, W₃, b₃.
        epochs: passes through the examples.
        batch_size: examples a step; the last batch of an epoch is what is left.
        learning_rate: length of a step.
        seed: of the batches' order.
        device: cpu, cuda or mps.
        dtype: of all numbers.

    Returns:
        The loss of each batch before its step, and the trained parameters.

    Example:
        >>> import numpy as np
        >>> X, y = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0, 1, 1, 0])
        >>> rng = np.random.default_rng(0)
        >>> start = [rng.normal(size=s) for s in ((8, 2), (8,), (8, 8), (8,), (2, 8), (2,))]
        >>> by_hand, _ = train_by_hand(X, y, start, epochs=5, batch_size=2)
        >>> usual, _ = train_with_loader(X, y, start, epochs=5, batch_size=2)
        >>> bool(np.allclose(by_hand, usual, rtol=1e-12))
        True
    """
    inputs = torch.tensor(X, dtype=dtype, device=device)
    classes = torch.tensor(labels, dtype=torch.int64, device=device)
    current = [torch.tensor(p, dtype=dtype, device=device) for p in parameters]
    losses = []
    for epoch in range(epochs):
        order = torch.from_numpy(batch_order(seed, epoch, len(inputs))).to(device)
        for rows in torch.split(order, batch_size):
            loss, gradients = loss_and_gradients(inputs[rows], classes[rows], current)
            losses.append(loss.item())
            for parameter, gradient in zip(current, gradients, strict=True):
                parameter -= learning_rate * gradient
    return losses, [p.cpu().numpy() for p in current]


class EpochOrder(Sampler[int]):
    """The order in which a `DataLoader` visits the examples: another one each epoch, the same for the same seed.

    Args:
        n: how many examples there are.
        seed: of the order.
    """

    def __init__(self, n: int, seed: int) -> None:
        self._n, self._seed, self._epoch = n, seed, 0

    def __len__(self) -> int:
        return self._n

    def __iter__(self) -> Iterator[int]:
        order = batch_order(self._seed, self._epoch, self._n)
        self._epoch += 1
        return iter(order.tolist())


def train_with_loader(
    X: Array, labels: Array, parameters: Sequence[Array], *, epochs: int, batch_size: int = 32,
    learning_rate: float = 0.1, seed: int = 0, device: str = "cpu", dtype: torch.dtype = torch.float64,
) -> tuple[list[float], list[Array]]:  # fmt: skip
    """The same descent as PyTorch is usually used; arguments and results are those of `train_by_hand`."""
    data = TensorDataset(torch.tensor(X, dtype=dtype), torch.tensor(labels, dtype=torch.int64))
    loader = DataLoader(data, batch_size=batch_size, sampler=EpochOrder(len(data), seed))
    module = _module(parameters, dtype).to(device)
    criterion = nn.CrossEntropyLoss()
    optimizer = torch.optim.SGD(module.parameters(), lr=learning_rate)
    losses = []
    module.train()
    for _ in range(epochs):
        for inputs, classes in loader:
            loss = criterion(module(inputs.to(device)), classes.to(device))
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return losses, [p.detach().cpu().numpy() for p in module.parameters()]


def _module(parameters: Sequence[Array], dtype: torch.dtype) -> nn.Sequential:
    """The network with given weights: `nn.Linear`, `nn.ReLU`, and so on, and no activation after the last."""
    sizes = [parameters[0].shape[1], *(len(b) for b in parameters[1::2])]
    linears = [nn.Linear(fan_in, fan_out, dtype=dtype) for fan_in, fan_out in pairwise(sizes)]
    with torch.no_grad():
        for linear, W, b in zip(linears, parameters[::2], parameters[1::2], strict=True):
            linear.weight.copy_(torch.tensor(W))
            linear.bias.copy_(torch.tensor(b))
    hidden = [part for linear in linears[:-1] for part in (linear, nn.ReLU())]
    return nn.Sequential(*hidden, linears[-1])
