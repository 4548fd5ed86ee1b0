"""Stored answers are read in one place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from graph.queries.catalog import catalog

ROOT = Path(__file__).parents[4]


@pytest.mark.parametrize("name", ["answers/findings", "answers/answers"])
def test_only_the_queries_read_what_is_stored(name: str) -> None:
    folders = (ROOT / "graph", ROOT / "dashboards", ROOT / "loaders")
    readers = {path for folder in folders for path in folder.rglob("*.py") if f'"{name}"' in path.read_text("utf-8")}
    assert {path.relative_to(ROOT).as_posix() for path in readers} == {
        "graph/queries/results.py",
        "graph/queries/stored.py",
    }


def test_no_view_tells_a_finding_a_second_time() -> None:
    # `published` counts which answers are of the last load; it reads none.
    told = re.compile(r"\.sentence\b|answer\.(?:content|missing|population|evaluable)\b")
    # `ledger_changes` tells what is no longer a finding, too.
    assert [view.id for view in catalog().of_kind("view") if told.search(view.text)] == ["ledger_changes"]
