"""Files that are refused as a whole: each refusal names the file and says what to do."""

from __future__ import annotations

import gzip
import os
import stat
import tracemalloc
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from graph.errors import InputError
from loaders.readers.files import find_files, iter_tables, read_tables
from tests.support.reading_inputs import SHEET, made, ole, packed, sheet_xml, text_row, workbook

PEOPLE = "person_id,name\nP1,Ada\nP2,Ben\n"
ROWS = [["person_id", "name"], ["P1", "Ada"]]
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


def _linked(path: Path) -> Path:
    path.symlink_to(made(path.with_name("real.csv"), PEOPLE))
    return path


def _special(path: Path, kind: int) -> Path:
    os.mknod(path, kind | 0o600)
    return path


def _zipinfo(name: str, mode: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.create_system = 3
    info.external_attr = mode << 16
    return info


def _encrypted_zip(path: Path) -> Path:
    content = bytearray(packed(path, {"people.csv": PEOPLE}).read_bytes())
    content[6] |= 1
    content[content.rindex(b"PK\1\2") + 8] |= 1
    return made(path, bytes(content))


def _lying_zip(path: Path) -> Path:
    """The announced size is a hundredth of the true one."""
    content = bytearray(packed(path, {"people.csv": PEOPLE * 100_000}).read_bytes())
    size = (len(PEOPLE) * 100_000).to_bytes(4, "little")
    small = (len(PEOPLE) * 1_000).to_bytes(4, "little")
    return made(path, bytes(content).replace(size, small))


def _overlapping_zip(path: Path) -> Path:
    """Many entries of the table of contents share one member's bytes."""
    content = packed(path, {f"{letter}.csv": f"id\n{letter * 9_999}" for letter in "abcdef"}).read_bytes()
    start = content.rindex(b"PK\5\6")
    at = int.from_bytes(content[start + 16 : start + 20], "little")
    entry = bytearray(content[at : content.index(b"PK\1\2", at + 4)])
    entries = b"".join(bytes(entry[:46]) + f"{number}.csv".encode() + bytes(entry[51:]) for number in range(9))
    body = content[:60]
    end = bytearray(content[start:])
    end[8:12] = (9).to_bytes(2, "little") * 2
    end[12:16] = len(entries).to_bytes(4, "little")
    end[16:20] = len(body).to_bytes(4, "little")
    return made(path, body + entries + bytes(end))


def _styled_rows() -> str:
    blank = "".join(f'<row r="{row}" s="1" customFormat="1"><c r="A{row}" s="1"/></row>' for row in range(3, 100_003))
    return sheet_xml(text_row(1, "id") + text_row(2, "P1") + blank)


# name of the file, how it is made, what the refusal says
REFUSED: list[tuple[str, Callable[[Path], object], str]] = [
    # what it is
    ("empty.csv", lambda p: made(p, b""), "empty (0 bytes)"),
    ("absent.csv", lambda p: p, "No such file"),
    ("folder.csv", lambda p: p.mkdir(), "a folder"),
    ("link.csv", _linked, "a link"),
    ("dangling.csv", lambda p: p.symlink_to("nowhere"), "a link"),
    ("pipe.csv", lambda p: _special(p, stat.S_IFIFO), "a pipe"),
    ("socket.csv", lambda p: _special(p, stat.S_IFSOCK), "a socket"),
    # what its bytes are
    ("login.csv", lambda p: made(p, "<!DOCTYPE html><html><title>Sign in</title></html>"), "login page"),
    ("spaced.csv", lambda p: made(p, b"\xef\xbb\xbf\r\n  <html lang='en'>"), "login page"),
    ("wide.csv", lambda p: made(p, "<html><body>Sign in</body></html>".encode("utf-16")), "login page"),
    ("html.xls", lambda p: made(p, "<table><tr><td>id</td></tr></table>"), "XML or HTML"),
    ("xml.csv", lambda p: made(p, '<?xml version="1.0"?><people/>'), "XML or HTML"),
    ("object.csv", lambda p: made(p, '{"people": []}'), "JSON"),
    ("deep.csv", lambda p: made(p, "[" * 100_000), "JSON"),
    ("report.csv", lambda p: made(p, b"%PDF-1.7\n"), "PDF"),
    ("gzip.csv", lambda p: made(p, gzip.compress(PEOPLE.encode())), "gzip"),
    ("picture.csv", lambda p: made(p, b"\x89PNG\r\n\x1a\n"), "picture"),
    ("data.csv", lambda p: made(p, b"SQLite format 3\0" + bytes(80)), "SQLite"),
    ("old.xls", lambda p: made(p, ole("Workbook")), "old Excel workbook"),
    ("older.xls", lambda p: made(p, b"\x09\x08\x10\0\0\x06\x05\0"), "old Excel workbook"),
    ("locked.xlsx", lambda p: made(p, ole("EncryptionInfo", "EncryptedPackage")), "encrypted"),
    ("letter.xls", lambda p: made(p, ole("WordDocument")), "Office document"),
    ("noise.csv", lambda p: made(p, bytes(range(1, 32)) * 40), "binary"),
    ("zeros.csv", lambda p: made(p, bytes(70_000)), "binary"),
    ("named.xlsx", lambda p: made(p, PEOPLE), "extension .xlsx but contains delimited text"),
    ("named.xls", lambda p: made(p, PEOPLE), "extension .xls but contains delimited text"),
    ("noend", lambda p: made(p, PEOPLE), "has no extension"),
    ("book.csv", lambda p: workbook(p, ROWS), "extension .csv but contains an Excel workbook"),
    ("zip.csv", lambda p: packed(p, {"people.csv": PEOPLE}), "extension .csv but contains a ZIP"),
    # how its text is encoded and laid out
    ("bare16.csv", lambda p: made(p, PEOPLE.encode("utf-16-le")), "UTF-16 without"),
    ("cut16.csv", lambda p: made(p, PEOPLE.encode("utf-16")[:-1]), "not valid in it"),
    (
        "mixed.csv",
        lambda p: made(p, b"id,name\n1,Jos\xc3\xa9\n2,Zo\xeb\n"),
        "line 3: Line 2 is UTF-8 and line 3 is not",
    ),
    ("header.csv", lambda p: made(p, b"id,na\x81me\n1,x\n"), "unreadable characters"),
    ("blank.csv", lambda p: made(p, "\n \n\r\n,,\n"), "no row"),
    ("quote.csv", lambda p: made(p, 'id,name\n1,x\n2,"Ada\n3,Ben\n4,"Cy"\n'), "line 3, column name: A quote opens"),
    ("tail.csv", lambda p: made(p, 'id,name\n1,x\n2,"Ada'), "line 3, column name: A quote opens"),
    ("head.csv", lambda p: made(p, 'id,"name\n1,x\n'), "line 1: A quote in the header"),
    ("odd.csv", lambda p: made(p, 'id,"na"me\n1,x\n'), "quotes in the header don't match"),
    ("endless.csv", lambda p: made(p, "id,name\n1,x\n" + f'2,"{"a,b" * 50_000}"\n'), "line 3, column name: A field is"),
    ("cell.csv", lambda p: made(p, f"id,name\n1,{'x' * 2**20}\n"), "line 2, column name: A field is longer"),
    ("line.csv", lambda p: made(p, "id,name\n" + "1,x," * 2_200_000), "line 2: The line is longer"),
    ("columns.csv", lambda p: made(p, ",".join(f"c{n}" for n in range(10_000)) + "\n"), "10,000 columns"),
    ("twice.csv", lambda p: made(p, "id,name, id \n1,x,2\n"), "Columns 1 and 3 have the same header"),
    ("bare.csv", lambda p: made(p, "1,2\n2,3\n"), "instead of column names"),
    ("dates.csv", lambda p: made(p, "17,2026-09-01,a@example.org\n"), "instead of column names"),
    ("title.csv", lambda p: made(p, "Staff of 2026\nid,name\n1,x\n"), "one column, but the row below it has 2"),
    # archives
    ("dots.zip", lambda p: packed(p, {"../people.csv": PEOPLE}), "points outside"),
    ("deep.zip", lambda p: packed(p, {"a/../../people.csv": PEOPLE}), "points outside"),
    ("root.zip", lambda p: packed(p, {"/etc/people.csv": PEOPLE}), "points outside"),
    ("drive.zip", lambda p: packed(p, {"C:\\people.csv": PEOPLE}), "points outside"),
    ("slash.zip", lambda p: packed(p, {"..\\people.csv": PEOPLE}), "points outside"),
    ("links.zip", lambda p: packed(p, [(_zipinfo("people.csv", stat.S_IFLNK | 0o777), "/etc/passwd")]), "a link"),
    ("secret.zip", _encrypted_zip, "encrypted"),
    ("nested.zip", lambda p: packed(p, {"inner.zip": b"PK\3\4"}), "another archive"),
    ("hidden.zip", lambda p: packed(p, {"people.csv": b"PK\3\4" + bytes(30)}), "another archive"),
    ("books.zip", lambda p: packed(p, {"people.xlsx": b"PK\3\4"}), "another archive"),
    ("bomb.zip", lambda p: packed(p, {"people.csv": bytes(50 * 2**20)}), "ZIP bomb"),
    ("lying.zip", _lying_zip, "damaged"),
    ("overlap.zip", _overlapping_zip, "overlap"),
    ("many.zip", lambda p: packed(p, {f"{n}.csv": "id" for n in range(2_001)}), "2,001 files"),
    ("crowd.zip", lambda p: packed(p, {f"{n:0200}.csv": "" for n in range(9_000)}), "more than 2,000 files"),
    ("none.zip", lambda p: packed(p, {"people.json": "{}"}), "no CSV"),
    ("void.zip", lambda p: packed(p, {}), "no CSV"),
    ("cut.zip", lambda p: made(p, packed(p, {"people.csv": PEOPLE}).read_bytes()[:-30]), "damaged"),
    ("table.csv", lambda p: made(p, "<html><table><tr><td>id</td></tr></table>"), "a web page with a table in it"),
    ("login.csv", lambda p: made(p, "<html><table><tr><td><input></td></tr></table>"), "perhaps a login page"),
    ("page.zip", lambda p: packed(p, {"a.csv": PEOPLE, "people.csv": "<html>"}), "people.csv: The file is a web page"),
    ("quote.zip", lambda p: packed(p, {"a.csv": PEOPLE, "b.csv": 'id,x\n1,"2\n3,"4"\n'}), "b.csv, line 2, column x"),
    # other containers
    ("sheet.xlsx", lambda p: packed(p, {"mimetype": "application/vnd.oasis", "content.xml": "<a/>"}), "OpenDocument"),
    ("doc.xlsx", lambda p: packed(p, {"[Content_Types].xml": "<a/>", "word/document.xml": "<a/>"}), "Office document"),
    ("bin.xlsx", lambda p: packed(p, {"[Content_Types].xml": "<a/>", "xl/workbook.bin": "x"}), "xlsb"),
    # workbooks
    (
        "xxe.xlsx",
        lambda p: workbook(
            p, ROWS, {SHEET: sheet_xml(text_row(1, "&x;"), '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>')}
        ),
        "document type",
    ),
    (
        "laughs.xlsx",
        lambda p: workbook(
            p,
            ROWS,
            {"xl/sharedStrings.xml": f'<!DOCTYPE a [<!ENTITY l0 "ha">{LAUGHS}]><sst><si><t>&l9;</t></si></sst>'},
        ),
        "document type",
    ),
    (
        "wide.xlsx",
        lambda p: workbook(p, ROWS, {"xl/styles.xml": "<!DOCTYPE a><a/>".encode("utf-16")}),
        "document type",
    ),
    ("styled.xlsx", lambda p: workbook(p, ROWS, {SHEET: _styled_rows()}), "consecutive blank rows"),
    (
        "far.xlsx",
        lambda p: workbook(p, ROWS, {SHEET: sheet_xml(text_row(1, "id") + text_row(1_048_576, "P1"))}),
        "consecutive blank rows",
    ),
    (
        "beyond.xlsx",
        lambda p: workbook(p, ROWS, {SHEET: sheet_xml(text_row(1, "id") + text_row(900_000_000, "P1"))}),
        "not numbered",
    ),
    (
        "back.xlsx",
        lambda p: workbook(p, ROWS, {SHEET: sheet_xml(text_row(5, "id") + text_row(4, "P1"))}),
        "not numbered",
    ),
    (
        "cell.xlsx",
        lambda p: workbook(p, ROWS, {SHEET: sheet_xml(text_row(1, "id") + text_row(2, "x" * 2**20))}),
        "line 2: A cell is longer",
    ),
    (
        "columns.xlsx",
        lambda p: workbook(p, ROWS, {SHEET: sheet_xml('<row r="1"><c r="XFD1"><v>1</v></c></row>')}),
        "beyond its first 2,000 columns",
    ),
    (
        "cells.xlsx",
        lambda p: workbook(p, ROWS, {SHEET: sheet_xml(f'<row r="1">{"<c/>" * 20_000}</row>')}),
        "more cells",
    ),
    ("broken.xlsx", lambda p: workbook(p, ROWS, {SHEET: sheet_xml("<row>")}), "damaged"),
    (
        "strings.xlsx",
        lambda p: workbook(p, ROWS, {SHEET: sheet_xml('<row r="1"><c t="s"><v>7</v></c></row>')}),
        "damaged (IndexError)",
    ),
    ("swollen.xlsx", lambda p: workbook(p, ROWS, {"xl/styles.xml": f"<a>{'<b/>' * 5_000_000}</a>"}), "ZIP bomb"),
    (
        "part.xlsx",
        lambda p: workbook(p, ROWS, {"xl/styles.xml": f"<a>{''.join(f'{n}<b/>' for n in range(400_001))}</a>"}),
        "larger than any spreadsheet program writes",
    ),
    (
        "tail.xlsx",
        lambda p: workbook(
            p, ROWS, {SHEET: sheet_xml(text_row(1, "id") + "</sheetData>" + "<x>1</x>" * 400_001 + "<sheetData>")}
        ),
        "larger than any spreadsheet program writes",
    ),
    (
        "texts.xlsx",
        lambda p: workbook(p, ROWS, {"xl/sharedStrings.xml": f"<sst><si><t>{'x' * 200_000}</t></si></sst>"}),
        "A cell is longer",
    ),
    (
        "names.xlsx",
        lambda p: workbook(p, ROWS, {"xl/styles.xml": f"<a>{''.join(f'<b{n}/>' for n in range(500_000))}</a>"}),
        "larger than any spreadsheet program writes",
    ),
    (
        "attributes.xlsx",
        lambda p: workbook(p, ROWS, {"xl/styles.xml": "<a " + " ".join(f"a{n}='x'" for n in range(200_000)) + "/>"}),
        "larger than any spreadsheet program writes",
    ),
    (
        "runs.xlsx",
        lambda p: workbook(
            p,
            ROWS,
            {SHEET: sheet_xml(f'<row r="1"><c t="inlineStr"><is>{"<r><t>xyz</t></r>" * 50_000}</is></c></row>')},
        ),
        "line 1: A cell is too long",
    ),
    ("hollow.xlsx", lambda p: workbook(p, []), "no row"),
    ("formula.xlsx", lambda p: workbook(p, [["id", "=A1"], ["P1", "x"]]), "line 1, column 2: The cell has a formula"),
    ("twice.xlsx", lambda p: workbook(p, {"a": ROWS, "b": [["id", "id"]]}), "twice.xlsx!b, line 1"),
]

MAKERS = {name: make for name, make, _ in REFUSED}


@pytest.mark.parametrize(("name", "make", "says"), REFUSED, ids=[name for name, _, _ in REFUSED])
def test_refused_with_its_name_and_a_remedy(
    tmp_path: Path, name: str, make: Callable[[Path], object], says: str
) -> None:
    path = tmp_path / name
    make(path)
    with pytest.raises(InputError) as refusal:
        read_tables(path)
    assert name in str(refusal.value)
    assert says in str(refusal.value)
    assert refusal.value.fix.endswith(".")
    assert "Ada" not in str(refusal.value)


@pytest.mark.parametrize("name", ["quote.csv", "cell.csv", "page.zip", "quote.zip", "twice.xlsx", "strings.xlsx"])
def test_nothing_comes_before_a_refusal(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    MAKERS[name](path)
    slices = iter_tables(path, rows=1)
    with pytest.raises(InputError, match=name):
        next(slices)


def test_a_device_is_refused() -> None:
    with pytest.raises(InputError, match="/dev/zero: This is a device"):
        read_tables(Path("/dev/zero"))


def test_a_path_no_system_takes_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="can't be read"):
        read_tables(tmp_path / ("x" * 5_000 + ".csv"))
    with pytest.raises(InputError, match=r"x\\x00y"):
        read_tables(tmp_path / "x\0y.csv")


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError

    path = made(tmp_path / "people.csv", PEOPLE)
    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(InputError, match=r"people.csv: Permission denied"):
        read_tables(path)


def test_a_swap_for_a_pipe_between_look_and_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = made(tmp_path / "people.csv", PEOPLE)
    pipe = _special(tmp_path / "pipe", stat.S_IFIFO)
    really = os.open
    monkeypatch.setattr(os, "open", lambda _, flags: really(pipe, flags))
    with pytest.raises(InputError, match="a pipe"):
        read_tables(path)


@pytest.mark.parametrize("change", ["grown", "replaced", "gone"])
def test_a_file_that_changes_while_it_is_read(tmp_path: Path, change: str) -> None:
    path = made(tmp_path / "people.csv", PEOPLE)
    slices = iter_tables(path, rows=1)
    next(slices)
    if change == "grown":
        with path.open("a") as file:
            file.write("P3,Cy\n")
    elif change == "replaced":
        made(tmp_path / "other.csv", PEOPLE).rename(path)
    else:
        path.unlink()
    with pytest.raises(InputError, match="changed while it was being read"):
        list(slices)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("bomb.zip", lambda p: packed(p, {"people.csv": bytes(200 * 2**20)})),
        ("laughs.xlsx", MAKERS["laughs.xlsx"]),
        ("styled.xlsx", MAKERS["styled.xlsx"]),
        ("line.csv", lambda p: made(p, b"id,name\n" + b"x" * (50 * 2**20))),
        ("quote.csv", lambda p: made(p, b'id,name\n1,"' + b"x\n" * (25 * 2**20))),
    ],
)
def test_bombs_take_little_memory(tmp_path: Path, name: str, make: Callable[[Path], object]) -> None:
    path = tmp_path / name
    make(path)
    tracemalloc.start()
    try:
        with pytest.raises(InputError):
            read_tables(path)
        assert tracemalloc.get_traced_memory()[1] < 100 * 2**20
    finally:
        tracemalloc.stop()


def test_names_in_messages_show_what_is_hidden_in_them(tmp_path: Path) -> None:
    path = made(tmp_path / "a\u202egpj.\nb.csv", b"")
    with pytest.raises(InputError, match=r"a\\u202egpj\.\\nb\.csv"):
        read_tables(path)


def test_a_folder_gives_its_readable_files_in_order(tmp_path: Path) -> None:
    for name in ("b.csv", "a.XLSX", ".hidden.csv", "~$a.xlsx", "notes.md"):
        made(tmp_path / name, "x")
    (tmp_path / "c.csv").mkdir()
    (tmp_path / "d.csv").symlink_to("b.csv")
    assert [path.name for path in find_files(tmp_path)] == ["a.XLSX", "b.csv", "d.csv"]
    assert find_files(tmp_path / "b.csv") == [tmp_path / "b.csv"]
    with pytest.raises(InputError, match="a link"):
        read_tables(tmp_path / "d.csv")


@pytest.mark.parametrize("kind", ["empty", "link", "absent", "linked file"])
def test_a_folder_with_nothing_to_read(tmp_path: Path, kind: str) -> None:
    path = tmp_path / "in"
    if kind == "empty":
        path.mkdir()
    elif kind == "link":
        path.symlink_to(tmp_path)
    elif kind == "linked file":
        path.symlink_to(made(tmp_path / "a.csv", PEOPLE))
    with pytest.raises(InputError, match=r"in: .+\."):
        find_files(path)
