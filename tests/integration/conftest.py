"""One Neo4j serves the whole integration run, in a data folder of its own; the jars come from the shared cache."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from graph.server import ensure_running, stop
from graph.settings import Settings


@pytest.fixture(scope="session")
def server_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings with a running server, of the version that LOOPLINE_NEO4J_VERSION names or the default."""
    settings = Settings(home=tmp_path_factory.mktemp("loopline"))
    ensure_running(settings)
    yield settings
    stop(settings)
