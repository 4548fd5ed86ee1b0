"""What the server and its Java are told."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from graph.errors import UsageError
from graph.server.config import java_arguments, render_arguments, render_conf
from graph.server.jars import locked_versions
from graph.server.options import ServerOptions, default_cache, memory_share, version_numbers

GIB = 1024**3


def settings_of(options: ServerOptions, port: int = 12345) -> dict[str, str]:
    lines = [line for line in render_conf(options, port).splitlines() if not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


@pytest.mark.parametrize("version", locked_versions())
def test_only_bolt_on_loopback_and_nothing_out(version: str) -> None:
    conf = settings_of(ServerOptions(version=version))
    assert conf["server.bolt.listen_address"] == "127.0.0.1:12345"
    assert conf["server.default_listen_address"] == "127.0.0.1"
    assert conf["server.http.enabled"] == conf["server.https.enabled"] == "false"
    assert conf["internal.dbms.cypher_ip_blocklist"] == "0.0.0.0/0,::/0"
    assert conf["dbms.security.allow_csv_import_from_file_urls"] == "false"
    assert conf["dbms.usage_report.enabled"] == "false"
    assert conf["db.logs.query.enabled"] == "OFF", "parameters hold names"
    addresses = [value for name, value in conf.items() if name.endswith("_address")]
    assert all(value.startswith("127.0.0.1") for value in addresses)


def test_what_only_a_later_version_knows_is_told_to_no_earlier_one() -> None:
    later = set(settings_of(ServerOptions(version="2026.08.1"))) - set(settings_of(ServerOptions(version="5.26.30")))
    assert later == {"server.fleet_discovery.enabled", "dbms.fleet_manager.enabled"}


def test_memory_reaches_server_and_java() -> None:
    options = ServerOptions(heap=300, page_cache=64, transaction_memory=100)
    conf = settings_of(options)
    assert conf["server.memory.pagecache.size"] == "64m"
    assert conf["dbms.memory.transaction.total.max"] == "100m"
    arguments = java_arguments(options, [])
    assert "-Xmx300m" in arguments
    assert "-Xms300m" in arguments, "a start size above the limit would stop Java"
    assert "-Xms512m" in java_arguments(ServerOptions(heap=2048), [])


def test_a_large_heap_is_not_collected_by_stopping_the_world() -> None:
    assert "-XX:+UseParallelGC" in java_arguments(ServerOptions(heap=2048), [])
    assert "-XX:+UseParallelGC" not in java_arguments(ServerOptions(heap=16_384), [])


def test_the_class_path_is_one_argument() -> None:
    paths = [Path("a b.jar"), Path("c.jar")]
    arguments = java_arguments(ServerOptions(), paths)
    assert arguments[arguments.index("-cp") + 1] == f"a b.jar{os.pathsep}c.jar"


def test_the_argument_file_keeps_blanks_quotes_and_backslashes() -> None:
    assert render_arguments(["-cp", r'C:\a b"c']) == '"-cp"\n"C:\\\\a b\\"c"\n'


@pytest.mark.parametrize(
    ("total", "divisor", "lowest", "highest", "share"),
    [(8 * GIB, 8, 512, 2048, 1024), (2 * GIB, 8, 512, 2048, 512), (64 * GIB, 8, 512, 2048, 2048)],
)
def test_a_share_of_memory_stays_within_bounds(total: int, divisor: int, lowest: int, highest: int, share: int) -> None:
    assert memory_share(total, divisor, lowest, highest) == share


def test_the_environment_sets_every_option(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("LOOPLINE_NEO4J_VERSION", "2026.08.1")
    monkeypatch.setenv("LOOPLINE_JAVA", str(tmp_path / "java"))
    monkeypatch.setenv("LOOPLINE_CACHE", str(tmp_path))
    monkeypatch.setenv("LOOPLINE_HEAP", "2G")
    monkeypatch.setenv("LOOPLINE_PAGE_CACHE", "64m")
    monkeypatch.setenv("LOOPLINE_TRANSACTION_MEMORY", "300m")
    expected = ServerOptions("2026.08.1", tmp_path / "java", tmp_path, 2048, 64, 300)
    assert ServerOptions.from_env() == expected


def test_without_environment_it_fits_a_laptop(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("LOOPLINE_NEO4J_VERSION", "LOOPLINE_JAVA", "LOOPLINE_HEAP", "LOOPLINE_PAGE_CACHE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.delenv("LOOPLINE_TRANSACTION_MEMORY", raising=False)
    monkeypatch.setattr("graph.server.options._memory_of_machine", lambda: 8 * GIB)
    options = ServerOptions.from_env()
    assert (options.heap, options.page_cache, options.transaction_memory) == (1024, 512, 716)
    assert options.java is None
    monkeypatch.setattr("graph.server.options._memory_of_machine", lambda: 24 * GIB)
    assert ServerOptions.from_env().page_cache == 2560
    monkeypatch.setattr("graph.server.options._memory_of_machine", lambda: 2 * GIB)
    assert ServerOptions.from_env().page_cache == 128


@pytest.mark.parametrize("text", ["12", "0m", "1.5g", "2t", "-1g", "m", "1g;x", "9999999g"])
def test_a_size_that_is_none_is_refused_with_its_variable(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPLINE_HEAP", text)
    with pytest.raises(UsageError, match="LOOPLINE_HEAP") as caught:
        ServerOptions.from_env()
    assert "768m" in caught.value.fix


def test_transactions_may_not_have_more_than_the_heap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPLINE_HEAP", "512m")
    monkeypatch.setenv("LOOPLINE_TRANSACTION_MEMORY", "1g")
    with pytest.raises(UsageError, match="LOOPLINE_TRANSACTION_MEMORY"):
        ServerOptions.from_env()


def test_the_cache_is_absolute_wherever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LOOPLINE_CACHE", "somewhere")
    assert default_cache() == Path.cwd() / "somewhere"
    monkeypatch.delenv("LOOPLINE_CACHE")
    assert default_cache().is_absolute()


def test_versions_are_compared_as_numbers() -> None:
    assert version_numbers("5.26.30") < version_numbers("2025.01.0") < version_numbers("2026.08.1")
    assert version_numbers("5.9.1") < version_numbers("5.26.0")
