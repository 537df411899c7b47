"""Checks `inside`: the rule that separates two rings."""

import numpy as np
import numpy.typing as npt

from glassnet.lessons.checking import Answer, Array, Cases, Mistake, Random, Verdict, judge

Labels = npt.NDArray[np.int64]


def cases(rng: Random) -> Cases:
    """Points all round, at all distances, for circles smaller and larger than 1; two of them far along one axis."""
    found = []
    for n, radius in ((6, 0.9), (12, 0.9), (20, 1.7), (20, 0.4)):
        angle, distance = rng.uniform(0, 2 * np.pi, n), radius * rng.uniform(0.4, 1.6, n)
        points = np.stack([distance * np.cos(angle), distance * np.sin(angle)], axis=1)
        points[:2] = [[1.3 * radius, 0.0], [0.8 * radius, 0.8 * radius]]
        found.append((points, radius))
    return found


def right(points: Array, radius: float) -> Labels:
    """By the distance from the middle."""
    return (np.hypot(points[:, 0], points[:, 1]) < radius).astype(np.int64)


def _by(measure: "np.ndarray[tuple[int], np.dtype[np.float64]]", radius: float) -> Labels:
    return (measure < radius).astype(np.int64)


MISTAKES = (
    Mistake(
        "labels_swapped",
        "The classes have changed places: here 1 is the *inner* ring and 0 the outer one. Many texts have it wrong.",
        lambda points, radius: 1 - right(points, radius),
    ),
    Mistake(
        "square_of_the_distance",
        "You compare the square of the distance with the radius. Near 1 the two are much alike, elsewhere not.",
        lambda points, radius: _by((points**2).sum(axis=1), radius),
    ),
    Mistake(
        "one_coordinate",
        "You look at the first coordinate only. That draws a line, or a strip, not a circle.",
        lambda points, radius: _by(np.abs(points[:, 0]), radius),
    ),
    Mistake(
        "square_for_circle",
        "Both coordinates within the radius: that is a square. Its corners stick out of the circle.",
        lambda points, radius: _by(np.abs(points).max(axis=1), radius),
    ),
    Mistake(
        "diamond_for_circle",
        "The sum of the two coordinates within the radius: that is a square standing on its corner.",
        lambda points, radius: _by(np.abs(points).sum(axis=1), radius),
    ),
    Mistake(
        "one_number",
        "You return one number for all points. Each has a distance of its own: sum over the coordinates only.",
        lambda points, radius: int((points**2).sum() < radius**2),
    ),
)


def check(answer: Answer) -> Verdict:
    """Judge an answer."""
    praise = "One clever input, the distance, and no network is needed. The network finds such inputs by itself."
    return judge(answer, cases, right, MISTAKES, praise=praise)
