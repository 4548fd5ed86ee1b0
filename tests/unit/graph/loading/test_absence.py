"""What a full load leaves out has ended; a delta, another source and a row set aside end nothing."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from graph.errors import InputError
from graph.loading.loaded import Loaded
from graph.staging.absent import Mode, rosters
from loaders import sheets
from loaders.mapping import file, loader
from tests.support.loading_help import ASSIGNMENTS, DAY, PEOPLE, ROLES, SMALL, TEAMS, UNITS, folder, gather, put
from tests.support.memory_graph import MemoryGraph

LATER = DAY + timedelta(days=30)
WITHOUT_BOB = {
    "people": "person_id,name,job_title,unit_id,manager_id\np1,Ann Able,Coach,D1,\n",
    "assignments": "person_id,role_id,fte,since\np1,r1,0.5,2026-01-01\n",
}


def month(
    graph: MemoryGraph, at: Path, sheets: dict[str, str] | None = None, day: date = LATER, mode: Mode = Mode.FULL
) -> Loaded:
    """Another load of the small state, with some sheets as given."""
    return put(graph, gather(at / f"{day}-{mode}", **{**SMALL, **(sheets or {})}), as_of=day, mode=mode)


def holders(graph: MemoryGraph, kind: str = "HOLDS") -> dict[str, date | None]:
    """Who holds a role, or did, with the day from which they no longer do."""
    return {edge["start"]: edge["until"] for edge in graph.of_type(kind)}


def test_who_is_left_out_is_former_and_so_is_what_hung_on_them(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    result = month(graph, tmp_path, WITHOUT_BOB)
    assert graph.standing("Person") == {"p1"}
    assert graph.nodes["Person"]["p2"]["ended_on"] == LATER
    assert holders(graph) == {"p1": None}
    assert holders(graph, "FORMERLY_HOLDS") == {"p2": LATER}
    assert holders(graph, "FORMERLY_WORKS_AT") == {"p2": LATER}
    assert (result.nodes["Person"].ended, result.edges["HOLDS"].ended, result.edges["WORKS_AT"].ended) == (1, 1, 1)


def test_a_delta_ends_nothing_by_absence(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    result = month(graph, tmp_path, WITHOUT_BOB, mode=Mode.DELTA)
    assert graph.standing("Person") == {"p1", "p2"}
    assert set(holders(graph)) == {"p1", "p2"}
    assert not any(tally.ended for tally in (*result.nodes.values(), *result.edges.values()))


def test_a_sheet_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    put(graph, gather(tmp_path / "b", teams=TEAMS), as_of=LATER)
    assert graph.standing("Person") == {"p1", "p2"}
    assert len(graph.of_type("HOLDS")) == 2


def test_sources_do_not_end_each_others_facts(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    put(graph, gather(tmp_path / "b", people=PEOPLE), "survey")
    month(graph, tmp_path, WITHOUT_BOB)
    assert graph.standing("Person") == {"p1", "p2"}, "the survey still knows him"
    assert graph.nodes["Person"]["p2"]["sources"] == ["survey"]
    put(graph, gather(tmp_path / "c", people="person_id,name\np1,Ann Able\n"), "survey", LATER)
    assert graph.standing("Person") == {"p1"}, "it ends when the last of them ends it"


def test_whoever_comes_back_is_present_again_and_keeps_the_past(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    month(graph, tmp_path, WITHOUT_BOB)
    back = ASSIGNMENTS.replace("p2,r2,1,2025-08-01", "p2,r2,1,2026-11-01")
    result = month(graph, tmp_path, {"assignments": back}, LATER + timedelta(days=31))
    assert graph.standing("Person") == {"p1", "p2"}
    assert result.nodes["Person"].new == 1
    assert set(holders(graph)) == {"p1", "p2"}
    assert holders(graph, "FORMERLY_HOLDS") == {"p2": LATER}


def test_a_row_set_aside_is_not_missing(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    unreadable = ASSIGNMENTS.replace("p2,r2,", "p2,r9,")
    twice = PEOPLE + "p2,Bob Bald,Principal,S1,p1\n"
    result = month(graph, tmp_path, {"people": twice, "assignments": unreadable})
    assert result.sums()["quarantined"] == 3
    assert graph.standing("Person") == {"p1", "p2"}, "his rows contradict each other; he is not gone"
    assert set(holders(graph)) == {"p1", "p2"}, "it is not known which role the row was about"


@pytest.mark.parametrize(
    ("people", "code"),
    [
        ("person_id,name,job_title,unit_id,manager_id\n,Ann Able,Coach,D1,\n", "blank"),
        ("person_id,name,job_title,unit_id,manager_id\np1,Ann Able\n", ""),  # too few cells, so no id is known
    ],
)
def test_a_sheet_of_which_no_row_can_be_read_ends_nothing(tmp_path: Path, people: str, code: str) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    others = {name: text for name, text in SMALL.items() if name not in {"people", "assignments"}}
    result = put(graph, gather(tmp_path / "b", **others, people=people), as_of=LATER)
    assert [problem.code for problem in result.problems if problem.lost == "row"][: bool(code)] == [code] * bool(code)
    assert result.sums()["quarantined"] == 1
    assert graph.standing("Person") == {"p1", "p2"}
    assert set(holders(graph, "WORKS_AT")) == {"p1", "p2"}
    assert any("No row of a file of the sheet people can be read" in warning for warning in result.warnings)


def test_the_relationships_of_a_sheet_of_which_no_row_can_be_read_stay(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    result = month(graph, tmp_path, {"assignments": "person_id,role_id,fte,since\n,r1,0.5,2026-01-01\n"})
    assert set(holders(graph)) == {"p1", "p2"}
    assert any("No row of a file of the sheet assignments" in warning for warning in result.warnings)


def test_one_file_of_several_that_can_not_be_read_ends_nothing(tmp_path: Path) -> None:
    """The people of one district are in it, and nobody knows which."""
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    north = folder(tmp_path / "north", people="person_id,name\np1,Ann Able\n")
    south = folder(tmp_path / "south", people="person_id,name\n,Bob Bold\n")
    put(graph, sheets.read([north, south]), as_of=LATER)
    assert graph.standing("Person") == {"p1", "p2"}


def test_an_optional_cell_that_can_not_be_read_ends_nothing(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    month(graph, tmp_path, {"people": PEOPLE.replace(",S1,p1", ",S1,p77")})
    assert holders(graph, "MANAGED_BY") == {"p2": None}


def test_a_column_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    month(graph, tmp_path, {"people": "person_id,name\np1,Ann Able\np2,Bob Bold\n"})
    assert holders(graph, "MANAGED_BY") == {"p2": None}
    assert set(holders(graph, "WORKS_AT")) == {"p1", "p2"}


def test_a_row_that_refers_to_what_is_left_out_is_set_aside(tmp_path: Path) -> None:
    """As it would be in a load of this month alone."""
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    result = month(graph, tmp_path, {"people": WITHOUT_BOB["people"]})
    assert [problem.code for problem in result.problems if problem.lost == "row"] == ["ended_id"]
    assert set(holders(graph)) == {"p1"}


def test_a_row_that_refers_to_whom_only_a_log_knows_is_set_aside_too(tmp_path: Path) -> None:
    """An id in a log keeps nobody, so a row of this month can't refer to it, today or when the load is repeated."""
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    log = folder(tmp_path / "b", contacts="from,to,weight\np1,p2,3\n")
    put(graph, loader.reader(file.find("contacts"))([log], "mail"), "mail")
    for turn in ("c", "d"):
        result = month(graph, tmp_path / turn, {"people": WITHOUT_BOB["people"]})
        assert [problem.code for problem in result.problems if problem.lost == "row"] == ["ended_id"]
    assert not result.written.total


def test_what_ended_by_its_own_date_stays_as_it_ended(tmp_path: Path) -> None:
    graph = MemoryGraph()
    heads = "person_id,role_id,fte,since,until\n"
    put(graph, gather(tmp_path / "a", **{**SMALL, "assignments": f"{heads}p2,r2,1,2025-08-01,2026-06-30\n"}))
    assert holders(graph, "FORMERLY_HOLDS") == {"p2": date(2026, 6, 30)}
    month(graph, tmp_path, {"assignments": f"{heads}p1,r1,1,2026-01-01,\n"})
    assert holders(graph, "FORMERLY_HOLDS") == {"p2": date(2026, 6, 30)}


def test_what_lies_ahead_begins_when_the_date_moves_there(tmp_path: Path) -> None:
    graph = MemoryGraph()
    ahead = ASSIGNMENTS.replace("2025-08-01", "2026-09-15")
    put(graph, gather(tmp_path / "a", **{**SMALL, "assignments": ahead}))
    assert (set(holders(graph)), set(holders(graph, "UPCOMING_HOLDS"))) == ({"p1"}, {"p2"})
    put(graph, gather(tmp_path / "b", contacts="from_person,to_person,channel,count\np1,p2,email,1\n"), "mail", LATER)
    assert set(holders(graph)) == {"p1", "p2"}, "whichever source moves it"


def test_what_was_planned_and_is_left_out_never_was(tmp_path: Path) -> None:
    graph = MemoryGraph()
    ahead = ASSIGNMENTS.replace("2025-08-01", "2026-12-01")
    put(graph, gather(tmp_path / "a", **{**SMALL, "assignments": ahead}))
    result = month(graph, tmp_path, {"assignments": WITHOUT_BOB["assignments"]})
    assert result.edges["HOLDS"].withdrawn == 1
    assert not graph.of_type("FORMERLY_HOLDS")
    assert not graph.of_type("UPCOMING_HOLDS")


def test_a_correction_of_the_same_date_takes_back_what_the_wrong_load_ended(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    month(graph, tmp_path / "wrong", WITHOUT_BOB)
    month(graph, tmp_path / "right")
    assert graph.standing("Person") == {"p1", "p2"}
    assert holders(graph) == {"p1": None, "p2": None}
    assert not graph.of_type("FORMERLY_HOLDS")


def test_an_earlier_export_is_refused_with_what_to_do(tmp_path: Path) -> None:
    graph = MemoryGraph()
    month(graph, tmp_path)
    with pytest.raises(InputError, match="already loaded as of 2026-10-01") as said:
        month(graph, tmp_path, day=DAY)
    assert "correct --as-of" in said.value.fix


def test_events_never_end(tmp_path: Path) -> None:
    graph = MemoryGraph()
    heads = "from_person,to_person,channel,count,first,last\n"
    first = f"{heads}p1,p2,email,3,2026-08-01,2026-08-31\n"
    put(graph, gather(tmp_path / "a", **SMALL, contacts=first))
    month(graph, tmp_path, {"contacts": f"{heads}p1,p2,email,2,2026-09-01,2026-09-30\n"})
    assert len(graph.of_type("COMMUNICATES_WITH")) == 2


def test_events_may_tell_of_those_who_have_left(tmp_path: Path) -> None:
    """The month in which somebody leaves has contacts of theirs, and logs come late."""
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    log = "from_person,to_person,channel,count,first,last\np1,p2,email,2,2026-09-01,2026-09-10\n"
    result = month(graph, tmp_path, {**WITHOUT_BOB, "contacts": log})
    assert result.sums()["quarantined"] == 0
    late = put(graph, gather(tmp_path / "c", contacts=log.replace("email,2", "chat,1")), "mail", LATER)
    assert late.sums()["quarantined"] == 0
    assert len(graph.of_type("COMMUNICATES_WITH")) == 2
    assert graph.standing("Person") == {"p1"}, "which does not bring them back"


def test_an_id_in_a_log_keeps_nobody_and_brings_nobody_back(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", **SMALL))
    log = folder(tmp_path / "b", contacts="from,to,weight\np1,p2,3\n")
    put(graph, loader.reader(file.find("contacts"))([log], "mail"), "mail")
    assert graph.nodes["Person"]["p2"]["sources"] == ["hr", "mail"]
    month(graph, tmp_path, WITHOUT_BOB)
    assert graph.standing("Person") == {"p1"}
    again = folder(tmp_path / "d", contacts="from,to,weight\np2,p1,1\n")
    put(graph, loader.reader(file.find("contacts"))([again], "mail"), "mail", LATER)
    assert graph.standing("Person") == {"p1"}


def test_a_log_is_no_list_of_the_people_there_are(tmp_path: Path) -> None:
    log = folder(tmp_path / "b", contacts="from,to,weight\np1,p2,3\np2,p1,1\n")
    read = loader.reader(file.find("contacts"))([log], "mail")
    assert {rows.sheet for rows in read.sheets} == {"people", "contacts"}
    assert rosters(read) == frozenset()
    assert rosters(gather(tmp_path / "a", **SMALL)) == frozenset(SMALL)


def test_a_dissolved_team_and_its_links(tmp_path: Path) -> None:
    graph = MemoryGraph()
    links = "from_team,to_team,type\nt1,t2,supports\n"
    put(graph, gather(tmp_path / "a", **SMALL, team_links=links))
    heads = TEAMS.split("t1,")[0]
    building = "role_id,title,team_id,unit_id\nr2,Principal,,S1\n"
    gone = {
        "teams": f"{heads}t2,Building team,BIT,S1,active\n",
        "roles": building,
        "assignments": "person_id,role_id,fte,since\np2,r2,1,2025-08-01\n",
        "team_links": "from_team,to_team,type\n",
    }
    with pytest.raises(InputError, match="team_links has only a header"):
        month(graph, tmp_path, gone)
    del gone["team_links"]
    put(graph, gather(tmp_path / "b", units=UNITS, people=PEOPLE, **gone), as_of=LATER)
    assert graph.standing("Team") == {"t2"}
    assert [edge["until"] for edge in graph.of_type("FORMERLY_SUPPORTS")] == [None], "it ended with the team"
    assert not graph.of_type("SUPPORTS")
    assert ROLES.count("r1") == 1
    assert graph.standing("Role") == {"r2"}
