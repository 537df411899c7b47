"""The data sets by name: what each is, for controls, help and checks. How they are made stands in `glassnet.data`."""

from dataclasses import dataclass
from typing import Literal

Task = Literal["classification", "regression"]


@dataclass(frozen=True)
class PresetInfo:
    """One data set: its name for people, a line of explanation, and its shape.

    `group` is where lists show it; `inputs` is the number of raw coordinates; `n` is the number of points if it is
    fixed, else 0.
    """

    label: str
    explain: str
    group: Literal["classification", "regression", "classic", "library"]
    task: Task = "classification"
    inputs: int = 2
    classes: int = 2
    n: int = 0


def _classes(label: str, explain: str, classes: int = 2) -> PresetInfo:
    return PresetInfo(label, explain, "classification", classes=classes)


def _values(label: str, explain: str, inputs: int) -> PresetInfo:
    return PresetInfo(label, explain, "regression", "regression", inputs, 0)


PRESETS: dict[str, PresetInfo] = {
    "circle": _classes("Circle", "a disc inside a ring: no line can separate them"),
    "xor": _classes("XOR", "opposite quarters belong together"),
    "gauss": _classes("Gauss", "two clouds, the easiest task: a line is enough"),
    "spiral": _classes("Spiral", "two arms wound round each other, the hardest of the classic four"),
    "moons": _classes("Moons", "two half moons that reach into each other, as scikit-learn makes them"),
    "checkerboard": _classes("Checkerboard", "sixteen squares in two colours"),
    "blobs": _classes("Three blobs", "three clouds, three classes", 3),
    "spirals3": _classes("Three spirals", "three arms, three classes", 3),
    "curve": _classes("Curve", "above or below a wave"),
    "pinwheel": _classes("Pinwheel", "five bent blades, five classes", 5),
    "plane": _values("Plane", "a tilted plane: a linear model is enough", 2),
    "bumps": _values("Gauss hills", "hills and hollows of Gaussian shape", 2),
    "sine": _values("Sine", "one wave with noise", 1),
    "trend": _values("Sine with trend", "sin(x) + x/2: a wave on a slope", 1),
    "step": _values("Step", "flat, a sudden jump, flat", 1),
    "plane1": _values("Line", "a tilted line: a linear model is enough", 1),
    "bumps1": _values("Gauss hill", "one hill of Gaussian shape", 1),
    "sine2": _values("Sine waves", "a wave along both axes", 2),
    "trend2": _values("Waves with trend", "sin(x) + y/2: a wave across a slope", 2),
    "step2": _values("Edge", "two flats with a sudden edge between them", 2),
    "classic_circle": PresetInfo("Circle (classic)", "TensorFlow Playground's circle", "classic"),
    "classic_xor": PresetInfo("XOR (classic)", "TensorFlow Playground's exclusive or", "classic"),
    "classic_gauss": PresetInfo("Gauss (classic)", "TensorFlow Playground's two clouds", "classic"),
    "classic_spiral": PresetInfo("Spiral (classic)", "TensorFlow Playground's spiral", "classic"),
    "classic_plane": PresetInfo(
        "Plane (classic)", "TensorFlow Playground's plane", "classic", "regression", 2, 0
    ),
    "classic_bumps": PresetInfo(
        "Gauss hills (classic)", "TensorFlow Playground's Gaussian hills", "classic", "regression", 2, 0
    ),
    "circles": PresetInfo(
        "Circles (scikit-learn)", "make_circles: two rings, label 0 outside", "library"
    ),
    "clusters": PresetInfo(
        "Clusters (scikit-learn)", "make_classification: two informative features", "library"
    ),
    "xor_points": PresetInfo(
        "XOR, four points", "the exact truth table, nothing else", "classification", n=4
    ),
    "digits": PresetInfo(
        "Digits", "scikit-learn's handwritten digits, 8×8 pixels, ten classes", "library",
        inputs=64, classes=10, n=1797,
    ),
    "iris": PresetInfo(
        "Iris", "Fisher's irises: three kinds of flower by four measures of their leaves", "library",
        inputs=4, classes=3, n=150,
    ),
    "wine": PresetInfo(
        "Wine", "three growers told apart by thirteen chemical measures of their wines", "library",
        inputs=13, classes=3, n=178,
    ),
    "breast_cancer": PresetInfo(
        "Breast cancer", "malignant or benign, by thirty measures of cell nuclei", "library",
        inputs=30, classes=2, n=569,
    ),
    "diabetes": PresetInfo(
        "Diabetes", "how the disease has gone on after a year, by ten measures of the patient", "library", "regression",
        10, 0, 442,
    ),
}  # fmt: skip
