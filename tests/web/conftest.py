"""One server for all tests of the room that do not need their own."""

from collections.abc import Iterator

import pytest

from tests.web.pages import Page, Served, running_server


@pytest.fixture(scope="module")
def served() -> Iterator[Served]:
    with running_server() as served:
        yield served


@pytest.fixture
def page(served: Served) -> Iterator[Page]:
    """A page that has begun a session of its own."""
    with served.page() as page:
        page.hello()
        yield page
