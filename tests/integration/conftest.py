"""One Neo4j serves the whole integration run, in a data folder of its own; the jars come from the shared cache.

Every test runs on the version that `LOOPLINE_NEO4J_VERSION` names, or the default. Those marked `every_server` run on
the newest locked version as well: what a version can change, which is settings and limits, the schema, the plan of
every query, one load, one state derived and answered. `LOOPLINE_TEST_ALL_SERVERS=1` runs all the others on it too;
without it the run's last lines say that they were left out.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.connection import Neo4jRunner
from graph.server import ServerOptions, ensure_running, stop
from graph.settings import Settings
from tests.support.loading_command import Load, Run, any_command, command, empty_graph

NEWEST = "2026.08.1"
ALL_SERVERS = "LOOPLINE_TEST_ALL_SERVERS"
VERSIONS = ["default", pytest.param(NEWEST, marks=pytest.mark.slow)]


@pytest.fixture(scope="session", params=VERSIONS)
def server_settings(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings with a running server, of the version that LOOPLINE_NEO4J_VERSION names or the default; then NEWEST."""
    settings = Settings(home=tmp_path_factory.mktemp("loopline"))
    options = ServerOptions.from_env()
    if request.param == NEWEST:
        options = replace(options, version=NEWEST)
    try:
        ensure_running(settings, options=options)
        yield settings
    finally:
        stop(settings)


@pytest.fixture(autouse=True)
def _version(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands that a test starts mean the same version."""
    if _version_of(request.node) == NEWEST:
        monkeypatch.setenv("LOOPLINE_NEO4J_VERSION", NEWEST)


@pytest.fixture
def runner(server_settings: Settings) -> Iterator[Neo4jRunner]:
    """A runner on an empty graph."""
    with empty_graph(server_settings) as found:
        yield found


@pytest.fixture
def load(
    runner: Neo4jRunner,  # noqa: ARG001 - an empty graph
    server_settings: Settings,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Load:
    """`loopline load` on an empty graph."""
    return command(server_settings, monkeypatch, capsys)


def pytest_itemcollected(item: pytest.Item) -> None:
    """Tests of one server stay together where several workers run them."""
    item.add_marker(pytest.mark.xdist_group(_version_of(item) or "servers"))


def pytest_configure(config: pytest.Config) -> None:
    """Make the marker known."""
    config.addinivalue_line("markers", "every_server: depends on the version of Neo4j, so it runs on each")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out on the newest version what does not depend on it."""
    if _all_servers():
        return
    left_out = {item for item in items if _version_of(item) == NEWEST and not item.get_closest_marker("every_server")}
    if left_out:
        config.hook.pytest_deselected(items=list(left_out))
        items[:] = [item for item in items if item not in left_out]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what did not run."""
    if not _all_servers():
        terminalreporter.write_line(
            f"NOT TESTED ON NEO4J {NEWEST}: integration tests not marked every_server; set {ALL_SERVERS}=1 to run them."
        )


def _all_servers() -> bool:
    return os.environ.get(ALL_SERVERS, "") not in {"", "0"}


def _version_of(item: pytest.Item) -> str:
    """The server that a test runs on; empty where it starts its own."""
    call = getattr(item, "callspec", None)
    return str(call.params.get("server_settings", "")) if call else ""


@pytest.fixture
def run(server_settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Any command on the run's server."""
    return any_command(server_settings, monkeypatch, capsys)
