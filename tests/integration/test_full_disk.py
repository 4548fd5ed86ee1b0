"""A disk that fills up while the server writes: what was there before is there afterwards."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from graph.connection import Neo4jRunner, connect
from graph.errors import LooplineError, ServerError
from graph.server import Phase, ensure_running, phase, stop
from graph.settings import Settings

pytestmark = pytest.mark.slow

MEGABYTE = 2**20
KEPT = "UNWIND range(1, 1000) AS i CREATE (:Unit {unit_id: toString(i)})"
COUNT = "MATCH (n:Unit) RETURN count(n) AS n"
LARGE = "UNWIND range(1, 20000) AS i CREATE (:Team {team_id: $text + i, name: $text + i})"


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file system of its own in memory."""
    disk = tmp_path_factory.mktemp("disk")
    mount = ["mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", str(disk)]
    if sys.platform != "linux" or subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("NOT TESTED: a full disk needs the right to mount one")
    try:
        yield disk
    finally:
        subprocess.run(["umount", "--lazy", str(disk)], check=True)


@pytest.fixture(scope="module")
def settings(small_disk: Path) -> Iterator[Settings]:
    """A server on that disk."""
    found = Settings(home=small_disk / "home")
    try:
        with connect(found) as runner:
            runner.write(KEPT)
        yield found
    finally:
        stop(found)


def write_much(runner: Neo4jRunner) -> str:
    """Write until it fails; what was said."""
    for _ in range(50):
        try:
            runner.write(LARGE, {"text": "abcdefgh" * 30})
        except LooplineError as error:
            return str(error)
    raise AssertionError("the disk did not fill")


@pytest.mark.parametrize("free", [0, 1, 6, 20, 45])
def test_a_disk_that_fills_up_costs_no_data(free: int, settings: Settings, small_disk: Path) -> None:
    ensure_running(settings)
    with connect(settings) as runner:
        written = runner.read("MATCH (n:Team) RETURN count(n) AS n").column("n")[0]
        with (small_disk / "filling").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(small_disk).free - free * MEGABYTE or 1)
        said = write_much(runner)
    assert "is full, so the server was stopped. Nothing was published" in said
    assert phase(settings) is Phase.STOPPED
    with pytest.raises(LooplineError, match=r"MB free; Neo4j needs 50 MB to start"):
        ensure_running(settings)
    (small_disk / "filling").unlink()
    with connect(settings) as runner:
        assert runner.read(COUNT).rows == [{"n": 1000}]
        found = runner.read("MATCH (n:Team) RETURN count(n) AS n").column("n")[0]
        assert found >= written
        assert found % 20000 == 0, "each transaction is there as a whole or not at all"
        runner.write("MATCH (n:Team) WITH n LIMIT 1000000 DETACH DELETE n")


def test_a_server_that_somebody_else_closed_on_a_full_disk(settings: Settings, small_disk: Path) -> None:
    address = ensure_running(settings)
    with connect(settings) as runner:
        with (small_disk / "filling").open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, shutil.disk_usage(small_disk).free - 6 * MEGABYTE)
        # Another tool's transaction, so that Loopline learns nothing of the failure.
        other = Settings(home=settings.home, uri=address.uri, password=address.password)
        with connect(other) as tool:
            assert "full" not in write_much(tool)
        (small_disk / "filling").unlink()
    process = psutil.Process(address.pid)
    process.terminate()
    process.wait(60)
    # What Neo4j then leaves differs from time to time: it can be cut off, or takes all memory when it is read.
    said = ""
    try:
        with connect(settings) as runner:
            assert runner.read(COUNT).rows == [{"n": 1000}]
    except ServerError as error:
        said = str(error)
    assert not said or "does not open" in said
    assert "heap" not in said
