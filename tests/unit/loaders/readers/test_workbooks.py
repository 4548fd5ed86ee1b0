"""Excel workbooks: cells as the text a person sees."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from graph.spreadsheet_errors import NOT_CALCULATED
from loaders.readers.files import iter_tables, read_tables
from loaders.readers.tables import Table
from tests.support.reading_inputs import SHEET, Value, sheet_xml, text_row, workbook


def rows(table: Table) -> list[list[str]]:
    assert all(type(cell) is str for row in table.frame.itertuples(index=False) for cell in row)
    return [list(row) for row in table.frame.itertuples(index=False)]


def only(path: Path) -> Table:
    (table,) = read_tables(path)
    return table


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("001902", "001902"),
        ("1.0E+05", "1.0E+05"),
        ("'001902", "'001902"),
        ("Null", "Null"),
        (" x ", " x "),
        (None, ""),
        (7, "7"),
        (7.0, "7"),
        (-0.5, "-0.5"),
        (0.1 + 0.2, "0.3"),
        (100_000.0, "100000"),
        (123456789012345, "123456789012345"),
        (True, "true"),
        (False, "false"),
        (dt.datetime(2026, 9, 1), "2026-09-01"),  # noqa: DTZ001 - cells have no zone
        (dt.date(2026, 9, 1), "2026-09-01"),
        (dt.datetime(2026, 9, 1, 8, 30), "2026-09-01T08:30:00"),  # noqa: DTZ001
        (dt.time(8, 30), "08:30:00"),
    ],
)
@pytest.mark.parametrize("epoch", [1900, 1904])
def test_cells_as_text(tmp_path: Path, value: Value, text: str, epoch: int) -> None:
    book = Workbook()
    if epoch == 1904:
        book.epoch = CALENDAR_MAC_1904
    sheet = book.worksheets[0]
    sheet.append(["id", "value"])
    sheet.append(["1", value])
    book.save(tmp_path / "people.xlsx")
    assert rows(only(tmp_path / "people.xlsx")) == [["1", text]]


def test_zeros_that_the_format_shows(tmp_path: Path) -> None:
    path = workbook(tmp_path / "units.xlsx", [["id", "fte"], [1902, 1]])
    book = load_workbook(path)
    book.worksheets[0]["A2"].number_format = "000000"
    book.save(path)
    assert rows(only(path)) == [["001902", "1"]]


def test_sheets_are_tables_and_empty_ones_are_not(tmp_path: Path) -> None:
    path = workbook(tmp_path / "all.xlsx", {"people": [["id"], ["P1"]], "empty": [], "teams": [["team_id"]]})
    tables = read_tables(path)
    assert [(table.file, table.headers, len(table)) for table in tables] == [
        (f"{path}!people", ("id",), 1),
        (f"{path}!teams", ("team_id",), 0),
    ]


def test_only_wanted_sheets_are_read(tmp_path: Path) -> None:
    path = workbook(tmp_path / "all.xlsx", {"people": [["id"], ["P1"]], "how to": [["x", "x"]]})
    assert len(read_tables(path, wanted=lambda title: title == "people")) == 1
    assert read_tables(path, wanted=lambda _: False) == []


def strike(path: Path, *cells: str) -> Path:
    book = load_workbook(path)
    for cell in cells:
        book.worksheets[0][cell].font = Font(strike=True)
    book.save(path)
    return path


def test_rows_struck_through_are_set_aside(tmp_path: Path) -> None:
    sheet: list[list[Value]] = [
        ["id", "name", "x"],
        ["p1", "Ann", None],
        ["p2", "Bob", 1],
        ["p3", "Cy", None],
        ["p4", "Di", None],
    ]
    table = only(strike(workbook(tmp_path / "people.xlsx", sheet), "A2", "B2", "C2", "B4", "C5"))
    assert rows(table) == [["p2", "Bob", "1"], ["p3", "Cy", ""], ["p4", "Di", ""]]
    assert list(table.lines) == [3, 4, 5]
    assert [(problem.line, problem.column, problem.code) for problem in table.problems] == [(2, "id", "struck_row")]
    assert table.notes == ("1 row with some cells struck through read like the others: line 4",)


def test_a_struck_row_still_covers_the_rows_it_is_merged_over(tmp_path: Path) -> None:
    sheet: list[list[Value]] = [["site", "id"], ["North", "p1"], ["South", "p2"], [None, "p3"]]
    path = strike(workbook(tmp_path / "people.xlsx", sheet), "A3", "B3")
    book = load_workbook(path)
    book.worksheets[0].merge_cells("A3:A4")
    book.save(path)
    assert rows(only(path)) == [["North", "p1"], ["South", "p3"]]


def test_hidden_sheets_are_read_and_named(tmp_path: Path) -> None:
    path = workbook(tmp_path / "all.xlsx", {"people": [["id"], ["P1"]], "teams": [["id"], ["T1"]]})
    book = load_workbook(path)
    book["teams"].sheet_state = "hidden"
    book.save(path)
    assert [table.notes for table in read_tables(path)] == [(), ("a hidden sheet",)]


def test_a_workbook_called_xls(tmp_path: Path) -> None:
    path = workbook(tmp_path / "all.xlsx", [["id"], ["P1"]]).rename(tmp_path / "roster.xls")
    assert rows(only(path)) == [["P1"]]


def test_rows_keep_their_numbers(tmp_path: Path) -> None:
    part = sheet_xml(text_row(3, "id", "name") + text_row(5, "P1", "a") + text_row(9, " ", "") + text_row(12, "P2"))
    table = only(workbook(tmp_path / "gaps.xlsx", [["x"]], {SHEET: part}))
    assert table.headers == ("id", "name")
    assert rows(table) == [["P1", "a"], ["P2", ""]]
    assert list(table.lines) == [5, 12]


def test_a_moderate_number_of_formatted_blank_rows_is_fine(tmp_path: Path) -> None:
    blank = "".join(f'<row r="{row}"><c r="A{row}" s="0"/></row>' for row in range(3, 10_000))
    table = only(
        workbook(tmp_path / "a.xlsx", [["x"]], {SHEET: sheet_xml(text_row(1, "id") + text_row(2, "P1") + blank)})
    )
    assert rows(table) == [["P1"]]


def test_formulas_give_their_stored_value(tmp_path: Path) -> None:
    part = sheet_xml(
        text_row(1, "id", "sum", "text")
        + '<row r="2"><c><v>1</v></c><c r="B2"><f>A2+1</f><v>2</v></c><c r="C2" t="str"><f>""</f><v></v></c></row>'
        + '<row r="3"><c r="A3"><v>2</v></c><c r="B3"><f>A3+1</f></c><c r="C3" t="str"><f>"x"</f><v>x</v></c></row>'
        + '<row r="4"><c r="B4"><f>A4+1</f><v/></c></row>'
    )
    table = only(workbook(tmp_path / "a.xlsx", [["x"]], {SHEET: part}))
    assert rows(table) == [["1", "2", ""], ["2", NOT_CALCULATED, "x"], ["", NOT_CALCULATED, ""]]


def test_errors_are_left_to_whoever_reads_their_column(tmp_path: Path) -> None:
    part = sheet_xml(
        text_row(1, "id", "boss")
        + '<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="e"><f>VLOOKUP(1,2,3)</f><v>#N/A</v></c></row>'
        + text_row(3, "2", "#N/A")
        + '<row r="4"><c r="A4"><v>3</v></c><c r="B4"><v>1</v></c><c r="C4" t="e"><v>#REF!</v></c></row>'
    )
    table = only(workbook(tmp_path / "a.xlsx", [["x"]], {SHEET: part}))
    assert rows(table) == [["1", "#N/A"], ["2", "#N/A"], ["3", "1"]]
    assert table.notes == ("column 3 has values but no header and can't be read",)


def test_values_without_a_header(tmp_path: Path) -> None:
    table = only(
        workbook(tmp_path / "a.xlsx", [["id", None, "name", None], [1, "x", "a"], [2, None, "b", None, "Ada Byron"]])
    )
    assert table.headers == ("id", "", "name")
    assert rows(table) == [["1", "x", "a"], ["2", "", "b"]]
    assert table.notes == ("column 5 has values but no header and can't be read",)


def test_numbers_too_long_for_a_spreadsheet_are_noted(tmp_path: Path) -> None:
    table = only(workbook(tmp_path / "a.xlsx", [["id", "name"], [1234567890123456, "x"]]))
    assert rows(table) == [["1234567890123456", "x"]]
    assert table.notes == ("column id: Excel keeps only 15 digits of a number; store longer ids as text",)


def test_slices_of_a_sheet(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", [["id"], *([n] for n in range(25))])
    assert [len(table) for table in iter_tables(path, rows=10)] == [10, 10, 5]
    assert [int(table.lines[0]) for table in iter_tables(path, rows=10)] == [2, 12, 22]


def test_prefixed_names_and_utf16_parts(tmp_path: Path) -> None:
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    cells = "<x:row><x:c t='inlineStr'><x:is><x:t>{}</x:t></x:is></x:c></x:row>"
    rows_ = cells.format("id") + cells.format("P1")
    part = f"<x:worksheet xmlns:x='{main}'><x:sheetData>{rows_}</x:sheetData></x:worksheet>"
    table = only(workbook(tmp_path / "a.xlsx", [["x"]], {SHEET: part.encode("utf-16")}))
    assert (table.headers, rows(table)) == (("id",), [["P1"]])


def test_a_deep_part_does_no_harm(tmp_path: Path) -> None:
    table = only(
        workbook(tmp_path / "a.xlsx", [["id"], ["P1"]], {"xl/theme/theme1.xml": "<a>" * 99_999 + "</a>" * 99_999})
    )
    assert rows(table) == [["P1"]]


def test_large_parts_that_hold_no_cells_are_left_alone(tmp_path: Path) -> None:
    query = f"<DataMashup>{'QUJD' * 500_000}</DataMashup>"
    chart = f"<c>{'<v>1</v>' * 450_000}</c>"
    path = workbook(
        tmp_path / "a.xlsx", [["id"], ["P1"]], {"customXml/item1.xml": query, "xl/charts/chart1.xml": chart}
    )
    assert rows(only(path)) == [["P1"]]
