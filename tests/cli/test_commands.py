"""The commands beside `train`, and what holds for all of them."""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

import glassnet as gn
from glassnet.cli.app import COMMANDS
from glassnet.data import read_csv_text
from glassnet.engines import DEFAULT_ENGINE
from glassnet.spec import PRESETS, Experiment, to_link
from tests.cli.support import Terminal
from tests.support import run_python
from tools.cli_reference import PAGE, reference


def test_version_is_told(glassnet: Terminal) -> None:
    assert glassnet("--version").out == f"glassnet {gn.__version__}\n"


@pytest.mark.parametrize("arguments", [(), ("--help",)])
def test_help_names_every_command(arguments: tuple[str, ...], glassnet: Terminal) -> None:
    ended = glassnet(*arguments)
    assert (ended.status, ended.err) == (0, "")
    assert all(f"  {name}  " in ended.out and line in ended.out for name, line in COMMANDS.items())


def test_help_imports_neither_numpy_nor_rich_nor_a_command() -> None:
    code = "sys.argv = ['glassnet', '--help']; from glassnet.cli import main; main(); print(sorted(sys.modules))"
    loaded = run_python(f"import sys; {code}").splitlines()[-1]
    assert not [name for name in ("numpy", "rich", "glassnet.spec", "glassnet.cli.train") if f"'{name}'" in loaded]


def test_help_of_train_imports_no_numpy() -> None:
    code = "import sys; from glassnet.cli import main; main(['train', '--help']); print('numpy' in sys.modules)"
    assert run_python(code).splitlines()[-1] == "False"


def test_module_is_the_command() -> None:
    done = subprocess.run([sys.executable, "-m", "glassnet", "train", "--bogus"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (2, "") and done.stderr.startswith("glassnet: No such option")


def test_reference_of_the_command_line_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == reference(), "run python -m tools.cli_reference"


def test_help_names_the_default_engine(glassnet: Terminal) -> None:
    assert f"[default: {DEFAULT_ENGINE}," in " ".join(glassnet("train", "--help").out.split())


def test_output_that_cannot_show_a_sign_does_not_end_the_program() -> None:
    text = run_python(
        "from glassnet.cli import main; main(['train', '--data', 'sine', '--epochs', '1', '-n', '20'])",
        env={"PYTHONIOENCODING": "ascii"},
    )
    assert "R?" in text


# -- data --------------------------------------------------------------------------------------------------------------


def test_data_lists_every_preset_with_its_explanation(glassnet: Terminal) -> None:
    ended = glassnet("data")
    assert (ended.status, ended.err) == (0, "")
    for name, info in PRESETS.items():
        (line,) = (line for line in ended.out.splitlines() if line.split()[:1] == [name])
        assert all(part in line for part in (info.label, info.explain, info.task, str(info.inputs)))


def test_data_writes_points_that_are_those_of_the_library(glassnet: Terminal, tmp_path: Path) -> None:
    file = tmp_path / "points.csv"
    arguments = ("data", "moons", "-n", "100", "--noise", ".1", "--data-seed", "3", "--csv")
    ended = glassnet(*arguments, "-")
    assert glassnet(*arguments, str(file)).out == "" and file.read_text() == ended.out
    table, made = read_csv_text(ended.out, "label"), gn.load("moons", n=100, noise=0.1, seed=3).table
    assert table.points.tolist() == made.points.tolist() and table.labels.tolist() == made.labels.tolist()


@pytest.mark.parametrize("name", ["blobs", "sine", "digits", "xor_points"])
def test_data_describes_one_set(name: str, glassnet: Terminal) -> None:
    ended = glassnet("data", name)
    assert ended.status == 0 and PRESETS[name].explain in ended.out and PRESETS[name].task in ended.out
    assert ended.out.count("\nclass ") == PRESETS[name].classes


def test_data_refuses_what_it_cannot_do(glassnet: Terminal, tmp_path: Path) -> None:
    assert "data set: got 'moom', allowed: one of" in glassnet.refused("data", "moom")
    assert "--noise: got 7, allowed" in glassnet.refused("data", "moons", "--noise", "7", "--csv", "-")
    assert "name the data set" in glassnet.refused("data", "--csv", "-")
    missing = str(tmp_path / "no" / "a.csv")
    assert "cannot be written" in glassnet.refused("data", "moons", "--csv", missing, status=1)


FULL = Path("/dev/full")


@pytest.mark.skipif(not FULL.exists(), reason="needs a file that is always full")
@pytest.mark.parametrize("line", ["data", "export --to numpy -n 20", "train -n 20 --epochs 1 --json", "train --help"])
def test_output_that_has_no_room_is_said_in_one_line(line: str) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "glassnet", *line.split()], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert done.returncode == 1
    assert done.stderr == "glassnet: standard output cannot be written: No space left on device\n"


@pytest.mark.skipif(sys.platform == "win32", reason="has no such shell")
def test_a_closed_output_does_not_end_the_program(tmp_path: Path) -> None:
    call = f"'{sys.executable}' -m glassnet train -n 20 --epochs 1 --out '{tmp_path}' >&- 2>&-"
    assert subprocess.run(["sh", "-c", call]).returncode == 0
    assert (tmp_path / "checkpoint.npz").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="has no such shell")
def test_files_are_written_even_if_nobody_reads_the_table(tmp_path: Path) -> None:
    read, write = os.pipe()
    os.close(read)
    done = subprocess.run(
        [sys.executable, "-m", "glassnet", "train", "-n", "20", "--epochs", "1", "--out", str(tmp_path)],
        stdout=write, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    os.close(write)
    assert done.stderr == "" and done.returncode == 1
    assert {"experiment.json", "checkpoint.npz", "history.csv"} <= {path.name for path in tmp_path.iterdir()}


def test_data_stops_quietly_when_nobody_reads_on() -> None:
    code = "import sys; from glassnet.cli import main; sys.exit(main(['data', 'moons', '-n', '50000', '--csv', '-']))"
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None and process.stderr is not None
    assert process.stdout.readline() == b"x,y,label\n"
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    process.wait(timeout=30)
    assert err == b""


# -- play --------------------------------------------------------------------------------------------------------------


class Server:
    """Stands in for the playground's server: keeps what it is asked for."""

    def __init__(self) -> None:
        self.asked: dict[str, Any] = {}
        self.error: OSError | None = None

    def serve(self, **asked: Any) -> None:
        self.asked = asked
        if self.error:
            raise self.error


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Server:
    """The stand-in, in the place of the real one."""
    standing_in = Server()
    module = ModuleType("glassnet.web.server")
    module.__dict__["serve"] = standing_in.serve
    monkeypatch.setitem(sys.modules, "glassnet.web.server", module)
    return standing_in


def test_play_starts_the_server_on_this_machine_alone(glassnet: Terminal, server: Server) -> None:
    assert glassnet("play").status == 0
    alone = {"host": "127.0.0.1", "port": 8000, "open_browser": True, "experiment": None}
    assert server.asked == alone | {"allow_code": False, "embedders": ()}


def test_play_passes_its_options_on(glassnet: Terminal, server: Server, tmp_path: Path) -> None:
    experiment = Experiment().with_setting("data.noise", 0.3)
    file = tmp_path / "a.json"
    file.write_text(experiment.dumps())
    assert glassnet("play", "--port", "0", "--no-browser", "--experiment", str(file)).status == 0
    settled = {"host": "127.0.0.1", "port": 0, "open_browser": False, "experiment": experiment}
    assert server.asked == settled | {"allow_code": False, "embedders": ()}
    assert glassnet("play", "--link", "#" + to_link(experiment)).status == 0
    assert server.asked["experiment"] == experiment
    assert glassnet("play", "--allow-code").status == 0
    assert server.asked["allow_code"]
    pages = ("http://127.0.0.1:8888", "http://[::1]")
    assert glassnet("play", "--embed-in", pages[0], "--embed-in", pages[1]).status == 0
    assert server.asked["embedders"] == pages


def test_play_says_what_hinders_it(glassnet: Terminal, server: Server) -> None:
    assert "'--port': got '70000', allowed: a whole number from 0 to 65,535" in glassnet.refused(
        "play", "--port", "70000"
    )
    assert "--experiment /none.json: file" in glassnet.refused("play", "--experiment", "/none.json", status=1)
    for origin in ("127.0.0.1:8888", "http://a/b", "http://a; script-src *", "*"):
        assert f"got '{origin}', allowed: scheme, host and port" in glassnet.refused("play", "--embed-in", origin)
    server.error = OSError(errno.EADDRINUSE, "port 8000 is in use; choose another")
    assert glassnet.refused("play", status=1) == "port 8000 is in use; choose another"


def test_play_tells_when_its_port_is_taken(glassnet: Terminal) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        assert f"port {port} is in use" in glassnet.refused("play", "--no-browser", "--port", port, status=1)
