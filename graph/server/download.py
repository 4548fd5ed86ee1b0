"""Download the jars of a lock file: in parallel, resuming interrupted transfers, and checking every hash."""

from __future__ import annotations

import errno
import hashlib
import shutil
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from pathlib import Path

from graph.errors import ServerError
from graph.server.filelock import hold
from graph.server.jars import Jar, JarLock, damaged, jar_folder, missing
from graph.server.progress import Report
from graph.server.repository import HttpRepository, InterruptedTransferError, Repository

_THREADS = 16
_TRIES = 4
_PATIENCE = 1800.0  # seconds to wait while another process downloads the same jars
_ROOM = 50 * 1024 * 1024  # bytes to leave free on the disk
_TICK = 0.1
_FULL = {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}


class StoppedError(Exception):
    """Another jar failed; the partial download of this one is kept."""


def ensure_jars(lock: JarLock, cache: Path, report: Report, repository: Repository | None = None) -> list[Path]:
    """The class path of a version, every hash checked; downloads what is missing or damaged.

    Args:
        lock: The jars that are needed.
        cache: Folder of the jars, shared by every data folder and safe with several processes at once.
        report: Called with the bytes downloaded and the total.
        repository: Where to download from; None for the configured one.

    Returns:
        Paths of the jars, in the order of the lock.

    Raises:
        ServerError: No network, a wrong hash, or no disk space; the message says which, and partial downloads are kept.
    """
    folder = jar_folder(cache)
    if missing(lock, cache) or damaged(lock.jars, cache):
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ServerError(
                f"{folder} can't be created: {error.strerror}.",
                "Make it writable, or set LOOPLINE_CACHE to another folder.",
            ) from error
        with hold(folder / ".lock", _PATIENCE, lambda: report("Another loopline is downloading Neo4j; waiting for it")):
            for jar in damaged(lock.jars, cache):
                (folder / jar.path).unlink(missing_ok=True)
            Fetch(lock, cache, report, repository or HttpRepository()).run()
    return [folder / jar.path for jar in lock.jars]


class Fetch:
    """One run over the missing jars of a lock.

    Args:
        lock: The jars that are needed.
        cache: Folder of the jars.
        report: Called with bytes done.
        repository: Where to download from.
        pause: Called with seconds to wait before another try.
    """

    def __init__(
        self,
        lock: JarLock,
        cache: Path,
        report: Report,
        repository: Repository,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._lock = lock
        self._cache = cache
        self._folder = jar_folder(cache)
        self._report = report
        self._repository = repository
        self._pause = pause
        self._stop = threading.Event()
        self._counting = threading.Lock()
        self._done = 0

    def run(self) -> None:
        """Download what is missing; see `ensure_jars`."""
        jars = missing(self._lock, self._cache)
        total = sum(jar.size for jar in jars)
        self._check_room(total)
        step = f"Downloading Neo4j {self._lock.version} ({len(jars)} files, {total / 1e6:.0f} MB, once)"
        pool = ThreadPoolExecutor(_THREADS, thread_name_prefix="jar")
        # The largest first, so that none is left to wait for alone at the end.
        running = {pool.submit(self.fetch, jar) for jar in sorted(jars, key=lambda jar: -jar.size)}
        try:
            self._follow(running, step, total)
        finally:
            self._stop.set()
            pool.shutdown(wait=True, cancel_futures=True)

    def _follow(self, running: set[Future[None]], step: str, total: int) -> None:
        """Report progress until every jar is complete; the first failure ends it."""
        while running:
            ended, running = wait(running, timeout=_TICK, return_when=FIRST_EXCEPTION)
            failures = [error for future in ended if (error := future.exception())]
            for error in sorted(failures, key=lambda error: isinstance(error, StoppedError)):
                raise error
            self._report(step, min(self._done, total), total)

    def fetch(self, jar: Jar) -> None:
        """Download one jar, or raise `ServerError`."""
        target = self._folder / jar.path
        part = target.with_name(target.name + ".part")
        damaged = 0
        for attempt in range(1, _TRIES + 1):
            try:
                part.parent.mkdir(parents=True, exist_ok=True)
                if self._transfer(jar, part) == jar.sha256:
                    part.replace(target)
                    return
                part.unlink()
                self._count(-jar.size)
                damaged += 1
                if damaged > 1:
                    raise ServerError(
                        f"{target.name} was downloaded twice with a wrong hash and was deleted.",
                        "A proxy or mirror may be changing files. Set LOOPLINE_MAVEN_REPOSITORY to another repository.",
                    )
            except InterruptedTransferError as error:
                if attempt == _TRIES:
                    raise ServerError(
                        f"Neo4j can't be downloaded: {error}.",
                        "Check the network and its proxy (HTTPS_PROXY), or set LOOPLINE_MAVEN_REPOSITORY to a mirror; "
                        "the next try resumes from here.",
                    ) from error
                self._pause(0.5 * 2 ** (attempt - 1))
            except OSError as error:
                raise self._refusal(error) from error

    def _transfer(self, jar: Jar, part: Path) -> str:
        """Append to the partial file until it is complete; returns its SHA-256."""
        digest = hashlib.sha256()
        have = part.stat().st_size if part.exists() else 0
        if have > jar.size:
            part.unlink()
            have = 0
        if have:
            digest.update(part.read_bytes())
            self._count(have)
        if have == jar.size:
            return digest.hexdigest()
        counted = have
        try:
            with self._repository.read(jar.path, have) as body, part.open("r+b" if have else "wb") as file:
                if body.offset != have:
                    digest = hashlib.sha256()
                    self._count(-counted)
                    counted = have = 0
                file.truncate(have)
                file.seek(have)
                for chunk in body.chunks:
                    if self._stop.is_set():
                        raise StoppedError
                    file.write(chunk)
                    digest.update(chunk)
                    have += len(chunk)
                    self._count(len(chunk))
                    counted += len(chunk)
                    if have > jar.size:
                        break
            if have < jar.size:
                raise InterruptedTransferError("the transfer ended early")
        except BaseException:
            self._count(-counted)
            raise
        return digest.hexdigest()

    def _count(self, more: int) -> None:
        with self._counting:
            self._done += more

    def _check_room(self, needed: int) -> None:
        free = shutil.disk_usage(self._folder).free
        if free < needed + _ROOM:
            raise ServerError(
                f"{self._folder} has {free / 1e6:.0f} MB free; Neo4j needs {(needed + _ROOM) / 1e6:.0f} MB.",
                "Free up some space, or set LOOPLINE_CACHE to a folder on another disk.",
            )

    def _refusal(self, error: OSError) -> ServerError:
        if error.errno in _FULL:
            return ServerError(
                f"The disk that holds {self._folder} is full.",
                "Free up some space, or set LOOPLINE_CACHE to another disk; the next try resumes from here.",
            )
        return ServerError(
            f"Can't write to {self._folder}: {error.strerror}.",
            "Make it writable, or set LOOPLINE_CACHE to another folder.",
        )
