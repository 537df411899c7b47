"""Set-up of the command line's tests."""

import pytest

from tests.cli.support import Terminal


@pytest.fixture
def glassnet(capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The command line."""
    return Terminal(capsys)
