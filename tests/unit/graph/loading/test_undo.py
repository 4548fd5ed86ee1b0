"""The last load is taken back: graph and vault say again exactly what they said before it."""

from __future__ import annotations

import copy
import tempfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import LooplineError
from graph.kept.journal_file import pack_journal, unpack_journal
from graph.loading import writing
from graph.loading.loaded import Loaded
from graph.loading.store import Store
from graph.loading.undo import last_load, take_back
from graph.staging.absent import Mode
from tests.support.loading_help import ASSIGNMENTS, DAY, PEOPLE, SMALL, gather, put
from tests.support.memory_graph import MemoryGraph
from tests.support.names_help import names_in

LATER = DAY + timedelta(days=30)
SECOND = {
    **SMALL,
    "people": "person_id,name,job_title,unit_id,manager_id\np1,Ann Baker,Coach,D1,\np3,Cy Cole,Principal,S1,p1\n",
    "assignments": "person_id,role_id,fte,since\np1,r1,0.75,2026-01-01\np3,r2,1,2026-09-15\n",
    "contacts": "from_person,to_person,channel,count,period_start,period_end\np1,p3,email,4,2026-09-01,2026-09-30\n",
}
"""Ann has another name and more time, Bob has left, Cy has come."""


def state(graph: MemoryGraph) -> Any:
    """Everything but the ids of relationships, which the server gives anew."""
    edges = sorted(repr((kind, sorted(edge.items()))) for kind, found in graph.edges.items() for edge in found.values())
    nodes = {label: found for label, found in graph.nodes.items() if found}
    vault = {person: sorted(texts) for person, texts in graph.vault._people.items()}
    return copy.deepcopy((nodes, edges, graph.loads, graph.batches, vault, sorted(graph.vault.unsettled)))


def back(graph: MemoryGraph, loaded: Loaded, *, in_graph: bool = False) -> None:
    """Take a load back, by its journal as the file keeps it."""
    journal = graph.journals[loaded.load_id]
    take_back(graph, unpack_journal(pack_journal(journal)), names_in(graph.vault, in_graph=in_graph))


@pytest.mark.parametrize("in_graph", [False, True])
@pytest.mark.parametrize("mode", list(Mode))
@pytest.mark.parametrize("as_of", [LATER, DAY])
def test_a_second_load_is_taken_back(tmp_path: Path, as_of: date, mode: Mode, in_graph: bool) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL), in_graph=in_graph)
    before = state(graph)
    loaded = put(graph, gather(tmp_path / "b", **SECOND), as_of=as_of, mode=mode, in_graph=in_graph)
    assert state(graph) != before
    back(graph, loaded, in_graph=in_graph)
    assert state(graph) == before


def test_of_events_only_their_number_and_where_they_begin_is_kept(tmp_path: Path) -> None:
    """A month may tell of millions."""
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    journal = graph.journals[put(graph, gather(tmp_path / "b", **SECOND), as_of=LATER).load_id]
    contacts = ("COMMUNICATES_WITH", "Person", "Person")
    assert (journal.told[contacts], journal.starts[contacts], journal.made[contacts]) == (1, {"p1"}, [])
    assert journal.counts()["relationships"]["COMMUNICATES_WITH"] == {"new": 1}


def test_the_first_load_is_taken_back_to_an_empty_graph(tmp_path: Path) -> None:
    graph = MemoryGraph()
    back(graph, put(graph, gather(tmp_path / "a", **SMALL)))
    assert state(graph) == state(MemoryGraph())


def test_the_first_load_of_another_source_leaves_what_the_first_said(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    before = state(graph)
    back(graph, put(graph, gather(tmp_path / "b", **SECOND), "survey", LATER))
    assert state(graph) == before


def test_what_had_been_planned_and_was_withdrawn_is_planned_again(tmp_path: Path) -> None:
    graph = MemoryGraph()
    planned = ASSIGNMENTS + "p2,r1,0.5,2027-01-01\n"
    put(graph, gather(tmp_path / "a", **{**SMALL, "assignments": planned}))
    before = state(graph)
    loaded = put(graph, gather(tmp_path / "b", **SMALL), as_of=LATER)
    assert not graph.of_type("UPCOMING_HOLDS")
    back(graph, loaded)
    assert state(graph) == before
    assert graph.of_type("UPCOMING_HOLDS")


def test_what_the_date_had_turned_is_turned_back(tmp_path: Path) -> None:
    graph = MemoryGraph()
    dated = "person_id,role_id,fte,since,until\np1,r1,0.5,2026-01-01,2026-09-20\np2,r2,1,2026-09-10,\n"
    put(graph, gather(tmp_path / "a", **{**SMALL, "assignments": dated}))
    before = state(graph)
    loaded = put(graph, gather(tmp_path / "b", **{**SMALL, "assignments": dated}), as_of=LATER)
    assert [edge["start"] for edge in graph.of_type("FORMERLY_HOLDS")] == ["p1"]
    assert [edge["start"] for edge in graph.of_type("HOLDS")] == ["p2"]
    back(graph, loaded)
    assert state(graph) == before


@pytest.mark.slow
def test_taking_back_that_was_cut_off_is_finished_by_doing_it_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "ROWS_A_TRANSACTION", 3)
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    before = state(graph)
    loaded = put(graph, gather(tmp_path / "b", **SECOND), as_of=LATER)
    after, stop = copy.deepcopy(graph), 0
    while True:
        graph, stop, left = copy.deepcopy(after), stop + 1, stop
        write = graph._write

        def failing(text: str, params: dict[str, Any], write: Any = write) -> Any:
            nonlocal left
            if left == 0:
                raise ConnectionError
            left -= 1
            return write(text, params)

        monkeypatch.setattr(graph, "_write", failing)
        try:
            back(graph, loaded)
        except ConnectionError:
            monkeypatch.setattr(graph, "_write", write)
            graph.vault = graph.vault.reopened()
            if stop > 1:
                assert last_load(Store(graph), "hr") == loaded.load_id
                with pytest.raises(LooplineError, match="cut off"):
                    put(graph, gather(tmp_path / f"c{stop}", **SECOND), as_of=LATER)
            back(graph, loaded)
            assert state(graph) == before
        else:
            break
    assert state(graph) == before
    assert stop > 20, "each statement was a transaction of its own"


def test_only_the_last_load_of_all_is_taken_back(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    with pytest.raises(LooplineError, match="'payroll' has no load") as unknown:
        last_load(Store(graph), "payroll")
    assert unknown.value.fix == "Sources with loads are hr."
    put(graph, gather(tmp_path / "b", people=PEOPLE), "survey")
    with pytest.raises(LooplineError, match="survey as of 2026-09-01 came later") as later:
        last_load(Store(graph), "hr")
    assert later.value.fix.endswith("loopline undo 'survey' && loopline undo 'hr'")
    back(graph, put(graph, gather(tmp_path / "c", people=PEOPLE, teams=SMALL["teams"]), "survey", LATER))
    last_load(Store(graph), "survey")


def test_a_load_of_which_something_would_be_left_is_not_taken_back(tmp_path: Path) -> None:
    graph = MemoryGraph()
    first = gather(tmp_path / "a", **SMALL)
    put(graph, first)
    put(graph, gather(tmp_path / "b", **SECOND))
    again = put(graph, first)
    before = state(graph)
    with pytest.raises(LooplineError, match="the same files had been loaded before") as refused:
        back(graph, again)
    assert "--as-of 2026-09-01" in refused.value.fix
    assert state(graph) == before


IDS = st.sampled_from(["p1", "p2", "p3"])
ROWS = st.dictionaries(
    IDS, st.tuples(st.sampled_from(["Ann", "Bea", ""]), st.sampled_from(["", "p1", "p2"])), min_size=1
)
MONTHS = st.lists(st.tuples(st.sampled_from(["hr", "survey"]), ROWS), min_size=1, max_size=5)


@settings(max_examples=25, deadline=None)
@given(MONTHS)
@example([("hr", {"p1": ("Ann", "")}), ("hr", {"p2": ("Bea", "")}), ("hr", {"p1": ("Ann", "p2"), "p2": ("Bea", "")})])
def test_whatever_was_loaded_is_taken_back_load_by_load(months: list[tuple[str, dict[str, tuple[str, str]]]]) -> None:
    """Down to the empty graph, each state on the way being just what it was."""
    graph, states, done = MemoryGraph(), [], []
    for turn, (source, rows) in enumerate(months):
        states.append(state(graph))
        lines = [f"{key},{name},{manager}" for key, (name, manager) in rows.items()]
        with tempfile.TemporaryDirectory() as at:
            gathered = gather(Path(at), people="\n".join(["person_id,name,manager_id", *lines]) + "\n")
        done.append(put(graph, gathered, source, DAY + timedelta(days=turn)))
    while states:
        back(graph, done.pop())
        assert state(graph) == states.pop()
