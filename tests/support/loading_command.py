"""`loopline load` in this process, on the run's server and an empty graph."""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from dashboards import cli
from graph.connection import Neo4jRunner, connect
from graph.database_schema import ensure_schema
from graph.kept.folder import inputs_folder
from graph.settings import Settings

Load = Callable[..., tuple[int, dict[str, Any], str]]
Run = Callable[..., tuple[int, str, str]]


@contextmanager
def empty_graph(settings: Settings) -> Iterator[Neo4jRunner]:
    """A runner on an empty graph with the model's constraints in place."""
    with connect(settings) as runner:
        ensure_schema(runner)
        _empty(runner)
        shutil.rmtree(inputs_folder(settings), ignore_errors=True)
        yield runner


def _empty(runner: Neo4jRunner) -> None:
    while runner.write("MATCH (n) WITH n LIMIT 20000 DETACH DELETE n").nodes_deleted:
        pass


def one(runner: Neo4jRunner, text: str) -> Any:
    """The single value of a query."""
    (row,) = runner.read(text).rows
    (value,) = row.values()
    return value


def command(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Load:
    """A function that loads paths and gives exit code, JSON document and standard error."""
    monkeypatch.setenv("LOOPLINE_HOME", str(settings.home))
    # A server that has just started may take seconds over its first statements: no line of progress then.
    monkeypatch.setattr("dashboards.progress._SILENCE", float("inf"))

    def load(
        *paths: Path, source: str = "hr", as_of: str = "2026-09-01", mapping: str = "", mode: str = "full"
    ) -> tuple[int, dict[str, Any], str]:
        named = ["--mapping", mapping] if mapping else []
        options = ["--source", source, "--as-of", as_of, "--mode", mode, "--no-derive", "--format", "json"]
        monkeypatch.setattr(sys, "argv", ["loopline", "load", *map(str, paths), *options, *named])
        try:
            cli.main()
            code: Any = 0
        except SystemExit as end:
            code = end.code or 0
        out = capsys.readouterr()
        return int(code), json.loads(out.out), out.err

    return load


def wrote_nothing(report: dict[str, Any]) -> bool:
    """Whether the server's counters are all zero."""
    return set(report["written"].values()) == {0}


def any_command(settings: Settings, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """A function that runs a command by its words and gives exit code, output and standard error."""
    monkeypatch.setenv("LOOPLINE_HOME", str(settings.home))

    def run(*words: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["loopline", *words])
        try:
            cli.main()
            code: Any = 0
        except SystemExit as end:
            code = end.code or 0
        said = capsys.readouterr()
        return int(code), said.out, said.err

    return run
