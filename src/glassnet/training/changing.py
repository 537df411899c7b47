"""Changing a run while it goes on: its settings, its points, single weights."""

from collections.abc import Sequence
from typing import Any

from glassnet.data import Dataset, make_dataset
from glassnet.engines import Problem, RunState, Settings
from glassnet.spec import Effect, Experiment, require
from glassnet.training.editing import with_incoming, with_weight
from glassnet.training.migrate import migrate
from glassnet.training.outcome import Outcome
from glassnet.training.points import with_edits, with_point_moved, with_points, without_points
from glassnet.training.problem import resolve
from glassnet.training.trail import Keyframe, Trail


class Changeable:
    """The part of `Trainer` that changes a run; the other part, which trains, gives it what it changes."""

    experiment: Experiment
    data: Dataset
    settings: Settings
    trail: Trail
    outcome: Outcome | None
    _problem: Problem

    @property
    def state(self) -> RunState:
        """Parameters, optimizer slots and cursor, as plain arrays."""
        raise NotImplementedError

    def _begin(self, experiment: Experiment, data: Dataset) -> None:
        raise NotImplementedError

    def _adopt(
        self, experiment: Experiment, data: Dataset, problem: Problem, settings: Settings, state: RunState
    ) -> None:
        raise NotImplementedError

    def _keyframe(self) -> Keyframe:
        return Keyframe(self.experiment, self.settings, self.state)

    def set(self, path: str, value: Any) -> frozenset[Effect]:
        """Change one setting of the run; what that means is said by the setting's effect.

        Live settings hold from the next step on. A change of shape keeps all weights that it can. Others restart the
        run, with new data if they are about data.

        Args:
            path: such as `training.learning_rate` or `network.layers.0.activation`.
            value: the new value; variants also by name.

        Returns:
            The effects that the change had.

        Raises:
            SpecError: if there is no such setting, it does not allow the value, or the value does not fit the others.
        """
        return self.change(self.experiment.with_setting(path, value))

    def add_point(self, x: float, y: float, label: float) -> None:
        """Put a point of one's own into the training set; nothing else is drawn, split or fitted anew.

        Args:
            x: its place across.
            y: its place upward; on the line it is not used.
            label: its class number, or its value.
        """
        self.add_points([(x, y, label)])

    def add_points(self, points: Sequence[Sequence[float]]) -> None:
        """Put points of one's own into the training set, each (x, y, label)."""
        self.change(with_points(self.experiment, points))

    def erase_points(self, rows: Sequence[int] = (), own: Sequence[int] = ()) -> None:
        """Leave points out; nothing else is drawn, split or fitted anew.

        Args:
            rows: numbers of points in the source, from 0 (of the preset or the table, before the split).
            own: numbers of one's own points, from 0.

        Raises:
            SpecError: if there is no such point, or none would be left in the training set.
        """
        self.change(without_points(self.experiment, self.data, rows, own))

    def move_point(self, x: float, y: float, *, row: int | None = None, own: int | None = None) -> None:
        """Put a point somewhere else; one of the source becomes one's own, and so belongs to the training set.

        Args:
            x: its new place across.
            y: its new place upward; on the line of a regression, its new value.
            row: its number in the source, from 0; or
            own: its number among one's own points, from 0.

        Raises:
            SpecError: if there is no such point.
        """
        self.change(with_point_moved(self.experiment, self.data, x, y, row, own))

    def set_points(self, points: Sequence[Sequence[float]] = (), erased: Sequence[int] = ()) -> None:
        """Have exactly these own points, each (x, y, label), and exactly these rows of the source left out."""
        self.change(with_edits(self.experiment, points, erased))

    def change(self, new: Experiment) -> frozenset[Effect]:
        """Change any number of settings at once, as `set` does with one.

        Raises:
            SpecError: if it is no experiment, or its parts do not fit together.
        """
        require(new, Experiment, "new", "an Experiment, such as run.experiment.with_setting(path, value)")
        effects = self.experiment.effects(new)
        if Effect.DATA in effects:
            data = make_dataset(new.data)
            self._begin(self._fitting(new, data), data)
        elif Effect.RESTART in effects:
            self._begin(new, self._edited_data(new))
        elif effects:
            self._continue(new)
        else:  # what was set to something else and back lets a stopped run go on too
            self._may_go_on()
        return effects

    def begin(self, new: Experiment) -> None:
        """Take up settings from the initial weights, whatever their effects are; data that stays the same is kept.

        Raises:
            SpecError: if it is no experiment, or its parts do not fit together.
        """
        require(new, Experiment, "new", "an Experiment, such as run.experiment.with_setting(path, value)")
        anew = Effect.DATA in self.experiment.effects(new)
        data = make_dataset(new.data) if anew else self._edited_data(new)
        self._begin(self._fitting(new, data), data)

    def _fitting(self, new: Experiment, data: Dataset) -> Experiment:
        """The experiment without the given initial arrays of before if the network has another shape now."""
        old, network = self.experiment.network, new.network
        if resolve(new, data)[1].sizes == self.settings.sizes:
            return new
        weights = None if network.weights == old.weights else network.weights
        biases = None if network.biases == old.biases else network.biases
        return new.with_(network=network.with_(weights=weights, biases=biases))

    def _continue(self, new: Experiment) -> None:
        data = self._edited_data(new)
        new = self._fitting(new, data)
        problem, settings = resolve(new, data)
        optimizers = self.experiment.training.optimizer, new.training.optimizer
        before = self._keyframe()
        state = migrate(before.state, new.network, self.settings.sizes, settings.sizes, *optimizers)
        self._adopt(new, data, problem, settings, state)
        self.trail = self.trail.with_change(before, Keyframe(new, settings, state))
        self._may_go_on()

    def _edited_data(self, new: Experiment) -> Dataset:
        return self.data if new.data == self.experiment.data else self.data.edited(new.data)

    def set_weight(self, layer: int, unit: int, source: int | str, value: float) -> None:
        """Set one weight or bias of the network; training goes on from there.

        Args:
            layer: from 1; the output layer is the last.
            unit: the neuron of that layer, from 1.
            source: which of its inputs, from 1, or "bias".
            value: −1,000,000 to 1,000,000.

        Raises:
            SpecError: if there is no such layer, neuron or input, or the value is not allowed.

        Example:
            >>> from glassnet.training import Trainer
            >>> run = Trainer(Experiment())
            >>> run.set_weight(1, 3, 2, 0.5)
            >>> float(run.net.weights[0][2, 1])
            0.5
        """
        self._continue_from(with_weight(self.state, layer, unit, source, value))

    def set_neuron(self, layer: int, unit: int, weights: Sequence[float], bias: float) -> None:
        """Set all incoming weights and the bias of one neuron at once; numbers as for `set_weight`.

        Raises:
            SpecError: if there is no such neuron, or the values are not allowed or not as many as it has inputs.
        """
        self._continue_from(with_incoming(self.state, layer, unit, weights, bias))

    def _continue_from(self, state: RunState) -> None:
        """Go on from other weights, with the settings as they are."""
        before = self._keyframe()
        self._adopt(self.experiment, self.data, self._problem, self.settings, state)
        self.trail = self.trail.with_change(before, self._keyframe())
        self._may_go_on()

    def _may_go_on(self) -> None:
        if self.outcome is not None and self.outcome.kind != "diverged":
            self.outcome = None

    def restart(self) -> None:
        """Go back to the initial weights, with the settings as they are now."""
        self._begin(self.experiment, self.data)
