"""From files of text to checked rows: every row is loaded, a copy, or in quarantine with its reason."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from tests.support.loading_help import ASSIGNMENTS, PEOPLE, ROLES, SMALL, TEAMS, UNITS, gather, problems, put, staged
from tests.support.memory_graph import MemoryGraph

HEADS = {name: text.removeprefix("\n").splitlines()[0] for name, text in SMALL.items()}


def test_a_small_state(tmp_path: Path) -> None:
    result = staged(gather(tmp_path, **SMALL))
    assert not result.problems
    assert {label: len(frame) for label, frame in result.nodes.items()} == {
        "Unit": 4,
        "Person": 2,
        "Team": 2,
        "Role": 2,
    }
    made = {kind[0]: len(frame) for kind, frame in result.edges.items() if len(frame)}
    assert made == {"PART_OF": 3, "WORKS_AT": 2, "MANAGED_BY": 1, "SERVES": 2, "ON": 1, "AT": 1, "HOLDS": 2}
    teams = result.nodes["Team"].set_index("team_id")
    assert teams.loc["t1", "type"] == ["DIT"]
    assert teams.loc["t1", "kind"] == "implementation"
    assert teams.loc["t1", "status"] == "active"


@pytest.mark.parametrize(
    ("sheet", "row", "line", "column", "code"),
    [
        ("people", ",Cy Cole,,,", 4, "person_id", "blank"),
        ("people", "NULL,Cy Cole,,,", 4, "person_id", "blank"),
        ("people", "p\u202e3,,,,", 4, "person_id", "control_character"),
        ("people", "Total,,,,", 4, "person_id", "total_row"),
        ("people", "VACANT,,Coach,S1,", 4, "person_id", "nobody"),
        ("people", "99999,To be hired,Coach,S1,", 4, "person_id", "nobody"),
        ("assignments", "TBD,r1,1,", 4, "person_id", "nobody"),
        ("teams", "t3,Third,BIT,S9,", 4, "unit_id", "unknown_id"),
        ("teams", "t3,Third,,S1,", 4, "type", "blank"),
        ("roles", "r3,Nowhere,,", 4, "team_id", "blank"),
        ("assignments", "p1,r9,1,", 4, "role_id", "unknown_id"),
        ("units", "S2,School 2,planet,D1", 6, "level", "unknown_value"),
    ],
)
def test_a_bad_row_is_set_aside_and_all_others_load(
    tmp_path: Path, sheet: str, row: str, line: int, column: str, code: str
) -> None:
    texts = {**SMALL, sheet: f"{SMALL[sheet]}{row}\n"}
    before, result = staged(gather(tmp_path / "a", **SMALL)), staged(gather(tmp_path / "b", **texts))
    assert problems(result) == {(sheet, line, column, code)}
    assert {label: len(rows) for label, rows in result.nodes.items()} == {
        label: len(rows) for label, rows in before.nodes.items()
    }
    counts = {Path(count.sheet).stem: count for count in result.files}
    assert (counts[sheet].read, counts[sheet].quarantined) == (line - 1, 1)
    assert all(count.quarantined == 0 for name, count in counts.items() if name != sheet)


@pytest.mark.parametrize(
    ("sheet", "row", "line", "column", "code"),
    [
        ("people", "p3,,,X9,", 4, "unit_id", "unknown_id"),
        ("people", "p3,,,,p9", 4, "manager_id", "unknown_id"),
        ("people", "p3,,,,P1", 4, "manager_id", "unknown_id"),
        ("people", "p3,,,,p1;p2", 4, "manager_id", "several_ids"),
        ("people", "p3,,,,#REF!", 4, "manager_id", "error_cell"),
        ("people", "p3,,,,p\u202e1", 4, "manager_id", "control_character"),
        ("teams", "t3,Third,BIT,S1,gone", 4, "status", "unknown_value"),
        ("roles", "r3,Lead,t9,D1", 4, "team_id", "unknown_id"),
        ("assignments", "p2,r1,9,", 4, "fte", "out_of_range"),
        ("assignments", "p1,r1,0.5,2026-13-01", 4, "since", "bad_date"),
    ],
)
def test_a_bad_cell_is_left_out_and_its_row_loads(
    tmp_path: Path, sheet: str, row: str, line: int, column: str, code: str
) -> None:
    result = staged(gather(tmp_path, **{**SMALL, sheet: f"{SMALL[sheet]}{row}\n"}))
    assert problems(result) == {(sheet, line, column, code)}
    assert [problem.lost for problem in result.problems] == ["cell"]
    count = next(count for count in result.counts if count.sheet == sheet)
    assert (count.read, count.loaded, count.quarantined, count.cells) == (line - 1, line - 1, 0, 1)


@pytest.mark.parametrize("word", ["NULL", "N/A", "#N/A", "none", "NO_MANAGER", "-", "\u2014", "p3"])
def test_words_for_nothing_are_blanks_and_the_top_may_name_itself(tmp_path: Path, word: str) -> None:
    result = staged(gather(tmp_path, **{**SMALL, "people": f"{PEOPLE}p3,Cy Null,{word},D1,{word}\n"}))
    assert not result.problems
    made = result.nodes["Person"].set_index("person_id")
    assert made.loc["p3", "name"] == "Cy Null"
    assert "p3" not in set(result.edges["MANAGED_BY", "Person", "Person"]["start"])


def test_a_ditto_mark_is_no_value(tmp_path: Path) -> None:
    people = 'person_id,job_title,unit_id\np1,Coach,D1\np2,"""",ditto\np3,Ditto operator,D1\n'
    result = staged(gather(tmp_path, units=UNITS, people=people))
    assert problems(result) == {("people", 3, name, "ditto_mark") for name in ("job_title", "unit_id")}
    assert list(result.nodes["Person"]["job_title"]) == ["Coach", None, "Ditto operator"]


CONTACTS = """from_person;to_person;channel;count
p1;p2;email;{}
p2;p1;email;{}
"""


@pytest.mark.parametrize(
    ("one", "other", "counts"),
    [
        ("1.204", "12,5", [1204.0, 12.5]),  # a decimal comma, so that a point is none
        ("1.204", "1.000.204", [1204.0, 1000204.0]),
        ("1.204", "0.5", [1.204, 0.5]),
        ("12", "845", [12.0, 845.0]),
    ],
)
def test_points_in_a_file_with_semicolons(tmp_path: Path, one: str, other: str, counts: list[float]) -> None:
    texts = {**SMALL, "contacts": CONTACTS.format(one, other)}
    result = staged(gather(tmp_path, **texts))
    assert not result.problems
    assert list(result.edges["COMMUNICATES_WITH", "Person", "Person"]["count"]) == counts


def test_a_point_that_nothing_explains_is_refused(tmp_path: Path) -> None:
    texts = {**SMALL, "contacts": CONTACTS.format("1.204", "845")}
    assert problems(staged(gather(tmp_path / "a", **texts))) == {("contacts", 2, "count", "bad_number")}
    whole = {**SMALL, "assignments": "person_id;role_id;fte\np1;r1;1.000\n"}
    assert not staged(gather(tmp_path / "b", **whole)).problems, "nobody works 1,000 jobs"


def test_a_vacant_manager_is_none(tmp_path: Path) -> None:
    texts = {**SMALL, "people": PEOPLE.replace("S1,p1", "S1,Vacant")}
    result = staged(gather(tmp_path, **texts))
    assert not result.problems
    assert not len(result.edges["MANAGED_BY", "Person", "Person"])


def test_rows_fall_because_others_fell_and_say_so(tmp_path: Path) -> None:
    units = UNITS.replace("S1,School 1,school,D1", "S1,School 1,planet,D1")
    result = staged(gather(tmp_path, **{**SMALL, "units": units}))
    assert problems(result) == {
        ("units", 5, "level", "unknown_value"),
        ("people", 3, "unit_id", "rejected_id"),  # the person stays
        ("teams", 3, "unit_id", "rejected_id"),
        ("roles", 3, "unit_id", "rejected_id"),  # it is on no team, so it falls
        ("assignments", 3, "role_id", "rejected_id"),
    }
    assert {problem.reason for problem in result.problems if problem.column == "role_id"} == {
        f"The row of the role with this id was set aside itself. Correct line 3 of {tmp_path / 'roles.csv'}."
    }
    assert sum(count.quarantined for count in result.files) == 4
    assert sum(count.cells for count in result.files) == 1


@pytest.mark.parametrize(
    ("written", "differs"),
    [
        ("P1", "case"),
        ("p\u20111", ""),
        ("00123", "leading zeros"),
        ("7.0", "the ending .0"),
        ("N\u20134", "its dashes"),
    ],
)
def test_an_id_that_nearly_is_one_is_named(tmp_path: Path, written: str, differs: str) -> None:
    people = f"person_id,manager_id\np1,\n123,\n7,\nN-4,\nx9,{written}\n"
    (problem,) = staged(gather(tmp_path, people=people)).problems
    assert (f"differs from it only by {differs}." in problem.reason) == bool(differs)


def test_neither_of_two_rows_of_one_person_is_taken(tmp_path: Path) -> None:
    for order in (1, -1):
        rows = ["p3,Cy Cole,Coach,,", "p3,Cy Cole,Teacher,,"][::order]
        result = staged(gather(tmp_path / str(order), **{**SMALL, "people": PEOPLE + "\n".join(rows) + "\n"}))
        assert problems(result) == {("people", line, "person_id", "duplicate_key") for line in (4, 5)}
        assert all("the same person_id but another job_title" in problem.reason for problem in result.problems)
        assert set(result.nodes["Person"]["person_id"]) == {"p1", "p2"}


def test_of_two_dated_rows_the_later_one_counts(tmp_path: Path) -> None:
    people = "person_id,job_title,hired\np1,Director,2026-02-01\np1,Teacher,2019-08-01\n"
    result = staged(gather(tmp_path, people=people))
    assert problems(result) == {("people", 3, "person_id", "superseded")}
    assert list(result.nodes["Person"]["job_title"]) == ["Director"]


def test_exact_copies_are_counted_and_loaded_once(tmp_path: Path) -> None:
    result = staged(gather(tmp_path, **{**SMALL, "people": PEOPLE + "p1,Ann Able,Coach,D1,\n" * 3}))
    assert not result.problems
    people = next(count for count in result.counts if count.sheet == "people")
    assert (people.read, people.loaded, people.duplicates) == (5, 2, 3)


def test_rows_that_differ_only_in_padding_are_no_conflict(tmp_path: Path) -> None:
    result = staged(gather(tmp_path, **{**SMALL, "people": PEOPLE + "p1, Ann Able ,Coach,D1,\n"}))
    assert not result.problems
    assert len(result.nodes["Person"]) == 2


def test_a_circle_of_units(tmp_path: Path) -> None:
    units = UNITS.replace("D1,District 1,district,R1", "D1,District 1,district,S1")
    result = staged(gather(tmp_path, units=units))
    assert problems(result) == {("units", 4, "parent_id", "circle"), ("units", 5, "parent_id", "circle")}


def test_a_circle_together_with_what_was_loaded(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", units=UNITS))
    moved = f"{HEADS['units']}\nR1,Region 1,region,S1\nR2,Region 2,region,ST\n"
    assert problems(put(graph, gather(tmp_path / "b", units=moved), "other")) == {("units", 2, "parent_id", "circle")}


def test_ids_known_from_an_earlier_load_do_not_dangle(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", units=UNITS, teams=TEAMS))
    result = put(graph, gather(tmp_path / "b", roles=ROLES, people=PEOPLE, assignments=ASSIGNMENTS))
    assert not result.problems


@pytest.mark.parametrize(
    ("sheet", "head", "row"),
    [
        ("link_checks", "from_team,to_team,period_end,confirmed_by_team", "t1,t1,2026-06-30,t1"),
        ("protocols", "from_team,to_team,protocol_id", "t1,t1,x"),
        ("team_links", "from_team,to_team,type", "t1,t1,supports"),
    ],
)
def test_a_team_has_no_link_with_itself(tmp_path: Path, sheet: str, head: str, row: str) -> None:
    result = staged(gather(tmp_path, **{**SMALL, sheet: f"{head}\n{row}\n"}))
    assert problems(result) == {(sheet, 2, "to_team", "points_at_itself")}


def test_dates_in_order(tmp_path: Path) -> None:
    people = "person_id,hired,left\np1,2026-02-01,2026-01-01\np2,2026-01-01,2026-01-01\n"
    assert problems(staged(gather(tmp_path, people=people))) == {("people", 2, "left", "end_before_start")}


def test_listed_ids(tmp_path: Path) -> None:
    meetings = (
        "meeting_id,team_id,held_on,attendees\nm1,t1,2026-01-01,p1|p2\nm2,t1,2026-01-02,p1|p9\nm3,t1,2026-01-03,\n"
    )
    result = staged(gather(tmp_path, **{**SMALL, "meetings": meetings}))
    assert problems(result) == {("meetings", 3, "attendees", "unknown_id")}
    assert list(result.nodes["Meeting"]["size"]) == [2, 2, None]
    assert len(result.edges["ATTENDED", "Person", "Meeting"]) == 3, "who is known attended"


def test_a_second_state_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"units\.csv, line 6, column level: This is a second unit with level state"):
        staged(gather(tmp_path, units=f"{UNITS}S2,Other,state,\n"))


def test_a_second_state_is_refused_beside_the_graphs(tmp_path: Path) -> None:
    graph = MemoryGraph()
    put(graph, gather(tmp_path / "a", units=UNITS))
    put(graph, gather(tmp_path / "b", units=UNITS), "other")
    with pytest.raises(InputError, match="line 2, column level"):
        put(graph, gather(tmp_path / "c", units="unit_id,name,level\nX,Other,state\n"), "third")


def test_values_are_masked_in_problems(tmp_path: Path) -> None:
    people = "person_id,name,email,hired\nsecret-id,Ann Able,ann@x.org,Ann Able born today\n"
    found = staged(gather(tmp_path, people=people)).problems
    assert [problem.value for problem in found] == ["A\u2026 (19 characters)"]
    assert "Able" not in repr(found)
    assert "secret" not in repr(found)


CELL = st.sampled_from(
    [
        "",
        "p1",
        "p2",
        "p3",
        "D1",
        "S1",
        "X9",
        "2026-01-01",
        "2025-01-01",
        "0.5",
        "7",
        "true",
        "r1",
        "r2",
        "\u202e",
        "Total",
    ]
)


@settings(max_examples=30, deadline=None)
@given(
    people=st.lists(st.tuples(*[CELL] * 5), max_size=8),
    roles=st.lists(st.tuples(*[CELL] * 4), max_size=6),
    held=st.lists(st.tuples(*[CELL] * 4), max_size=6),
)
def test_no_row_vanishes(
    people: list[tuple[str, ...]], roles: list[tuple[str, ...]], held: list[tuple[str, ...]]
) -> None:
    """Whatever the rows hold: each is loaded, set aside with a problem, or an exact copy; and nothing dangles."""
    rows = {"people": people, "roles": roles, "assignments": held}
    texts = {name: "\n".join([HEADS[name], *(",".join(row) for row in rows[name])]) + "\n" for name in rows}
    with tempfile.TemporaryDirectory() as folder:
        gathered = gather(Path(folder), units=UNITS, teams=TEAMS, **texts)
    graph = MemoryGraph()
    result = put(graph, gathered)  # the graph in memory fails on an end that is not there; units always load
    lines = {(Path(problem.file).stem, problem.line) for problem in result.problems if problem.lost == "row"}
    for count in result.files:
        name = Path(count.sheet).stem
        assert count.read == count.loaded + count.quarantined + count.duplicates + count.passed
        assert count.quarantined == len({line for stem, line in lines if stem == name})
        if name in rows:
            filled = [row for row in rows[name] if any(cell.strip() for cell in row)]
            assert count.read == len(filled)
            assert count.duplicates == len(filled) - len(set(filled))
