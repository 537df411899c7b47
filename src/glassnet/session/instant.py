"""Instant mode: whatever is changed, the run is trained from its start to the chosen epoch, at once.

In the usual mode, *Watch*, a change of the learning rate holds from the next step on, and training goes on when the
learner presses Play. In *Instant* the question is another one: what becomes of this network with that learning rate?
So each change is followed by a new start from the initial weights and by training up to the experiment's own number of
epochs, in one frame where the network is small, with intermediate pictures where it is not.

What is then on screen is a run of the experiment and nothing else: `gn.train` with the same settings gives the same
weights bit for bit, and the session's script is two lines. Two things are kept more sparsely than in a run that is
watched, since nobody sees more of them and making them takes longer than the training: entries of the history, at
most `CURVE` of them (the ones that there are equal those of `gn.train`), and moments of the trail.
"""

from dataclasses import dataclass, replace
from typing import Any, ClassVar, Literal

from glassnet.session.actions import Action, Set, SetNeuron, SetWeight
from glassnet.spec import Effect
from glassnet.training import Trainer

Mode = Literal["watch", "instant"]
MODES: dict[Mode, str] = {
    "watch": "Watch: training runs step by step, and a change holds from the next step on",
    "instant": "Instant: each change trains the network from scratch, so that you see what becomes of it at once",
}
"""Both modes with their one-line explanations."""

CURVE = 256
"""Entries that the history of an instant run has at most, but for the first; the curves are not wider."""


@dataclass(frozen=True)
class Anew:
    """An action after which training begins anew from the initial weights, whatever the action's own effect is."""

    do: ClassVar[str] = "anew"
    action: Action

    def apply(self, run: Trainer) -> frozenset[Effect]:
        """Do the action and restart, if the action does not."""
        if isinstance(self.action, Set):  # the most frequent one, in a single step
            run.begin(run.experiment.with_setting(self.action.path, self.action.value))
            return frozenset({Effect.RESTART})
        effects = self.action.apply(run)
        if not effects & {Effect.RESTART, Effect.DATA}:
            run.restart()
        return effects | {Effect.RESTART}

    def text(self) -> str:
        """What the action says."""
        return self.action.text()

    def python(self) -> str:
        """The action's line, and a restart."""
        return f"{self.action.python()}\nrun.restart()"

    def to_json(self) -> dict[str, Any]:
        """The action within."""
        return {"do": self.do, "action": self.action.to_json()}


def anew(action: Action) -> Action:
    """The action as Instant does it; a weight set by hand stays as it was set, and trains nothing."""
    return action if isinstance(action, (SetWeight, SetNeuron)) else Anew(action)


def keep_little(run: Trainer, epochs: int) -> None:
    """Before the first step: let the history and the trail keep no more than a picture needs.

    Early stopping looks at every entry, so with it the history stays as it is.
    """
    training = run.experiment.training
    while not training.steered and epochs > CURVE * training.evaluate_every * run.history.stride:
        run.history.stride *= 2
    run.trail = replace(run.trail, origin=epochs)
