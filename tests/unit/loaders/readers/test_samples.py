"""Real exports, read whole: counts as other tools count them."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.readers.files import read_tables
from tests.support.samples import sample

pytestmark = pytest.mark.slow


@pytest.mark.parametrize(
    ("name", "rows", "columns"),
    [
        ("data/texas_state/askted/directory_2015-10.csv", 9_375, 34),
        ("data/texas_state/askted/principals_2015.csv", 9_466, 22),
        ("data/texas_state/askted/superintendents_2015.csv", 1_220, 22),
        ("data/texas_state/tapr/campus_entities_2017-2018.csv", 8_759, 22),
        ("data/cps_roster/employeepositionroster_2017-06-30.csv", 38_589, 8),
        ("data/viva_p2p/p2p_data_r.csv", 11_550, 13),
        ("formats/viva_insights/mt_data.csv", 612, 41),
        ("formats/cr_only_csv_mooc_ed/dlt1-edges.csv", 2_529, 10),
        ("formats/oneroster_v1p1_mock/data/users.csv", 300, 19),
    ],
)
def test_delimited_files(name: str, rows: int, columns: int) -> None:
    (table,) = read_tables(sample(name))
    assert (len(table), len(table.headers)) == (rows, columns)
    assert not table.problems
    assert not table.notes


def test_every_delimited_sample_is_read_as_the_csv_module_reads_it() -> None:
    paths = sorted(path for folder in ("data", "formats") for path in sample(folder).rglob("*.csv"))
    assert len(paths) > 50
    for path in paths:
        (table,) = read_tables(path)
        assert not table.problems
        header, *rows = _read_plainly(path)
        width = len(table.headers)
        assert [text.strip() for text in header[:width]] == list(table.headers)
        assert not any(header[width:])
        assert [row[:width] for row in rows] == table.frame.to_numpy().tolist()


def _read_plainly(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.reader(file) if any(cell.strip() for cell in row)]


def test_a_roster_called_xls_is_the_workbook_it_is() -> None:
    (table,) = read_tables(sample("data/cps_roster/EmployeePositionRoster_03312017.xls"))
    assert table.headers == ("Pos #", "Dept ID", "Department", "FTE", "ClsIndc", "JobCode", "Job Title", "Name")
    assert len(table) == 38_631
    assert list(table.frame.iloc[0, :7]) == [
        "111427",
        "49021",
        "Northside Learning Center",
        "1",
        "T",
        "500629",
        "Special Education Teacher",
    ]
    assert table.lines[-1] == 38_632


def test_excel_quirks_of_the_directory_stay_in_the_cells() -> None:
    (table,) = read_tables(sample("data/texas_state/askted/directory_2015-10.csv"))
    assert table.frame.iloc[0, table.headers.index("District Number")] == "'001902"
    assert str(table.frame.iloc[0, table.headers.index("School Principal")]).endswith("   ")


def test_oneroster_archives() -> None:
    folder = "formats/oneroster_moodle_fixtures/tests/fixtures/csv_data"
    tables = read_tables(sample(f"{folder}/v1p2_full_dataset.zip"))
    assert [table.file.rpartition("/")[2] for table in tables] == [
        "academicSessions.csv",
        "classes.csv",
        "enrollments.csv",
        "manifest.csv",
        "orgs.csv",
        "roles.csv",
        "userprofiles.csv",
        "users.csv",
    ]
    assert [len(table) for table in tables] == [5, 2, 6, 25, 1, 7, 7, 6]


def test_a_matrix_without_headers_is_refused_and_its_nodes_are_read() -> None:
    folder = "formats/xlsx_adjacency_matrix"
    with pytest.raises(InputError, match="instead of column names"):
        read_tables(sample(f"{folder}/year-1-collaboration-ties.xlsx"))
    (nodes,) = read_tables(sample(f"{folder}/school-leader-nodes.xlsx"))
    assert nodes.headers == ("ID", "EFFICACY", "TRUST", "DISTRICT/SITE", "MALE")
    assert len(nodes) == 43


def test_a_workbook_whose_download_was_damaged_is_refused() -> None:
    with pytest.raises(InputError, match="damaged"):
        read_tables(sample("formats/kumu/content/overview-of-the-euro-crisis.xlsx"))
