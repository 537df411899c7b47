"""Object code on disk: a folder of files that are machine code, and are treated with the care that this asks for.

Whoever can write a file that is executed can do everything its owner can. So the folder belongs to the user alone
(mode 0700), and one that is owned or writable by others is not used. A file is read only if it is a regular file of
the same owner. It begins with a hash of its content: one that was cut short or damaged is thrown away and made anew.
Files are written under another name and renamed, so that several processes never see half a file. The folder is
bounded: when it grows too large, the files that have not been used for longest go.
"""

import hashlib
import os
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

MAX_BYTES = 64 << 20
"""Size of the folder above which old files go: some thousand kernels."""

SUFFIX = ".kernel"


def cache_folder() -> Path:
    """Where this user's kernels are kept: $GLASSNET_CACHE if it is set, else the system's place for caches."""
    given = os.environ.get("GLASSNET_CACHE")
    if given:
        return Path(given) / "kernels"
    if sys.platform == "darwin":
        base = Path.home() / "Library" / "Caches"
    elif sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    return base / "glassnet" / "kernels"


class Store:
    """A folder of object code by key.

    What cannot be read or written (a full disk, a read-only home) is as if it were not there: code is then compiled
    anew in each process.

    Args:
        folder: where; made when something is put there.
        max_bytes: bound of its size.

    Example:
        >>> with tempfile.TemporaryDirectory() as folder:
        ...     store = Store(Path(folder) / "kernels")
        ...     store.put("a1", b"code")
        ...     store.get("a1"), store.get("b2")
        (b'code', None)
    """

    def __init__(self, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        self.folder, self._max_bytes = folder, max_bytes

    def get(self, key: str) -> bytes | None:
        """The code stored under a key, or None."""
        path = self.folder / (key + SUFFIX)
        try:
            if not self._is_private():
                return None
            content = _read_own_file(path)
        except OSError:
            return None
        digest, code = content[:32], content[32:]
        if hashlib.sha256(code).digest() != digest:
            with suppress(OSError):
                path.unlink()
            return None
        with suppress(OSError):
            os.utime(path)  # it was used just now
        return code

    def put(self, key: str, code: bytes) -> None:
        """Store code under a key; at once or not at all."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if not self._is_private():
                return
            handle, name = tempfile.mkstemp(dir=self.folder)  # readable by its owner only
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(hashlib.sha256(code).digest() + code)
                os.replace(name, self.folder / (key + SUFFIX))
            except OSError:
                with suppress(OSError):
                    os.unlink(name)
                return
            self._prune()
        except OSError:
            return

    def _is_private(self) -> bool:
        """Whether the folder is this user's and nobody else can write to it (where the system knows such things)."""
        found = os.lstat(self.folder)
        if not stat.S_ISDIR(found.st_mode):
            return False
        return not hasattr(os, "getuid") or (found.st_uid == os.getuid() and not found.st_mode & 0o077)

    def _prune(self) -> None:
        """Remove the files used longest ago until the folder is half as large as it may be."""
        files = [(entry.stat(), entry.path) for entry in os.scandir(self.folder) if entry.name.endswith(SUFFIX)]
        size = sum(found.st_size for found, _ in files)
        if size <= self._max_bytes:
            return
        for found, path in sorted(files, key=lambda file: file[0].st_mtime):
            with suppress(OSError):
                os.unlink(path)
            size -= found.st_size
            if size <= self._max_bytes // 2:
                return


def _read_own_file(path: Path) -> bytes:
    """A regular file of this user, no link to one.

    Raises:
        OSError: if it is anything else.
    """
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
    with os.fdopen(handle, "rb") as file:
        found = os.fstat(file.fileno())
        if not stat.S_ISREG(found.st_mode) or (hasattr(os, "getuid") and found.st_uid != os.getuid()):
            raise PermissionError(f"{path} is not a file of this user")
        return file.read()
