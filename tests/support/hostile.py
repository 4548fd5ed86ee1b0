"""Hostile and odd files, each a people sheet gone wrong in one way."""

from __future__ import annotations

import datetime as dt
import io
import os
import struct
import zipfile
from collections.abc import Callable
from pathlib import Path

HEAD = "person_id,name,hired,manager_id\n"
GOOD = HEAD + "p1,Ann Able,2020-01-01,\np2,Bob Bold,2021-01-01,p1\n"

Maker = Callable[[Path], Path]


def text(content: str, name: str = "people.csv", encoding: str = "utf-8") -> Maker:
    """A file of text."""
    return data(content.encode(encoding), name)


def data(content: bytes, name: str = "people.csv") -> Maker:
    """A file of bytes."""

    def make(folder: Path) -> Path:
        (folder / name).write_bytes(content)
        return folder / name

    return make


def packed(*members: tuple[str, bytes], name: str = "people.zip") -> Maker:
    """A ZIP archive."""
    return data(_zip(*members), name)


def _zip(*members: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return out.getvalue()


def encrypted(folder: Path) -> Path:
    """An archive whose member says that it is encrypted."""
    content = bytearray(_zip(("people.csv", GOOD.encode())))
    for mark, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = content.find(mark) + offset
        struct.pack_into("<H", content, at, struct.unpack_from("<H", content, at)[0] | 1)
    return data(bytes(content), "people.zip")(folder)


def fifo(folder: Path) -> Path:
    """A pipe that nobody writes to."""
    os.mkfifo(folder / "people.csv")
    return folder / "people.csv"


def link(folder: Path) -> Path:
    """A link to a good file."""
    (folder / "real").mkdir()
    (folder / "real" / "people.csv").write_text(GOOD, encoding="utf-8")
    (folder / "people.csv").symlink_to(folder / "real" / "people.csv")
    return folder / "people.csv"


def workbook(*rows: tuple[str | dt.date | None, ...], name: str = "people.xlsx", mac: bool = False) -> Maker:
    """A workbook with one sheet called people."""

    def make(folder: Path) -> Path:
        from openpyxl import Workbook
        from openpyxl.utils.datetime import CALENDAR_MAC_1904

        book = Workbook()
        if mac:
            book.epoch = CALENDAR_MAC_1904
        sheet = book.active
        assert sheet is not None
        sheet.title = "people"
        for row in rows:
            sheet.append(row)
        book.save(folder / name)
        return folder / name

    return make


def workbook_with(part: str, content: bytes) -> Maker:
    """A workbook of which one part is replaced."""

    def make(folder: Path) -> Path:
        path = workbook(tuple(HEAD.strip().split(",")), ("p1", "Ann", "2020-01-01", None))(folder)
        out = io.BytesIO()
        with zipfile.ZipFile(path) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
            for entry in old.infolist():
                new.writestr(entry.filename, content if entry.filename == part else old.read(entry))
        path.write_bytes(out.getvalue())
        return path

    return make


def blank_rows(count: int) -> bytes:
    """A sheet with that many formatted blank rows."""
    rows = "".join(f'<row r="{number}" s="1" customFormat="1"/>' for number in range(2, count))
    head = '<row r="1"><c r="A1" t="inlineStr"><is><t>person_id</t></is></c></row>'
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?><worksheet xmlns="{space}"><sheetData>{head}{rows}</sheetData></worksheet>'.encode()


LAUGHS = b"""<?xml version="1.0"?><!DOCTYPE sst [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>
<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>"""
XXE = b"""<?xml version="1.0"?><!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/hostname">]>
<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>"""
SHEET = "xl/worksheets/sheet1.xml"
CYPHER = "x1'})DETACH/**/DELETE/**/n//"

# Whole files: name, maker, what the message says, what it says where (line or column, or neither), for both loaders.
REFUSED: list[tuple[str, Maker, str]] = [
    ("empty", data(b""), r"people\.csv: The file is empty"),
    ("blank lines only", text("\n\n\n"), r"people\.csv: The file has no rows"),
    ("no header", text("1,2020-01-01\n2,2021-01-01\n"), r"people\.csv, line 1: The first row has numbers, dates"),
    ("UTF-16 without a mark", data(GOOD.encode("utf-16-le")), r"people\.csv: The file looks like UTF-16"),
    (
        "mixed encodings",
        data((HEAD + "p1,J\u00f6rg,,\n" * 60).encode() + ("p2,J\u00f6rg,,\n" * 60).encode("cp1252")),
        r"people\.csv, line 62: Line 2 is UTF-8 and line 62 is not",
    ),
    ("binary", data(bytes(range(256)) * 40), r"people\.csv: The file is binary data"),
    (
        "unclosed quote",
        text(HEAD + 'p1,"Ann,,\np2,Bob,,\np3,Cy,,\n'),
        r"people\.csv, line 2, column name: A quote opens",
    ),
    ("endless field", text(HEAD + f"p1,{'x' * 140_000},,\n"), r"people\.csv, line 2, column name: A field is longer"),
    (
        "a million columns",
        text("person_id," + ",".join(f"c{n}" for n in range(10_000)) + "\n"),
        r"line 1: The header has",
    ),
    ("duplicate headers", text("person_id,name,name\np1,a,b\n"), r"line 1, column 3: Columns 2 and 3 have the same"),
    ("pipe", fifo, r"people\.csv: This is a pipe, not a file"),
    ("link", link, r"people\.csv: This is a link, not a file"),
    ("device", lambda _: Path("/dev/zero"), r"/dev/zero: This is a device, not a file"),
    ("not there", lambda folder: folder / "people.csv", r"people\.csv: No such file or folder"),
    ("empty folder", lambda folder: folder, r"The folder has no CSV, XLSX or ZIP files"),
    ("login page", text("<!DOCTYPE html><html><body>Log in</body></html>"), r"people\.csv: The file is a web page"),
    ("deep JSON", text("[" * 100_000), r"people\.csv: The file is JSON"),
    ("PDF", data(b"%PDF-1.7\n" + bytes(500)), r"people\.csv: The file is a PDF document"),
    ("old workbook", data(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(2_000), "people.xls"), r"people\.xls: The file is"),
    ("archive with ..", packed(("../people.csv", GOOD.encode())), r"people\.zip!\.\./people\.csv: .* points outside"),
    ("bomb", packed(("people.csv", GOOD.encode() + b"0" * 50_000_000)), r"people\.zip!people\.csv: .*unpacks to more"),
    (
        "nested archive",
        packed(("in.zip", _zip(("people.csv", b"a")))),
        r"people\.zip!in\.zip: The archive contains another archive",
    ),
    ("encrypted archive", encrypted, r"people\.zip!people\.csv: The archive is encrypted"),
    (
        "damaged archive",
        data(_zip(("people.csv", GOOD.encode()))[:-30], "people.zip"),
        r"people\.zip: The archive is damaged",
    ),
    ("XXE", workbook_with(SHEET, XXE), r"people\.xlsx: The workbook contains an XML document type"),
    (
        "billion laughs",
        workbook_with("docProps/core.xml", LAUGHS),
        r"people\.xlsx: The workbook contains an XML document type",
    ),
    ("blank rows", workbook_with(SHEET, blank_rows(200_000)), r"people\.xlsx, line \d+: .* consecutive blank rows"),
    ("damaged workbook", workbook_with(SHEET, b"<worksheet"), r"people\.xlsx: The workbook is damaged"),
    (
        "CSV called XLSX",
        text(GOOD, "people.xlsx"),
        r"people\.xlsx: The file has the extension \.xlsx but contains delimited text",
    ),
    ("missing column", text("id,name\np1,Ann\n"), r"people\.csv, line 1: The column 'person_id' is missing"),
    ("number in front", text("1. person_id,name\np1,Ann\n"), r"line 1: The column 'person_id' is missing"),
]

# Rows: name, maker, people that are loaded, problems as (line, column, code).
ROWS: list[tuple[str, Maker, set[str], set[tuple[int, str, str]]]] = [
    ("byte order mark", data(b"\xef\xbb\xbf" + GOOD.encode()), {"p1", "p2"}, set()),
    ("UTF-16", text(GOOD, encoding="utf-16"), {"p1", "p2"}, set()),
    ("cp1252", text(GOOD.replace("Ann", "J\u00f6rg"), encoding="cp1252"), {"p1", "p2"}, set()),
    ("CR only", text(GOOD.replace("\n", "\r")), {"p1", "p2"}, set()),
    ("mixed line ends", text(GOOD.replace("\n", "\r\n", 2)), {"p1", "p2"}, set()),
    ("semicolons", text(GOOD.replace(",", ";")), {"p1", "p2"}, set()),
    ("tabs", text(GOOD.replace(",", "\t")), {"p1", "p2"}, set()),
    ("bars", text(GOOD.replace(",", "|")), {"p1", "p2"}, set()),
    ("line end in quotes", text(GOOD.replace("Ann Able", '"Ann\nAble"')), {"p1", "p2"}, set()),
    ("header only", text(HEAD), set(), set()),
    ("title above the header", text("Staff list\n" + GOOD), {"p1", "p2"}, set()),
    ("total row", text(GOOD + "Total:,2,,\n"), {"p1", "p2"}, {(4, "person_id", "total_row")}),
    ("cut off", text(GOOD + "p3,Cy"), {"p1", "p2"}, {(4, "", "too_few_fields")}),
    ("too many fields", text(GOOD + "p3,Cy,,,x\n"), {"p1", "p2"}, {(4, "", "too_many_fields")}),
    ("zero byte", text(GOOD + "p3,C\0y,,\n"), {"p1", "p2"}, {(4, "name", "nul")}),
    (
        "broken UTF-8",
        data(GOOD.encode() + "p3,J\u00f6,,\n".encode() * 200 + b"p4,\xff,,\n"),
        {"p1", "p2", "p3"},
        {(204, "name", "undecodable")},
    ),
    ("mangled id", text(GOOD + "1.0E+05,Cy,,\n"), {"p1", "p2"}, {(4, "person_id", "mangled_id")}),
    ("bidi id", text(GOOD + "p\u202e3,Cy,,\n"), {"p1", "p2"}, {(4, "person_id", "control_character")}),
    ("zero width id", text(GOOD + "p\u200b1,Cy,,\n"), {"p1", "p2"}, {(4, "person_id", "control_character")}),
    ("blank id", text(GOOD + ",Cy,,\n"), {"p1", "p2"}, {(4, "person_id", "blank")}),
    ("apostrophe", text(GOOD.replace("p1", "'001")), {"001", "p2"}, set()),
    ("ids equal but for case", text(GOOD + "P1,Cy,,\n"), {"p1", "p2", "P1"}, set()),
    (
        "composed and not",
        text(GOOD + "e\u0301,Cy,,\n\u00e9,Di,,\n"),
        {"p1", "p2"},
        {(4, "person_id", "duplicate_key"), (5, "person_id", "duplicate_key")},
    ),
    ("self manager", text(GOOD + "p3,Cy,,p3\n"), {"p1", "p2", "p3"}, set()),
    ("manager nobody knows", text(GOOD + "p3,Cy,,p9\n"), {"p1", "p2", "p3"}, {(4, "manager_id", "unknown_id")}),
    ("circle of managers", text(GOOD.replace("2020-01-01,", "2020-01-01,p2")), {"p1", "p2"}, set()),
    ("year 1", text(GOOD + "p3,Cy,0001-01-01,\n"), {"p1", "p2", "p3"}, {(4, "hired", "implausible_date")}),
    ("year 9999", text(GOOD + "p3,Cy,9999-12-31,\n"), {"p1", "p2", "p3"}, {(4, "hired", "implausible_date")}),
    (
        "full-width digits",
        text(GOOD + "p3,Cy,\uff12\uff10\uff12\uff10-01-01,\n"),
        {"p1", "p2", "p3"},
        {(4, "hired", "bad_date")},
    ),
    (
        "other content",
        text(GOOD + "p1,Ann Other,,\n"),
        {"p2"},
        {(2, "person_id", "duplicate_key"), (3, "manager_id", "rejected_id"), (4, "person_id", "duplicate_key")},
    ),
    ("surname Null", text(GOOD + "p3,Null,,\nNULL,NA,,\n"), {"p1", "p2", "p3"}, {(5, "person_id", "blank")}),
    (
        "Cypher",
        text(GOOD + f"{CYPHER},Bobby,,\n"),
        {"p1", "p2", CYPHER},
        set(),
    ),
    ("formula", text(GOOD + 'p3,"=HYPERLINK(""http://x"")",,\n'), {"p1", "p2", "p3"}, set()),
    ("markup", text(GOOD + "p3,<img src=x onerror=alert(1)></script>,,\n"), {"p1", "p2", "p3"}, set()),
    ("line separator", text(GOOD + "p3,a\u2028b,,\n"), {"p1", "p2", "p3"}, set()),
    ("long name", text(GOOD + f"p3,{'x' * 100_000},,\n"), {"p1", "p2", "p3"}, {(4, "name", "too_long")}),
    (
        "workbook of the Macintosh",
        workbook(tuple(HEAD.strip().split(",")), ("p1", "Ann", dt.date(2020, 1, 1), None), mac=True),
        {"p1"},
        set(),
    ),
    (
        "workbook called xls",
        workbook(tuple(HEAD.strip().split(",")), ("007", "Ann", dt.date(2020, 1, 1), None), name="people.xls"),
        {"007"},
        set(),
    ),
    (
        "spreadsheet error",
        workbook(tuple(HEAD.strip().split(",")), ("p1", "Ann", "2020-01-01", None), ("p2", "#REF!", None, None)),
        {"p1", "p2"},
        {(3, "name", "error_cell")},
    ),
]
