"""Which modules' examples are left out where an optional package is missing; CI has all of them."""

from importlib.util import find_spec

NEEDS = {
    "torch": ("engines/torch/*.py", "training/modules.py", "training/exports.py", "explain/autograd.py",
              "explain/conventions.py"),
    "onnx": ("training/onnx_graph.py",),
}  # fmt: skip

collect_ignore_glob = [
    f"src/glassnet/{file}" for package, files in NEEDS.items() if find_spec(package) is None for file in files
]
