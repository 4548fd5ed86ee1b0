"""The archive of the server's classes, for real: made after a stop, used by the next start, and never in its way."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psutil
import pytest

from graph.connection import connect
from graph.server import Address, ServerOptions, ensure_running, stop
from graph.server.archive import archive_folder
from graph.server.download import ensure_jars
from graph.server.home import ServerHome
from graph.server.jars import JarLock, jar_folder
from graph.server.progress import silent
from graph.settings import Settings

pytestmark = [
    pytest.mark.integration,
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="asks the system which files a process has mapped"),
]
_PATIENCE = 900.0  # seconds; made at the lowest priority
_JOIN = "MATCH (a:Unit)-[:PART_OF]->(b:Unit)<-[:PART_OF]-(c:Unit) RETURN count(*) AS pairs"


@pytest.fixture(scope="module")
def options(tmp_path_factory: pytest.TempPathFactory) -> ServerOptions:
    """A cache that has the jars and no archive."""
    usual = ServerOptions.from_env()
    ensure_jars(JarLock.read(usual.version), usual.cache, silent)
    cache = tmp_path_factory.mktemp("cache")
    jar_folder(cache).symlink_to(jar_folder(usual.cache))
    return replace(usual, cache=cache, java=None)


@pytest.fixture
def settings(tmp_path: Path) -> Iterator[Settings]:
    found = Settings(home=tmp_path / "data")
    yield found
    stop(found)


@pytest.fixture(scope="module")
def made(options: ServerOptions, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive that comes of a first server which answered a query."""
    settings = Settings(home=tmp_path_factory.mktemp("first"))
    try:
        ask(settings, options)
    finally:
        stop(settings)
    until = time.monotonic() + _PATIENCE
    while not (found := list(archive_folder(options.cache).glob("*.jsa"))):
        assert time.monotonic() < until, "no archive came"
        assert not list(archive_folder(options.cache).glob("*.failed"))
        time.sleep(0.5)
    return found[0]


def ask(settings: Settings, options: ServerOptions) -> Address:
    address = ensure_running(settings, silent, options)
    with connect(settings) as runner:
        assert runner.read(_JOIN).column("pairs") == [0]
    return address


def uses(address: Address, path: Path) -> bool:
    return str(path) in {mapped.path for mapped in psutil.Process(address.pid).memory_maps()}


def test_the_next_start_on_any_data_folder_uses_it(options: ServerOptions, made: Path, settings: Settings) -> None:
    address = ask(settings, options)
    assert uses(address, made)
    assert not ServerHome.of(settings.home).class_list.exists(), "there is nothing left to note"
    assert [path.name for path in made.parent.iterdir() if path.name != ".lock"] == [made.name]


def test_a_damaged_one_stops_no_start(options: ServerOptions, made: Path, settings: Settings) -> None:
    whole = made.read_bytes()
    made.chmod(0o600)
    try:
        for damaged in (whole[: len(whole) // 2], whole[:-60_000_000] + bytes(60_000_000)):
            made.write_bytes(damaged)
            assert not uses(ask(settings, options), made)
            stop(settings)
    finally:
        made.write_bytes(whole)


def test_removing_it_costs_time_only(options: ServerOptions, made: Path, settings: Settings) -> None:
    kept = made.rename(made.with_name("elsewhere"))
    try:
        ask(settings, options)
        assert ServerHome.of(settings.home).class_list.exists(), "the next one is noted"
    finally:
        kept.rename(made)
