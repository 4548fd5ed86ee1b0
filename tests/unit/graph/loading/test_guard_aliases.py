"""New ids that the sheet aliases tells of hold no load; without the sheet the same files are held."""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.loading.limits import Limits
from graph.loading.review import Review
from tests.support.loading_help import gather, put
from tests.support.memory_graph import MemoryGraph
from tests.unit.graph.loading.test_guard import ACCIDENTS, LATER, State, dice, prefixed, state, texts


def aliases(given: State, change: Callable[[State, random.Random], State], made: random.Random) -> dict[str, str]:
    """The sheet that tells of what another sheet calls otherwise."""
    other = change(given, made)
    rows = [
        f"{kind},{row[key]},{new[key]},"
        for sheet, kind, key in (("units", "unit", "unit_id"), ("people", "person", "person_id"))
        for row, new in zip(given[sheet], other[sheet], strict=True)
        if row[key] != new[key]
    ]
    return texts(other) | {"aliases": "\n".join(["kind,old_id,new_id,since", *rows]) + "\n"}


@pytest.mark.parametrize("accident", ["ids with another prefix", "units with other ids", "somebody else's"])
@pytest.mark.parametrize("seed", [1, 2])
def test_ids_made_anew_and_told_of_are_not_held(tmp_path: Path, accident: str, seed: int) -> None:
    change, _ = ACCIDENTS[accident]
    graph, given = MemoryGraph(), state(seed)
    put(graph, gather(tmp_path / "a", **texts(given)))
    told = gather(tmp_path / "b", **aliases(given, change, dice(seed)))
    found = put(graph, told, as_of=LATER, review=Review(Limits(), plan_only=True))
    assert found.held_for == []
    assert found.renamed
    untold = gather(tmp_path / "c", **texts(change(given, dice(seed))))
    try:
        assert put(graph, untold, as_of=LATER, review=Review(Limits(), plan_only=True)).held_for
    except InputError as refused:
        assert "already has one" in str(refused)  # noqa: PT017 - the state itself has another id


def test_a_bad_row_among_the_aliases_leaves_the_rest_unheld(tmp_path: Path) -> None:
    graph, given = MemoryGraph(), state(1)
    put(graph, gather(tmp_path / "a", **texts(given)))
    sheets = aliases(given, prefixed, dice(1))
    sheets["aliases"] += "person,nobody,anybody,\n"
    found = put(graph, gather(tmp_path / "b", **sheets), as_of=LATER, review=Review(Limits(), plan_only=True))
    assert (found.held_for, len(found.problems)) == ([], 1)
