"""One Neo4j serves the whole integration run, in a data folder of its own; the jars come from the shared cache.

The run is repeated on the newest locked version; only what loads whole states once more is left to the default.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.connection import Neo4jRunner
from graph.server import ServerOptions, ensure_running, stop
from graph.settings import Settings
from tests.support.loading_command import Load, command, empty_graph

NEWEST = "2026.08.1"
DEFAULT_ALONE = {"test_cps", "test_fresh", "test_hash", "test_planted", "test_texas"}
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


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what runs on the default alone."""
    own = [item for item in items if "tests/integration/" in item.path.as_posix()]
    left_out = [item for item in own if _version_of(item) == NEWEST and item.path.stem in DEFAULT_ALONE]
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in set(left_out)]


def _version_of(item: pytest.Item) -> str:
    """The server that a test runs on; empty where it starts its own."""
    call = getattr(item, "callspec", None)
    return str(call.params.get("server_settings", "")) if call else ""
