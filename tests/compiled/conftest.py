"""Tests compile into a cache of their own."""

import os
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    before = os.environ.get("GLASSNET_CACHE")
    os.environ["GLASSNET_CACHE"] = str(tmp_path_factory.mktemp("cache"))
    yield
    if before is None:
        del os.environ["GLASSNET_CACHE"]
    else:
        os.environ["GLASSNET_CACHE"] = before
