"""`serve` as a program: it says where it is, and ends cleanly."""

import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.parse

import pytest

from glassnet.web.server import listen, serve
from tests.support import ROOT
from tests.web.pages import Page, Served

PROGRAM = "import sys; from glassnet.web import serve; serve(port=0, open_browser=False); print('ended')"


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGINT to send there")
def test_ctrl_c_stops_cleanly_while_pages_train() -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT / "src")},
    )  # fmt: skip
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert line.startswith("Glassnet is running at http://127.0.0.1:")
        url = urllib.parse.urlsplit(line.split()[4])
        assert url.port is not None
        served = Served(url.port)
        served.cookie = served.get(f"/?{url.query}").headers["set-cookie"].split(";")[0]
        with served.connect() as connection:
            page = Page(connection)
            page.hello()
            page.act("speed", value=5)
            page.done("play")
            page.view(boundary={}, neurons={})
            start = time.monotonic()
            process.send_signal(signal.SIGINT)
            out, err = process.communicate(timeout=10)
        assert time.monotonic() - start < 3.0
        assert (process.returncode, out.strip(), err) == (0, "ended", "")
    finally:
        process.kill()
        process.wait()


def test_a_port_in_use_is_told_in_one_line() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(OSError, match=f"port {port} is in use") as caught:
            serve(port=port, open_browser=False)
        assert caught.value.errno == errno.EADDRINUSE


def test_an_address_that_is_none_is_told_in_one_line() -> None:
    with pytest.raises(OSError, match="cannot listen on"):
        listen("203.0.113.1", 0)
    with pytest.raises(OSError, match="0 to 65535"):
        listen("127.0.0.1", 70_000)
