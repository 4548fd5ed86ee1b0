"""One Neo4j serves the whole integration run, in a data folder of its own; the jars come from the shared cache."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from graph.server import ServerOptions, ensure_running, stop
from graph.settings import Settings

NEWEST = "2026.08.1"


@pytest.fixture(scope="session")
def server_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings with a running server, of the version that LOOPLINE_NEO4J_VERSION names or the default."""
    settings = Settings(home=tmp_path_factory.mktemp("loopline"))
    try:
        ensure_running(settings)
        yield settings
    finally:
        stop(settings)


@pytest.fixture(scope="session")
def newest_settings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """Settings with a running server of the newest locked version; LOOPLINE_JAVA names another Java for it."""
    settings = Settings(home=tmp_path_factory.mktemp("newest"))
    try:
        ensure_running(settings, options=replace(ServerOptions.from_env(), version=NEWEST))
        yield settings
    finally:
        stop(settings)
