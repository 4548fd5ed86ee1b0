"""ZIP archives of delimited files."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import InputError
from loaders.readers.files import iter_tables, read_tables
from tests.support.reading_inputs import made, packed, workbook

PEOPLE = "person_id,name\nP1,Ada\nP2,Ben\n"


def test_each_member_is_a_table(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"in/teams.csv": "team_id\nT1\n", "in/people.TSV": PEOPLE.replace(",", "\t")})
    tables = read_tables(path)
    assert [table.file for table in tables] == [f"{path}!in/people.TSV", f"{path}!in/teams.csv"]
    assert [list(row) for row in tables[0].frame.itertuples(index=False)] == [["P1", "Ada"], ["P2", "Ben"]]


def test_what_systems_leave_in_archives_is_passed_over(tmp_path: Path) -> None:
    members = {
        "people.csv": PEOPLE,
        "__MACOSX/._people.csv": "x",
        ".DS_Store": "x",
        "empty/": "",
        "manifest.json": "{}",
    }
    (table,) = read_tables(packed(tmp_path / "all.zip", members))
    assert table.notes == ("not read: manifest.json",)


def test_only_wanted_members_are_read(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"people.csv": PEOPLE, "page.csv": "<html>"})
    (table,) = read_tables(path, wanted=lambda name: name == "people.csv")
    assert len(table) == 2


def test_problems_name_the_member(tmp_path: Path) -> None:
    path = packed(tmp_path / "all.zip", {"people.csv": PEOPLE + "P3\n"})
    (table,) = read_tables(path)
    assert table.problems[0].file == f"{path}!people.csv"
    assert table.problems[0].line == 4


def test_stored_and_compressed_members(tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    for method in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        with zipfile.ZipFile(path, "w", method) as archive:
            archive.writestr("people.csv", PEOPLE)
        assert len(read_tables(path)[0]) == 2


def test_slices_of_members(tmp_path: Path) -> None:
    many = "id\n" + "".join(f"{n}\n" for n in range(250))
    path = packed(tmp_path / "all.zip", {"a.csv": many, "b.csv": PEOPLE})
    assert [(table.file[-5:], len(table)) for table in iter_tables(path, rows=100)] == [
        ("a.csv", 100),
        ("a.csv", 100),
        ("a.csv", 50),
        ("b.csv", 2),
    ]


@pytest.mark.parametrize("kind", ["zip", "xlsx"])
@given(place=st.integers(0), byte=st.integers(0, 255), cut=st.booleans())
@settings(deadline=None, max_examples=100)
def test_damage_anywhere_gives_a_table_or_a_refusal(
    tmp_path_factory: pytest.TempPathFactory, kind: str, place: int, byte: int, cut: bool
) -> None:
    path = tmp_path_factory.getbasetemp() / f"damaged.{kind}"
    if kind == "zip":
        packed(path, {"a.csv": PEOPLE, "b.csv": "id\n1\n"})
    else:
        workbook(path, {"people": [["id", "name"], ["P1", 3]], "teams": [["id"], ["T1"]]})
    content = bytearray(path.read_bytes())
    content[place % len(content)] = byte
    made(path, bytes(content[: place % len(content)] if cut else content))
    try:
        told = [any(table.headers) for table in read_tables(path)]
    except InputError as error:
        told = [bool(error.fix), path.name in str(error)]
    assert all(told)
