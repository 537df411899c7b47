"""What a view is: a small value to be drawn, printed or sent."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt


@dataclass(frozen=True)
class View:
    """A picture's worth of numbers.

    Attributes:
        data: what JSON can say.
        arrays: the rest, float32 before uint8.
    """

    data: dict[str, Any]
    arrays: tuple[npt.NDArray[np.float32] | npt.NDArray[np.uint8], ...] = ()
