"""Rows that are no records are set aside with their line; records that resemble them stay."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.readers.files import read_tables
from loaders.readers.no_records import set_apart
from loaders.readers.tables import Table


def records(tmp_path: Path, text: str) -> Table:
    path = tmp_path / "people.csv"
    path.write_text(text, encoding="utf-8")
    (table,) = read_tables(path)
    return set_apart(table)


def apart(table: Table) -> dict[int, str]:
    return {problem.line: problem.code for problem in table.problems}


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("person_id,name,job_title", "header_again"),
        ("Person ID,Name,Job title", "header_again"),
        ("(text),(text),(optional)", "label_row"),
        ('"{""ImportId"":""QID1""}","{""ImportId"":""QID2""}",', "label_row"),
        ("Grand Total,2,", "total_row"),
        ("Subtotal District 5,,12", "total_row"),
        ("Count: 2,,", "no_record"),
        ("Record count 2,,", "no_record"),
        ("End of report,,", "no_record"),
        ("*** END OF REPORT ***,,", "no_record"),
        ("Report run 2026-09-01 08:00 by HRADMIN,,", "no_record"),
        ("Applied filters: Status is Active,,", "no_record"),
        ("Confidential,,", "no_record"),
        ("2 rows,,", "no_record"),
        ("Page 1 of 3,,", "no_record"),
        ("District 5 North,,", "no_record"),
        ("Elm School:,,", "no_record"),
    ],
)
def test_rows_that_are_no_records_are_set_aside(tmp_path: Path, line: str, code: str) -> None:
    table = records(tmp_path, f"person_id,name,job_title\n{line}\np1,Ann Able,Boss\np2,Bob Bold,Coach\n")
    assert apart(table) == {2: code}
    assert list(table.frame[0]) == ["p1", "p2"]
    assert list(table.lines) == [3, 4]
    assert all(problem.reason.endswith(".") for problem in table.problems)


@pytest.mark.parametrize(
    "above",
    [
        "EXAMPLE,Jane Sample,Coach\n",
        "Example 1,Jane Sample,Coach\n",
        "(sample),Jane Sample,Coach\n",
        "e.g. p1,Jane Sample,\n",
        "p0,e.g. Jane Sample,Coach\n",
        "(required),(text),(text)\np0,Example name,Coach\n",
    ],
)
def test_hints_and_examples_of_a_template(tmp_path: Path, above: str) -> None:
    table = records(tmp_path, f"person_id,name,job_title\n{above}p1,Ann Able,Boss\np2,Bob Bold,Coach\n")
    assert list(table.frame[0]) == ["p1", "p2"]
    assert set(apart(table).values()) == {"label_row"}


@pytest.mark.parametrize("row", ["p0,Example Elementary,Boss", "Sample,Ann,Boss", "Samples,Ann,Boss", "p0,Sample,Boss"])
def test_names_that_resemble_examples(tmp_path: Path, row: str) -> None:
    expected = {2: "label_row"} if row.startswith("Sample,") else {}
    assert apart(records(tmp_path, f"person_id,name,job_title\n{row}\np2,Bob Bold,Coach\n")) == expected


def test_a_survey_has_its_questions_above_their_ids_and_its_author_s_tries(tmp_path: Path) -> None:
    ids = ",".join(f'"{{""ImportId"":""{name}""}}"' for name in ("status", "QID1", "QID2"))
    table = records(
        tmp_path,
        f"Status,Q1,Q2\nResponse Type,What is your id?,How often?\n{ids}\n"
        "Survey Preview,p9,Weekly\nIP Address,p1,Weekly\nIP Address,p2,Survey Preview\n",
    )
    assert apart(table) == {2: "label_row", 3: "label_row", 4: "test_row"}
    assert list(table.frame[1]) == ["p1", "p2"]


def test_without_ids_of_questions_the_first_row_is_a_record(tmp_path: Path) -> None:
    assert not apart(
        records(tmp_path, "Status,Q1,Q2\nResponse Type,What is your id?,How often?\nIP Address,p1,Weekly\n")
    )


@pytest.mark.parametrize(
    "line",
    [
        "p3,,",  # somebody of whom only the id is known
        "p3,Total,Coach",
        "Total Learning Academy,Ann Able,Boss",
        "p3,name,job_title",
        "Count,Dracula,Coach",
        "p3,Page Turner,Confidential",
    ],
)
def test_records_that_resemble_them(tmp_path: Path, line: str) -> None:
    table = records(tmp_path, f"person_id,name,job_title\np1,Ann Able,Boss\n{line}\np2,Bob Bold,Coach\n")
    assert apart(table) == {}
    assert len(table) == 3


def test_names_alone_are_no_headings_where_names_come_first(tmp_path: Path) -> None:
    table = records(tmp_path, "name,unit\nAnn Able,D1\nBob Bold,\nCy Cole,D2\n")
    assert apart(table) == {}


def test_rows_of_ids_alone(tmp_path: Path) -> None:
    table = records(tmp_path, "person_id,name\np 1,\np 2,\n")
    assert len(table) == 2


def test_the_names_again_in_another_order_begin_another_table(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"people\.csv, line 3: The column names stand here again in another order"):
        records(tmp_path, "person_id,name,hired,left\np1,Ann,,\nperson_id,name,left,hired\np2,Bob,,2021-08-20\n")
