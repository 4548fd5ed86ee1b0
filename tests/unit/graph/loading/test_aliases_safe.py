"""The sheet aliases: nothing is lost to a record that does not stand, nothing is mixed up, no name becomes an id."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from dashboards.loads.report import print_report, report_of
from graph.loading.loaded import Loaded
from graph.loading.store import Store
from graph.staging.absent import Mode
from graph.staging.stage import stage
from tests.support.alias_months import LATER, back, ends, loaded, state, two_districts
from tests.support.loading_help import EDUCATION, SMALL, gather, problems, put
from tests.support.memory_graph import MemoryGraph
from tests.support.renumbered import DISTRICTS, HEAD, INTO, MERGED

CYCLE = "cycle_id,team_id\nc1,t1\n"
THIRD = MERGED.replace("D2,District 2", "D3,District 3").replace(",D2", ",D3")
BOTH = HEAD + "unit,D1,D3,\nunit,D2,D3,\n"


def nothing_is_lost(graph: MemoryGraph, result: Loaded, codes: set[tuple[str, int, str, str]]) -> None:
    """The rows are set aside, the old record stands, and what hangs on it does."""
    assert codes <= problems(result)
    assert result.merged == {}
    assert "D1" in graph.standing("Unit")
    assert ("t1", "D1", "hr") in ends(graph, "SERVES")
    assert ("p9", "D1", "sis") in ends(graph, "WORKS_AT")


@pytest.mark.parametrize(
    "row",
    [
        "D3,District 3,planet,R1",  # set aside while its cells are read
        "D3,District 3,district,R1\nD3,Another,district,R1",  # set aside after all aliases are settled
    ],
)
def test_two_do_not_become_one_whose_row_is_set_aside(tmp_path: Path, row: str) -> None:
    graph = two_districts(tmp_path)
    units = THIRD.replace("D3,District 3,district,R1", row)
    result = put(graph, gather(tmp_path / "b", units=units, aliases=BOTH), as_of=LATER, mode=Mode.DELTA)
    nothing_is_lost(graph, result, {("aliases", line, "new_id", "unknown_id") for line in (2, 3)})


@pytest.mark.parametrize(
    "row", ["", "D2,District 2,planet,R1\n", "D2,District 2,district,R1\nD2,Another,district,R1\n"]
)
def test_nothing_is_merged_into_what_has_ended(tmp_path: Path, row: str) -> None:
    graph = two_districts(tmp_path)
    put(graph, gather(tmp_path / "a2", units=DISTRICTS.replace("D2,District 2,district,R1\n", "")), as_of=LATER)
    assert "D2" not in graph.standing("Unit")
    units = DISTRICTS.replace("D2,District 2,district,R1\n", row)
    result = put(graph, gather(tmp_path / "b", units=units, aliases=INTO), as_of=LATER + timedelta(days=9))
    nothing_is_lost(graph, result, {("aliases", 2, "new_id", "ended_id")})


def test_nothing_is_merged_into_what_these_files_end(tmp_path: Path) -> None:
    graph = two_districts(tmp_path)
    units = MERGED.replace("D2,District 2,district,R1\n", "").replace("D2", "R1")
    result = put(graph, gather(tmp_path / "b", units=units, aliases=INTO), as_of=LATER)
    nothing_is_lost(graph, result, {("aliases", 2, "new_id", "ended_id")})
    assert "D2" not in graph.standing("Unit")


def test_a_row_under_the_old_id_counts_where_the_one_under_the_new_id_is_set_aside(tmp_path: Path) -> None:
    graph = loaded(tmp_path, "hr", "sis")
    put(graph, gather(tmp_path / "b", aliases=HEAD + "unit,S1,S2,\n"), as_of=LATER, mode=Mode.DELTA)
    units = SMALL["units"].replace("School 1", "School one") + "S2,School two,planet,D1\n"
    result = put(graph, gather(tmp_path / "c", units=units), source="sis", as_of=LATER)
    assert {code for *_, code in problems(result)} == {"unknown_value"}
    assert graph.nodes["Unit"]["S2"]["name"] == "School one"


@pytest.mark.parametrize("mode", list(Mode))
def test_an_id_that_was_given_up_is_nobody_elses(tmp_path: Path, mode: Mode) -> None:
    graph = loaded(tmp_path)
    first = HEAD + "unit,D1,D11,\n"
    put(graph, gather(tmp_path / "b", aliases=first), as_of=LATER, mode=Mode.DELTA)
    given = gather(tmp_path / "c", aliases=f"{first}unit,S1,D1,\n", cycles=CYCLE)
    result = put(graph, given, as_of=LATER + timedelta(days=1), mode=mode)
    assert problems(result) == {("aliases", 3, "new_id", "given_up")}
    assert result.merged == {}
    assert {"D11", "S1"} <= graph.standing("Unit")


def test_a_row_that_is_known_may_lead_to_an_id_given_up_since(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    put(graph, gather(tmp_path / "b", aliases=HEAD + "unit,D1,D11,\n"), as_of=LATER, mode=Mode.DELTA)
    put(
        graph,
        gather(tmp_path / "c", aliases=HEAD + "unit,D11,D12,\n"),
        as_of=LATER + timedelta(days=1),
        mode=Mode.DELTA,
    )
    given = gather(tmp_path / "d", aliases=HEAD + "unit,D1,D11,\nunit,D11,D12,\n", cycles=CYCLE)
    result = put(graph, given, as_of=LATER + timedelta(days=2), mode=Mode.DELTA)
    assert (result.problems, result.renamed) == ([], {})


@pytest.mark.parametrize("again", [False, True])
def test_what_others_were_merged_into_keeps_its_history_under_a_new_id(tmp_path: Path, again: bool) -> None:
    graph = two_districts(tmp_path)
    put(graph, gather(tmp_path / "b", units=MERGED, aliases=INTO), as_of=LATER)
    before = state(graph)
    units = MERGED.replace("D2", "X2")
    aliases = (INTO if again else HEAD) + "unit,D2,X2,\n"
    result = put(graph, gather(tmp_path / "c", units=units, aliases=aliases), as_of=LATER + timedelta(days=300))
    assert (result.problems, result.renamed, result.merged) == ([], {"Unit": 1}, {})
    assert graph.nodes["Unit"]["X2"]["load"] == 1
    assert graph.standing("Unit") == {"ST", "R1", "X2", "S1"}
    back(graph, result)
    assert state(graph) == before


@pytest.mark.parametrize("in_graph", [False, True])
@pytest.mark.parametrize("new", ["ann.able", "AbleAnn"])
def test_a_name_is_hashed_where_only_the_aliases_give_it(tmp_path: Path, new: str, in_graph: bool) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL), in_graph=in_graph)
    rows = f"person,p1,{new},\nperson,{new},p7,\n"
    for at, text in enumerate((rows.splitlines()[0], rows)):
        copy = MemoryGraph()
        put(copy, gather(tmp_path / f"a{at}", **SMALL), in_graph=in_graph)
        given = gather(tmp_path / f"b{at}", aliases=f"{HEAD}{text}\n")
        result = put(copy, given, as_of=LATER, mode=Mode.DELTA, in_graph=in_graph)
        assert (result.problems, result.renamed) == ([], {"Person": 1})
        assert new not in repr(copy.nodes | copy.edges)
        (person,) = copy.standing("Person") - {"p2"}
        assert person == "p7" if at else person.startswith("p-")


def test_what_could_be_a_name_needs_a_row_of_its_own(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    given = gather(tmp_path / "b", aliases=HEAD + "person,p1,annie.baker,\nperson,annie.baker,p3,\n", cycles=CYCLE)
    result = put(graph, given, as_of=LATER, mode=Mode.DELTA)
    assert problems(result) == {("aliases", 2, "new_id", "could_be_name"), ("aliases", 3, "old_id", "unknown_id")}
    assert "annie" not in repr(graph.nodes) + repr(result.problems)
    people = "person_id,name\nLEAD,Ann Able\n"
    given = gather(tmp_path / "c", people=people, aliases=HEAD + "person,p1,LEAD,\n")
    result = put(graph, given, as_of=LATER + timedelta(days=1), mode=Mode.DELTA)
    assert (result.problems, result.renamed) == ([], {"Person": 1})
    assert "LEAD" in graph.standing("Person")


def test_without_names_what_could_be_one_is_set_aside(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    given = gather(tmp_path / "b", aliases=HEAD + "person,p1,ann.able,\n", cycles=CYCLE)
    found = stage(given, EDUCATION, Store(graph, "hr"), LATER, Mode.DELTA)
    assert problems(found) == {("aliases", 2, "new_id", "could_be_name")}
    assert "Alias" not in found.nodes or found.nodes["Alias"].empty


def test_somebody_who_has_left_under_a_hashed_name_is_not_in_clear_in_a_later_log(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", people="person_id,name\nann.able,Ann Able\np2,Bob Bold\n"))
    put(graph, gather(tmp_path / "b", people="person_id,name\np2,Bob Bold\n"), as_of=LATER)
    log = "from_person,to_person,channel,count,first,last\nann.able,p2,email,3,2026-08-01,2026-08-30\n"
    put(graph, gather(tmp_path / "c", contacts=log), as_of=LATER, source="mail")
    assert "ann.able" not in repr(graph.nodes)


def test_what_a_past_role_is_like_is_no_reason_to_lose_a_present_one(tmp_path: Path) -> None:
    graph = MemoryGraph()
    held = "person_id,role_id,since,until\np1,r1,2026-01-01,\np2,r1,2026-01-01,2026-06-30\n"
    sheets = SMALL | {"assignments": held}
    put(graph, gather(tmp_path / "a", **sheets))
    for edge in graph.of_type("HOLDS"):  # the graph in memory does not turn what is over
        edge["type"] = "HOLDS" if edge["until"] is None else "FORMERLY_HOLDS"
    before = state(graph)
    result = put(graph, gather(tmp_path / "b", aliases=HEAD + "person,p1,p2,\n"), as_of=LATER, mode=Mode.DELTA)
    standing = [edge for edge in graph.of_type("HOLDS") if edge["ended"] is None]
    assert [(edge["start"], edge["until"]) for edge in standing] == [("p2", None)]
    again = "person_id,role_id,since,until\np2,r1,2026-01-01,\n"
    later = put(graph, gather(tmp_path / "c", assignments=again), as_of=LATER + timedelta(days=1), mode=Mode.DELTA)
    assert (later.edges["HOLDS"].same, later.edges["HOLDS"].changed) == (1, 0)
    back(graph, later)
    back(graph, result)
    assert state(graph) == before


@pytest.mark.parametrize("sheets", [{}, {"assignments": "person_id,role_id,since\np2,r1,2026-08-20\n"}])
def test_nothing_ends_before_it_began(tmp_path: Path, sheets: dict[str, str]) -> None:
    graph = MemoryGraph()
    held = "person_id,role_id,since\np1,r1,2026-08-20\n"
    put(graph, gather(tmp_path / "a", **(SMALL | {"assignments": held})))
    mode = Mode.FULL if sheets else Mode.DELTA
    given = gather(tmp_path / "b", aliases=HEAD + "person,p1,p2,2026-07-01\n", **sheets)
    put(graph, given, as_of=LATER, mode=mode)
    over = [(edge["start"], edge["until"]) for edge in graph.of_type("FORMERLY_HOLDS")]
    assert over == [("p1", date(2026, 8, 20))]


def test_rows_of_two_that_are_one_now_are_settled_by_the_one_under_the_new_id(tmp_path: Path) -> None:
    graph = two_districts(tmp_path)
    drives = "team_id,driver,role_id\nt1,coaching,r1\nt2,coaching,r2\n"
    given = gather(tmp_path / "b", drivers=drives, aliases=HEAD + "team,t1,t2,\n")
    result = put(graph, given, as_of=LATER, mode=Mode.DELTA)
    assert problems(result) == {("drivers", 2, "team_id", "renamed_id")}
    assert [(edge["start"], edge["role_id"]) for edge in graph.of_type("DRIVES")] == [("t2", "r2")]


def test_rows_of_two_that_become_a_third_are_said_to_be_of_one(tmp_path: Path) -> None:
    graph = two_districts(tmp_path)
    drives = "team_id,driver,role_id\nt1,coaching,r1\nt2,coaching,r2\n"
    teams = "team_id,name,type,unit_id\nt3,One team,DIT,D1\n"
    given = gather(tmp_path / "b", drivers=drives, teams=teams, aliases=HEAD + "team,t1,t3,\nteam,t2,t3,\n")
    result = put(graph, given, as_of=LATER, mode=Mode.DELTA)
    assert problems(result) == {("drivers", line, "team_id", "duplicate_key") for line in (2, 3)}
    assert all("sheet aliases" in problem.reason for problem in result.problems)


def test_a_row_of_which_the_kind_cannot_be_read_ends_nothing(tmp_path: Path) -> None:
    graph = two_districts(tmp_path)
    result = put(graph, gather(tmp_path / "b", units=MERGED, aliases=INTO.replace("unit", "office")), as_of=LATER)
    nothing_is_lost(graph, result, {("aliases", 2, "kind", "unknown_value")})


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("unit,D1,D2,\n", "  Merged, with what hung on them: unit D1 into D2.\n"),
        ("unit,D1,R1,\nunit,D2,R1,\nperson,p1,p2,\n", ": person p1 into p2, units D1 and D2 into R1.\n"),
    ],
)
def test_the_report_says_what_was_merged_into_what(
    tmp_path: Path, rows: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    graph = two_districts(tmp_path)
    given = gather(tmp_path / "b", aliases=HEAD + rows)
    print_report(report_of(put(graph, given, as_of=LATER, mode=Mode.DELTA), given))
    assert said in capsys.readouterr().out


def test_an_id_without_a_record_is_not_said_to_stay(tmp_path: Path) -> None:
    graph = loaded(tmp_path)
    rows = "unit,D77,D78,\noffice,D1,D11,\n"
    result = put(graph, gather(tmp_path / "b", aliases=HEAD + rows, cycles=CYCLE), as_of=LATER, mode=Mode.DELTA)
    (warning,) = (each for each in result.warnings if "not renamed" in each)
    assert warning.startswith("1 record was not renamed")
