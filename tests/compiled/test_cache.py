"""Kernels are kept on disk safely, and shared while they are used."""

import os
import stat
import threading
import time
from pathlib import Path

import pytest

from glassnet.engines.compiled import CompiledEngine, cache
from glassnet.engines.compiled.layout import Shape
from glassnet.engines.compiled.store import SUFFIX, Store, cache_folder
from tests.compiled.cases import make_case
from tests.support import run_python

SHAPE = Shape((2, 5, 2), ("tanh", "identity"), "cross_entropy", 10)
needs_owners = pytest.mark.skipif(not hasattr(os, "getuid"), reason="needs a system that knows owners")


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "deep" / "kernels")


def only_file(store: Store) -> Path:
    (path,) = store.folder.iterdir()
    return path


def test_what_is_put_is_got(store: Store) -> None:
    assert store.get("a") is None
    store.put("a", b"one")
    store.put("a", b"two")
    assert store.get("a") == b"two"
    assert only_file(store).name == "a" + SUFFIX  # no temporary file is left


@needs_owners
def test_the_folder_and_its_files_are_the_user_s_alone(store: Store) -> None:
    store.put("a", b"code")
    assert stat.S_IMODE(store.folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(only_file(store).stat().st_mode) == 0o600


@needs_owners
@pytest.mark.parametrize("mode", [0o777, 0o770, 0o722])
def test_a_folder_that_others_can_write_to_is_not_used(store: Store, mode: int) -> None:
    store.put("a", b"code")
    store.folder.chmod(mode)
    assert store.get("a") is None
    store.put("b", b"code")
    assert len(list(store.folder.iterdir())) == 1


@needs_owners
def test_a_folder_of_another_owner_is_not_used(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    store.put("a", b"code")
    monkeypatch.setattr(os, "getuid", lambda: 12345)
    assert store.get("a") is None


def test_links_are_not_followed(store: Store, tmp_path: Path) -> None:
    store.put("a", b"code")
    only_file(store).rename(tmp_path / "elsewhere")
    (store.folder / f"a{SUFFIX}").symlink_to(tmp_path / "elsewhere")
    assert store.get("a") is None


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty"])
def test_damaged_files_are_noticed_and_removed(store: Store, damage: str) -> None:
    store.put("a", b"machine code" * 100)
    path = only_file(store)
    content = bytearray(path.read_bytes())
    if damage == "flipped":
        content[200] ^= 1
    path.write_bytes({"cut": bytes(content[:-5]), "flipped": bytes(content), "empty": b""}[damage])
    assert store.get("a") is None
    assert not path.exists()


def test_the_folder_is_bounded_and_keeps_what_was_used_last(tmp_path: Path) -> None:
    store = Store(tmp_path / "kernels", max_bytes=10_000)
    for k in range(10):
        store.put(f"k{k}", b"x" * 1500)
        os.utime(store.folder / f"k{k}{SUFFIX}", (k, k)) if (store.folder / f"k{k}{SUFFIX}").exists() else None
    sizes = [path.stat().st_size for path in store.folder.iterdir()]
    assert sum(sizes) <= 10_000
    assert store.get("k9") is not None and store.get("k0") is None


def test_a_disk_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    store = Store(tmp_path / "file" / "kernels")
    store.put("a", b"code")
    assert store.get("a") is None


def test_another_process_loads_what_one_has_compiled(tmp_path: Path) -> None:
    code = (
        "import time\n"
        "from glassnet.engines.compiled import cache, compile\n"
        "from glassnet.engines.compiled.layout import Shape\n"
        f"shape = {SHAPE!r}\n"
        "made = []\n"
        "before = compile.object_code\n"
        "cache.object_code = lambda ir, target: made.append(1) or before(ir, target)\n"
        "cache.prepare(shape); cache.library()\n"
        "from glassnet.engines.compiled import population, population_layout\n"
        "population._kernel(population_layout.PopulationShape(shape, 'sgd', chunked=False))\n"
        "print(len(made))"
    )
    env = {"GLASSNET_CACHE": str(tmp_path)}
    assert run_python(code, env=env).strip() == "4"  # network, evaluation, library, population
    assert run_python(code, env=env).strip() == "0"


def test_the_key_depends_on_all_that_the_code_depends_on(monkeypatch: pytest.MonkeyPatch) -> None:
    keys = {cache.key_of("a"), cache.key_of("b")}
    for part in ("processor", "llvm_version", "source_hash"):
        monkeypatch.setattr(cache, part, lambda: "0")
        keys.add(cache.key_of("a"))
    assert len(keys) == 5


def test_runs_share_a_kernel_and_it_stays_while_one_uses_it() -> None:
    case = make_case(width=29)  # no other test has this width: a run that one leaves open would be counted
    first, second = CompiledEngine(), CompiledEngine()
    for engine in (first, second):
        engine.open(case.problem, case.settings, case.state)
    kernel = first._kernel
    assert kernel is not None and kernel is second._kernel
    shape = kernel.shape
    assert cache.users(shape) == 2
    first.close()
    first.close()
    cache.forget_idle()
    assert cache.users(shape) == 1
    assert second.advance(case.plan(case.state, 3)).steps == 3
    second.close()
    assert cache.users(shape) == 0


def test_networks_with_equal_outputs_share_the_code_of_their_evaluations() -> None:
    def kernel(sizes: tuple[int, ...], rows: int = 10) -> cache.Kernel:
        return cache.acquire(Shape(sizes, ("tanh",) * (len(sizes) - 2) + ("identity",), "cross_entropy", rows))

    kernels = [kernel((2, 7, 3)), kernel((5, 9, 4, 3)), kernel((2, 7, 2)), kernel((2, 7, 3), rows=11)]
    first, deeper, fewer_outputs, more_rows = kernels
    assert first.evaluation is deeper.evaluation
    assert len({first.evaluation.address, fewer_outputs.evaluation.address, more_rows.evaluation.address}) == 3
    for one in kernels:
        cache.release(one)


def test_threads_that_ask_at_once_get_one_kernel(monkeypatch: pytest.MonkeyPatch) -> None:
    shape = Shape((2, 6, 2), ("tanh", "identity"), "cross_entropy", 9)
    made = []
    load = cache._load_kernel

    def slowly(wanted: Shape) -> cache.Kernel:
        made.append(wanted)
        time.sleep(0.02)
        return load(wanted)

    monkeypatch.setattr(cache, "_load_kernel", slowly)
    threads = [threading.Thread(target=cache.prepare, args=(shape,)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [shape]


def test_the_folder_is_where_the_variable_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GLASSNET_CACHE", str(tmp_path))
    assert cache_folder() == tmp_path / "kernels"
    monkeypatch.delenv("GLASSNET_CACHE")
    assert cache_folder().parts[-2:] == ("glassnet", "kernels")
