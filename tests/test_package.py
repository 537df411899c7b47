"""The wheel that users install is whole."""

import json
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support import ROOT, SOURCE


@pytest.mark.slow
def test_wheel_has_every_file_and_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", str(tmp_path)]
    subprocess.run([*command, str(ROOT)], check=True, capture_output=True, timeout=300)
    (wheel,) = tmp_path.glob("glassnet-*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        (entry_points,) = (n for n in names if n.endswith(".dist-info/entry_points.txt"))
        assert "glassnet = glassnet.cli:main" in archive.read(entry_points).decode()
        (metadata,) = (n for n in names if n.endswith(".dist-info/METADATA"))
        base = [
            line
            for line in archive.read(metadata).decode().splitlines()
            if line.startswith("Requires-Dist:") and "extra ==" not in line
        ]
    expected = {
        f"glassnet/{path.relative_to(SOURCE).as_posix()}"
        for path in SOURCE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    built = {f"glassnet/web/static/dist/{name}.js" for name in ("page", "course", "editor", "report", "widget")}
    assert built | {"glassnet/py.typed"} <= expected
    assert expected - names == set()
    assert not any("torch" in line for line in base), "the base install has no PyTorch"


@pytest.mark.slow
def test_base_install_works_alone(tmp_path: Path) -> None:
    """Installed as a user does, without the extras, away from the repository."""
    subprocess.run([sys.executable, "-m", "venv", str(tmp_path / "env")], check=True, timeout=120)
    scripts = tmp_path / "env" / ("Scripts" if sys.platform == "win32" else "bin")
    pip = [str(scripts / "python"), "-m", "pip", "install", "--quiet", str(ROOT)]
    subprocess.run(pip, check=True, capture_output=True, timeout=600)
    train = [str(scripts / "glassnet"), "train", "--data", "circle", "--epochs", "2", "--json"]
    done = subprocess.run(train, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["steps"] > 0
