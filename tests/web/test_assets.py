"""The page and its files, under names that change with their content."""

from pathlib import Path

import pytest

from glassnet.web.assets import Assets, AssetsError


def make(folder: Path, page: str, **files: str) -> Path:
    (folder / "dist").mkdir(parents=True)
    (folder / "index.html").write_text(page)
    for name, text in files.items():
        (folder / "dist" / name.replace("_", ".")).write_text(text)
    return folder


def test_names_in_the_page_become_addresses(tmp_path: Path) -> None:
    assets = Assets.load(make(tmp_path, '<script src="{{page.js}}"></script>', page_js="1", more_css="2"))
    name = next(name for name in assets.files if name.endswith(".js"))
    assert assets.page.decode() == f'<script src="/static/{name}"></script>'
    assert assets.files[name].body == b"1"
    assert assets.files[name].type.startswith("text/javascript")


def test_another_content_has_another_name_and_digest(tmp_path: Path) -> None:
    one = Assets.load(make(tmp_path / "a", "{{page.js}}", page_js="1"))
    two = Assets.load(make(tmp_path / "b", "{{page.js}}", page_js="2"))
    same = Assets.load(make(tmp_path / "c", "{{page.js}}", page_js="1"))
    assert one.page != two.page
    assert one.digest != two.digest
    assert (one.page, one.digest) == (same.page, same.digest)


def test_missing_files_are_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(AssetsError, match="make bundle"):
        Assets.load(tmp_path)
    with pytest.raises(AssetsError, match=r"asks for 'gone\.js'"):
        Assets.load(make(tmp_path, "{{gone.js}}", page_js="1"))


def test_the_page_that_is_shipped_is_whole() -> None:
    assets = Assets.load()
    assert b"{{" not in assets.page
    assert b"<script" in assets.page
    assert b"<style" not in assets.page  # the content policy allows no inline style
