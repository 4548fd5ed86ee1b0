"""Loads that are refused as a whole: each with its cause, a near miss that is not, and nothing written."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from graph.errors import InputError
from tests.support.loading_help import DAY, SMALL, gather, put
from tests.support.memory_graph import MemoryGraph


def test_an_as_of_date_years_ahead(tmp_path: Path) -> None:
    graph, extract = MemoryGraph(), gather(tmp_path, **SMALL)
    with pytest.raises(InputError, match="2072-09-01 is more than a year after today, 2026-09-01") as said:
        put(graph, extract, as_of=date(2072, 9, 1))
    assert "Correct the year" in said.value.fix
    assert graph.texts == []
    assert put(graph, extract, as_of=date(2027, 9, 2)).published


@pytest.mark.parametrize("twin", ["HR", "Hr", "\uff48\uff52"])
def test_a_source_that_differs_only_by_case_or_width(tmp_path: Path, twin: str) -> None:
    graph, extract = MemoryGraph(), gather(tmp_path, **SMALL)
    put(graph, extract, source="hr")
    written = len(graph.texts)
    with pytest.raises(InputError, match="only by case, blanks or width of letters from 'hr'") as said:
        put(graph, extract, source=twin)
    assert "Use --source hr" in said.value.fix
    assert len(graph.texts) == written


def test_other_sources_and_the_same_again_are_not_refused(tmp_path: Path) -> None:
    graph, extract = MemoryGraph(), gather(tmp_path, **SMALL)
    assert put(graph, extract, source="hr").published
    assert put(graph, extract, source="hr-2").published
    assert not put(graph, extract, source="hr", as_of=DAY).published
