"""Loads into a graph in memory: what is written, what is not, and that order does not matter."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from graph.loading import differences, writing
from graph.loading.differences import Tally
from graph.model import cypher_builder
from graph.model.nodes import NODES
from graph.model.tense_cypher import turn_edges, turn_nodes
from graph.staging.absent import Mode
from graph.staging.extract import Extract
from loaders.mapping import file, loader
from tests.support.loading_help import DAY, PEOPLE, SMALL, TEAMS, UNITS, folder, gather, put
from tests.support.memory_graph import MemoryGraph

BOOKKEEPING = {
    *(cypher_builder.statement(f"load/{name}") for name in ("drop_begun", "begin", "publish")),
    *(text for label in NODES for text in turn_nodes(label)),
    *(text for kind in cypher_builder.sourced_edges() for text in turn_edges(*kind)),
}


def facts_written(graph: MemoryGraph, since: int = 0) -> list[str]:
    """Statements written that are neither schema nor bookkeeping, nor turn what began or ended."""
    return [text for text in graph.texts[since:] if text not in BOOKKEEPING and not text.startswith("CREATE ")]


def test_nodes_come_before_relationships_and_publishing_last(tmp_path: Path) -> None:
    graph = MemoryGraph()
    result = put(graph, gather(tmp_path, **SMALL))
    texts = [text for text in graph.texts if not text.startswith("CREATE ")]
    assert texts[:2] == [cypher_builder.statement(f"load/{name}") for name in ("drop_begun", "begin")]
    assert texts[-1] == cypher_builder.statement("load/publish")
    first_edge = next(place for place, text in enumerate(texts) if "CREATE (a)" in text)
    assert not any("CREATE (n:" in text for text in texts[first_edge:])
    assert (result.nodes["Person"].new, result.edges["HOLDS"].new) == (2, 2)
    constraints = [place for place, text in enumerate(graph.texts) if text.startswith("CREATE ")]
    assert max(constraints) < graph.texts.index(texts[0]), "constraints stand before the first row"


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    before = len(graph.texts)
    again = put(graph, gather(tmp_path / "b", **SMALL))
    assert not again.published
    assert again.written.total == 0
    assert len(graph.texts) == before
    assert again.sums() == {"read": 12, "loaded": 12, "quarantined": 0, "duplicates": 0, "passed": 0, "cells": 0}


def test_the_same_with_a_later_date_writes_only_the_load(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    before, facts = len(graph.texts), graph.facts()
    again = put(graph, gather(tmp_path / "b", **SMALL), as_of=DAY + timedelta(days=30))
    assert again.published
    assert not facts_written(graph, before)
    assert (again.nodes["Person"].same, again.edges["HOLDS"].same) == (2, 2)
    assert graph.facts() == facts


def test_going_back_to_what_was_loaded_before_a_mistake(tmp_path: Path) -> None:
    """Content that was loaded once is no reason to leave a later mistake of the same day in the graph."""
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    right = graph.facts()
    put(graph, gather(tmp_path / "b", **{**SMALL, "people": PEOPLE.replace("Coach", "Wrong")}))
    assert graph.facts() != right
    back = put(graph, gather(tmp_path / "c", **SMALL))
    assert back.published
    assert graph.facts() == right


def test_parts_loaded_one_after_the_other_and_again(tmp_path: Path) -> None:
    graph = MemoryGraph()
    parts = [gather(tmp_path / name, **{name: text}) for name, text in SMALL.items()]
    for part in parts:
        put(graph, part)
    before = len(facts_written(graph))
    for part in parts:
        assert put(graph, part).written.total == 0
    assert len(facts_written(graph)) == before


def test_rows_set_aside_are_loaded_once_their_ids_are_known(tmp_path: Path) -> None:
    graph = MemoryGraph()
    people = gather(tmp_path / "a", people=PEOPLE)
    assert put(graph, people).sums()["cells"] == 2
    put(graph, gather(tmp_path / "b", units=UNITS), "register")
    again = put(graph, people)
    assert again.published
    assert again.sums()["cells"] == 0
    assert len(graph.edges["WORKS_AT", "Person", "Unit"]) == 2


def test_a_manager_left_blank_later_is_one_no_more(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people="person_id,manager_id\np1,\np3,p1\n"))
    turned = gather(tmp_path / "b", people="person_id,manager_id\np1,p3\np3,\n")
    result = put(graph, turned, as_of=DAY + timedelta(days=30))

    def held() -> set[tuple[str, str]]:
        return {(edge["start"], edge["end"]) for edge in graph.of_type("MANAGED_BY")}

    assert held() == {("p1", "p3")}
    assert result.edges["MANAGED_BY"].ended == 1
    later = gather(tmp_path / "c", people="person_id,manager_id\np1,p9\n")
    put(graph, later, as_of=DAY + timedelta(days=60), mode=Mode.DELTA)
    assert held() == {("p1", "p3")}, "an id that nobody has is no blank"
    put(
        graph,
        gather(tmp_path / "d", people="person_id,name\np1,Ann\n"),
        as_of=DAY + timedelta(days=90),
        mode=Mode.DELTA,
    )
    assert held() == {("p1", "p3")}, "a file without the column says nothing of it"
    left = gather(tmp_path / "e", people="person_id,manager_id\np1,\n")
    put(graph, left, as_of=DAY + timedelta(days=120), mode=Mode.DELTA)
    assert not held(), "a blank in a row ends it in a delta too"


def test_a_unit_that_moves_is_part_of_one_unit_only(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", units=f"{UNITS}R2,Region 2,region,ST\n"))
    moved = UNITS.replace("district,R1", "district,R2") + "R2,Region 2,region,ST\n"
    result = put(graph, gather(tmp_path / "b", units=moved), as_of=DAY + timedelta(days=1))
    assert {edge["start"]: edge["end"] for edge in graph.of_type("PART_OF")} == {
        "R1": "ST",
        "R2": "ST",
        "D1": "R2",
        "S1": "D1",
    }
    past = graph.of_type("FORMERLY_PART_OF")
    assert [(edge["start"], edge["end"], edge["until"]) for edge in past] == [("D1", "R1", DAY + timedelta(days=1))]
    assert (result.edges["PART_OF"].new, result.edges["PART_OF"].ended) == (1, 1)


def test_an_older_log_does_not_overwrite_a_later_one(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    heads = "barrier_id,team_id,raised_on,theme\n"
    put(graph, gather(tmp_path / "b", barriers=f"{heads}b1,t2,2026-08-01,time\n"))
    early = gather(tmp_path / "c", barriers=f"{heads}b1,t2,2026-08-01,money\nb2,t2,2026-07-01,\n")
    result = put(graph, early, as_of=DAY - timedelta(days=30))
    assert graph.nodes["Barrier"]["b1"]["theme"] == "time"
    assert (result.nodes["Barrier"].older, result.nodes["Barrier"].new) == (1, 1)


def test_two_sources_stand_side_by_side(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    put(graph, gather(tmp_path / "b", **{**SMALL, "people": PEOPLE.replace("Coach", "Lead coach")}), "survey")
    ann = graph.nodes["Person"]["p1"]
    assert ann["sources"] == ["hr", "survey"]
    assert ann["job_title"] == "Lead coach"
    assert '"Coach"' in ann["claims"]
    held = graph.edges["HOLDS", "Person", "Role"].values()
    assert sorted((edge["start"], edge["source"]) for edge in held) == [
        ("p1", "hr"),
        ("p1", "survey"),
        ("p2", "hr"),
        ("p2", "survey"),
    ]


CONTACTS = """
from,to,weight
p1,p2,3
p2,p9,1
"""


def test_people_whom_only_an_edge_list_knows_are_told_from_those_that_it_confirms(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    ann = dict(graph.nodes["Person"]["p1"])
    edges = loader.reader(file.find("contacts"))([folder(tmp_path / "b", contacts=CONTACTS)], "mail")
    result = put(graph, edges, "mail")
    assert result.nodes["Person"] == Tally(new=1, id_only=1, source_only=2)
    confirmed = graph.nodes["Person"]["p1"]
    assert confirmed["sources"] == ["hr", "mail"], "the source is noted all the same"
    assert {name for name in ann if ann[name] != confirmed[name]} == {"sources", "claims", "load"}
    assert "Person" in graph.loads[result.load_id]["touched"], "who reads sources asks again"


def test_another_source_that_says_something_else_changes_a_person(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    other = put(graph, gather(tmp_path / "b", people=PEOPLE.replace("Coach", "Lead coach")), "survey")
    assert other.nodes["Person"] == Tally(changed=1, source_only=1)
    named = put(graph, gather(tmp_path / "c", people="person_id,name\np3,Cy Cole\n"), "survey", mode=Mode.DELTA)
    assert named.nodes["Person"] == Tally(new=1), "a name is more than an id"


def test_a_header_without_rows_is_remarked_on(tmp_path: Path) -> None:
    empty = {**SMALL, "contacts": "from_person,to_person,channel,count\n"}
    said = put(MemoryGraph(), gather(tmp_path / "a", **empty)).warnings
    assert [text.rpartition("/")[2] for text in said] == [
        "contacts.csv has a header but no rows; it counts as loaded and empty."
    ]
    assert put(MemoryGraph(), gather(tmp_path / "b", **SMALL)).warnings == []
    bad = {**SMALL, "teams": TEAMS.partition("t1")[0] + "t1,District team,DIT,nowhere,\n"}
    assert put(MemoryGraph(), gather(tmp_path / "c", **bad)).warnings == [], "a row set aside is a row"


@pytest.mark.parametrize(
    ("as_of", "said"),
    [
        (date(1999, 1, 1), "is before every date in the files; the earliest is 2025-08-01"),
        (date(2025, 7, 31), "is before every date"),
        (date(2025, 8, 1), ""),
        (date(2026, 9, 1), ""),
        (date(2026, 10, 2), ""),
        (date(2026, 10, 3), "is more than a month in the future"),
        (date(2027, 9, 2), "is more than a month in the future"),
    ],
)
def test_an_as_of_date_that_can_hardly_be_meant_is_remarked_on(tmp_path: Path, as_of: date, said: str) -> None:
    result = put(MemoryGraph(), gather(tmp_path, **SMALL), as_of=as_of)
    assert len(result.warnings) == bool(said)
    assert said in "".join(result.warnings)
    assert result.published


def test_what_has_happened_is_not_to_come_and_unknown_types_are_told(tmp_path: Path) -> None:
    texts = {**SMALL, "meetings": "meeting_id,team_id,held_on\nm1,t1,2027-01-05\nm2,t1,2026-08-01\n"}
    texts["teams"] = texts["teams"].replace(",BIT,", ",Loading...,")
    warnings = put(MemoryGraph(), gather(tmp_path, **texts)).warnings
    assert [" ".join(warning.split()[:4]) for warning in warnings] == ["1 team has a", "1 date of held_on"]


def test_dates_to_come_alone_say_nothing_of_the_as_of_date(tmp_path: Path) -> None:
    planned = UNITS.replace("parent_id\n", "parent_id,scope_from\n").replace("region,ST\n", "region,ST,2027-08-01\n")
    assert put(MemoryGraph(), gather(tmp_path / "a", units=planned)).warnings == []
    assert put(MemoryGraph(), gather(tmp_path / "b", units=UNITS), as_of=date(1999, 1, 1)).warnings == []


def test_a_sheet_that_had_rows_is_not_emptied_by_a_header(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    before = len(graph.texts)
    empty = gather(tmp_path / "b", people="person_id,name\n")
    with pytest.raises(InputError, match=r"people\.csv, line 1: The sheet people"):
        put(graph, empty)
    assert len(graph.texts) == before
    first = put(graph, empty, "another")
    assert first.published, "a header alone counts as loaded for a source that never had rows"
    assert [(count.sheet, count.read) for count in first.sheets] == [("people", 0)]


def test_large_loads_go_in_several_transactions(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROWS_A_TRANSACTION", 3)
    monkeypatch.setattr(differences, "PAGE", 2)
    whole, parts = MemoryGraph(), MemoryGraph()
    put(parts, gather(tmp_path / "a", **SMALL))
    monkeypatch.undo()
    put(whole, gather(tmp_path / "b", **SMALL))
    assert parts.facts() == whole.facts()
    assert len(parts.texts) > len(whole.texts)


@pytest.mark.slow
def test_an_interrupted_load_is_finished_by_loading_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "ROWS_A_TRANSACTION", 3)
    gathered = gather(tmp_path / "a", **SMALL)
    whole = MemoryGraph()
    put(whole, gathered)
    steps = len(facts_written(whole)) + 1
    for stop in range(1, steps + 1):
        graph = MemoryGraph()
        taken = 0
        write = graph._write

        def failing(text: str, params: dict[str, object], limit: int = stop, write: object = write) -> object:
            nonlocal taken
            if not text.startswith("CREATE "):
                taken += 1
                if taken > limit:
                    raise ConnectionError
            return write(text, params)  # type: ignore[operator]

        with monkeypatch.context() as patch:
            patch.setattr(graph, "_write", failing)
            with pytest.raises(ConnectionError):
                put(graph, gathered)
        assert not any(one["status"] == "published" for one in graph.loads.values())
        assert put(graph, gathered).published
        assert graph.facts() == whole.facts()


SOURCES = st.sampled_from(["hr", "survey"])
NAMES = st.sampled_from(["Ann", "Bea", ""])
MANAGERS = st.sampled_from(["", "p1", "p2", "p3"])
EXPORTS = st.dictionaries(st.sampled_from(["p1", "p2", "p3"]), st.tuples(NAMES, MANAGERS), min_size=1)


def people(folder: str, rows: dict[str, tuple[str, str]], order: int = 1) -> Extract:
    """A people sheet from rows by id."""
    lines = [f"{key},{name},{manager}" for key, (name, manager) in rows.items()][::order]
    return gather(Path(folder), people="\n".join(["person_id,name,manager_id", *lines]) + "\n")


@settings(max_examples=25, deadline=None)
@given(one=EXPORTS, two=EXPORTS, gap=st.integers(-1, 1))
def test_the_order_of_two_sources_does_not_matter(
    one: dict[str, tuple[str, str]], two: dict[str, tuple[str, str]], gap: int
) -> None:
    base = dict.fromkeys(("p1", "p2", "p3"), ("", ""))  # everyone is known, so that no reference depends on the order
    days = {"hr": DAY, "survey": DAY + timedelta(days=gap)}
    with tempfile.TemporaryDirectory() as folder:
        exports = {"hr": people(folder, one), "survey": people(folder, two)}
        everyone = people(folder, base)
    results = []
    for order in (("hr", "survey"), ("survey", "hr")):
        graph = MemoryGraph()
        put(graph, everyone, "register", date(2020, 1, 1))
        for source in order:
            put(graph, exports[source], source, days[source])
        results.append(graph.facts())
    assert results[0] == results[1]


@settings(max_examples=25, deadline=None)
@given(exports=st.lists(st.tuples(SOURCES, EXPORTS), min_size=1, max_size=4))
@example([("hr", {"p1": ("Ann", "")}), ("survey", {"p1": ("", "")}), ("hr", {"p2": ("Ann", "p1")})])
def test_loading_again_writes_nothing_whatever_was_loaded(
    exports: list[tuple[str, dict[str, tuple[str, str]]]],
) -> None:
    """Every load repeated at once, with its rows the other way round, is found to be there."""
    graph = MemoryGraph()
    for turn, (source, rows) in enumerate(exports):
        day = DAY + timedelta(days=turn)
        with tempfile.TemporaryDirectory() as folder:
            given, turned = people(folder, rows), people(folder, rows, -1)
        put(graph, given, source, day)
        before, facts = len(graph.texts), graph.facts()
        again = put(graph, turned, source, day)
        assert again.written.total == 0
        assert len(graph.texts) == before
        assert graph.facts() == facts
