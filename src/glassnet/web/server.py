"""The playground's server: a page, its files, and a WebSocket for each tab. Heavy rooms load while the page does."""

import errno
import ipaddress
import secrets
import socket
import sys
import threading
import webbrowser
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import uvicorn
    from starlette.types import ASGIApp

    from glassnet.spec import Experiment

HOST, PORT = "127.0.0.1", 8000
SWITCH_SECONDS = 0.001
"""How long a thread that trains may keep the others from running; Python's own 5 ms would show in every picture."""
CLOSING_SECONDS = 1


def serve(
    *, host: str = HOST, port: int = PORT, open_browser: bool = True, experiment: "Experiment | None" = None,
    allow_code: bool = False, embedders: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Run the playground until Ctrl-C.

    Prints one line with its address.

    Args:
        host: the address to listen on; the default can be reached from this machine only.
        port: the port to listen on; 0 takes any that is free.
        open_browser: whether to open the page in the browser.
        experiment: what a page begins with unless its link says otherwise.
        allow_code: whether answers to exercises run on a server that other machines can reach; on one that only this
            machine reaches they do anyway.
        embedders: origins whose pages may show the playground in a frame, such as "http://127.0.0.1:8888".

    Raises:
        OSError: if it cannot listen there, or the page's files are missing; one line that says so.
    """
    with suppress(KeyboardInterrupt):  # uvicorn raises it again after it has closed everything
        _serve(host, port, open_browser, experiment, allow_code, embedders)


def _serve(
    host: str, port: int, open_browser: bool, experiment: "Experiment | None", allow_code: bool,
    embedders: tuple[str, ...],
) -> None:  # fmt: skip
    from glassnet.web.assets import Assets

    assets = Assets.load()
    listener = listen(host, port)
    port = listener.getsockname()[1]
    token = secrets.token_urlsafe(24)
    shown = {"0.0.0.0": HOST, "::": "[::1]"}.get(host, f"[{host}]" if ":" in host else host)
    url = f"http://{shown}:{port}/?token={token}"
    # Whoever comes now waits in the listener's queue for the fraction of a second that the rest takes to load.
    print(f"Glassnet is running at {url}  (stop with Ctrl-C)", flush=True)
    if open_browser:
        threading.Thread(target=webbrowser.open, args=(url,), daemon=True).start()

    from glassnet.web.app import make_app

    sys.setswitchinterval(SWITCH_SECONDS)
    own = is_loopback(host)
    app = make_app(
        assets, hosts=hosts_of(host, port), token=token, port=port, experiment=experiment,
        code=own or allow_code, own=own, embedders=embedders,
    )  # fmt: skip
    make_server(app).run(sockets=[listener])


def make_server(app: "ASGIApp") -> "uvicorn.Server":
    """The server of an application; `run(sockets=[listener])` runs it until Ctrl-C."""
    import uvicorn

    from glassnet.web.wire import MAX_FRAME

    return uvicorn.Server(
        uvicorn.Config(
            app,
            loop="asyncio",
            lifespan="on",
            log_config=None,
            access_log=False,
            server_header=False,
            ws_max_size=MAX_FRAME,
            ws_per_message_deflate=False,  # it would cost more time than the way within one machine
            timeout_graceful_shutdown=CLOSING_SECONDS,
        )
    )


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens.

    Raises:
        OSError: with `errno`, and one line as `strerror`.
    """
    if not 0 <= port <= 65535:
        raise OSError(errno.EINVAL, f"cannot listen on port {port}: a port is a number from 0 to 65535")
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        listener = socket.create_server((host, port), family=family)
        # A picture that follows a state must not wait until the browser has acknowledged the state, which it puts off
        # for 40 ms; the connections inherit this.
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return listener
    except OSError as error:
        if error.errno == errno.EADDRINUSE:
            raise OSError(error.errno, f"port {port} is in use; choose another, or 0 for any that is free") from None
        raise OSError(error.errno, f"cannot listen on {host}, port {port}: {error.strerror or error}") from None


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches a server that listens on an address.

    Example:
        >>> is_loopback("127.0.0.1"), is_loopback("::1"), is_loopback("localhost"), is_loopback("0.0.0.0")
        (True, True, True, False)
    """
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host.lower() == "localhost"


def hosts_of(host: str, port: int) -> tuple[str, ...]:
    """What the Host header of a request to this server may say.

    Example:
        >>> hosts_of("127.0.0.1", 8000)
        ('127.0.0.1:8000', 'localhost:8000')
    """
    names = dict.fromkeys([HOST, "localhost", f"[{host}]" if ":" in host else host.lower()])
    ends = (f":{port}", "") if port == 80 else (f":{port}",)  # browsers leave out the usual port
    return tuple(name + end for name in names for end in ends)
