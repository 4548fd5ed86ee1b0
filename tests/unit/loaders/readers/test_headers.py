"""Titles above the header, notes beside the sheets, merged cells, hidden rows, and encodings of one byte."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.errors import InputError
from loaders import sheets
from tests.support.loading_help import staged

PEOPLE = "person_id,name,job_title\np1,Ann,Boss\n"


def frame_of(path: Path) -> dict[str, list[str]]:
    (rows,) = sheets.read([path]).sheets
    return {str(name): list(cells) for name, cells in rows.frame.items()}


def notes(path: Path) -> list[str]:
    return [note.split(": ", 1)[-1] for note in sheets.read([path]).notes]


@pytest.mark.parametrize(
    "above",
    ["Staff list,,\nRun 2026-09-01,,\n,,\n", "Staff list\n\n", "Staff; all of them\nRun: today\n", "a,b\n" * 28],
)
def test_titles_above_the_header(tmp_path: Path, above: str) -> None:
    path = tmp_path / "people.csv"
    path.write_text(above + PEOPLE, encoding="utf-8")
    assert frame_of(path)["person_id"] == ["p1"]
    line = above.count("\n") + 1
    assert notes(path) == [f"the column names are in line {line}; what stands above them was left out"]


def test_a_header_below_line_30_is_not_found(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("a,b\n" * 31 + PEOPLE, encoding="utf-8")
    with pytest.raises(InputError, match=r"line 1: The column 'person_id' is missing"):
        sheets.read([path])


def test_column_names_that_stand_twice_below_a_line_of_groups_are_named(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("Manager,,Employee,\nperson_id,name,person_id,name\np1,Ann,p2,Bob\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"line 2, column 3: Columns 1 and 3 have the same header"):
        sheets.read([path])


def workbook(path: Path, rows: Sequence[Sequence[object]]) -> Workbook:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = path.stem
    for row in rows:
        sheet.append(list(row))
    return book


def test_titles_in_a_workbook(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    book = workbook(path, [["Workers"], ["Run by", "HR"], [], ["person_id", "name"], ["p1", "Ann"]])
    book["people"].merge_cells("A1:B1")
    book.save(path)
    assert frame_of(path) == {"person_id": ["p1"], "name": ["Ann"]}
    assert notes(path) == ["the column names are in line 4; what stands above them was left out"]


def test_merged_cells_are_filled_down_and_hidden_rows_are_told(tmp_path: Path) -> None:
    path = tmp_path / "people.xlsx"
    rows = [["p1", "Ann", "D1"], ["p2", "Bob"], ["p3", "Cy"], ["p4", "Di"]]
    book = workbook(path, [["person_id", "name", "unit_id"], *rows])
    book["people"].merge_cells("C2:C4")
    book["people"].row_dimensions[3].hidden = True
    book.save(path)
    assert frame_of(path)["unit_id"] == ["D1", "D1", "D1", ""]
    assert notes(path) == [
        "1 hidden row read like the others: line 3",
        "column unit_id: merged cells were filled down into 2 rows",
    ]


def test_notes_beside_the_sheets_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text(PEOPLE, encoding="utf-8")
    beside = tmp_path / "readme.txt"
    beside.write_text("Export notes\nMade by HR, on Monday, by hand\nCall us, if in doubt\n", encoding="utf-8")
    assert frame_of(tmp_path)["person_id"] == ["p1"]
    assert sheets.read([tmp_path]).notes == (f"Left out because their names are not sheet names: {beside}.",)
    with pytest.raises(InputError, match="Unknown sheet 'readme'"):
        sheets.read([beside])


def test_notes_in_an_archive_and_in_a_workbook_are_left_out(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("people.csv", PEOPLE)
        archive.writestr("readme.txt", 'Made by HR, on "Monday\nCall us, if in doubt\n')
    assert frame_of(tmp_path / "all.zip")["person_id"] == ["p1"]
    book = workbook(tmp_path / "people.xlsx", [["person_id"], ["p1"]])
    book.create_sheet("Notes").append(["a", "a"])
    book.save(tmp_path / "people.xlsx")
    assert frame_of(tmp_path / "people.xlsx")["person_id"] == ["p1"]
    assert "people.xlsx!Notes" in sheets.read([tmp_path / "people.xlsx"]).notes[0]


@pytest.mark.parametrize(
    ("codec", "name", "said"),
    [
        ("mac_roman", "Jos\u00e9 Nu\u00f1ez, Zo\u00eb M\u00fcller", "read as Mac Roman"),
        ("cp1250", "\u0141ukasz, \u0141ucja Wi\u015bniewski", "read as Windows-1250"),
        ("cp1252", "Jos\u00e9 Nu\u00f1ez, Fran\u00e7oise d\u2019Arc", "read as Windows-1252"),
        (
            "cp1252",
            "K\u20135, PreK\u20132, Lee\u2013Smith, \u201cAnn\u201d \u00d6ZT\u00dcRK",
            "read as Windows-1252",
        ),
    ],
)
def test_encodings_of_one_byte_by_what_makes_words(tmp_path: Path, codec: str, name: str, said: str) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes(f'person_id,name\np1,"{name}"\n'.encode(codec))
    assert frame_of(path)["name"] == [name]
    assert notes(path)[0].startswith(said)


def test_one_odd_word_is_told_and_decides_nothing(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_bytes("person_id,name\np1,\u0141ukasz\n".encode("cp1250"))
    assert frame_of(path)["name"] == ["\u00a3ukasz"]
    assert "it may be Windows-1250" in notes(path)[0]


def test_names_that_were_encoded_twice_are_told(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("person_id,name\np1,Jos\u00c3\u00a9\n", encoding="utf-8")
    assert notes(path)[0].startswith("letters encoded twice, as in ")


def test_decimal_commas_where_semicolons_separate(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("person_id;employed_fte\np1;0,5\np2;1,0\np3;50%\np4;.8\n", encoding="utf-8")
    result = staged(sheets.read([path]))
    assert list(result.nodes["Person"]["employed_fte"]) == [0.5, 1.0, None, 0.8]
    assert [(problem.line, problem.lost) for problem in result.problems] == [(4, "cell")]
    assert "percent sign" in result.problems[0].reason
