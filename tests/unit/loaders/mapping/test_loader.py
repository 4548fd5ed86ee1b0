"""Exports read as a mapping says: cells, joins, people's ids, sums, and which files are taken."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import InputError
from graph.staging.extract import Extract
from graph.staging.person_key import address_id
from loaders.mapping import file as mapping_file
from loaders.mapping import loader
from loaders.mapping.cells import fill, person_ids, titled
from loaders.mapping.mapping import Cell, Match
from tests.support.loading_help import gather_mapped, problems, put, staged
from tests.support.memory_graph import MemoryGraph

STAFF = """
name: staff
title: Staff of a district
files:
  staff:
    pattern: "staff*.csv"
    person_key: [Name, Born]
    person_remove: "(?i) - interim"
    joins: [{file: places, key: Number, equals: School}]
  places:
    pattern: "places*.csv"
    optional: true
rows:
  - sheet: units
    values: {unit_id: X, name: The state, level: state}
sheets:
  - sheet: units
    from: staff
    parents: true
    columns:
      unit_id: {column: School, strip: "'", prefix: "S-"}
      name: {column: [places.Name, School Name], title: true}
      level: {value: school}
      parent_id: {value: X}
  - sheet: people
    from: staff
    parents: true
    when: [{column: Name, filled: true}]
    columns:
      person_id: {person_key: true}
      name: {column: Name, remove: "(?i) - interim"}
  - sheet: roles
    from: staff
    parents: true
    total: fte_planned
    columns:
      role_id: {column: Post, prefix: "post-"}
      title: {column: Job, map: {P: Principal, T: Teacher}}
      unit_id: {column: School, strip: "'", prefix: "S-"}
      fte_planned: {column: FTE, optional: true}
  - sheet: assignments
    from: staff
    when: [{column: Name, filled: true}]
    columns:
      person_id: {person_key: true}
      role_id: {column: Post, prefix: "post-"}
      since: {column: Since, date: ["%m/%d/%Y", "%d.%m.%Y"]}
      acting: {join: [Job, Name], match: [{pattern: "(?i)interim", then: true}]}
"""
ROWS = """School,School Name,Post,Job,Name,Born,FTE,Since
'001,NORTH ISD,1,P,  Ann  Able ,1970,1.0,09/01/2020
'001,NORTH ISD,2,T,Bob Bold - INTERIM,1980,0.5,01/13/2021
'001,NORTH ISD,2,T,Cy Cole,1990,0.5,02/01/2021
'002,SOUTH ISD,3,P,,,1.0,
"""


def read(folder: Path, rows: str = ROWS, mapping: str = STAFF, source: str = "hr", **others: str) -> Extract:
    """Read one staff file, and others by name."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in {"staff_2026": rows, **others}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return gather_mapped(mapping, folder, source=source)


def without_places(text: str = STAFF) -> str:
    """The mapping for a staff file alone."""
    return text.replace("[places.Name, School Name]", "School Name").replace(
        "\n    joins: [{file: places, key: Number, equals: School}]", ""
    )


def test_every_step_of_a_cell(tmp_path: Path) -> None:
    result = staged(read(tmp_path, mapping=without_places()))
    assert not result.problems
    assert list(result.nodes["Unit"]["name"]) == ["The state", "North ISD", "South ISD"]
    assert list(result.nodes["Unit"]["unit_id"]) == ["X", "S-001", "S-002"]
    roles = result.nodes["Role"].set_index("role_id")
    assert list(roles["title"]) == ["Principal", "Teacher", "Principal"]
    assert roles.loc["post-2", "fte_planned"] == 1.0, "one post shared by two"
    assert sorted(result.nodes["Person"]["name"]) == ["Ann Able", "Bob Bold", "Cy Cole"]
    held = result.edges["HOLDS", "Person", "Role"]
    assert list(held["acting"]) == [None, True, None]
    assert [str(day) for day in held["since"]] == ["2020-09-01", "2021-01-13", "2021-02-01"]
    (count,) = result.files
    assert (count.read, count.loaded, count.quarantined, count.duplicates) == (4, 4, 0, 0)


def test_joined_columns(tmp_path: Path) -> None:
    places = "Number,Name\n'001,First\n'001,Second\n"
    result = staged(read(tmp_path, mapping=STAFF.replace("[places.Name, School Name]", "places.Name"), places=places))
    assert ("staff_2026", 5, "places.Name", "blank") in problems(result), "the joined header is named"
    assert list(result.nodes["Unit"]["name"]) == ["The state"], "neither of two rows of one key counts"


def test_headers_match_without_case_blanks_and_underscores(tmp_path: Path) -> None:
    rows = ROWS.replace("School Name", "school_name").replace("FTE", "Fte")
    assert not staged(read(tmp_path, rows, without_places())).problems


def test_a_missing_column(tmp_path: Path) -> None:
    with pytest.raises(
        InputError, match=r"staff_2026\.csv, line 1: The column 'Post' is missing; did you mean 'Pots'\?"
    ):
        read(tmp_path, ROWS.replace("Post", "Pots"), without_places())


def test_a_column_that_may_be_missing(tmp_path: Path) -> None:
    result = staged(read(tmp_path, ROWS.replace("FTE", "Hours"), without_places()))
    assert not result.problems
    assert result.nodes["Role"]["fte_planned"].isna().all()


def test_a_bad_row_does_not_take_its_parent_along(tmp_path: Path) -> None:
    """The district of a bad row still stands on the rows of its other schools."""
    rows = ROWS.replace("1.0,09/01/2020", "1.0,31/31/2020")
    result = staged(read(tmp_path, rows, without_places()))
    assert problems(result) == {("staff_2026", 2, "Since", "bad_date")}
    assert "S-001" in set(result.nodes["Unit"]["unit_id"])
    assert len(result.nodes["Person"]) == 3


def test_a_bad_parent_takes_all_its_rows_along(tmp_path: Path) -> None:
    rows = ROWS.replace("'001,NORTH", "'0\u202e1,NORTH")
    result = staged(read(tmp_path, rows, without_places()))
    assert {(line, code) for _, line, _, code in problems(result)} == {(n, "control_character") for n in (2, 3, 4)}
    (count,) = result.files
    assert (count.read, count.loaded, count.quarantined) == (4, 1, 3)


def test_what_a_mapping_states_itself_is_not_set_aside(tmp_path: Path) -> None:
    wrong = without_places().replace("level: state}", "level: planet}")
    with pytest.raises(InputError, match=r"mapping staff, column level: It must be one of"):
        staged(read(tmp_path, mapping=wrong))


def test_dropped_columns_are_named(tmp_path: Path) -> None:
    gathered = read(tmp_path, ROWS.replace("Since", "Since,Salary").replace("2020\n", "2020,9\n"), without_places())
    assert list(gathered.dropped.values()) == [("Salary",)]


class TestPeople:
    """Ids of people."""

    def ids(self, *names: str, source: str = "hr", remove: str = "") -> list[str]:
        return list(person_ids([pd.Series(names, dtype=object)], source, remove))

    def test_ids_hold_no_name_and_do_not_meet_across_sources(self) -> None:
        (one,) = self.ids("Ann Able")
        (other,) = self.ids("Ann Able", source="survey")
        assert one != other
        assert "ann" not in one.lower()
        assert one.startswith("p-")
        assert len(one) == 22

    def test_the_same_name_written_otherwise(self) -> None:
        assert len(set(self.ids("Ann Able", " ANN  ABLE ", "Ann\u00a0Able", "\uff21nn Able"))) == 1
        assert len(set(self.ids("Ann Able", "Ann Able - Interim", remove="(?i) - interim"))) == 1

    def test_a_blank_name_is_nobody(self) -> None:
        assert self.ids("", "  ") == ["", ""]

    def test_a_key_of_the_operator_changes_all_ids(self, monkeypatch: pytest.MonkeyPatch) -> None:
        before = self.ids("Ann Able")
        monkeypatch.setenv("LOOPLINE_PERSON_KEY", "secret")
        keyed = self.ids("Ann Able")
        monkeypatch.setenv("LOOPLINE_PERSON_KEY", "s" * 100)
        assert len({*before, *keyed, *self.ids("Ann Able")}) == 3

    def test_ids_are_the_same_whatever_the_row_order(self, tmp_path: Path) -> None:
        head, *rows = ROWS.splitlines()
        turned = "\n".join([head, *reversed(rows)]) + "\n"
        one = staged(read(tmp_path / "a", mapping=without_places()))
        two = staged(read(tmp_path / "b", turned, without_places()))
        assert set(one.nodes["Person"]["person_id"]) == set(two.nodes["Person"]["person_id"])


class TestFiles:
    """Which files a mapping takes."""

    def test_two_snapshots_are_refused_and_listed(self, tmp_path: Path) -> None:
        with pytest.raises(InputError) as caught:
            read(tmp_path, mapping=STAFF, staff_2025=ROWS, places="Number,Name\n")
        assert "2 files match 'staff'" in caught.value.message
        assert "staff_2025.csv" in caught.value.message
        assert "staff_2026.csv" in caught.value.message
        assert "loopline load" in caught.value.fix
        assert "places.csv" in caught.value.fix

    def test_one_of_two_may_be_named(self, tmp_path: Path) -> None:
        read(tmp_path, mapping=without_places(), other=ROWS)
        gathered = gather_mapped(without_places(), tmp_path / "staff_2026.csv")
        assert [Path(file.file).name for file in gathered.files] == ["staff_2026.csv"]

    def test_a_single_file_needs_no_pattern(self, tmp_path: Path) -> None:
        (tmp_path / "export.csv").write_text(ROWS, encoding="utf-8")
        assert not staged(gather_mapped(without_places(), tmp_path / "export.csv")).problems

    def test_a_folder_without_a_matching_file_is_refused(self, tmp_path: Path) -> None:
        (tmp_path / "a.csv").write_text(ROWS, encoding="utf-8")
        (tmp_path / "b.csv").write_text(ROWS, encoding="utf-8")
        with pytest.raises(
            InputError, match=r"There is no file named staff\*\.csv, which the mapping 'staff' needs as"
        ):
            gather_mapped(without_places(), tmp_path)

    def test_an_archive_of_the_same_files(self, tmp_path: Path) -> None:
        places = "Number,Name\n'001,First\n'002,Second\n"
        folder = read(tmp_path / "in", mapping=STAFF, places=places)
        with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
            for file in (tmp_path / "in").iterdir():
                archive.write(file, f"export/{file.name}")
        packed = gather_mapped(STAFF, tmp_path / "in.zip")
        graph = MemoryGraph()
        put(graph, folder)
        assert put(graph, packed).written.total == 0

    def test_files_that_are_not_read_are_named(self, tmp_path: Path) -> None:
        gathered = read(tmp_path, mapping=without_places(), notes="a,b\n1,2\n")
        assert any("notes.csv" in note for note in gathered.notes)


class TestContacts:
    """The shipped mapping of edge lists."""

    def read(self, tmp_path: Path, text: str, nodes: str = "") -> Extract:
        (tmp_path / "edges.csv").write_text(text, encoding="utf-8")
        if nodes:
            (tmp_path / "nodes.csv").write_text(nodes, encoding="utf-8")
        return loader.reader(mapping_file.find("contacts"))([tmp_path], "mail")

    @pytest.mark.parametrize("header", ["from,to", "i,j", "Sender,Receiver", "from_person,to_person"])
    def test_header_names(self, tmp_path: Path, header: str) -> None:
        result = staged(self.read(tmp_path, f"{header}\n01,2\n2,01\n"))
        assert not result.problems
        assert set(result.nodes["Person"]["person_id"]) == {"01", "2"}
        made = result.edges["COMMUNICATES_WITH", "Person", "Person"]
        assert set(zip(made["start"], made["end"], made["channel"], made["count"], strict=True)) == {
            ("01", "2", "other", 1.0),
            ("2", "01", "other", 1.0),
        }
        assert made["last"].isna().all()

    @pytest.mark.parametrize(
        ("text", "ways"),
        [
            ("Source,Target\n1,2\n", {("1", "2"), ("2", "1")}),
            ("Source,Target,Type\n1,2,Undirected\n3,4,Directed\n", {("1", "2"), ("2", "1"), ("3", "4")}),
            ("From,To,Direction\n1,2,mutual\n3,4,directed\n", {("1", "2"), ("2", "1"), ("3", "4")}),
            ("from,to\n1,2\n", {("1", "2")}),
        ],
    )
    def test_a_line_without_arrow_goes_both_ways(self, tmp_path: Path, text: str, ways: set[tuple[str, str]]) -> None:
        made = staged(self.read(tmp_path, text)).edges["COMMUNICATES_WITH", "Person", "Person"]
        assert set(zip(made["start"], made["end"], strict=True)) == ways

    def test_several_recipients_in_a_cell(self, tmp_path: Path) -> None:
        text = 'from,to\n"Ann <mailto:Ann@x.org>","Lane, Bob <bob@x.org>; cy@x.org"\np1,p2|p3\n'
        made = staged(self.read(tmp_path, text)).edges["COMMUNICATES_WITH", "Person", "Person"]
        to = {name: address_id(f"{name}@x.org") for name in ("ann", "bob", "cy")}
        assert set(zip(made["start"], made["end"], strict=True)) == {
            (to["ann"], to["bob"]),
            (to["ann"], to["cy"]),
            ("p1", "p2"),
            ("p1", "p3"),
        }

    def test_all_columns(self, tmp_path: Path) -> None:
        text = "from,to,weight,channel,date\na,b,2,E-Mail,2026-01-05\nb,a,1,Teams chat,2026-01-06\nb,a,1,Visit,\n"
        made = staged(self.read(tmp_path, text)).edges["COMMUNICATES_WITH", "Person", "Person"]
        assert list(made["channel"]) == ["email", "chat", "meeting"]
        assert [str(day) for day in made["last"]] == ["2026-01-05", "2026-01-06", "None"]
        assert list(made["first"]) == list(made["last"])

    def test_a_log_is_added_up_by_day(self, tmp_path: Path) -> None:
        text = (
            "t,i,j,w\n2026-01-05T08:00:00Z,1,2,3\n2026-01-05T09:00:00Z,1,2,1\n2026-01-06T09:00:00Z,1,2,1\n"
            "2026-01-06T09:00:00Z,1,2,1\n2026-01-06T09:00:00Z,3,3,1\n2026-01-07T09:00:00Z,1,2,x\n"
        )
        result = staged(self.read(tmp_path, text))
        made = result.edges["COMMUNICATES_WITH", "Person", "Person"]
        assert [(str(day), count) for day, count in zip(made["last"], made["count"], strict=True)] == [
            ("2026-01-05", 4.0),
            ("2026-01-06", 1.0),
        ]
        assert problems(result) == {("edges", 6, "j", "points_at_itself"), ("edges", 7, "w", "bad_number")}
        assert set(result.nodes["Person"]["person_id"]) == {"1", "2"}
        (count,) = result.files
        assert (count.read, count.loaded, count.quarantined, count.duplicates) == (6, 3, 2, 1)

    def test_a_column_of_dates_is_read_in_one_way(self, tmp_path: Path) -> None:
        text = "from,to,date\na,b,03/04/2026\na,c,13/04/2026\na,d,14/04/2026\n"
        made = staged(self.read(tmp_path, text)).edges["COMMUNICATES_WITH", "Person", "Person"]
        assert [str(day) for day in made["last"]] == ["2026-04-03", "2026-04-13", "2026-04-14"]

    def test_people_whom_nobody_addressed(self, tmp_path: Path) -> None:
        result = staged(self.read(tmp_path, "from,to\n1,2\n", "id,age\n1,30\n2,40\n3,50\n"))
        assert set(result.nodes["Person"]["person_id"]) == {"1", "2", "3"}

    def test_mail_addresses_become_no_ids(self, tmp_path: Path) -> None:
        result = staged(self.read(tmp_path, "from,to\nann@x.org,bob@x.org\nANN@x.org,c\n"))
        ids = set(result.nodes["Person"]["person_id"])
        assert len(ids) == 3
        assert not any("@" in one for one in ids)

    def test_an_edge_list_without_from_and_to_is_refused(self, tmp_path: Path) -> None:
        with pytest.raises(InputError, match=r"The columns from, .* are all missing"):
            self.read(tmp_path, "a,b\n1,2\n")


@given(st.text(max_size=30))
def test_titles_keep_their_letters(text: str) -> None:
    assert titled(text).casefold() == text.casefold() or "\u0130" in text or not text.isascii()


def test_titles() -> None:
    assert titled("O'CONNOR H S AT ST MARY'S-WEST ISD II") == "O'Connor H S At St Mary's-West ISD II"


@pytest.mark.parametrize(
    ("cell", "text", "made"),
    [
        (Cell(column=["x"], map={"A": "1"}), "a", "1"),
        (Cell(column=["x"], map={"A": "1"}), "b", "b"),
        (Cell(column=["x"], map={"A": "1"}, default="9"), "b", "9"),
        (Cell(column=["x"], prefix="p-", default="none"), " ", "none"),
        (Cell(column=["x"], strip="'*", prefix="p-"), " *'7'* ", "p-7"),
        (
            Cell(column=["x"], match=[Match(pattern=r"^(\w+) (\w+)", then=r"\2-\1")]),
            "a b c",
            "b-a",
        ),
        (Cell(column=["x"], date=["%Y%m%d"]), "20260901", "2026-09-01"),
        (Cell(column=["x"], date=["%Y-%m-%dT%H:%M:%S%z"]), "2026-09-01T23:30:00-0500", "2026-09-01"),
        (Cell(column=["x"], date=["%m/%d/%Y"]), "never", "never"),
        (Cell(column=["x"]), "a\tb", "a\tb"),
    ],
)
def test_cells(cell: Cell, text: str, made: str) -> None:
    assert list(fill(cell, pd.Series([text, text], dtype=object))) == [made, made]
