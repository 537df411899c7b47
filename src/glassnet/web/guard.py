"""Who may talk to the server: whoever has the start-up token, from a page that this server sent.

Any page on the web can make a browser send requests to 127.0.0.1. So every request must name this server as its host
(else a name that was bound to this machine's address afterwards would do), a WebSocket and whatever does more than
read must come from this server's own page, and all need a cookie that only the link with the token gives.
"""

import hmac
import secrets
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qs, urlencode

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

READING = ("GET", "HEAD")
WRONG_HOST = "This server answers to {hosts} only.\n"
WRONG_TOKEN = (
    "The token in this link is not that of the running server. Open the link that glassnet play printed when it was "
    "started last.\n"
)
NO_COOKIE = (
    "Glassnet lets in whoever has its link: open the one that glassnet play printed (it ends in ?token=...). If you "
    "have done so in this browser, type this page's address into the address bar instead of following a link to it.\n"
)


class Guard:
    """The application behind its checks.

    Args:
        app: what is behind them.
        hosts: what the Host header may say, such as "127.0.0.1:8000".
        token: what the first link must bring.
        port: part of the cookie's name, since a browser sends cookies to all ports of a host.
        embedders: origins whose pages may show this one in a frame. The cookie still goes to frames in pages of this
            machine only.
    """

    def __init__(
        self, app: ASGIApp, *, hosts: tuple[str, ...], token: str, port: int, embedders: tuple[str, ...] = ()
    ) -> None:
        self._app, self._hosts, self._token, self._embedders = app, hosts, token, embedders
        self._cookie = f"glassnet-{port}"
        self._secret = secrets.token_urlsafe(32)  # the link may be seen by others (a list of processes); this is not

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request that is not let in; hand on one that is."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        refusal = self._refusal(scope, headers, host)
        if scope["type"] == "websocket":
            if refusal is None:
                await self._app(scope, receive, send)
            else:
                await send({"type": "websocket.close", "code": 1008})  # not accepted yet: answered with 403
            return
        policy = content_policy(host if refusal is None else "", self._embedders)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                more = MutableHeaders(scope=message)
                more["Content-Security-Policy"] = policy
                more["X-Content-Type-Options"] = "nosniff"
                more["Referrer-Policy"] = "no-referrer"
                more["Cross-Origin-Resource-Policy"] = "same-origin"
                more.setdefault("Cache-Control", "no-store")
            await send(message)

        await (refusal or self._app)(scope, receive, with_headers)

    def _refusal(self, scope: Scope, headers: Headers, host: str) -> Response | None:
        """The answer to a request that is not let in (for one with the token, the way in), or None."""
        if headers.getlist("host") != [host] or host.lower() not in self._hosts:
            return PlainTextResponse(WRONG_HOST.format(hosts=" and ".join(self._hosts)), 403)
        if scope["type"] == "websocket" or scope["method"] not in READING:
            own = headers.getlist("origin") == [f"http://{host}"]
            return None if own and self._has_cookie(headers) else PlainTextResponse(NO_COOKIE, 403)
        query = parse_qs(scope["query_string"].decode("latin-1"))
        tokens = query.pop("token", None)
        if tokens and scope["path"] == "/" and scope["method"] == "GET":
            if not same(tokens[0], self._token):
                return PlainTextResponse(WRONG_TOKEN, 403)
            rest = urlencode(query, doseq=True, safe=",.")  # what the page is to show; the browser keeps what follows #
            way_in = RedirectResponse(f"/?{rest}" if rest else "/", 303)
            way_in.set_cookie(self._cookie, self._secret, httponly=True, samesite="strict")
            return way_in
        return None if self._has_cookie(headers) else PlainTextResponse(NO_COOKIE, 403)

    def _has_cookie(self, headers: Headers) -> bool:
        for header in headers.getlist("cookie"):
            try:
                cookie = SimpleCookie(header).get(self._cookie)
            except CookieError:
                continue
            if cookie is not None and same(cookie.value, self._secret):
                return True
        return False


def same(given: str, secret: str) -> bool:
    """Whether two texts are equal, in a time that does not tell how much of them is."""
    return hmac.compare_digest(given.encode("utf-8", "replace"), secret.encode())


def content_policy(host: str, embedders: tuple[str, ...] = ()) -> str:
    """What the page may load: its own files, and a WebSocket to where it came from; no script but its own files.

    Example:
        >>> content_policy("127.0.0.1:8000").split("; ")[1]
        "connect-src 'self' ws://127.0.0.1:8000"
    """
    framing = " ".join(embedders) or "'none'"
    socket = f" ws://{host}" if host else ""  # not every browser takes 'self' to mean the WebSocket too
    return (
        f"default-src 'self'; connect-src 'self'{socket}; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
        f"form-action 'none'; frame-ancestors {framing}"
    )
