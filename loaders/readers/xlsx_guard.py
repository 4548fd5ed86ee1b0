"""Check every XML part of a workbook before a library builds anything from it.

The parser here only counts. It rejects document types (and with them entities), text beyond any cell's limits, rows and
cells that Excel itself could not have, and long runs of blank rows, as soon as it finds them.
"""

from __future__ import annotations

import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING
from xml.parsers import expat

from graph.errors import InputError
from loaders.readers.archive import Member
from loaders.readers.tables import MAX_COLUMNS, MAX_FIELD, shown

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Iterator

    from loaders.readers.encoding import Source

MAX_ROWS = 1_048_576
MAX_CELLS = 16_384  # of one row
MAX_BLANK_ROWS = 50_000  # in one run
MAX_PART = 8 * 2**20  # bytes of a part with neither rows nor their text
MAX_ELEMENTS = 400_000  # of one row, or of a part without rows
MAX_NAMES = 10_000  # different names of elements and attributes in one part
MAX_TAG = 2**20  # bytes of one tag with its attributes
_BLOCK = 256 * 1024
_HEAVY = ("customXml/", "xl/charts/", "xl/comments", "xl/drawings/", "xl/externalLinks/", "xl/model/", "xl/pivotCache/")
_HEAVIER = 8  # times as many elements in parts that a legitimate workbook may fill and that are not read
_ITEMS = {"sheetData": "row", "sst": "si"}
_RESAVE = "Open it in a spreadsheet and save it again as XLSX."
_SHRINK = "Delete the blank rows below the data and save it again."


@contextmanager
def damage(name: str) -> Iterator[None]:
    """Convert any exception of a library about a malformed workbook into InputError."""
    try:
        yield
    except InputError:
        raise
    except Exception as error:
        raise InputError(f"The workbook is damaged ({type(error).__name__}).", _RESAVE, file=name) from error


def check_parts(archive: zipfile.ZipFile, source: Source) -> bool:
    """Check all parts that are XML, whatever their name.

    Returns:
        Whether there is a formula without the value that a spreadsheet program would have stored with it.

    Raises:
        InputError: A part that no spreadsheet program would have written.
    """
    uncalculated = False
    for info in archive.infolist():
        if info.is_dir():
            continue
        member = Member(f"{source.name}!{shown(info.filename)}", info.file_size, archive, info)
        reader = member.open()
        block = reader.read(_BLOCK)
        if not block.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
            continue
        heavy = info.filename.startswith(_HEAVY)
        guard = _Guard(source.name, MAX_ELEMENTS * (_HEAVIER if heavy else 1))
        size = 0
        try:
            while block:
                size += len(block)
                if size > MAX_PART and not heavy and not guard.bulky:
                    raise guard.refusal()
                guard.parser.Parse(block)
                # What the parser has not come past yet is a tag whose end it has not seen.
                if size - guard.parser.CurrentByteIndex > MAX_TAG or len(guard.parser.intern) > MAX_NAMES:
                    raise guard.refusal()
                block = reader.read(_BLOCK)
            guard.parser.Parse(b"", True)  # noqa: FBT003
            uncalculated |= guard.uncalculated()
        except (expat.ExpatError, zlib.error) as error:
            raise InputError(
                f"The workbook is damaged in its part {shown(info.filename)}.", _RESAVE, file=source.name
            ) from error

    return uncalculated


class _Guard:
    """Counts the content of one part."""

    def __init__(self, file: str, elements: int) -> None:
        self._file = file
        self._elements = elements
        self._count = 0
        self._item = ""
        self._name = ""
        self._text = 0
        self._row = 0
        self._cells = 0
        self._blank = 0
        self._filled = True
        self._wide = False
        self._numeric = False
        self._formula = False
        self._uncalculated = False
        self.parser = expat.ParserCreate()
        self.parser.StartDoctypeDeclHandler = self._doctype
        self.parser.StartElementHandler = self._start
        self.parser.CharacterDataHandler = self._characters

    @property
    def bulky(self) -> bool:
        """Whether the part holds rows, or the texts of their cells."""
        return bool(self._item)

    def refusal(self) -> InputError:
        """The error for a part that is too large."""
        return InputError(
            "The workbook has parts larger than any spreadsheet program writes.",
            _RESAVE,
            file=self._file,
            line=self._row or None,
        )

    def uncalculated(self) -> bool:
        """Whether there was a formula without a value."""
        return self._uncalculated or self._formula

    def _doctype(self, *_: object) -> None:
        raise InputError(
            "The workbook contains an XML document type, which could be used to read files or fill up memory.",
            f"Do not trust it. If it is yours: {_RESAVE[0].lower()}{_RESAVE[1:]}",
            file=self._file,
        )

    def _characters(self, data: str) -> None:
        self._text += len(data)
        if self._name in {"v", "t"}:
            self._filled = True
            self._formula = False
        if self._text > MAX_FIELD and self._item:
            raise InputError(
                f"A cell is longer than {MAX_FIELD:,} characters.",
                "Shorten it.",
                file=self._file,
                line=self._row or None,
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._text = 0
        self._name = name = name.rpartition(":")[2]
        self._count += 1
        if name in _ITEMS:
            self._item = _ITEMS[name]
        elif name == self._item:
            self._count = 0
        if self._count > self._elements:
            raise self.refusal()
        if self._item != "row":
            return
        if name == "c":
            self._cell(attributes)
        elif name == "row":
            self._next_row(attributes.get("r"))
        elif name == "f":
            self._formula = self._numeric
        elif self._wide and name in {"v", "t"}:
            raise InputError(
                f"The sheet has values beyond its first {MAX_COLUMNS:,} columns.",
                "Export only the columns that are needed.",
                file=self._file,
                line=self._row,
            )

    def _cell(self, attributes: dict[str, str]) -> None:
        self._uncalculated |= self._formula
        self._formula = False
        self._numeric = attributes.get("t", "n") == "n"
        self._cells += 1
        place = attributes.get("r", "")
        column = 0
        if place[2:3].isalpha():
            for letter in place.rstrip("0123456789").upper()[:4]:
                column = column * 26 + ord(letter) - 64
        self._wide = max(column, self._cells) > MAX_COLUMNS
        if max(column, self._cells) > MAX_CELLS:
            raise InputError("A row has more cells than a sheet has columns.", _RESAVE, file=self._file, line=self._row)

    def _next_row(self, number: str | None) -> None:
        before = self._row
        if number is None:
            self._row += 1
        else:
            self._row = int(number) if number.isascii() and number.isdecimal() and len(number) < 10 else -1
        if not before < self._row <= MAX_ROWS:
            raise InputError(
                "The rows are not numbered the way a spreadsheet program numbers them.", _RESAVE, file=self._file
            )
        self._blank = (0 if self._filled else self._blank + 1) + self._row - before - 1
        self._filled = False
        self._cells = 0
        if self._blank > MAX_BLANK_ROWS:
            raise InputError(
                f"The sheet has over {MAX_BLANK_ROWS:,} consecutive blank rows.",
                _SHRINK,
                file=self._file,
                line=self._row,
            )
