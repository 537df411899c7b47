"""Every figure is a small demonstration: `python -m glassnet.plots.boundary [FILE.png]` draws an example of it."""

import sys
from collections.abc import Callable
from typing import Any

from glassnet.plots.style import Drawn, save
from glassnet.spec import SpecError
from glassnet.training import Network, Trainer, load, train


def demonstrate(draw: Callable[[], Drawn]) -> None:
    """Draw, and write the figure to the file that the first argument names, or else open a window."""
    import matplotlib

    drawn = draw()
    if len(sys.argv) > 1:
        try:
            save(drawn, sys.argv[1])
        except (SpecError, OSError) as error:
            sys.exit(str(error))
    elif matplotlib.get_backend().lower() == "agg":
        sys.exit("there is no display to open a window on: name a file to write to, such as figure.png")
    else:
        from matplotlib import pyplot

        pyplot.show()


def example(preset: str = "circle", *, hidden: tuple[int, ...] = (8, 8), epochs: int = 60, **data: Any) -> Trainer:
    """A small trained run on a preset."""
    examples = load(preset, **data)
    outputs = max(1, len(examples.classes))
    net = Network([len(examples.transform.names), *hidden, outputs], activation="tanh")
    return train(net, examples, epochs=epochs, lr=0.01)
