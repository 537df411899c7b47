"""Whatever a learner does in whatever order: the log replays it, the script repeats it, undo takes it back."""

import json
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from glassnet.session import SPEEDS, Document, action_from_json
from glassnet.spec import SpecError, to_link
from tests.session.support import everything, session_of, small, weights
from tests.strategies import small_experiments

Message = dict[str, Any]


def setting(path: str, *values: Any) -> st.SearchStrategy[Message]:
    return st.sampled_from([{"do": "set", "path": path, "value": value} for value in values])


LIVE = st.one_of(
    setting("training.learning_rate", 0.0, 0.03, 0.3),
    setting("training.optimizer", "sgd", "momentum", "nesterov", "adagrad", "adam", {"kind": "adamw", "beta1": 0.5}),
    setting("training.batch_size", None, 1, 2, 5),
    setting("training.schedule", "cosine", {"kind": "exponential", "rate": 0.5}),
    setting("training.patience", None, 1, 3),
    setting("training.evaluate_every", 1, 2),
    setting("training.l2", 0.0, 0.1),
    setting("training.clip_norm", None, 0.1),
    setting("training.shuffle", True, False),
    setting("training.warmup", 0.0, 1.5),
    setting("network.layers.0.activation", "relu", "sine", {"kind": "elu", "alpha": 0.5}),
    setting("network.layers.0.dropout", 0.0, 0.5),
    setting("data.points", [], [[0.0, 1.0, 1.0]]),
)
RESHAPES = setting(
    "network.layers", [], [{"units": 2}], [{"units": 4, "dropout": 0.3}], [{"units": 3}, {"units": 2}]
) | setting("network.layers.0.units", 1, 2, 3, 5)
RESTARTS = st.one_of(
    setting("network.seed", 1, 2),
    setting("network.initializer", "he_normal", "pytorch", {"kind": "uniform", "limit": 0.2}),
    setting("training.loss", "mse", {"kind": "huber", "delta": 0.3}, "cross_entropy"),
    setting("data.noise", 0.0, 0.5),
    setting("data.n", 12, 20),
    setting("data.seed", 3, 4),
    setting("data.source", "own", {"kind": "preset", "name": "moons"}, {"kind": "preset", "name": "blobs"}),
    setting("data.features", ["x", "x*y"], []),
    st.sampled_from([{"do": "restart"}, {"do": "new_weights"}]),
)
POINTS = st.builds(
    lambda x, y, label: {"do": "add_point", "x": x, "y": y, "label": label},
    st.floats(-6, 6), st.floats(-6, 6), st.sampled_from([0, 1]),
)  # fmt: skip
LOADS = small_experiments().map(lambda experiment: {"do": "load", "link": to_link(experiment)})
EDITS = st.one_of(LIVE, RESHAPES, RESTARTS, POINTS, LOADS)
WRONG: list[Any] = [
    {"do": "set", "path": "training.learning_rate", "value": -1},
    {"do": "set", "path": "training.learning_rate", "value": float("nan")},
    {"do": "set", "path": "training.learning", "value": 1},
    {"do": "set", "path": "network.weights", "value": [[[1.0]]]},
    {"do": "set", "path": "network.output", "value": "softmax"},
    {"do": "set", "path": "data.features", "value": ["x", "z"]},
    {"do": "set", "path": "data.features", "value": ["1/(x-x)"]},
    {"do": "set", "path": "data.source", "value": {"kind": "preset", "name": "none such"}},
    {"do": "set", "path": "data.points", "value": [[0, 0, 7]]},
    {"do": "set", "path": "data.points", "value": 3},
    {"do": "set", "value": 1},
    {"do": "add_point", "x": "a", "y": 0, "label": 0},
    {"do": "add_point", "x": float("inf"), "y": 0, "label": 0},
    {"do": "add_point", "x": 0, "y": 0, "label": 11},
    {"do": "load", "link": "nonsense"},
    {"do": "load", "experiment": {"data": {"n": 1}}},
    {"do": "step", "unit": "year"},
    {"do": "speed", "value": len(SPEEDS)},
    {"do": "speed", "value": True},
    {"do": "mode", "value": "soon"},
    {"do": "mode", "value": {}},
    {"do": ["play"]},
    {},
    "play",
]


class AnyCourse(RuleBasedStateMachine):
    """A session, its clock, and the number of actions that undo can reach."""

    engine: str

    @initialize()
    def begin(self) -> None:
        self.session, self.clock = session_of(small(), self.engine)

    def edit(self, message: Message) -> bool:
        """Do an action unless it does not fit the present data; then see that nothing has changed."""
        self.clock.now += 1.0  # no drag
        before, log = everything(self.session.run), self.session.document.to_json()
        try:
            self.session.act(message)
        except SpecError:
            assert everything(self.session.run) == before
            assert self.session.document.to_json() == log
            return False
        return True

    @rule(message=EDITS)
    def act(self, message: Message) -> None:
        self.edit(message)

    @rule(unit=st.sampled_from(["batch", "epoch"]))
    def step(self, unit: str) -> None:
        self.session.act({"do": "step", "unit": unit})

    @rule(steps=st.integers(1, 9))
    def advance(self, steps: int) -> None:
        self.session.run.advance(steps)

    @rule(speed=st.integers(0, len(SPEEDS) - 2), seconds=st.floats(0.0, 1.0))
    def play(self, speed: int, seconds: float) -> None:
        self.session.act({"do": "speed", "value": speed})
        try:
            self.session.act({"do": "play"})
        except SpecError:
            assert self.session.run.outcome is not None
            return
        self.clock.now += seconds
        self.session.tick(0.01)
        self.session.act({"do": "pause"})

    @rule(messages=st.lists(EDITS, min_size=1, max_size=3), epochs=st.integers(0, 3))
    def instant(self, messages: list[Message], epochs: int) -> None:
        self.session.act({"do": "mode", "value": "instant"})
        for message in [{"do": "set", "path": "training.epochs", "value": epochs}, *messages]:
            changed = self.edit(message)
            while self.session.running:
                self.session.tick(0.01)
            run = self.session.run
            if changed and run.outcome is None:
                assert run.epoch == run.experiment.training.epochs
        self.session.act({"do": "mode", "value": "watch"})

    @rule(message=LIVE | RESHAPES, steps=st.lists(st.integers(0, 2), min_size=2, max_size=4))
    def drag(self, message: Message, steps: list[int]) -> None:
        for count in steps:
            try:
                self.session.act(message)
            except SpecError:
                return
            self.session.run.advance(count)

    @rule(message=EDITS)
    def undo_restores_what_was(self, message: Message) -> None:
        before, log = everything(self.session.run), self.session.document.to_json()
        if not self.edit(message):
            return
        after, later_log = everything(self.session.run), self.session.document.to_json()
        self.session.act({"do": "undo"})
        assert everything(self.session.run) == before
        assert self.session.document.to_json() == log
        self.session.act({"do": "redo"})
        assert everything(self.session.run) == after
        assert self.session.document.to_json() == later_log

    @precondition(lambda self: self.session.document.undo_text)
    @rule()
    def undo(self) -> None:
        self.session.act({"do": "undo"})

    @precondition(lambda self: self.session.document.redo_text)
    @rule()
    def redo(self) -> None:
        self.session.act({"do": "redo"})

    @rule(message=st.sampled_from(WRONG))
    def a_refused_action_changes_nothing(self, message: Any) -> None:
        before, state = everything(self.session.run), self.session.state()
        try:
            self.session.act(message)
        except SpecError as error:
            assert "\n" not in str(error)
            assert everything(self.session.run) == before
            assert self.session.state() == state
        else:  # some of them fit some experiments: four initial weights, a label of eleven as a value
            assert isinstance(message, dict)
            assert message["do"] in ("set", "add_point")

    @rule()
    def the_log_replays(self) -> None:
        written = json.loads(json.dumps(self.session.document.to_json(), allow_nan=False))
        copy = Document.replay(written, self.engine)
        assert everything(copy.run) == everything(self.session.run)
        assert copy.to_json() == self.session.document.to_json()

    @rule()
    def the_script_gives_the_same_weights(self) -> None:
        names: dict[str, Any] = {}
        exec(self.session.view("script").data["text"], names)
        assert weights(names["run"]) == weights(self.session.run)

    @invariant()
    def the_state_is_plain_json(self) -> None:
        if hasattr(self, "session"):
            json.dumps(self.session.state(), allow_nan=False)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.the_log_replays()
            self.the_script_gives_the_same_weights()
            for stamped in self.session.document.branch.actions:
                assert action_from_json(stamped.action.to_json()).to_json() == stamped.action.to_json()
            self.session.close()


class OnTheReference(AnyCourse):
    engine = "reference"


class OnTheCompiledEngine(AnyCourse):
    engine = "compiled"


ENOUGH = settings(max_examples=20, stateful_step_count=25, deadline=None)
TestOnTheReference = OnTheReference.TestCase
TestOnTheReference.settings = ENOUGH
TestOnTheCompiledEngine = OnTheCompiledEngine.TestCase
TestOnTheCompiledEngine.settings = ENOUGH
