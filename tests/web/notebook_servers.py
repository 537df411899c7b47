"""A real JupyterLab and a real marimo, each with a notebook, and a browser that watches what the page does."""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Locator, Page, Request

TOKEN = "a-token-for-tests"
PATIENCE = 60_000.0
THEMES = "lab/user-settings/@jupyterlab/apputils-extension"
SETTINGS = {
    "themes": {"theme": "JupyterLab Dark"},
    "notification": {"fetchNews": "false", "checkForUpdates": False},
}


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


@contextmanager
def server(command: Sequence[str], folder: Path, port: int, env: Mapping[str, str]) -> Iterator[None]:
    """A server while it runs; it has its settings in the folder and leaves those of whoever runs the tests alone."""
    home = {"HOME": str(folder), "XDG_CONFIG_HOME": str(folder / "config"), "IPYTHONDIR": str(folder / "ipython")}
    log = folder / "server.log"
    with log.open("w") as out:
        process = subprocess.Popen(
            [sys.executable, "-m", *command], cwd=folder, env={**os.environ, **home, **env}, stdout=out, stderr=out
        )
    try:
        for _ in range(600):
            with socket.socket() as trial:
                trial.settimeout(0.2)
                if trial.connect_ex(("127.0.0.1", port)) == 0:
                    break
            try:
                raise RuntimeError(f"it ended with {process.wait(0.1)}: {log.read_text()}")
            except subprocess.TimeoutExpired:
                continue
        yield
    finally:
        process.terminate()
        process.wait(20)


@contextmanager
def watched(browser: Browser, url: str) -> Iterator[Page]:
    """A page at an address; it must log no error and ask nobody else for anything."""
    context = browser.new_context(viewport={"width": 1440, "height": 1000})
    page, wrong, host = context.new_page(), list[str](), urlsplit(url).netloc
    page.set_default_timeout(PATIENCE)

    def console(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"console: {message.text}")

    def request(asked: Request) -> None:
        if urlsplit(asked.url).netloc not in ("", host):
            wrong.append(f"request: {asked.url}")

    page.on("console", console)
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", request)
    page.goto(url)
    try:
        yield page
    finally:
        context.close()
    assert wrong == []


@contextmanager
def jupyterlab(browser: Browser, folder: Path, cells: Sequence[str]) -> Iterator[Page]:
    """A notebook in JupyterLab, its kernel started, none of its cells run."""
    import nbformat

    spec = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    made = nbformat.v4.new_notebook(metadata=spec, cells=[nbformat.v4.new_code_cell(cell) for cell in cells])  # type: ignore[no-untyped-call]
    nbformat.write(made, folder / "a.ipynb")  # type: ignore[no-untyped-call]
    (folder / THEMES).mkdir(parents=True)
    for name, settings in SETTINGS.items():
        (folder / THEMES / f"{name}.jupyterlab-settings").write_text(json.dumps(settings))
    port = free_port()
    command = [
        "jupyterlab", "--no-browser", "--allow-root", f"--ServerApp.port={port}", f"--IdentityProvider.token={TOKEN}",
        f"--ServerApp.root_dir={folder}", "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
    ]  # fmt: skip
    places = {f"JUPYTER_{what}_DIR": str(folder) for what in ("CONFIG", "DATA", "RUNTIME")}
    with (
        server(command, folder, port, places),
        watched(browser, f"http://127.0.0.1:{port}/lab/tree/a.ipynb?token={TOKEN}") as page,
    ):
        page.get_by_text("| Idle").wait_for()
        yield page


def run_cell(page: Page, code: str) -> Locator:
    """Run a cell of a JupyterLab notebook that has this in its code; its output."""
    cell = page.locator(".jp-CodeCell", has_text=code)
    cell.locator(".jp-InputArea-editor").click()
    page.keyboard.press("Shift+Enter")
    return cell.locator(".jp-OutputArea-output")


@contextmanager
def marimo(browser: Browser, folder: Path, source: str) -> Iterator[Page]:
    """A notebook in marimo's editor, with all its cells run."""
    (folder / "a.py").write_text(source)
    (folder / "config" / "marimo").mkdir(parents=True)
    (folder / "config" / "marimo" / "marimo.toml").write_text("[runtime]\nauto_instantiate = true\n")
    port = free_port()
    command = ["marimo", "edit", "--headless", "--no-token", "--skip-update-check", "-p", str(port), "a.py"]
    with server(command, folder, port, {}), watched(browser, f"http://127.0.0.1:{port}/") as page:
        yield page
