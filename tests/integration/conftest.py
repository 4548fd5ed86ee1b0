"""One Neo4j serves the whole integration run, in a data folder of its own; the jars come from the shared cache."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.connection import Neo4jRunner, connect
from graph.server import ensure_running, stop
from graph.settings import Settings
from graph.statements import schema


@pytest.fixture(scope="session")
def server_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings with a running server, of the version that LOOPLINE_NEO4J_VERSION names or the default."""
    settings = Settings(home=tmp_path_factory.mktemp("loopline"))
    ensure_running(settings)
    yield settings
    stop(settings)


@pytest.fixture(scope="session")
def graph_door(server_settings: Settings) -> Iterator[Neo4jRunner]:
    """A runner on the run's server, with the model's constraints and indexes in place."""
    with connect(server_settings) as runner:
        for text in schema():
            runner.write(text)
        yield runner


@pytest.fixture
def runner(graph_door: Neo4jRunner) -> Neo4jRunner:
    """A runner on an empty graph."""
    graph_door.write("MATCH (n) DETACH DELETE n")
    return graph_door
