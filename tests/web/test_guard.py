"""Who may talk to the server."""

import pytest
from websockets.exceptions import InvalidStatus

from glassnet.web.guard import content_policy
from glassnet.web.server import hosts_of
from tests.web.pages import TOKEN, Served


def status_of_socket(served: Served, **how: str | None) -> int:
    try:
        with served.connect(**how):  # type: ignore[arg-type]
            return 101
    except InvalidStatus as refused:
        return refused.response.status_code


def test_the_link_lets_in_and_leaves_a_clean_address(served: Served) -> None:
    answer = served.get(f"/?token={TOKEN}")
    assert (answer.status, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert TOKEN not in cookie
    page = served.get("/", cookie=cookie.split(";")[0])
    assert (page.status, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert page.headers["cache-control"] == "no-store"


def test_what_the_page_is_to_show_survives_the_way_in(served: Served) -> None:
    answer = served.get(f"/?token={TOKEN}&hide=speed,training.l1&course=")
    assert answer.headers["location"] == "/?hide=speed,training.l1"
    answer = served.get(f"/?course=02_losses&token={TOKEN}")
    assert answer.headers["location"] == "/?course=02_losses"


def test_no_page_may_frame_it_but_those_that_were_named() -> None:
    assert content_policy("127.0.0.1:8000").endswith("frame-ancestors 'none'")
    named = ("http://127.0.0.1:8888", "http://localhost:1")
    assert content_policy("127.0.0.1:8000", named).endswith(f"frame-ancestors {' '.join(named)}")


@pytest.mark.parametrize("path", ["/", "/static/page.0123.js", "/?token=", "/?token=wrong", "/nothing", "/ws"])
def test_nothing_is_given_without_the_cookie(served: Served, path: str) -> None:
    for cookie in ("", f"glassnet-{served.port}=wrong", "nonsense; ;=", f"other-{served.cookie}"):
        answer = served.get(path, cookie=cookie)
        assert answer.status == 403
        assert "glassnet play" in answer.body


def test_the_token_is_no_cookie(served: Served) -> None:
    assert served.get("/", cookie=f"glassnet-{served.port}={TOKEN}").status == 403


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:{port}", "127.0.0.1", "127.0.0.1:1", "localhost.:{port}"]
)
def test_another_host_is_refused(served: Served, host: str) -> None:
    answer = served.get(f"/?token={TOKEN}", host=host.format(port=served.port), cookie=served.cookie)
    assert answer.status == 403
    assert served.host in answer.body


def test_localhost_is_the_same_server(served: Served) -> None:
    assert served.get("/", host=f"localhost:{served.port}", cookie=served.cookie).status == 200


def test_a_socket_needs_the_own_origin_and_the_cookie(served: Served) -> None:
    assert status_of_socket(served) == 101
    assert status_of_socket(served, cookie=None) == 403
    assert status_of_socket(served, cookie=f"glassnet-{served.port}=wrong") == 403
    for origin in (None, "http://evil.example", f"https://{served.host}", "null", f"http://localhost:{served.port}",
                   f"http://{served.host}.evil.example", f"http://127.0.0.1:{served.port + 1}"):  # fmt: skip
        assert status_of_socket(served, origin=origin) == 403, origin


def test_answers_tell_the_browser_to_be_careful(served: Served) -> None:
    for path, cookie in (("/", served.cookie), ("/static/page.0123.js", served.cookie), ("/", "")):
        headers = served.get(path, cookie=cookie).headers
        policy = headers["content-security-policy"]
        assert "default-src 'self'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
    assert (
        f"connect-src 'self' ws://{served.host};"
        in served.get("/", cookie=served.cookie).headers["content-security-policy"]
    )


def test_files_are_kept_by_the_browser_for_good(served: Served) -> None:
    answer = served.get("/static/page.0123.js", cookie=served.cookie)
    assert answer.status == 200
    assert "immutable" in answer.headers["cache-control"]


@pytest.mark.parametrize("path", ["/static/..%2fserver.py", "/static/page.js", "/static/", "/server.py"])
def test_nothing_but_the_page_s_files_is_served(served: Served, path: str) -> None:
    assert served.get(path, cookie=served.cookie).status == 404


def test_hosts_of_other_addresses() -> None:
    assert hosts_of("::1", 8000)[-1] == "[::1]:8000"
    assert "127.0.0.1" in hosts_of("127.0.0.1", 80)
    assert "classroom:8000" in hosts_of("Classroom", 8000)
