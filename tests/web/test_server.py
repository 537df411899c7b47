"""A page and the server: the protocol as a browser sees it."""

import random
import socket
import struct
import time
from typing import Any

import numpy as np
import pytest
from websockets.exceptions import ConnectionClosed

from glassnet import __version__
from glassnet.spec import Experiment, to_link
from tests.web.pages import Page, Served, running_server


def test_a_page_begins_trains_and_sees_it(served: Served) -> None:
    with served.page() as page:
        hello, state = page.hello()
        assert hello["protocol"] == 1
        assert hello["version"].startswith(__version__ + "+")
        assert hello["speeds"][-1] == "full speed"
        assert any(field["path"] == "training.learning_rate" for field in hello["schema"])
        assert (state["running"], state["step"], state["ack"], state["sizes"]) == (False, 0, 0, [2, 8, 8, 2])
        page.act("speed", value=5)
        assert page.done("play")["running"]
        first = page.view(status={})
        second = page.view(status={}, boundary={"size": 20}, weights={})
        assert second["step"] > first["step"] > 0
        assert len(page.received[-1].buffers) == 2
        weights = np.frombuffer(page.received[-1].buffers[0], np.float32)
        assert len(weights) == state["parameters"]
        assert not page.done("pause")["running"]


def test_actions_are_acknowledged_in_order(page: Page) -> None:
    state = page.done("set", path="training.learning_rate", value=0.03)
    assert state["experiment"]["training"]["learning_rate"] == 0.03
    assert "learning_rate=0.03" in state["link"]
    last = [page.act("set", path="data.noise", value=i / 10) for i in range(5)][-1]
    acks = [page.until("state")["ack"]]
    while acks[-1] < last:
        acks.append(page.until("state")["ack"])
    assert acks == sorted(acks)
    assert "not" not in page.refused("set", path="training.learning_rate", value=-1).lower()[:3]
    assert page.done("step", unit="batch")["ack"] == page.last_id


@pytest.mark.parametrize(
    ("action", "said"),
    [
        ({"do": "set", "path": "training.learning_rate", "value": "fast"}, "training.learning_rate"),
        ({"do": "set", "path": "no.such", "value": 1}, "no"),
        ({"do": "set", "path": "data.n", "value": 50_000}, "at most 20,000"),
        ({"do": "set", "path": "data.source", "value": {"kind": "csv", "path": "/etc/passwd"}}, "read one"),
        ({"do": "set", "path": "data.features", "value": ["open('x')"]}, "data.features"),
        ({"do": "load", "link": "v=1&data.source=csv(path='/etc/passwd)"}, "read one"),
        ({"do": "load", "link": "v=1&network.layers=((units=65000),)"}, "at most 64"),
        ({"do": "load", "link": 5}, "link"),
        ({"do": "undo"}, "undo"),
        ({"do": "speed", "value": 99}, "speed"),
    ],
)
def test_what_is_not_allowed_is_refused_in_one_line(page: Page, action: dict[str, Any], said: str) -> None:
    before = page.done("pause")
    message = page.refused(**action)
    assert said in message
    assert "\n" not in message
    assert page.done("pause")["experiment"] == before["experiment"]


def test_a_page_that_asks_for_nothing_gets_no_view(page: Page) -> None:
    page.act("speed", value=5)
    page.done("play")
    assert page.silent(0.3)
    page.done("pause")
    assert {message.kind for message in page.received} <= {"hello", "state"}


def test_a_paused_session_answers_once(page: Page) -> None:
    page.view(status={})
    held = page.want(status={})
    assert page.silent()
    page.act("step", unit="epoch")
    kinds = [page.receive().kind, page.receive().kind]
    assert kinds == ["state", "view"]
    assert page.received[-1].data["seq"] == held


def test_each_tab_has_its_own_session(served: Served) -> None:
    with served.page() as one, served.page() as other:
        first, second = one.hello()[0], other.hello()[0]
        assert first["session"] != second["session"]
        one.done("set", path="training.learning_rate", value=0.5)
        one.done("step", unit="epoch")
        state = other.done("pause")
        assert (state["step"], state["experiment"]["training"]["learning_rate"]) == (0, 0.01)


def test_a_reload_takes_the_session_up_again(served: Served) -> None:
    with served.page() as page:
        hello, _ = page.hello()
        page.act("set", path="training.learning_rate", value=0.2)
        before = page.done("step", unit="epoch")
    with served.page() as page:
        again, state = page.hello(session=hello["session"], link="v=1")
        assert again["session"] == hello["session"]
        assert (state["step"], state["link"], state["log"]) == (before["step"], before["link"], before["log"])
        assert state["step"] > 0


def test_a_running_session_goes_on_after_a_reload(served: Served) -> None:
    with served.page() as page:
        hello, _ = page.hello()
        page.done("play")
    with served.page() as page:
        _, state = page.hello(session=hello["session"])
        assert state["running"]
        assert page.view(status={})["step"] >= state["step"]
        page.done("pause")


def test_a_copied_tab_gets_a_session_of_its_own(served: Served) -> None:
    with served.page() as page, served.page() as copy:
        hello, _ = page.hello()
        state = page.done("set", path="training.learning_rate", value=0.2)
        other, copied = copy.hello(session=hello["session"], link=state["link"])
        assert other["session"] != hello["session"]
        assert copied["experiment"] == state["experiment"]


def test_an_unknown_session_begins_from_its_link(served: Served) -> None:
    link = to_link(Experiment().with_setting("network.layers", [{"units": 3}]))
    with served.page() as page:
        hello, state = page.hello(session="forgotten", link=link)
        assert hello["session"] != "forgotten"
        assert state["sizes"] == [2, 3, 2]


def test_a_second_hello_is_answered_for_the_same_session(served: Served) -> None:
    with served.page() as page:
        hello, _ = page.hello()
        again, state = page.hello(session=hello["session"])
        assert again["session"] == hello["session"]
        assert state["step"] == 0
        page.view(status={})


def test_the_server_s_own_experiment_is_where_pages_begin() -> None:
    own = Experiment().with_setting("data.n", 30_000).with_setting("data.source", "preset")
    own = own.with_setting("network.layers", [{"units": 3}])
    with running_server(own) as served, served.page() as page:
        _, state = page.hello()
        assert state["counts"]["train"] == 18_000
        page.done("set", path="training.learning_rate", value=0.5)  # what was there before is no reason to refuse
        assert "30,000" not in page.refused("set", path="data.n", value=40_000)


def test_a_page_that_goes_away_while_training_leaves_the_server_well(served: Served) -> None:
    for _ in range(3):
        with served.page() as page:
            page.hello()
            page.act("speed", value=5)
            page.done("play")
            page.want(boundary={}, neurons={})
            page.socket.socket.shutdown(socket.SHUT_RDWR)  # no farewell
    with served.page() as page:
        page.hello()


# -- what no page of ours would send -----------------------------------------------------------------------------------


def test_garbage_is_answered_and_the_session_goes_on(page: Page) -> None:
    numbers = random.Random(0)
    for i in range(100):
        frame = numbers.randbytes(numbers.randrange(60))
        if i % 3 == 0:
            header = numbers.randbytes(numbers.randrange(30))
            frame = struct.pack("<I", len(header)) + header
        page.socket.send(frame)
        assert "message" in page.until("error")
    assert page.done("step", unit="batch")["step"] == 1


def test_random_messages_never_stop_the_session(page: Page) -> None:
    numbers = random.Random(1)
    values: list[Any] = [None, True, -1, 1e308, "", "\ud800", "x" * 2000, [], [[]], {}, {"kind": "adam"}, [1, [2]]]
    paths = [
        "data.n", "data.points", "data.features", "data.split.train", "data", "network.layers", "network.layers.0",
        "network.layers.99999999999", "network.weights", "network.seed", "training.optimizer", "", ".",
    ]  # fmt: skip
    names = [
        "set", "add_point", "restart", "load", "new_weights", "undo", "redo", "speed", "step", "play", "pause", "?",
    ]  # fmt: skip
    for number in range(1, 301):
        keys = ["path", "value", "x", "y", "label", "link", "experiment", "unit"]
        action = {key: numbers.choice([*values, *paths]) for key in keys if numbers.random() < 0.7}
        action |= {"do": numbers.choice(names), "path": numbers.choice(paths)}
        page.send("act", {"id": number, "action": action})
    page.last_id = 300
    page.act("pause")
    while True:
        message = page.receive()
        if message.kind == "error":
            assert "internal error" not in message.data["message"]
        if message.kind == "state" and message.data["ack"] == 301:
            break
    page.view(status={}, boundary={}, neurons={}, weights={}, curves={}, points={}, script={})


def test_what_an_older_state_made_senseless_passes_in_silence(page: Page) -> None:
    page.done("load", link="v=1&data.source=preset(name=iris)")
    before = page.done("pause")["revision"]
    now = page.done("set", path="data.columns", value=["petal_length", "petal_width", "sepal_width"])["revision"]
    asked = {"boundary": {"size": 8, "plane": "slice:3:1"}}
    page.send("want", {"seq": 901, "views": asked | {"status": {}}, "seen": before})
    assert list(page.until("view", seq=901)["views"]) == ["status"]
    assert all(message.kind != "error" for message in page.received)
    page.send("want", {"seq": 902, "views": asked, "seen": now})
    assert "plane: got 'slice:3:1'" in page.until("error")["message"]


def test_text_is_answered_with_an_error(page: Page) -> None:
    page.socket.send("hello")
    assert "binary" in page.until("error")["message"]
    page.done("pause")


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        ("act", {"id": 1, "action": {"do": "play"}}, "first message must be hello"),
        ("want", {"seq": 1, "views": {}}, "first message must be hello"),
        ("hello", {"protocol": 2, "session": None, "link": None}, "version 1"),
        ("hello", {"protocol": 1, "session": 5, "link": None}, "a text or null"),
    ],
)
def test_a_wrong_beginning_is_told(served: Served, kind: str, data: dict[str, Any], said: str) -> None:
    with served.page() as page:
        page.send(kind, data)
        assert said in page.until("error")["message"]
        page.hello()


def test_a_huge_message_closes_only_its_own_line(served: Served, page: Page) -> None:
    with served.page() as huge:
        huge.hello()
        huge.socket.send(b"\x00" * (1 << 20) + b"\x00")
        with pytest.raises(ConnectionClosed) as closed:
            while True:
                huge.receive()
        assert closed.value.rcvd is not None
        assert closed.value.rcvd.code == 1009
    page.done("pause")


def test_a_page_that_never_reads_costs_only_itself(served: Served, page: Page) -> None:
    with served.page() as deaf:
        deaf.hello()
        deadline = time.monotonic() + 1.0
        try:
            for seq in range(2000):
                deaf.send("act", {"id": seq, "action": {"do": "step", "unit": "batch"}})
                deaf.send("want", {"seq": seq, "views": {"boundary": {"size": 200}}})
                if time.monotonic() > deadline:
                    break
        except TimeoutError:
            pass
        start = time.monotonic()
        page.done("step", unit="batch")
        assert time.monotonic() - start < 2.0
        deaf.socket.socket.shutdown(socket.SHUT_RDWR)
