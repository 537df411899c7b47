"""What a run consists of: its points and its weights, as arrays to draw."""

import numpy as np

from glassnet.data import PARTS
from glassnet.explain.sheet import sheet_of
from glassnet.explain.view import View
from glassnet.training import Trainer


def points(run: Trainer, plane: str = "") -> View:
    """All points: train (own ones last), validation, test.

    Args:
        run: a run.
        plane: which plane is laid through more than two inputs (see `glassnet.explain.sheet`).

    Returns:
        `data`: the number of points of each part, and `own`; two float32 arrays: (n, 3) of x, y, label, where on the
        line y is the value itself, and (n,) of what they are called in actions: the row in the source, or −1, −2, …
        for the own points 0, 1, …
    """
    parts = [run.data.parts[name] for name in PARTS]
    sheet, rows = sheet_of(run.data, plane), []
    for part in parts:
        places = sheet.places(part.points)
        across, up = places[:, 0], places[:, 1] if places.shape[1] > 1 else part.labels
        rows.append(np.stack([across, up, part.labels], axis=1).astype(np.float32))
    counts = {name: len(part) for name, part in zip(PARTS, parts, strict=True)}
    own = -1.0 - np.arange(len(run.data.spec.points), dtype=np.float32)
    kept = {name: run.data.kept_rows(name).astype(np.float32) for name in PARTS}
    names = np.concatenate([kept["train"], own, kept["validation"], kept["test"]])
    return View(counts | {"own": len(own)}, (np.concatenate(rows), names))


def weights(run: Trainer) -> View:
    """All parameters as one float32 array: W₁ row by row (fan_out, fan_in), b₁, W₂, b₂ and so on."""
    with np.errstate(over="ignore"):  # weights of a diverged run are shown as infinite
        flat = np.concatenate([p.reshape(-1) for p in run.state.parameters]).astype(np.float32)
    return View({"sizes": list(run.settings.sizes)}, (flat,))
