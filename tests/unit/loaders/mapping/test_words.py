"""The words of the mapping language: what each makes of an export, and what the load says of it."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

import loaders
from graph.errors import InputError
from graph.staging.extract import Extract
from graph.validation_messages import fields_of
from loaders.mapping import file, loader
from loaders.mapping.mapping import Ancestors, Block, Cell, File, Join, Mapping, Match, Newest, Row, Unpivot, When
from tests.support.loading_help import problems, staged

AS_OF = date(2026, 9, 1)
README = Path(loaders.__file__).parent / "README.md"
MODELS = (Ancestors, Block, Cell, File, Join, Mapping, Match, Newest, Row, Unpivot, When)
HEAD = "name: m\ntitle: M\n"


def read(folder: Path, mapping: str, **texts: str) -> Extract:
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return loader.reader(file.parse(HEAD + mapping, "m.yaml"))([folder], "hr", AS_OF)


def people(extract: Extract) -> dict[str, str | None]:
    made = staged(extract).nodes["Person"]
    return dict(zip(made["person_id"], made["name"], strict=True))


def said(extract: Extract, words: str) -> bool:
    return any(words in note for note in extract.notes)


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
