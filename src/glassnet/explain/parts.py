"""What a run consists of: its points and its weights, as arrays to draw."""

import numpy as np

from glassnet.data import PARTS
from glassnet.explain.view import View
from glassnet.training import Trainer


def points(run: Trainer) -> View:
    """All points: train (own ones last), validation, test.

    Returns:
        `data`: the number of points of each part, and `own`; one float32 array (n, 3) of x, y, label. On the line y is
        the value itself.
    """
    parts = [run.data.parts[name] for name in PARTS]
    rows = []
    for part in parts:
        across = part.points[:, 0] if part.points.shape[1] else np.zeros(len(part))
        up = part.points[:, 1] if part.points.shape[1] > 1 else part.labels
        rows.append(np.stack([across, up, part.labels], axis=1).astype(np.float32))
    counts = {name: len(part) for name, part in zip(PARTS, parts, strict=True)}
    return View(counts | {"own": len(run.data.spec.points)}, (np.concatenate(rows),))


def weights(run: Trainer) -> View:
    """All parameters as one float32 array: W₁ row by row (fan_out, fan_in), b₁, W₂, b₂ and so on."""
    with np.errstate(over="ignore"):  # weights of a diverged run are shown as infinite
        flat = np.concatenate([p.reshape(-1) for p in run.state.parameters]).astype(np.float32)
    return View({"sizes": list(run.settings.sizes)}, (flat,))
