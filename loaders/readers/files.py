"""Read files into tables of text: which files are opened, how the format is detected, and which reader is used.

Only regular files are opened, and never through a link. A file's extension has to match its content; the one exception
is a workbook called `.xls`, as many systems export it. A file that changes while it is read is rejected.
"""

from __future__ import annotations

import io
import os
import re
import stat
import sys
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from graph.errors import InputError
from loaders.readers.archive import TEXT_ENDS, open_archive, text_members
from loaders.readers.tables import Table, Wish, shown

if TYPE_CHECKING:
    import zipfile
    from collections.abc import Callable, Iterator

    from loaders.readers.tables import IsHeader

_WORKBOOK_ENDS = (".xlsx", ".xlsm", ".xls")
READABLE = (*TEXT_ENDS, *_WORKBOOK_ENDS, ".zip")

_XLSX = 'Open it in a spreadsheet and save it as "Excel Workbook (.xlsx)" or "CSV UTF-8".'
_MAGIC = (
    (b"%PDF", "a PDF document", "Ask for the table as CSV or XLSX."),
    (b"\x1f\x8b", "a gzip archive", "Unpack it and load the file."),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "Unpack it and load the files."),
    (b"Rar!", "a RAR archive", "Unpack it and load the files."),
    (b"BZh", "a bzip2 archive", "Unpack it and load the file."),
    (b"\xfd7zXZ", "an xz archive", "Unpack it and load the file."),
    (b"\x28\xb5\x2f\xfd", "a zstd archive", "Unpack it and load the file."),
    (b"PAR1", "a Parquet file", "Save it as CSV."),
    (b"SQLite format 3", "an SQLite database", "Export its tables as CSV."),
    (b"{\\rtf", "an RTF document", "Ask for the table as CSV or XLSX."),
    (b"\x89PNG", "a picture", "Ask for the table as CSV or XLSX."),
    (b"\xff\xd8\xff", "a picture", "Ask for the table as CSV or XLSX."),
    (b"GIF8", "a picture", "Ask for the table as CSV or XLSX."),
    (b"\x7fELF", "a program", "Ask for the table as CSV or XLSX."),
    (b"MZ\x90\0", "a program", "Ask for the table as CSV or XLSX."),
    (b"\x09\x08\x10\0", "an old Excel workbook (BIFF)", _XLSX),
    (b"\x09\x08\x08\0", "an old Excel workbook (BIFF)", _XLSX),
    (b"\x09\x04\x06\0", "an old Excel workbook (BIFF)", _XLSX),
    (b"\x09\x02\x06\0", "an old Excel workbook (BIFF)", _XLSX),
    (b"\x09\0\x04\0", "an old Excel workbook (BIFF)", _XLSX),
)
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_WEB = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|meta|title|div|form|!--)\b", re.IGNORECASE)
_WEB_CELL = re.compile(rb"<t[dh]\b", re.IGNORECASE)
_WEB_FORM = re.compile(rb"<(?:form|input)\b", re.IGNORECASE)
_MARKUP = re.compile(rb"<(?:\?xml|!doctype|table|style|\w+[^<>]*\sxmlns)", re.IGNORECASE)
_JSON = re.compile(rb'(?:\{\s*["}]|\[\s*[\[{\]]|\[\s*"[^"]*"\s*,\s*")')


class _File:
    """An open regular file that can tell whether it has changed since it was opened."""

    def __init__(self, path: Path) -> None:
        self.name = shown(str(path))
        self.end = path.suffix.lower()
        self._path = path
        self._check(path)
        flags = os.O_RDONLY
        for option in ("O_NOFOLLOW", "O_NONBLOCK", "O_CLOEXEC", "O_BINARY"):  # as far as the system has them
            flags |= getattr(os, option, 0)
        self.stream = io.FileIO(os.open(path, flags))
        found = os.fstat(self.stream.fileno())
        if not stat.S_ISREG(found.st_mode):  # swapped since the check
            self.stream.close()
            raise _refusal(found.st_mode, self.name)
        self._seal = _seal(found)
        self.size = found.st_size

    def open(self) -> BinaryIO:
        """Return a reader at the first byte."""
        return io.BufferedReader(_View(self.stream, self.size), 2**20)

    def check_unchanged(self) -> None:
        """Raise InputError if the file, or what its name stands for, is no longer what was opened."""
        try:
            now = _seal(os.fstat(self.stream.fileno())), _seal(self._path.lstat())
        except OSError:
            now = None
        if now != (self._seal, self._seal):
            raise InputError(
                "The file changed while it was being read.",
                "Wait until it is complete, then load again.",
                file=self.name,
            )

    def _check(self, path: Path) -> None:
        found = path.lstat()
        if not stat.S_ISREG(found.st_mode):
            raise _refusal(found.st_mode, self.name)
        if not found.st_size:
            raise InputError("The file is empty (0 bytes).", "Export it again.", file=self.name)


class _View(io.RawIOBase):
    """A reader with its own position in a shared file, which stays open when the reader is closed."""

    def __init__(self, file: io.FileIO, size: int) -> None:
        super().__init__()
        self._file = file
        self._size = size
        self._place = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        self._place = offset + (0, self._place, self._size)[whence]
        return self._place

    def readinto(self, buffer: object) -> int | None:
        self._file.seek(self._place)
        count = self._file.readinto(buffer)  # type: ignore[arg-type]
        self._place += count or 0
        return count


def find_files(path: Path) -> list[Path]:
    """The readable files of a folder, sorted by name; for a file, the file itself.

    Hidden files, subfolders and other kinds of file are skipped. A link or a pipe with a readable name is in the list,
    so that `read_tables` rejects it and it is not silently left out.

    Raises:
        InputError: Nothing there, nothing readable, or a folder reached through a link.
    """
    with _named(path):
        found = path.lstat()
        if not stat.S_ISDIR(found.st_mode):
            if not stat.S_ISREG(found.st_mode):
                raise _refusal(found.st_mode, shown(str(path)))
            return [path]
        files = sorted(
            entry
            for entry in path.iterdir()
            if entry.suffix.lower() in READABLE
            and not entry.name.startswith((".", "~$"))
            and not stat.S_ISDIR(entry.lstat().st_mode)
        )
    if not files:
        raise InputError(
            "The folder has no CSV, XLSX or ZIP files.",
            "Add CSV, XLSX or ZIP files to it.",
            file=shown(str(path)),
        )
    return files


def read_tables(
    path: Path, *, wanted: Callable[[str], bool] | None = None, is_header: IsHeader | None = None
) -> list[Table]:
    """Read a whole file: one table, or one per sheet of a workbook or member of an archive.

    Args:
        path: A CSV, TSV or TXT file, a workbook, or a ZIP of delimited files.
        wanted: Called with each sheet's title or member's name; those it declines are not read. Not called for plain
            files.
        is_header: Knows a table's header, where titles may stand above it; by default it is the first row.

    Raises:
        InputError: The file as a whole is rejected.
    """
    return list(_tables(path, sys.maxsize, Wish(wanted or _any, is_header), check=False))


def iter_tables(path: Path, rows: int = 500_000, *, wanted: Callable[[str], bool] | None = None) -> Iterator[Table]:
    """Read a file as `read_tables` does, in slices of at most `rows` rows, so that memory stays bounded.

    The first slice is returned after the whole file has been checked once. A change of the file in the meantime is
    raised after the last slice: publish nothing before the iteration has ended.

    Raises:
        InputError: The file as a whole is rejected.
    """
    yield from _tables(path, rows, Wish(wanted or _any), check=True)


def _any(_: str) -> bool:
    return True


def _tables(path: Path, rows: int, wish: Wish, *, check: bool) -> Iterator[Table]:
    with _named(path):
        file = _File(path)
        with file.stream:
            yield from _read(file, rows, wish, check=check)
            file.check_unchanged()


def _read(file: _File, rows: int, wish: Wish, *, check: bool) -> Iterator[Table]:
    from loaders.readers.csv_reader import check_csv, read_csv  # delayed, to keep the command line's startup fast

    head = file.open().read(4_096)
    if not head.startswith((b"PK\3\4", b"PK\5\6")):
        _refuse_ole(head, file)
        check_text_kind(head, file.name)
        _check_end(file, "delimited text", TEXT_ENDS)
        if check:
            check_csv(file, wish.is_header)
        yield from read_csv(file, rows, wish.is_header)
        return
    with open_archive(file.open(), file.name) as archive:
        if _is_workbook(archive, file.name):
            _check_end(file, "an Excel workbook", _WORKBOOK_ENDS)
            from loaders.readers.xlsx_reader import read_xlsx

            yield from read_xlsx(archive, file, rows, wish)
        else:
            _check_end(file, "a ZIP archive", (".zip",))
            yield from _read_members(archive, file, rows, wish, check=check)


def _read_members(archive: zipfile.ZipFile, file: _File, rows: int, wish: Wish, *, check: bool) -> Iterator[Table]:
    from loaders.readers.csv_reader import check_csv, read_csv

    members, ignored = text_members(archive, file.name, wish.wanted)
    for member in members:
        check_text_kind(member.open().read(4_096), member.name)
        if check:
            check_csv(member, wish.is_header)
    notes = (f"not read: {', '.join(ignored[:20])}{' and more' if len(ignored) > 20 else ''}",) if ignored else ()
    for member in members:
        for table in read_csv(member, rows, wish.is_header):
            yield replace(table, notes=table.notes + notes)
            notes = ()


@contextmanager
def _named(path: Path) -> Iterator[None]:
    """Convert the system's exceptions about a file into InputError with its name."""
    name = shown(str(path))
    try:
        raw = os.fsencode(path)
    except UnicodeError:
        raw = b"\0"
    if b"\0" in raw:
        raise InputError("This is not a valid file name.", "Check the path.", file=name)
    try:
        yield
    except FileNotFoundError as error:
        raise InputError("No such file or folder.", "Check the path.", file=name) from error
    except PermissionError as error:
        raise InputError("Permission denied.", "Give yourself permission to read it.", file=name) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(f"The file can't be read: {reason}.", "Copy it to a local folder.", file=name) from error
    except UnicodeError as error:  # every byte was decodable a moment ago
        raise InputError(
            "The file changed while it was being read.", "Wait until it is complete, then load again.", file=name
        ) from error


def _seal(found: os.stat_result) -> tuple[int, int, int, int]:
    return found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns


def _refusal(mode: int, name: str) -> InputError:
    """The error for anything that is not a regular file."""
    kinds = (
        (stat.S_ISLNK, "a link", "Give the path of the file it points to."),
        (stat.S_ISDIR, "a folder", "Give the path of a file in it."),
        (stat.S_ISFIFO, "a pipe", "Save its output to a file and load that."),
        (stat.S_ISSOCK, "a socket", "Give a CSV, XLSX or ZIP file."),
        (stat.S_ISCHR, "a device", "Give a CSV, XLSX or ZIP file."),
        (stat.S_ISBLK, "a device", "Give a CSV, XLSX or ZIP file."),
    )
    for is_kind, kind, fix in kinds:
        if is_kind(mode):
            return InputError(f"This is {kind}, not a file.", fix, file=name)
    return InputError("This is not a regular file.", "Give a CSV, XLSX or ZIP file.", file=name)


def _check_end(file: _File, kind: str, ends: tuple[str, ...]) -> None:
    """Reject a file whose extension does not match its content."""
    if file.end not in ends:
        named = f"has the extension {file.end}" if file.end else "has no extension"
        raise InputError(
            f"The file {named} but contains {kind}.",
            f"If that is right, rename it to end in {ends[0]}.",
            file=file.name,
        )


def check_text_kind(head: bytes, name: str) -> None:
    """Reject a file whose first bytes show that it is not delimited text.

    Raises:
        InputError: A web page, a document, a picture, another archive ...
    """
    for magic, kind, fix in _MAGIC:
        if head.startswith(magic):
            raise InputError(f"The file is {kind}, not a table.", fix, file=name)
    if head.startswith((b"PK\3\4", _OLE)):
        raise InputError(
            "The archive contains another archive or workbook.", "Unpack it and load it by itself.", file=name
        )
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        head = head.decode("utf-16", "ignore").encode("utf-8", "ignore")
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if _WEB.match(head) and _WEB_CELL.search(head) and not _WEB_FORM.search(head):
        raise InputError(
            "The file is a web page with a table in it, as some systems write for Excel.", _XLSX, file=name
        )
    if _WEB.match(head):
        raise InputError(
            "The file is a web page (perhaps a login page), not a table.",
            "Log in and export the table again.",
            file=name,
        )
    if _MARKUP.match(head):
        raise InputError("The file is an XML or HTML document, not a table.", _XLSX, file=name)
    if _JSON.match(head):
        raise InputError("The file is JSON, not a table.", "Export it as CSV or XLSX.", file=name)


def _refuse_ole(head: bytes, file: _File) -> None:
    """Reject OLE containers: old Excel workbooks and encrypted new ones, distinguished by their list of streams."""
    if not head.startswith(_OLE) or len(head) < 512:
        return
    shift, first = int.from_bytes(head[30:32], "little"), int.from_bytes(head[48:52], "little")
    reader = file.open()
    reader.seek((first + 1) << min(shift, 16))
    streams = reader.read(65_536)
    if "EncryptedPackage".encode("utf-16-le") in streams:
        raise InputError(
            "The workbook is encrypted with a password.", "Open it, remove the password and save it.", file=file.name
        )
    if any(name.encode("utf-16-le") in streams for name in ("Workbook", "Book")):
        raise InputError("The file is an old Excel workbook (BIFF).", _XLSX, file=file.name)
    raise InputError("The file is an Office document, not a table.", _XLSX, file=file.name)


def _is_workbook(archive: zipfile.ZipFile, name: str) -> bool:
    """Whether a ZIP container is an Excel workbook; other kinds of document are rejected."""
    names = set(archive.namelist())
    if "mimetype" in names and "content.xml" in names:
        raise InputError("The file is an OpenDocument file.", _XLSX, file=name)
    if "[Content_Types].xml" not in names:
        return False
    if "xl/workbook.bin" in names:
        raise InputError("The file is a binary workbook (.xlsb).", _XLSX, file=name)
    if any(member.startswith(("word/", "ppt/")) for member in names):
        raise InputError("The file is an Office document, not a table.", _XLSX, file=name)
    return any(member.startswith("xl/") for member in names)
