"""`loopline measure`: the list, and what can't be answered."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from dashboards.cli import main
from graph.measures.catalog import measures
from graph.model.cypher_builder import statement
from graph.settings import Settings
from tests.support.fake_answers import FakeRunner

Capture = pytest.CaptureFixture[str]
Patch = pytest.MonkeyPatch


def call(patch: Patch, *arguments: str, load: str | None = "l1") -> int:
    latest: list[dict[str, Any]] = [{"load": load, "sequence": 1, "as_of": None}] if load is None else []
    found = FakeRunner({statement("derive/run/latest"): latest})

    @contextmanager
    def connect(settings: Settings) -> Iterator[FakeRunner]:
        del settings
        yield found

    patch.setattr("graph.connection.connect", connect)
    patch.setattr("sys.argv", ["loopline", "measure", *arguments])
    try:
        main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


def test_all_measures_are_listed(monkeypatch: Patch, capsys: Capture) -> None:
    assert call(monkeypatch) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert all(measure.sentence in shown for measure in measures().values())
    assert call(monkeypatch, "--list", "--format", "json") == 0
    assert [row["measure"] for row in json.loads(capsys.readouterr().out)] == list(measures())


def test_what_cant_be_answered_names_the_fix(monkeypatch: Patch, capsys: Capture) -> None:
    assert call(monkeypatch, "betweeness") == 2
    assert "did you mean 'betweenness'" in capsys.readouterr().err
    assert call(monkeypatch, "ei_index") == 2
    assert "--by team" in capsys.readouterr().err
    assert call(monkeypatch, "pagerank", load=None) == 1
    assert "Nothing is loaded yet." in capsys.readouterr().err
