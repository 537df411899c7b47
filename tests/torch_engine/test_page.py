"""What docs/pytorch.md shows works as it is shown."""

import re
from pathlib import Path

import pytest

from tests.support import ROOT, require_torch, run_python

require_torch()
PAGE = (ROOT / "docs" / "pytorch.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.slow
def test_the_code_of_the_page_runs(tmp_path: Path) -> None:
    assert len(BLOCKS) == 4
    assert run_python("\n".join(BLOCKS), cwd=tmp_path).count("\n") > 20


@pytest.mark.parametrize("target", re.findall(r"\]\(([^)]+)\)", PAGE))
def test_its_links_lead_to_files(target: str) -> None:
    assert (ROOT / "docs" / target).exists()
