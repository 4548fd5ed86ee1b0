"""Exports that offices send and that are easily misread: what counts once, what says no, who is nobody."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.staging.extract import Extract
from tests.support.loading_help import staged
from tests.support.mapping_help import read, said

LINES = """files:
  log: {pattern: 'log*.csv', single: false}
sheets:
  - sheet: people
    from: log
    parents: true
    columns: {person_id: a}
  - sheet: people
    from: log
    parents: true
    columns: {person_id: b}
  - sheet: contacts
    from: log
    total: count
    both_ways: [{column: n, filled: true}]
    columns: {from_person: a, to_person: b, channel: {value: email}, count: n}
"""


def counts(extract: Extract) -> dict[tuple[str, str], float]:
    made = staged(extract).edges["COMMUNICATES_WITH", "Person", "Person"]
    return dict(zip(zip(made["start"], made["end"], strict=True), made["count"], strict=True))


def test_a_line_that_stands_in_both_orders_counts_once(tmp_path: Path) -> None:
    extract = read(tmp_path, LINES, log="a,b,n\np1,p2,12\np2,p1,12\np2,p3,9\np3,p2,8\np1,p3,1\n")
    assert counts(extract) == {
        ("p1", "p2"): 12,
        ("p2", "p1"): 12,
        ("p2", "p3"): 17,  # two lines, for they differ
        ("p3", "p2"): 17,
        ("p1", "p3"): 1,
        ("p3", "p1"): 1,
    }
    assert said(extract, "2 rows say what another one says with its ends exchanged")


def test_a_file_that_was_downloaded_twice_counts_once(tmp_path: Path) -> None:
    text = "a,b,n\np1,p2,12\np2,p3,9\n"
    extract = read(tmp_path, LINES, **{"log-9": text, "log-9 (1)": text, "log-10": "a,b,n\np3,p1,4\n"})
    assert counts(extract)["p1", "p2"] == 12
    assert said(extract, f"log-9.csv: holds the same rows as {tmp_path / 'log-9 (1).csv'}, which count once")
    assert sum(file.duplicates for file in staged(extract).files) == 2


def test_rows_of_one_pair_in_two_files_are_told_with_the_files(tmp_path: Path) -> None:
    result = staged(read(tmp_path, LINES, log_8="a,b,n\np1,p2,12\n", log_9="a,b,n\np1,p2,9\n"))
    assert {problem.code for problem in result.problems} == {"duplicate_key"}
    assert all("log_8.csv and " in problem.reason for problem in result.problems)
    assert all(
        problem.reason.endswith("or say in first and last which days each counts.") for problem in result.problems
    )


ROSTER = """files:
  p: {pattern: 'staff*.csv', person_key: [Name]}
rows:
  - sheet: units
    values: {unit_id: ST, name: The state, level: state}
sheets:
  - sheet: people
    from: p
    parents: true
    columns: {person_id: WHO, name: Name}
  - sheet: roles
    from: p
    columns: {role_id: Seat, title: Seat, unit_id: {value: ST}}
  - sheet: assignments
    from: p
    columns: {person_id: WHO, role_id: Seat}
"""


@pytest.mark.parametrize("who", ["{person_key: true}", "Emp"])
def test_a_seat_that_names_nobody_is_a_role_without_a_holder(tmp_path: Path, who: str) -> None:
    staff = "Seat,Emp,Name\ns1,1,Ann\ns2,VACANT,VACANT\ns3,99,To be hired\ns4,99,Vacant\n"
    extract = read(tmp_path, ROSTER.replace("WHO", who), staff=staff)
    result = staged(extract)
    assert not result.problems
    assert len(result.nodes["Person"]) == 1
    assert list(result.nodes["Role"]["role_id"]) == ["s1", "s2", "s3", "s4"]
    assert list(result.edges["HOLDS", "Person", "Role"]["end"]) == ["s1"]
    assert said(extract, "3 rows name nobody in Name, as vacant")


@pytest.mark.parametrize(
    ("names", "remove", "told"),
    [
        (("Ann Able", "Ann Able (On Leave)", "Bob Bold"), "", 1),
        (("Ann Able", "Able, Ann", "Bob Bold [C]", "Bob Bold"), "", 2),
        (("Ann Able", "Ann Able (On Leave)"), r"\\(.*\\)", 0),
        (("Ann Able", "Ann Ables", "Ann A. Able"), "", 0),
        (("Vacant seat (1)", "Vacant seat (2)"), "", 0),
    ],
)
def test_a_name_written_in_several_ways_is_told(tmp_path: Path, names: tuple[str, ...], remove: str, told: int) -> None:
    staff = "Seat,Name\n" + "".join(f's{number},"{name}"\n' for number, name in enumerate(names))
    mapping = ROSTER.replace("WHO", "{person_key: true}").replace("[Name]}", f'[Name], person_remove: "{remove}"}}')
    extract = read(tmp_path, mapping, staff=staff)
    noun = "name" if told == 1 else "names"
    assert said(extract, f"{told} {noun} in Name written in several ways") == (told > 0)
    assert not any("Able" in note for note in extract.notes)


MEMBERS = """files:
  sheet: {pattern: 'sheet*.csv'}
rows:
  - sheet: units
    values: {unit_id: ST, name: The state, level: state}
  - sheet: roles
    values: {role_id: r1, unit_id: ST, title: Member}
  - sheet: roles
    values: {role_id: r2, unit_id: ST, title: Member}
sheets:
  - sheet: people
    from: sheet
    columns: {person_id: who}
  - sheet: assignments
    from: sheet
    unpivot: {columns: '^r\\d'}
    columns: {person_id: who, role_id: header%s}
"""


@pytest.mark.parametrize(
    ("rows", "more", "held", "no"),
    [
        ("p1,TRUE,FALSE\np2,FALSE,FALSE\n", "", {("p1", "r1")}, 3),
        ("p1,X,no\np2,Never,0\n", "", {("p1", "r1")}, 3),
        ("p1,y,n\np2,n,y\n", "", {("p1", "r1"), ("p2", "r2")}, 2),
        ("p1,F,C\np2,,N\n", "", {("p1", "r1"), ("p1", "r2"), ("p2", "r2")}, 0),  # facilitator, chair, note taker
        ("p1,1,0\np2,0.5,\n", ", fte: cell", {("p1", "r1"), ("p1", "r2"), ("p2", "r1")}, 0),  # it judges itself
    ],
)
def test_a_cell_of_a_matrix_that_says_no_makes_no_row(
    tmp_path: Path, rows: str, more: str, held: set[tuple[str, str]], no: int
) -> None:
    extract = read(tmp_path, MEMBERS % more, sheet=f"who,r1,r2\n{rows}")
    result = staged(extract)
    assert not result.problems
    made = result.edges["HOLDS", "Person", "Role"]
    assert set(zip(made["start"], made["end"], strict=True)) == held
    assert said(extract, f"{no} cells under r1, r2 say no, as FALSE, 0 and never do, and made no row") == (no > 0)
