"""The sheet aliases: what is merged ends, and what hung on it belongs to the other; a load is killed anywhere."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.loading import writing
from graph.staging.absent import Mode
from tests.support.alias_months import LATER, back, ends, loaded, state, two_districts
from tests.support.loading_help import SMALL, gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.renumbered import ALIASES, DISTRICTS, FULL, HEAD, INTO, MERGED, renumbered

SINCE = date(2026, 9, 15)


@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("sheets", ["units", "all"])
def test_what_hung_on_a_merged_unit_belongs_to_the_other(tmp_path: Path, sheets: str, mode: Mode) -> None:
    graph = two_districts(tmp_path)
    before = state(graph)
    others = {} if sheets == "units" else {name: text.replace("D1", "D2") for name, text in SMALL.items()}
    given = gather(tmp_path / "b", **(others | {"units": MERGED, "aliases": INTO}))
    result = put(graph, given, as_of=LATER, mode=mode)
    assert (result.problems, result.renamed, result.merged) == ([], {}, {"Unit": {"D1": "D2"}})
    assert graph.standing("Unit") == {"ST", "R1", "D2", "S1"}
    assert graph.nodes["Unit"]["D1"]["ended"] == 3
    assert ends(graph, "SERVES") == {("t1", "D2", "hr"), ("t2", "S1", "hr")}
    assert ends(graph, "WORKS_AT") == {("p1", "D2", "hr"), ("p2", "S1", "hr"), ("p9", "D2", "sis")}
    assert ends(graph, "JOINT_WORK") == {("D2", "S1", "sis")}
    assert ends(graph, "PART_OF") == {("R1", "ST", "hr"), ("D2", "R1", "hr"), ("S1", "D2", "hr")}
    assert {edge["until"] for edge in graph.of_type("FORMERLY_SERVES")} == {SINCE}
    assert {edge["until"] for edge in graph.of_type("FORMERLY_WORKS_AT")} == {SINCE}
    back(graph, result)
    assert state(graph) == before


def test_two_become_a_new_one(tmp_path: Path) -> None:
    graph = two_districts(tmp_path)
    before = state(graph)
    units = MERGED.replace("D2,District 2", "D3,District 3").replace(",D2", ",D3")
    given = gather(tmp_path / "b", units=units, aliases=HEAD + "unit,D1,D3,\nunit,D2,D3,\n")
    result = put(graph, given, as_of=LATER)
    assert (result.problems, result.renamed, result.merged) == ([], {}, {"Unit": {"D1": "D3", "D2": "D3"}})
    assert graph.standing("Unit") == {"ST", "R1", "D3", "S1"}
    assert ("t1", "D3", "hr") in ends(graph, "SERVES")
    back(graph, result)
    assert state(graph) == before


def test_a_merged_person_keeps_the_roles_of_both(tmp_path: Path) -> None:
    graph = two_districts(tmp_path)
    before = state(graph)
    result = put(graph, gather(tmp_path / "b", aliases=HEAD + "person,p1,p2,\n"), as_of=LATER, mode=Mode.DELTA)
    assert result.merged == {"Person": {"p1": "p2"}}
    assert ends(graph, "HOLDS") == {("p2", "r1", "hr"), ("p2", "r2", "hr")}
    assert ends(graph, "MANAGED_BY") == set()
    assert ends(graph, "WORKS_AT") == {("p2", "S1", "hr"), ("p9", "D1", "sis")}
    later = put(graph, gather(tmp_path / "c", **(SMALL | {"units": DISTRICTS, "people": SMALL["people"].replace(
        "p2,Bob Bold,Principal,S1,p1\n", "")})), as_of=LATER + timedelta(days=30))  # fmt: skip
    assert not later.problems
    assert "p1" not in graph.standing("Person")
    back(graph, later)
    back(graph, result)
    assert state(graph) == before


def test_a_merged_unit_is_told_of_once(tmp_path: Path) -> None:
    graph = two_districts(tmp_path)
    put(graph, gather(tmp_path / "b", units=MERGED, aliases=INTO), as_of=LATER)
    facts = graph.facts()
    work = "cycle_id,team_id\nc1,t1\n"
    result = put(
        graph, gather(tmp_path / "c", units=MERGED, aliases=INTO, cycles=work), as_of=LATER + timedelta(days=1)
    )
    assert (result.problems, result.merged) == ([], {})
    del graph.nodes["Cycle"], graph.edges["OWNED_BY", "Cycle", "Team"]
    assert graph.facts() == facts


@pytest.mark.slow
@pytest.mark.parametrize("what", ["renamed", "merged"])
def test_killed_anywhere_and_loaded_again_it_is_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    monkeypatch.setattr(writing, "ROWS_A_TRANSACTION", 1)  # each statement a transaction of its own
    sheets = renumbered(FULL) | {"aliases": ALIASES} if what == "renamed" else {"units": MERGED, "aliases": INTO}
    given = gather(tmp_path / "b", **sheets)

    def begun(at: str) -> MemoryGraph:
        return loaded(tmp_path / at) if what == "renamed" else two_districts(tmp_path / at)

    whole = begun("whole")
    put(whole, given, as_of=LATER)
    steps = 0
    while True:
        graph, taken = begun(f"{steps}"), 0
        write = graph._write

        def failing(text: str, params: dict[str, Any], limit: int = steps, write: Any = write) -> Any:
            nonlocal taken
            taken += not text.startswith(("CREATE CONSTRAINT", "CREATE INDEX"))
            if taken > limit:
                raise ConnectionError
            return write(text, params)

        with monkeypatch.context() as patch:
            patch.setattr(graph, "_write", failing)
            try:
                put(graph, given, as_of=LATER)
            except ConnectionError:
                graph.vault = graph.vault.reopened()
            else:
                break
        put(graph, given, as_of=LATER)
        assert graph.facts() == whole.facts(), steps
        assert graph.vault.saved == whole.vault.saved, steps
        steps += 1
    assert steps > 5
