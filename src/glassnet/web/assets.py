"""The page and its files, read once at the start and served from memory under names that change with their content."""

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent / "static"

TYPES = {
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".woff2": "font/woff2",
}
OTHER = "application/octet-stream"

_PLACE = re.compile(r"\{\{\s*([^{}]*?)\s*\}\}")


class AssetsError(OSError):
    """The page's files are not there, or do not fit together."""


@dataclass(frozen=True)
class Asset:
    """A file as it is served."""

    body: bytes
    type: str


@dataclass(frozen=True)
class Assets:
    """The page and its files.

    Attributes:
        page: the HTML, each `{{name}}` replaced by the address of that file.
        files: the files by their hashed names.
        digest: a hash of all of them: another page has another one.
    """

    page: bytes
    files: dict[str, Asset]
    digest: str

    @classmethod
    def load(cls, folder: Path = STATIC) -> "Assets":
        """Read `index.html` and the files of `dist`.

        Raises:
            AssetsError: if there are none, or the page names one that is not there.
        """
        page, dist = folder / "index.html", folder / "dist"
        paths = sorted(path for path in dist.iterdir() if path.is_file()) if dist.is_dir() else []
        if not paths or not page.is_file():
            raise AssetsError(None, f"the page's files are missing in {dist}; in a clone of Glassnet, make bundle "
                                    "makes them")  # fmt: skip
        files: dict[str, Asset] = {}
        names: dict[str, str] = {}
        whole = hashlib.sha256()
        for path in paths:
            body = path.read_bytes()
            digest = hashlib.sha256(body)
            whole.update(digest.digest())
            names[path.name] = f"{path.stem}.{digest.hexdigest()[:12]}{path.suffix}"
            files[names[path.name]] = Asset(body, TYPES.get(path.suffix, OTHER))

        def address(place: re.Match[str]) -> str:
            name = place[1]
            if name not in names:
                raise AssetsError(None, f"{page} asks for {name!r}, but there is no such file in {dist}")
            return f"/static/{names[name]}"

        text = _PLACE.sub(address, page.read_text(encoding="utf-8")).encode()
        whole.update(text)
        return cls(text, files, whole.hexdigest()[:12])
