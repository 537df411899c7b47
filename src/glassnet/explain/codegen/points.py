"""Data sets in a script: the lines that make the points of each preset.

A block speaks of N, NOISE, `label` (n,), and, where the arms of a shape need it, of `rank` and `size`: the number of
a point within its class, and how many there are. It leaves `points` (n, inputs), and `label` or `value` (n,).
"""

from dataclasses import dataclass

POLAR = "points = np.stack([radius * np.sin(angle), radius * np.cos(angle)], axis=1)  # (N, 2)"


@dataclass(frozen=True)
class Shape:
    """The lines of a data set of classes whose noise moves the points.

    Attributes:
        code: from `label` to `points`.
        size: what the noise is multiplied by.
        ranked: whether it needs `rank` and `size`.
    """

    code: str
    size: float = 2.5
    ranked: bool = False


SHAPES = {
    "circle": Shape(f"""
u = uniform(POINTS, 0, (N, 2))
radius = np.where(label == 1, 2.5 * u[:, 0], 3.5 + 1.5 * u[:, 0])  # a disc inside a ring
angle = 2 * np.pi * u[:, 1]
{POLAR}
"""),
    "xor": Shape("""
u = uniform(POINTS, 0, (N, 3))
right = np.where(u[:, 2] < 0.5, -1, 1)
above = np.where(label == 1, right, -right)  # class 1 where x and y have the same sign
points = np.stack([right, above], axis=1) * (5 * u[:, :2] + 0.3)  # (N, 2)
"""),
    "gauss": Shape("""
centre = np.where(label == 1, 2.0, -2.0)[:, None]
points = centre + np.sqrt(0.5) * normal(POINTS, 0, (N, 2))  # two clouds
"""),
    "spiral": Shape(
        f"""
radius = 5 * rank / size
angle = 3.5 * np.pi * rank / size + np.where(label == 1, 0, np.pi)  # two arms
{POLAR}
""",
        size=1.25,
        ranked=True,
    ),
    "checkerboard": Shape(
        """
u = uniform(POINTS, 0, (N, 4))
column = np.floor(4 * u[:, 2])
row = 2 * np.floor(2 * u[:, 3]) + (column + label) % 2
points = -5 + 2.5 * np.stack([column, row], axis=1) + 0.15 + 2.2 * u[:, :2]  # (N, 2)
""",
        size=1.25,
    ),
    "blobs": Shape("""
angle = 2 * np.pi * label / 3  # three clouds, a third of a turn apart
centre = 3 * np.stack([np.sin(angle), np.cos(angle)], axis=1)
points = centre + np.sqrt(0.5) * normal(POINTS, 0, (N, 2))  # (N, 2)
"""),
    "spirals3": Shape(
        f"""
radius = 0.5 + 4.5 * rank / size
angle = 2 * np.pi * (1.1 * rank / size + label / 3)  # three arms
{POLAR}
""",
        size=1.25,
        ranked=True,
    ),
    "curve": Shape(
        """
u = uniform(POINTS, 0, (N, 2))
x = 11 * u[:, 0] - 5.5
side = np.where(label == 1, 1, -1)  # above or below a wave
points = np.stack([x, 2 * np.sin(x) + side * (0.4 + 3 * u[:, 1])], axis=1)  # (N, 2)
""",
        size=1.5,
    ),
    "pinwheel": Shape(
        """
out, across = (normal(POINTS, 0, (N, 2)) * [0.25, 0.08] + [1, 0]).T
angle = 2 * np.pi * label / 5 + 0.25 * np.exp(out)  # five bent blades
cos, sin = np.cos(angle), np.sin(angle)
points = 3 * np.stack([out * cos - across * sin, out * sin + across * cos], axis=1)  # (N, 2)
""",
        size=1.5,
    ),
    "moons": Shape(
        """
angle = np.pi * rank / (size - 1)
upper = np.stack([np.cos(angle), np.sin(angle)], axis=1)
points = np.where(label[:, None] == 1, [1, 0.5] - upper, upper)  # two half circles, (N, 2)
""",
        size=1.0,
        ranked=True,
    ),
    "circles": Shape(
        """
angle = 2 * np.pi * rank / size
ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
points = np.where(label[:, None] == 1, 0.8 * ring, ring)  # two rings, (N, 2)
""",
        size=1.0,
        ranked=True,
    ),
}

HILLS = """
hills = [(-4, 2.5, 1), (0, 2.5, -1), (4, 2.5, 1), (-4, -2.5, -1), (0, -2.5, 1), (4, -2.5, -1)]
"""

SURFACES = {
    "plane": "(x + y) / 12",
    "bumps": "sum(sign * np.exp(-((x - a) ** 2 + (y - b) ** 2) / 2) for a, b, sign in hills)",
    "sine": "np.sin(x)",
    "trend": "np.sin(x) + x / 2",
    "step": "np.where(x < 0, -1, 1)",
    "plane1": "x / 6",
    "bumps1": "np.exp(-x * x / 4)",
    "sine2": "(np.sin(x) + np.sin(y)) / 2",
    "trend2": "np.sin(x) + y / 2",
    "step2": "np.where(x + y < 0, -1, 1)",
}
"""The value of each data set of values, from x and, on the plane, y."""

MOVED = """
moved = points + NOISE * (10 * uniform(NOISES, 0, (N, 2)) - 5)  # blurs the border
"""

MOVED_VALUES = """
points = 12 * uniform(POINTS, 0, (N, 2)) - 6
x, y = (points + NOISE * (12 * uniform(NOISES, 0, (N, 2)) - 6)).T
"""

CLASSIC = {
    "classic_circle": f"{SHAPES['circle'].code}{MOVED}label = (np.hypot(*moved.T) < 2.5).astype(int)",
    "classic_xor": f"{SHAPES['xor'].code}{MOVED}label = (moved.prod(axis=1) >= 0).astype(int)",
    "classic_gauss": SHAPES["gauss"].code.replace("0.5", "0.5 + 7 * NOISE"),
    "classic_spiral": f"{SHAPES['spiral'].code}points += NOISE * (2 * uniform(NOISES, 0, (N, 2)) - 1)",
    "classic_plane": f"{MOVED_VALUES}value = (x + y) / 10",
    "classic_bumps": (
        f"{HILLS}{MOVED_VALUES}value = sum(s * np.maximum(0, 1 - np.hypot(x - a, y - b) / 2) for a, b, s in hills)"
    ),
}
"""The lines of TensorFlow Playground's sets; of those of classes from `label` on."""

XOR_POINTS = """
points = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
label = np.array([0, 1, 1, 0])  # exactly one of the two
"""

LIBRARY = {
    "digits": "pixels, label = load_digits(return_X_y=True)  # (1797, 64), (1797,)\npoints = pixels / 16",
    "iris": "points, label = load_iris(return_X_y=True)  # (150, 4), (150,)",
    "wine": "points, label = load_wine(return_X_y=True)  # (178, 13), (178,)",
    "breast_cancer": "points, label = load_breast_cancer(return_X_y=True)  # (569, 30), (569,)",
    "diabetes": "points, value = load_diabetes(return_X_y=True, scaled=False)  # (442, 10), (442,)",
}
"""The tables that scikit-learn brings along."""

CLUSTERS = """
points, label = make_classification(
    N,
    n_features=2,
    n_informative=2,
    n_redundant=0,
    n_clusters_per_class=1,
    weights=[(size + 0.5) / N for size in sizes],
    flip_y=0,
    shuffle=False,
    random_state={seed},
)
place = np.empty(N, int)
place[np.argsort(turns, kind="stable")] = np.arange(N)  # class by class, now taking turns
points, label = points[place], label[place]
u = uniform(NOISES, 0, (N, 2))
label = np.where(u[:, 0] < NOISE, u[:, 1] < 0.5, label).astype(int)  # some are drawn anew
"""
