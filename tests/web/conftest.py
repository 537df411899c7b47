"""One server for all tests of the room that do not need their own."""

from collections.abc import Iterator

import pytest

from tests.web.pages import Page, Served, running_server
from tools.browser import Playground, running_playground


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running_server() as served:
        yield served


@pytest.fixture(scope="module")
def playground() -> Iterator[Playground]:
    """A running playground for browsers."""
    with running_playground() as playground:
        yield playground


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    """A page that has begun a session of its own."""
    with served.page() as page:
        page.hello()
        yield page
