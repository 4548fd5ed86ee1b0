"""Files for the reading tests, made on the spot: archives and workbooks with any part replaced."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from openpyxl import Workbook

SHEET = "xl/worksheets/sheet1.xml"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Value = str | int | float | bool | dt.datetime | dt.date | dt.time | None


def made(path: Path, content: bytes | str) -> Path:
    """A file with these bytes."""
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def packed(
    path: Path, members: Mapping[str, bytes | str] | Iterable[tuple[str | zipfile.ZipInfo, bytes | str]]
) -> Path:
    """A ZIP archive of these members."""
    pairs = members.items() if isinstance(members, Mapping) else members
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in pairs:
            archive.writestr(name, content, zipfile.ZIP_DEFLATED)
    return path


def workbook(
    path: Path,
    sheets: Mapping[str, Sequence[Sequence[Value]]] | Sequence[Sequence[Value]],
    parts: Mapping[str, bytes | str] | None = None,
) -> Path:
    """A workbook with these rows, some of its parts replaced or added afterwards."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (sheets if isinstance(sheets, Mapping) else {"Sheet1": sheets}).items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    if parts:
        with zipfile.ZipFile(path) as archive:
            contents: dict[str, bytes | str] = {name: archive.read(name) for name in archive.namelist()}
        packed(path, contents | dict(parts))
    return path


def sheet_xml(rows: str, before: str = "") -> str:
    """A worksheet part around the XML of its rows."""
    return f'<?xml version="1.0"?>{before}<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>'


def text_row(number: int, *cells: str) -> str:
    """The XML of one row of inline texts."""
    inner = "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' for cell in cells)
    return f'<row r="{number}">{inner}</row>'


def ole(*streams: str) -> bytes:
    """The beginning of an OLE container with these streams in its list."""
    header = bytearray(512)
    header[:8] = bytes.fromhex("d0cf11e0a1b11ae1")
    struct.pack_into("<H", header, 30, 9)
    struct.pack_into("<L", header, 48, 1)
    listing = b"".join(name.encode("utf-16-le").ljust(64, b"\0") + bytes(64) for name in ("Root Entry", *streams))
    return bytes(header) + bytes(512) + listing.ljust(1024, b"\0")
