"""The words of the mapping language: what each makes of an export, and what the load says of it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import loaders
from graph.errors import InputError
from graph.staging.extract import Extract
from graph.validation_messages import fields_of
from loaders.mapping import file
from loaders.mapping.mapping import Ancestors, Block, Cell, File, Join, Mapping, Match, Newest, Row, Unpivot, When
from tests.support.loading_help import problems, staged
from tests.support.mapping_help import read, said

README = Path(loaders.__file__).parent / "README.md"
MODELS = (Ancestors, Block, Cell, File, Join, Mapping, Match, Newest, Row, Unpivot, When)


def people(extract: Extract) -> dict[str, str | None]:
    made = staged(extract).nodes["Person"]
    return dict(zip(made["person_id"], made["name"], strict=True))


STAFF = "Emp,Name,Status\n1,Ann,Active\n2,Bob,Active\n3,Cy,Terminated\n"
ONE = """files:
  p: {pattern: 'staff*.csv'%s}
sheets:
  - sheet: people
    from: p
    when: %s
    columns: {person_id: Emp, name: Name}
"""


@pytest.mark.parametrize(
    ("when", "ids"),
    [
        ("[{column: Status, equals: active}]", {"1", "2"}),
        ("[{not: {column: Status, equals: Active}}]", {"3"}),
        ("[{any_of: [{column: Name, equals: Ann}, {column: Status, matches: '^T'}]}]", {"1", "3"}),
        ("[{has: Status, column: Status, filled: true}]", {"1", "2", "3"}),
        ("[{lacks: Grade}]", {"1", "2", "3"}),
    ],
)
def test_conditions(tmp_path: Path, when: str, ids: set[str]) -> None:
    extract = read(tmp_path, ONE % ("", when), staff=STAFF)
    assert set(people(extract)) == ids
    (count,) = staged(extract).files
    assert (count.read, count.loaded, count.passed) == (3, len(ids), 3 - len(ids))


def test_one_page_names_every_word_and_its_example_is_a_mapping() -> None:
    text = README.read_text(encoding="utf-8")
    example = text.split("```yaml\n", 1)[1].split("```", 1)[0]
    assert file.parse(example, "README.md").name == "hr"
    words = set(re.findall(r"\w+", text.split("## Profiles", 1)[0]))
    assert [word for word in fields_of(MODELS) if word not in words] == []


def test_a_block_that_makes_no_row_says_what_it_asks_for(tmp_path: Path) -> None:
    extract = read(tmp_path, ONE % ("", "[{column: Status, equals: Actve}]"), staff=STAFF)
    assert said(extract, "no row made a row of the sheet people; what the mapping asks for: Status is Actve")
    (count,) = staged(extract).files
    assert (count.loaded, count.passed) == (0, 3)


@pytest.mark.parametrize(
    ("when", "told"),
    [
        (
            "[{column: Status, match: Active}]",
            r"unknown field 'match'; did you mean 'matches'\? Allowed here: any_of, column",
        ),
        ("[{column: Status}]", "say what the column holds: equals, matches or filled"),
        ("[{equals: Active}]", "name the column that is meant"),
        ("[{}]", "an empty condition"),
    ],
)
def test_messages_name_the_words_allowed_there(tmp_path: Path, when: str, told: str) -> None:
    with pytest.raises(InputError, match=told):
        read(tmp_path, ONE % ("", when), staff=STAFF)


def test_header_row_trailer_and_fill_down(tmp_path: Path) -> None:
    text = "Emp,Name,Status\nEmp,Name,Status\n1,Ann,Active\n2,,Active\nend of list,,\n9,Zed,Active\n"
    extract = read(tmp_path, ONE % (", header_row: 2, trailer: '(?i)^end', fill_down: Name", "[]"), staff=text)
    assert people(extract) == {"1": "Ann", "2": "Ann"}
    (count,) = staged(extract).files
    assert (count.read, count.loaded, count.passed + count.quarantined) == (4, 2, 2)


JOBS = """Emp,Name,From,Seq,Status,Post
1,Ann,2017-07-01,0,A,P1
1,Ann Lee,01-JUL-2024,0,A,P2
2,Bob,2018-08-01,0,A,P3
2,Bob,2026-06-30,0,I,P3
2,Bob,2026-06-30,1,I,P4
3,Cy,2026-10-01,0,A,P5
"""
NEWEST = """files:
  p: {pattern: 'staff*.csv'%s}
rows: [{sheet: units, values: {unit_id: S, name: State, level: state}}]
sheets:
  - sheet: people
    from: p
    parents: true
    columns: {person_id: Emp, name: Name}
  - sheet: roles
    from: p
    parents: true
    columns: {role_id: Post, title: Post, unit_id: {value: S}}
  - sheet: assignments
    from: p
    when: [{column: Status, equals: A}]
    columns: {person_id: Emp, role_id: Post, since: From}
"""


def test_only_the_newest_row_up_to_the_date_counts(tmp_path: Path) -> None:
    extract = read(tmp_path, NEWEST % ", newest: {by: [From, Seq], per: Emp}", staff=JOBS)
    result = staged(extract)
    held = result.edges["HOLDS", "Person", "Role"]
    assert list(zip(held["start"], held["end"], strict=True)) == [("1", "P2")]
    assert set(result.nodes["Person"]["person_id"]) == {"1", "2"}
    assert set(result.nodes["Role"]["role_id"]) == {"P2", "P4"}
    assert said(
        extract, "of the rows of each Emp, 3 rows are replaced by a newer one and 1 row begins after 2026-09-01"
    )
    (count,) = result.files
    assert (count.read, count.loaded, count.passed) == (6, 2, 4)


def test_of_two_newest_rows_neither_is_older(tmp_path: Path) -> None:
    jobs = "Emp,Name,From,Seq,Status,Post\n1,Ann,2023-08-01,0,A,P1\n1,Ann,2023-08-01,0,A,P2\n1,Ann,2020-08-01,0,A,P3\n"
    held = staged(read(tmp_path, NEWEST % ", newest: {by: [From, Seq], per: Emp}", staff=jobs)).edges
    assert set(held["HOLDS", "Person", "Role"]["end"]) == {"P1", "P2"}


def test_rows_of_several_dates_without_that_word_are_told(tmp_path: Path) -> None:
    jobs = JOBS.replace("Ann Lee", "Ann")
    assert said(
        read(tmp_path, NEWEST % "", staff=jobs), "2 people have rows of several dates (From), and each row counts"
    )


def test_joins_tell_who_found_no_partner_and_keys_that_are_given_twice(tmp_path: Path) -> None:
    mapping = """files:
  staff: {pattern: 'staff*.csv', joins: [{file: depts, key: Dept, equals: Dept}]}
  depts: {pattern: 'depts*.csv'}
sheets:
  - sheet: people
    from: staff
    columns: {person_id: Emp, job_title: {join: [depts.Region, depts.Kind]}}
"""
    depts = "Dept,Region,Kind\n0100,R1,LEA\n200,R1,School\n200,R2,School\n400,R3,School\n"
    extract = read(tmp_path, mapping, staff="Emp,Dept\n1,0100\n2,100\n3,200\n4,300\n", depts=depts)
    made = staged(extract)
    assert list(made.nodes["Person"]["job_title"]) == ["R1 LEA", None, "School", None]
    assert said(
        extract, "2 rows have no partner in depts by Dept (lines 3, 5; 1\u2026 (3 characters), 3\u2026 (3 characters))"
    )
    assert said(extract, "1 row has one that differs only by leading zeros")
    assert said(extract, "1 value of Dept in several rows with different content (lines 3, 4)")
    counts = {Path(count.sheet).stem: count for count in made.files}
    assert (counts["depts"].loaded, counts["depts"].passed) == (3, 1)


def test_a_file_joined_to_itself(tmp_path: Path) -> None:
    mapping = """files:
  p: {pattern: 'staff*.csv', joins: [{file: p, key: Name, equals: Boss}]}
sheets:
  - sheet: people
    from: p
    columns: {person_id: Emp, manager_id: p.Emp}
"""
    result = staged(read(tmp_path, mapping, staff="Emp,Name,Boss\n1,Ann,\n2,Bob,Ann\n"))
    edges = result.edges["MANAGED_BY", "Person", "Person"]
    assert list(zip(edges["start"], edges["end"], strict=True)) == [("2", "1")]


def test_values_that_a_map_does_not_list_are_told(tmp_path: Path) -> None:
    mapping = """files:
  p: {pattern: 'staff*.csv'}
sheets:
  - sheet: people
    from: p
    columns:
      person_id: Emp
      job_title: {column: Job, map: {T: Teacher}}
      name: {column: Job, match: [{pattern: T, then: x}]}
"""
    extract = read(tmp_path, mapping, staff="Emp,Job\n1,T\n2,Coach\n3,\n")
    assert said(
        extract, "1 cell of Job with a value that the mapping's map for job_title doesn't list (C\u2026 (5 characters))"
    )
    assert said(extract, "match for name doesn't list (C\u2026 (5 characters)); read as blank")


def test_students_are_passed_over(tmp_path: Path) -> None:
    staff = "Emp,Name,Role\n1,Ann,teacher\n2,Flo,Student\n"
    extract = read(tmp_path, ONE % ("", "[]"), staff=staff)
    assert set(people(extract)) == {"1"}
    assert said(extract, "1 row is about students and passed over")
    named = (ONE % ("", "[]")).replace("name: Name", "name: Student Name")
    with pytest.raises(InputError, match="a column about students"):
        read(tmp_path / "b", named, staff="Emp,Student Name\n1,x\n")


def test_a_matrix_becomes_rows(tmp_path: Path) -> None:
    mapping = """files:
  survey: {pattern: 'survey*.csv'}
sheets:
  - sheet: people
    from: survey
    parents: true
    columns: {person_id: who}
  - sheet: people
    from: survey
    parents: true
    unpivot: {columns: '^p\\d'}
    columns: {person_id: header}
  - sheet: contacts
    from: survey
    unpivot: {columns: '^p\\d'}
    when: [{column: cell, matches: '^[1-9]'}]
    columns: {from_person: who, to_person: header, channel: {value: survey}, count: {column: cell, times: 2}}
"""
    result = staged(read(tmp_path, mapping, survey="who,p1,p2,p3\np1,,3,0\np2,1,n/a,-\n"))
    made = result.edges["COMMUNICATES_WITH", "Person", "Person"]
    assert list(zip(made["start"], made["end"], made["count"], strict=True)) == [("p2", "p1", 2.0), ("p1", "p2", 6.0)]
    assert set(result.nodes["Person"]["person_id"]) == {"p1", "p2", "p3"}


def test_a_path_becomes_units(tmp_path: Path) -> None:
    mapping = """files:
  p: {pattern: 'staff*.csv'}
sheets:
  - sheet: units
    from: p
    parents: true
    ancestors: {column: Path, separator: '>'}
    columns:
      unit_id: step
      name: step
      level: {column: depth, map: {'1': state, '2': region, '3': district}}
      parent_id: above
"""
    result = staged(read(tmp_path, mapping, staff="Emp,Path\n1,State\n2,State > North\n3,State > North > Elm\n"))
    assert not result.problems
    edges = result.edges["PART_OF", "Unit", "Unit"]
    assert set(zip(edges["start"], edges["end"], strict=True)) == {("North", "State"), ("Elm", "North")}
    assert list(result.nodes["Unit"]["level"]) == ["state", "region", "district"]


def test_of_several_recipients_an_unknown_one_goes_alone(tmp_path: Path) -> None:
    mapping = """files:
  log: {pattern: 'log*.csv'}
  p: {pattern: 'staff*.csv'}
sheets:
  - {sheet: people, from: p, columns: {person_id: Emp, email: Mail}}
  - sheet: contacts
    from: log
    columns:
      from_person: {column: From, addresses: true}
      to_person: {column: To, addresses: true}
      channel: {value: email}
      count: {value: '1'}
"""
    staff = "Emp,Mail\n1,ann@x.org\n2,ben@x.org\n"
    log = "From,To\nann@x.org,ben@x.org; all-staff@x.org\nben@x.org,nobody@x.org; all-staff@x.org\n"
    result = staged(read(tmp_path, mapping, staff=staff, log=log))
    made = result.edges["COMMUNICATES_WITH", "Person", "Person"]
    assert list(zip(made["start"], made["end"], strict=True)) == [("1", "2")]
    counts = {Path(count.sheet).stem: count for count in result.files}
    assert (counts["log"].read, counts["log"].loaded, counts["log"].quarantined, counts["log"].cells) == (2, 1, 1, 1)


def test_a_cell_of_several_values_makes_several_rows(tmp_path: Path) -> None:
    mapping = """files:
  p: {pattern: 'staff*.csv'}
rows: [{sheet: units, values: {unit_id: S, name: State, level: state}}]
sheets:
  - {sheet: people, from: p, columns: {person_id: Emp}}
  - sheet: roles
    from: p
    parents: true
    columns: {role_id: {column: Posts, split: '[;,]', prefix: 'r-'}, title: {value: Post}, unit_id: {value: S}}
  - sheet: assignments
    from: p
    columns: {person_id: Emp, role_id: {column: Posts, split: '[;,]', prefix: 'r-'}, fte: {column: Hours, divide: 40}}
"""
    result = staged(read(tmp_path, mapping, staff="Emp,Posts,Hours\n1,a; b,20\n2,c,40\n"))
    held = result.edges["HOLDS", "Person", "Role"]
    rows = set(zip(held["start"], held["end"], held["fte"], strict=True))
    assert rows == {("1", "r-a", 0.5), ("1", "r-b", 0.5), ("2", "r-c", 1.0)}
    assert {count.loaded for count in result.files} == {2}


@pytest.mark.parametrize("word", ["match: [{pattern: '(a|a)+$b', then: x}]", "remove: '(a|a)+$b'", "split: '(a|a)+$b'"])
def test_a_pattern_that_explodes_is_stopped_and_named(tmp_path: Path, word: str) -> None:
    mapping = (ONE % ("", "[]")).replace("name: Name", f"name: {{column: Name, {word}}}")
    with pytest.raises(InputError, match=r"mapping m: The pattern .* takes too long on some cells"):
        staged(read(tmp_path, mapping, staff=f"Emp,Name\n1,{'a' * 60}!\n"))


def test_the_order_of_dates_is_said_once(tmp_path: Path) -> None:
    mapping = "date_order: day\n" + ONE.replace("name: Name", "hired: Since") % ("", "[]")
    made = staged(read(tmp_path, mapping, staff="Emp,Since\n1,03/04/2026\n")).nodes["Person"]
    assert str(made["hired"][0]) == "2026-04-03"


def test_a_row_that_is_set_aside_is_not_passed_over(tmp_path: Path) -> None:
    extract = read(tmp_path, ONE % ("", "[{column: Status, equals: Active}]"), staff=STAFF + ",Di,Active\n")
    assert problems(staged(extract)) == {("staff", 5, "Emp", "blank")}
    (count,) = staged(extract).files
    assert count.read == count.loaded + count.quarantined + count.passed == 4
