"""What functions that look at a run ask for, said to who hands in something else."""

from glassnet.spec import SpecError
from glassnet.training.trainer import Trainer

RUN = "a run: what gn.train returns, or gn.Trainer(experiment)"


def require_run(run: object) -> None:
    """Refuse what is no run.

    Raises:
        SpecError: naming what was handed in.

    Example:
        >>> require_run("moons")
        Traceback (most recent call last):
        glassnet.spec.fields.SpecError: run: got 'moons', allowed: a run: what gn.train returns, or ...
    """
    if not isinstance(run, Trainer):
        raise SpecError("run", run, RUN)
