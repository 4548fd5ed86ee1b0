"""The sheet aliases: what gets another id keeps its history, and nothing happens silently."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import InputError
from graph.loading.review import Review
from graph.staging.absent import Mode
from tests.support.alias_months import LATER, back, changed, ended, loaded, state
from tests.support.loading_help import SMALL, gather, problems, put
from tests.support.memory_graph import MemoryGraph
from tests.support.renumbered import ALIASES, FULL, HEAD, renumbered


@pytest.mark.parametrize("in_graph", [False, True])
@pytest.mark.parametrize("mode", list(Mode))
def test_all_ids_change_and_nothing_else_does(tmp_path: Path, mode: Mode, in_graph: bool) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **FULL), in_graph=in_graph)
    relations = sum(len(found) for found in graph.edges.values())
    before = state(graph)
    given = gather(tmp_path / "b", **renumbered(FULL), aliases=ALIASES)
    result = put(graph, given, as_of=LATER, mode=mode, in_graph=in_graph)
    assert not result.problems
    assert result.renamed == {"Unit": 4, "Team": 2, "Role": 2, "Person": 2}
    assert result.merged == {}
    assert changed(result) == set()
    assert ended(result) == 0
    assert result.nodes["Alias"].new == 10
    assert sum(len(found) for found in graph.edges.values()) == relations
    assert set(graph.nodes["Unit"]) == {"ST-new", "R1-new", "D1-new", "S1-new"}
    assert set(graph.nodes["LinkCheck"]) == {"t1-new|t2-new|2026-06-30|t1-new"}
    assert set(graph.nodes["Collection"]) == {"mail|t1-new|2026-01-01|2026-06-30"}
    assert graph.nodes["Protocol"]["x1"]["responsible_role"] == "r1-new"
    assert [edge["role_id"] for edge in graph.of_type("DRIVES")] == ["r1-new"]
    assert graph.nodes["Unit"]["D1-new"]["load"] == 1  # its history goes on
    if not in_graph:
        digest = graph.nodes["Person"]["p1-new"]["name_key"]
        assert graph.vault.text("p1-new", digest) == "Ann Able"
        assert not graph.vault.texts("p1")
    back(graph, result, in_graph=in_graph)
    assert state(graph) == before


def test_the_graph_is_as_if_it_had_always_had_the_new_ids(tmp_path: Path) -> None:
    graph, other = loaded(tmp_path), MemoryGraph()
    put(graph, gather(tmp_path / "b", **renumbered(FULL), aliases=ALIASES), as_of=LATER)
    put(other, gather(tmp_path / "c", **renumbered(FULL)))
    put(other, gather(tmp_path / "d", **renumbered(FULL)), as_of=LATER)
    del graph.nodes["Alias"]
    assert graph.facts() == other.facts()


def test_a_sheet_of_aliases_alone_renames(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    before = state(graph)
    result = put(graph, gather(tmp_path / "b", aliases=ALIASES), as_of=LATER, mode=Mode.DELTA)
    assert set(graph.nodes["Team"]) == {"t1-new", "t2-new"}
    assert graph.vault.text("p1-new", graph.nodes["Person"]["p1-new"]["name_key"]) == "Ann Able"
    back(graph, result)
    assert state(graph) == before


def test_names_that_two_sources_give_go_along(tmp_path: Path) -> None:
    graph = loaded(tmp_path, "hr", "sis")
    before = state(graph)
    other = renumbered(FULL) | {"people": renumbered(FULL)["people"].replace("Able", "Baker")}
    result = put(graph, gather(tmp_path / "b", **other, aliases=ALIASES), as_of=LATER)
    texts = {text for _, text in graph.vault.texts("p1-new").values()}
    assert texts == {"Ann Able", "Ann Baker", "ann@x.org"}
    back(graph, result)
    assert state(graph) == before


def test_a_change_beside_the_new_id_is_a_change(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    before = state(graph)
    sheets = renumbered(FULL) | {"assignments": renumbered(FULL)["assignments"].replace("p2-new,r2", "p1-new,r2")}
    result = put(graph, gather(tmp_path / "b", **sheets, aliases=ALIASES), as_of=LATER)
    assert (result.edges["HOLDS"].new, result.edges["HOLDS"].ended, result.edges["HOLDS"].same) == (1, 1, 1)
    was = [edge["start"] for edge in graph.of_type("FORMERLY_HOLDS")]
    assert was == ["p2-new"]
    back(graph, result)
    assert state(graph) == before


def test_a_plan_says_it_and_writes_nothing(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    before = state(graph)
    given = gather(tmp_path / "b", **renumbered(FULL), aliases=ALIASES)
    result = put(graph, given, as_of=LATER, review=Review(plan_only=True))
    assert result.renamed == {"Unit": 4, "Team": 2, "Role": 2, "Person": 2}
    assert changed(result) == set()
    assert state(graph) == before


def test_the_same_sheet_again_changes_nothing(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    put(graph, gather(tmp_path / "b", **renumbered(FULL), aliases=ALIASES), as_of=LATER)
    facts = graph.facts()
    given = gather(tmp_path / "c", **renumbered(FULL), aliases=ALIASES, cycles="cycle_id,team_id\nc1,t1-new\n")
    result = put(graph, given, as_of=LATER + timedelta(days=1))
    assert (result.problems, result.renamed, result.merged) == ([], {}, {})
    assert result.nodes["Alias"].same == 10
    del graph.nodes["Cycle"], graph.edges["OWNED_BY", "Cycle", "Team"]
    assert graph.facts() == facts


def test_another_source_may_go_on_with_the_old_ids(tmp_path: Path) -> None:
    graph = loaded(tmp_path, "hr", "sis")
    put(graph, gather(tmp_path / "b", **renumbered(FULL), aliases=ALIASES), as_of=LATER)
    result = put(graph, gather(tmp_path / "c", **FULL), source="sis", as_of=LATER)
    assert not result.problems
    assert changed(result) == set()
    assert set(graph.nodes["Person"]) == {"p1-new", "p2-new"}
    rows = sum(text.strip().count("\n") for text in FULL.values())
    assert any(f"{rows} rows name an old id" in warning for warning in result.warnings)


def test_a_source_that_gives_both_ids_loses_the_old_row(tmp_path: Path) -> None:
    graph = loaded(tmp_path, "hr", "sis")
    put(graph, gather(tmp_path / "b", **renumbered(FULL), aliases=ALIASES), as_of=LATER)
    units = FULL["units"] + "S1-new,School one,school,D1\n"
    result = put(graph, gather(tmp_path / "c", units=units), source="sis", as_of=LATER)
    assert problems(result) == {("units", 5, "unit_id", "renamed_id")}
    assert graph.nodes["Unit"]["S1-new"]["name"] == "School one"


def test_mail_addresses_find_a_renamed_person(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    mails = "from_person,to_person,channel,count,first,last\nann@x.org,p2-new,email,3,2026-09-01,2026-09-30\n"
    result = put(graph, gather(tmp_path / "b", aliases=ALIASES, contacts=mails), as_of=LATER, mode=Mode.DELTA)
    assert not result.problems
    edges = graph.edges["COMMUNICATES_WITH", "Person", "Person"].values()
    assert {(edge["start"], edge["end"]) for edge in edges} == {("p1-new", "p2-new")}


def test_an_address_that_was_loaded_first_finds_a_person_who_gets_another_id(tmp_path: Path) -> None:
    graph = MemoryGraph()
    mails = "from_person,to_person,channel,count,first,last\nann@x.org,p2,email,3,2026-09-01,2026-09-30\n"
    people = {"units": SMALL["units"], "people": SMALL["people"]}
    put(graph, gather(tmp_path / "a", **people))
    put(graph, gather(tmp_path / "m", contacts=mails, people="person_id\nann@x.org\np2\n"), source="mail")
    with_mail = {
        "units": SMALL["units"],
        "people": FULL["people"].replace("p1,", "p1-new,").replace(",p1\n", ",p1-new\n"),
    }
    result = put(graph, gather(tmp_path / "b", **with_mail, aliases=HEAD + "person,p1,p1-new,\n"), as_of=LATER)
    assert not result.problems
    assert set(graph.nodes["Person"]) == {"p1-new", "p2"}


@pytest.mark.parametrize(
    ("rows", "code", "column", "lines"),
    [
        ("office,D1,D112,", "unknown_value", "kind", {2}),
        (",D1,D112,", "blank", "kind", {2}),
        ("unit,,D112,", "blank", "old_id", {2}),
        ("unit,D1,,", "blank", "new_id", {2}),
        ("unit,D77,D112,", "unknown_id", "old_id", {2}),
        ("unit,D1,D1,", "points_at_itself", "new_id", {2}),
        ("unit,D1,D112,2027-01-01", "future_date", "since", {2}),
        ("unit,D1,D112,soon", "bad_date", "since", {2}),
        ("unit,D1,D112,\nunit,D1,D113,", "duplicate_key", "old_id", {2, 3}),
        ("unit,D1,D112,\nunit,D112,D1,", "circle", "new_id", {2, 3}),
        ("unit,D1,X,\nunit,X,Y,\nunit,Y,D1,", "circle", "new_id", {2, 3, 4}),
        ("unit,D1,S1,\nunit,S1,S2,", "chain", "old_id", {2, 3}),
        ("unit,D1,t1,", "other_kind", "new_id", {2}),
        ("unit,D1,N,\nunit,S1,N,", "unknown_id", "new_id", {2, 3}),
        ("team,D1,D112,", "unknown_id", "old_id", {2}),
    ],
)
def test_a_bad_row_is_set_aside_with_what_to_do(
    tmp_path: Path, rows: str, code: str, column: str, lines: set[int]
) -> None:
    graph = loaded(tmp_path)
    given = gather(tmp_path / "b", aliases=f"{HEAD}{rows}\n", cycles="cycle_id,team_id\nc1,t1\n")
    result = put(graph, given, as_of=LATER)
    assert problems(result) == {("aliases", line, column, code) for line in lines}
    assert all(problem.lost == "row" and problem.reason.endswith((".", ")")) for problem in result.problems)
    assert (result.renamed, result.merged) == ({}, {})
    assert "Alias" not in graph.nodes or not graph.nodes["Alias"]
    assert "D1" in graph.standing("Unit")


def test_what_a_row_set_aside_names_does_not_end(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    sheets = renumbered(FULL)
    aliases = ALIASES.replace("unit,S1,S1-new,", "unit,S1,S1-new,2030-01-01")
    result = put(graph, gather(tmp_path / "b", **sheets, aliases=aliases), as_of=LATER)
    assert {"S1", "S1-new"} <= graph.standing("Unit")
    assert sum("1 record was not renamed" in warning for warning in result.warnings) == 1


@pytest.mark.parametrize(
    ("row", "stay"),
    [
        ("plant,S1,S1-new,", {"S1", "S1-new"}),  # of which kind it is can't be read
        (",S1,S1-new,", {"S1", "S1-new"}),
        ("unit,,S1-new,", {"S1", "S1-new"}),  # nor which unit it is: none ends
        (",,S1-new,", {"S1", "S1-new"}),
        ("unit,S1,S1-new,,x,y", {"S1", "S1-new"}),  # nor anything: the row has too many cells
    ],
)
def test_a_row_that_can_not_be_read_lets_nothing_end(tmp_path: Path, row: str, stay: set[str]) -> None:
    graph = loaded(tmp_path)
    aliases = ALIASES.replace("unit,S1,S1-new,", row)
    result = put(graph, gather(tmp_path / "b", **renumbered(FULL), aliases=aliases), as_of=LATER)
    assert [problem for problem in result.problems if "aliases" in problem.file]
    assert stay <= graph.standing("Unit")
    assert any("sheet aliases" in warning for warning in result.warnings)


def test_the_advice_is_given_once_and_only_where_a_record_stands_twice(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    nowhere = "".join(f"unit,gone{at},new{at},\n" for at in range(5))
    same = "unit,S1,S1,\nunit,D1,D1-new,2030-01-01\n"
    result = put(graph, gather(tmp_path / "b", **FULL, aliases=HEAD + nowhere + same), as_of=LATER)
    assert result.sums()["quarantined"] == 7
    assert not [warning for warning in result.warnings if "not renamed" in warning], "both have rows in the files"


def test_a_chain_leads_to_its_end(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    result = put(
        graph, gather(tmp_path / "b", aliases=HEAD + "unit,D1,D11,\nunit,D11,D111,\n"), as_of=LATER, mode=Mode.DELTA
    )
    assert (result.problems, result.renamed) == ([], {"Unit": 1})
    assert "D111" in graph.standing("Unit")
    later = LATER + timedelta(days=30)
    put(graph, gather(tmp_path / "c", aliases=HEAD + "unit,D111,D9,\n"), as_of=later, mode=Mode.DELTA)
    assert "D9" in graph.standing("Unit")
    result = put(graph, gather(tmp_path / "d", units=FULL["units"]), source="sis", as_of=later)
    assert not result.problems
    assert graph.standing("Unit") == {"ST", "R1", "D9", "S1"}


@pytest.mark.parametrize(("row", "code"), [("unit,D1,D12,", "renamed_before"), ("unit,D11,D1,", "circle")])
def test_what_was_renamed_before_is_not_renamed_otherwise(tmp_path: Path, row: str, code: str) -> None:
    graph = loaded(tmp_path)
    put(graph, gather(tmp_path / "b", aliases=HEAD + "unit,D1,D11,\n"), as_of=LATER, mode=Mode.DELTA)
    given = gather(tmp_path / "c", aliases=f"{HEAD}{row}\n", cycles="cycle_id,team_id\nc1,t1\n")
    result = put(graph, given, as_of=LATER + timedelta(days=1), mode=Mode.DELTA)
    assert problems(result) == {("aliases", 2, "new_id", code)}
    assert "D11" in graph.standing("Unit")


def test_what_is_merged_into_has_not_ended(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    units = SMALL["units"].replace("S1,School 1,school,D1\n", "")
    sheets = {**SMALL, "units": units} | {
        name: SMALL[name].replace("S1", "D1") for name in ("people", "teams", "roles")
    }
    put(graph, gather(tmp_path / "b", **sheets), as_of=LATER)
    assert "S1" not in graph.standing("Unit")
    given = gather(tmp_path / "c", aliases=HEAD + "unit,D1,S1,\n", cycles="cycle_id,team_id\nc1,t1\n")
    result = put(graph, given, as_of=LATER + timedelta(days=1), mode=Mode.DELTA)
    assert problems(result) == {("aliases", 2, "new_id", "ended_id")}
    assert result.merged == {}


def test_a_renumbering_of_thousands_asks_the_graph_a_few_times(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    graph, people = MemoryGraph(), [f"{at:05}" for at in range(3_000)]
    put(graph, gather(tmp_path / "a", people="person_id\n" + "".join(f"{each}\n" for each in people)))
    asked = 0
    read = graph.read

    def counted(*given: Any, **named: Any) -> Any:
        nonlocal asked
        asked += 1
        return read(*given, **named)

    monkeypatch.setattr(graph, "read", counted)
    rows = "".join(f"person,{each},X{each},\n" for each in people)
    result = put(graph, gather(tmp_path / "b", aliases=HEAD + rows), as_of=LATER, mode=Mode.DELTA)
    assert result.renamed == {"Person": 3_000}
    assert asked < 250


def test_only_bad_rows_are_refused_as_a_whole(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    with pytest.raises(InputError, match="None of 1 rows can be loaded"):
        put(graph, gather(tmp_path / "b", aliases=HEAD + "unit,D77,D112,\n"), as_of=LATER, mode=Mode.DELTA)


def test_a_month_without_new_ids_may_have_the_header_only(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    put(graph, gather(tmp_path / "b", **renumbered(FULL), aliases=ALIASES), as_of=LATER)
    result = put(graph, gather(tmp_path / "c", **renumbered(SMALL), aliases=HEAD), as_of=LATER + timedelta(days=1))
    assert result.published


def test_an_id_that_is_a_name_is_in_the_graph_as_a_hash(tmp_path: Path) -> None:
    graph = MemoryGraph()
    people = "person_id,name\nAnn Able,Ann Able\np2,Bob\n"
    put(graph, gather(tmp_path / "a", people=people))
    given = gather(
        tmp_path / "b", people="person_id,name\np1,Ann Able\np2,Bob\n", aliases=HEAD + "person,Ann Able,p1,\n"
    )
    result = put(graph, given, as_of=LATER)
    assert (result.problems, result.renamed) == ([], {"Person": 1})
    assert "Able" not in repr(graph.nodes)
    assert graph.standing("Person") == {"p1", "p2"}
