"""The first message: every data set that can be drawn, with a picture of it, made fast."""

import json

import numpy as np
import pytest

from glassnet.spec import PRESETS
from glassnet.web.hello import THUMBNAIL_POINTS, WITHOUT_THUMBNAIL, thumbnail, welcome
from glassnet.web.limits import MAX_POINTS, MAX_UNITS
from tests.support import run_python
from tests.web.pages import read


def test_all_data_sets_are_offered() -> None:
    presets = welcome().data["presets"]
    assert [preset["name"] for preset in presets] == list(PRESETS)
    assert {"label", "explain", "group", "task", "dims", "classes", "thumbnail"} <= presets[0].keys()


@pytest.mark.parametrize("name", PRESETS)
def test_thumbnail_fits_its_square(name: str) -> None:
    rows = thumbnail(name)
    info = PRESETS[name]
    assert rows.dtype == np.float32
    assert len(rows) == (0 if name in WITHOUT_THUMBNAIL else info.n or THUMBNAIL_POINTS)
    assert np.abs(rows[:, :2]).max(initial=0.0) <= 1.0
    if len(rows) and info.task == "classification":
        assert set(rows[:, 2]) == set(range(info.classes))
    if len(rows) and info.inputs == 1:
        assert np.corrcoef(rows[:, 1], rows[:, 2])[0, 1] > 0.9999  # on the line y is the value


def test_frame_has_one_buffer_for_each_data_set() -> None:
    message = read(welcome().frame("1", "name"))
    assert [len(b) // 12 for b in message.buffers] == [preset["thumbnail"] for preset in message.data["presets"]]
    assert (message.data["version"], message.data["session"]) == ("1", "name")


def test_controls_offer_no_more_than_the_playground_allows() -> None:
    schema = {entry["path"]: entry for entry in json.loads(json.dumps(welcome().data["schema"], allow_nan=False))}
    assert schema["data.n"]["high"] == MAX_POINTS
    units = next(entry for entry in schema["network.layers"]["fields"] if entry["path"] == "units")
    assert units["high"] == MAX_UNITS


def test_hello_needs_nothing_slow() -> None:
    code = (
        "import sys; from glassnet.web.hub import Hub; from glassnet.web.hello import welcome; welcome()\n"
        "print([name for name in ('sklearn', 'scipy', 'matplotlib', 'torch', 'rich') if name in sys.modules])"
    )
    assert run_python(code).strip() == "[]"


def test_small_matrices_are_computed_by_one_thread() -> None:
    code = (
        "from glassnet.web.app import _make_hub; hub = _make_hub(None, ''); hub.stop()\n"
        "from threadpoolctl import threadpool_info\n"
        "print(sorted({pool['num_threads'] for pool in threadpool_info() if pool['user_api'] == 'blas'} or {1}))"
    )
    assert run_python(code).strip() == "[1]"
