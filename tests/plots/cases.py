"""The runs that the tests of figures draw: one for each kind of task, and small."""

from typing import Any

SMALL: dict[str, Any] = {"n": 80, "epochs": 8, "hidden": (6,)}

# What is drawn → preset and settings of `glassnet.plots.demo.example`.
CASES: dict[str, tuple[str, dict[str, Any]]] = {
    "two classes": ("circle", SMALL | {"noise": 0.3}),
    "three classes": ("blobs", SMALL | {"noise": 0.4}),
    "five classes": ("pinwheel", SMALL | {"noise": 0.4}),
    "values on the plane": ("bumps", SMALL),
    "values on the line": ("sine", SMALL),
    "digits": ("digits", {"epochs": 1, "hidden": (12,)}),
    "no test set": ("gauss", SMALL | {"split": (0.8, 0.2, 0.0)}),
}

FILES: dict[str, list[str]] = {
    "classes on the line": ["a,kind", *(f"{i % 7}.5,{'low' if i % 7 < 4 else 'high'}" for i in range(60))],
    "values of three inputs": ["a,b,c,y", *(f"{i % 7}.5,{i % 5},{i % 3},{i % 7 - i % 5 + 0.25}" for i in range(60))],
    "classes of three inputs": ["a,b,c,y", *(f"{i % 7}.5,{i % 5},{i % 3},{'uvw'[i % 3]}" for i in range(60))],
}

CLASSES = ("two classes", "three classes", "five classes", "digits", "classes on the line", "classes of three inputs")
VALUES = ("values on the plane", "values on the line", "values of three inputs")
PLANE = ("two classes", "three classes", "five classes", "values on the plane", "no test set")
LINE = ("values on the line", "classes on the line")
SPACE = ("digits", "values of three inputs", "classes of three inputs")
ALL = (*CASES, *FILES)
