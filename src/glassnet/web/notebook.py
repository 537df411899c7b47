"""The notebook widgets as they are called; what they are made of is imported when one is made."""

from typing import TYPE_CHECKING, Any

from glassnet.engines import need

if TYPE_CHECKING:
    from glassnet.web.widget import Widget


def Playground(what: Any = None, data: Any = None, **settings: Any) -> "Widget":
    """The playground as a widget, in Jupyter, marimo, VS Code and whatever else shows anywidgets.

    It trains in a thread of its own and keeps no cell waiting. What is changed in the widget is seen in Python, and
    the other way round: see `glassnet.web.widget.Widget`.

    Args:
        what: an `Experiment`, a `Network` (with `data`), or a run of `gn.train`, which the widget goes on from while
            the run itself stays as it is. None is the experiment that the playground begins with.
        data: a `Dataset` from `gn.load`, for the network; alone, the usual network learns it.
        **settings: fields of the training, as for `gn.train`: `lr`, `optimizer`, `batch_size`, ...

    Returns:
        The widget; as the last line of a cell it shows itself.

    Raises:
        SpecError: for a value that is not allowed, or parts that do not fit together.
        DataError: if data cannot be read.
        MissingPackage: if anywidget is not installed.

    Example:
        >>> play = Playground(lr=0.03)
        >>> play.run.advance(10), play.learning_rate
        (10, 0.03)
        >>> play.learning_rate = 0.1
        >>> play.experiment.training.learning_rate
        0.1
        >>> play.close()
    """
    need("anywidget")
    from glassnet.web.widget import begun

    return begun("Playground", what, data, settings, {})


def Microscope(what: Any = None, data: Any = None, *, example: int | str = 0, **settings: Any) -> "Widget":
    """The Microscope as a widget: the coming step, number by number, with the network above it.

    Args:
        what: as for `Playground`.
        data: as for `Playground`.
        example: which example the step is made of: its number in the training set, from 0, or "batch" for the
            mini-batch that comes next.
        **settings: as for `Playground`.

    Returns:
        The widget; `run` and all else as for `Playground`.

    Raises:
        SpecError: for a value that is not allowed, or parts that do not fit together.
        DataError: if data cannot be read.
        MissingPackage: if anywidget is not installed.

    Example:
        >>> scope = Microscope(example=3)
        >>> scope
        Microscope: 2 – 8 – 8 – 2 on circle, epoch 0 (shown by Jupyter, marimo, VS Code, Colab)
        >>> scope.close()
    """
    need("anywidget")
    from glassnet.web.widget import begun

    return begun("Microscope", what, data, settings, {"example": example})
