"""The house keeps its plan: which room may import which, and what is imported lazily."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support import SOURCE, run_python

MODEL = {"rng", "spec", "nn", "data", "engines"}
STUDIES = {"training", "explain", "experiments"}
CORE = MODEL | STUDIES | {"plots", "session"}
MAY_IMPORT: dict[str, set[str]] = {
    "rng": set(),
    "spec": set(),
    "nn": set(),
    "data": {"spec", "rng"},
    "engines": {"spec", "rng", "nn"},
    "training": MODEL,
    "explain": MODEL | {"training"},
    "experiments": MODEL | {"training"},
    "plots": MODEL | STUDIES,
    "session": MODEL | STUDIES | {"plots"},
    "lessons": CORE,
    "web": CORE | {"lessons"},
    "cli": CORE | {"lessons", "web"},
}
# The face of the package: it may import every room, and no room may import it.
FACE = {"__init__", "__main__", "api"}
# What every room may import: it imports nothing itself.
COMMON = {"_version"}
# Each takes longer to import than `glassnet --help` may take to answer.
HEAVY = ("sklearn", "scipy", "matplotlib", "torch", "starlette", "uvicorn", "llvmlite", "anywidget")


def imported(path: Path, package: str) -> Iterator[tuple[int, str]]:
    """Each import in a file, also those inside functions, as (line, absolute dotted name)."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"), str(path))):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                parents = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*parents, *([node.module] if node.module else [])])
            for alias in node.names:
                yield node.lineno, f"{base}.{alias.name}"


def modules(folder: Path) -> list[Path]:
    """The package's own Python files in a folder; a lesson's exercises are the learner's code."""
    return [path for path in sorted(folder.rglob("*.py")) if "exercises" not in path.parts]


def package_of(path: Path) -> str:
    """The dotted name of the package that a file's relative imports start from."""
    return ".".join(("glassnet", *path.relative_to(SOURCE).parent.parts))


def rooms_imported(path: Path) -> Iterator[tuple[int, str]]:
    """Which rooms (or modules beside them) of Glassnet a file imports, with the line."""
    for line, name in imported(path, package_of(path)):
        parts = name.split(".")
        if parts[0] == "glassnet":
            yield line, parts[1] if len(parts) > 1 else "__init__"


def present_rooms() -> set[str]:
    return {path.name for path in SOURCE.iterdir() if path.is_dir() and modules(path)}


def test_every_room_is_in_the_plan() -> None:
    assert present_rooms() <= MAY_IMPORT.keys()
    beside = {path.stem for path in SOURCE.glob("*.py")}
    assert beside <= FACE | COMMON, "a module beside the rooms belongs into one of them"


@pytest.mark.parametrize("room", MAY_IMPORT)
def test_room_imports_only_what_the_plan_allows(room: str) -> None:
    allowed = MAY_IMPORT[room] | COMMON | {room}
    wrong = [
        f"{path.relative_to(SOURCE)}:{line} imports {name}"
        for path in modules(SOURCE / room)
        for line, name in rooms_imported(path)
        if name not in allowed and name != "__version__"
    ]
    assert wrong == []


def test_plan_has_no_circle() -> None:
    placed: list[str] = []
    for room, allowed in MAY_IMPORT.items():
        assert allowed <= set(placed), f"{room} would import a room that stands below it"
        placed.append(room)


def test_imports_are_resolved_as_python_does(tmp_path: Path) -> None:
    file = tmp_path / "module.py"
    file.write_text("import a.b\nfrom . import c\nfrom ..d import e\nfrom ... import f\n")
    names = [name for _, name in imported(file, "glassnet.room.inner")]
    assert names == ["a.b", "glassnet.room.inner.c", "glassnet.room.d.e", "glassnet.f"]


@pytest.mark.parametrize("room", ["nn"])
def test_reference_imports_numpy_and_nothing_else(room: str) -> None:
    wrong = [
        f"{path.relative_to(SOURCE)}:{line} imports {name}"
        for path in modules(SOURCE / room)
        for line, name in imported(path, package_of(path))
        if name.split(".")[0] not in sys.stdlib_module_names | {"numpy", "glassnet"}
    ]
    assert wrong == []


def test_reference_can_be_copied_out_and_used_alone(tmp_path: Path) -> None:
    for path in modules(SOURCE / "nn"):
        copy = tmp_path / "my_nn" / path.relative_to(SOURCE / "nn")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(path.read_bytes())
    code = (
        "import sys, pkgutil, importlib; sys.path.insert(0, '.'); import my_nn\n"
        "for found in pkgutil.walk_packages(my_nn.__path__, 'my_nn.'):\n"
        "    importlib.import_module(found.name)\n"
        "print('glassnet' in sys.modules)"
    )
    assert run_python(code, cwd=tmp_path).strip() == "False"


def heavy_after(code: str) -> list[str]:
    """Which heavy packages are loaded in a fresh Python after the code has run."""
    report = f"import sys; print([n for n in {HEAVY!r} if n in sys.modules], file=sys.stderr)"
    program = f"import atexit\natexit.register(lambda: exec({report!r}))\n{code}"
    printed = run_python(f"import sys; sys.stderr = sys.stdout\n{program}")
    return [str(name) for name in ast.literal_eval(printed.splitlines()[-1])]


def test_importing_glassnet_loads_nothing_heavy() -> None:
    assert heavy_after("import glassnet") == []


def test_help_of_the_command_line_loads_nothing_heavy() -> None:
    code = "sys.argv = ['glassnet', '--help']\nfrom glassnet.cli import main\nmain()"
    assert heavy_after(code) == []
