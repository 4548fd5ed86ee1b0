"""Fetching jars from a repository that breaks off, lies, refuses and fills the disk."""

from __future__ import annotations

import errno
import hashlib
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import pytest

from graph.errors import ServerError
from graph.server.download import Fetch, ensure_jars
from graph.server.jars import Jar, JarLock, jar_folder, missing
from graph.server.progress import silent
from graph.server.repository import Body, InterruptedTransferError

FILES = {f"org/{name}/1/{name}-1.jar": name.encode() * size for name, size in (("a", 5000), ("bb", 40_000), ("c", 1))}
PATH = "org/bb/1/bb-1.jar"


def lock_of(files: dict[str, bytes]) -> JarLock:
    jars = tuple(Jar(path, hashlib.sha256(data).hexdigest(), len(data)) for path, data in files.items())
    return JarLock("org", "a", "1", 17, jars)


class FakeRepository:
    """A repository in memory.

    Args:
        files: What it has.
        breaks: How many transfers of each path break off half-way.
        ranges: Whether it can go on from an offset.
    """

    def __init__(self, files: dict[str, bytes], breaks: int = 0, *, ranges: bool = True) -> None:
        self.files = files
        self.breaks = dict.fromkeys(files, breaks)
        self.ranges = ranges
        self.asked: list[tuple[str, int]] = []
        self.error: OSError | None = None
        self._lock = threading.Lock()

    @contextmanager
    def read(self, path: str, offset: int) -> Iterator[Body]:
        with self._lock:
            self.asked.append((path, offset))
        if path not in self.files:
            raise ServerError(f"{path} can't be downloaded: answers 404.", "Check the address.")
        begin = offset if self.ranges else 0
        yield Body(begin, self._chunks(path, self.files[path][begin:]))

    def _chunks(self, path: str, data: bytes) -> Iterator[bytes]:
        half = len(data) // 2
        yield data[:half]
        if self.error is not None:
            raise self.error
        with self._lock:
            broken = self.breaks.get(path, 0) > 0
            self.breaks[path] = self.breaks.get(path, 0) - 1
        if broken:
            raise InterruptedTransferError("the transfer broke off")
        yield data[half:]


def fetch(lock: JarLock, cache: Path, repository: FakeRepository) -> None:
    jar_folder(cache).mkdir(parents=True, exist_ok=True)
    Fetch(lock, cache, silent, repository, pause=lambda _: None).run()


def content(cache: Path) -> dict[str, bytes]:
    folder = jar_folder(cache)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*.jar")}


def parts(cache: Path) -> list[str]:
    return sorted(path.name for path in jar_folder(cache).rglob("*.part"))


def test_all_come_and_are_fetched_once(tmp_path: Path) -> None:
    repository = FakeRepository(FILES)
    lock = lock_of(FILES)
    paths = ensure_jars(lock, tmp_path, silent, repository)
    assert content(tmp_path) == FILES
    assert [path.relative_to(jar_folder(tmp_path)).as_posix() for path in paths] == [jar.path for jar in lock.jars]
    assert sorted(path for path, _ in repository.asked) == sorted(FILES)
    assert parts(tmp_path) == []
    ensure_jars(lock, tmp_path, silent, repository)
    assert len(repository.asked) == len(FILES)


def test_a_broken_transfer_goes_on_where_it_broke_off(tmp_path: Path) -> None:
    repository = FakeRepository(FILES, breaks=2)
    fetch(lock_of(FILES), tmp_path, repository)
    assert content(tmp_path) == FILES
    offsets = [offset for path, offset in repository.asked if path == PATH]
    assert offsets == [0, 40_000, 60_000]


def test_a_repository_that_cannot_go_on_starts_over(tmp_path: Path) -> None:
    repository = FakeRepository(FILES, breaks=1, ranges=False)
    fetch(lock_of(FILES), tmp_path, repository)
    assert content(tmp_path) == FILES


def test_a_run_that_was_cut_off_is_resumed_by_the_next(tmp_path: Path) -> None:
    lock = lock_of(FILES)
    broken = FakeRepository(FILES)
    broken.breaks[PATH] = 99
    with pytest.raises(ServerError) as caught:
        fetch(lock, tmp_path, broken)
    assert "broke off" in caught.value.message
    assert "HTTPS_PROXY" in caught.value.fix
    assert "LOOPLINE_MAVEN_REPOSITORY" in caught.value.fix
    kept = (jar_folder(tmp_path) / f"{PATH}.part").stat().st_size
    assert kept > 0
    assert PATH not in content(tmp_path), "nothing is visible before its hash is checked"
    repository = FakeRepository(FILES)
    fetch(lock, tmp_path, repository)
    assert (PATH, kept) in repository.asked
    assert content(tmp_path) == FILES


def test_a_whole_part_is_not_asked_for_again(tmp_path: Path) -> None:
    part = jar_folder(tmp_path) / f"{PATH}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(FILES[PATH])
    repository = FakeRepository(FILES)
    fetch(lock_of(FILES), tmp_path, repository)
    assert PATH not in {path for path, _ in repository.asked}
    assert content(tmp_path) == FILES


@pytest.mark.parametrize("left", [b"other bytes", b"z" * 100_000], ids=["wrong", "too long"])
def test_a_part_with_wrong_bytes_is_thrown_away(tmp_path: Path, left: bytes) -> None:
    part = jar_folder(tmp_path) / f"{PATH}.part"
    part.parent.mkdir(parents=True)
    part.write_bytes(left)
    fetch(lock_of(FILES), tmp_path, FakeRepository(FILES))
    assert content(tmp_path) == FILES


def test_a_wrong_hash_twice_is_refused_and_leaves_nothing(tmp_path: Path) -> None:
    changed = FILES | {PATH: b"x" * len(FILES[PATH])}
    with pytest.raises(ServerError, match="wrong hash") as caught:
        fetch(lock_of(FILES), tmp_path, FakeRepository(changed))
    assert "bb-1.jar" in caught.value.message
    assert PATH not in content(tmp_path)
    assert not (jar_folder(tmp_path) / f"{PATH}.part").exists()


def test_a_longer_file_is_refused(tmp_path: Path) -> None:
    changed = FILES | {PATH: FILES[PATH] + b"more"}
    with pytest.raises(ServerError, match="wrong hash"):
        fetch(lock_of(FILES), tmp_path, FakeRepository(changed))


def test_a_shorter_file_is_refused(tmp_path: Path) -> None:
    changed = FILES | {PATH: FILES[PATH][:-1]}
    with pytest.raises(ServerError, match="ended early"):
        fetch(lock_of(FILES), tmp_path, FakeRepository(changed))
    assert PATH not in content(tmp_path)


def test_what_the_repository_does_not_have_is_named(tmp_path: Path) -> None:
    without = {path: data for path, data in FILES.items() if path != PATH}
    with pytest.raises(ServerError, match="404"):
        fetch(lock_of(FILES), tmp_path, FakeRepository(without))


@pytest.mark.parametrize(
    ("number", "said"), [(errno.ENOSPC, "disk that holds .* is full"), (errno.EACCES, "Can't write to")]
)
def test_a_disk_that_takes_no_more_is_named(tmp_path: Path, number: int, said: str) -> None:
    repository = FakeRepository(FILES)
    repository.error = OSError(number, "no")
    with pytest.raises(ServerError, match=said) as caught:
        fetch(lock_of(FILES), tmp_path, repository)
    assert "LOOPLINE_CACHE" in caught.value.fix


def test_too_little_room_is_said_before_anything_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _: SimpleNamespace(free=1_000_000))
    repository = FakeRepository(FILES)
    with pytest.raises(ServerError, match="1 MB free"):
        fetch(lock_of(FILES), tmp_path, repository)
    assert repository.asked == []


def test_two_at_once_fetch_each_jar_once(tmp_path: Path) -> None:
    repository = FakeRepository(FILES, breaks=1)
    lock = lock_of(FILES)
    jar_folder(tmp_path).mkdir(parents=True)
    failures: list[BaseException] = []

    def run() -> None:
        try:
            ensure_jars(lock, tmp_path, silent, repository)
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert content(tmp_path) == FILES
    assert len(repository.asked) == 2 * len(FILES), "one transfer and one resumed each"


def test_progress_ends_at_the_whole(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    lock = lock_of(FILES)

    def report(step: str, done: int = 0, total: int = 0) -> None:
        told.append((step, done, total))

    ensure_jars(lock, tmp_path, report, FakeRepository(FILES))
    assert told[-1][1:] == (lock.size, lock.size)
    assert [done for _, done, _ in told] == sorted(done for _, done, _ in told)
    assert missing(lock, tmp_path) == []


def test_a_jar_that_was_damaged_later_is_fetched_anew(tmp_path: Path) -> None:
    lock = lock_of(FILES)
    ensure_jars(lock, tmp_path, silent, FakeRepository(FILES))
    (jar_folder(tmp_path) / PATH).write_bytes(b"?" * len(FILES[PATH]))
    repository = FakeRepository(FILES)
    ensure_jars(lock, tmp_path, silent, repository)
    assert repository.asked == [(PATH, 0)]
    assert content(tmp_path) == FILES
