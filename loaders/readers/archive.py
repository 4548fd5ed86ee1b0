"""ZIP containers (archives of CSV files, and workbooks), checked before reading and bounded while reading.

A member's declared size is only an upper bound (zipfile stops there); the unpacked bytes are counted anyway.
"""

from __future__ import annotations

import io
import re
import stat
import struct
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import IO, TYPE_CHECKING, BinaryIO

from graph.errors import InputError
from loaders.readers.tables import shown

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MAX_MEMBERS = 2_000
MAX_DIRECTORY = 2 * 2**20  # bytes of the table of contents, which zipfile reads before anything can be checked
MAX_TOTAL = 2 * 2**30  # bytes of all members together
MAX_RATIO = 200  # times a member may grow, once it is longer than FREE
FREE = 8 * 2**20
TEXT_ENDS = (".csv", ".tsv", ".txt", ".tab")

_END = struct.Struct("<4s4H2LH")
_END64 = struct.Struct("<4sQ2H2L4Q")
_DRIVE = re.compile(r"[A-Za-z]:")
_LITTER = re.compile(r"(?:^|/)(?:__MACOSX/|\.|~\$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)
_BOMB = "If you trust its origin, unpack it yourself and load the files."


@dataclass(frozen=True)
class Member:
    """One member of an archive as a source of bytes.

    Attributes:
        name: The archive as the user gave it, `!` and the member.
        size: Its declared size in bytes.
    """

    name: str
    size: int
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo

    def open(self) -> BinaryIO:
        """Return a bounded reader at the first byte."""
        with readable(self.name):
            return io.BufferedReader(_Bounded(self.archive.open(self.info), self.name, self.info.compress_size))


class _Bounded(io.RawIOBase):
    """A member's bytes as they are unpacked; raises once they grow out of proportion."""

    def __init__(self, member: IO[bytes], name: str, packed: int) -> None:
        super().__init__()
        self._member = member
        self._name = name
        self._packed = packed
        self._count = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer).cast("B")  # type: ignore[arg-type]
        with readable(self._name):
            block = self._member.read(min(len(view), 2**20))
        self._count += len(block)
        check_growth(self._name, self._count, self._packed)
        view[: len(block)] = block
        return len(block)

    def close(self) -> None:
        self._member.close()
        super().close()


@contextmanager
def readable(name: str) -> Iterator[None]:
    """Convert zipfile's exceptions about a damaged or unsupported archive into InputError."""
    try:
        yield
    except (zipfile.BadZipFile, zlib.error, EOFError, struct.error, ValueError, OSError) as error:
        raise InputError(
            "The archive is damaged or incomplete.", "Export or download it again.", file=shown(name)
        ) from error
    except (NotImplementedError, RuntimeError) as error:
        raise InputError(
            "The archive uses a compression or encryption method that is not supported.",
            "Zip the files again as an ordinary ZIP without a password.",
            file=shown(name),
        ) from error


def open_archive(file: BinaryIO, name: str) -> zipfile.ZipFile:
    """Open a ZIP container after checking its table of contents.

    Raises:
        InputError: Damaged, encrypted, too many or too large members, or members that point outside.
    """
    with readable(name):
        directory = _directory_size(file)
        if directory > _length(file):
            raise zipfile.BadZipFile
        if directory > MAX_DIRECTORY:
            raise InputError(f"The archive has more than {MAX_MEMBERS:,} files.", _BOMB, file=name)
        archive = zipfile.ZipFile(file)
    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise InputError(f"The archive has {len(members):,} files; the limit is {MAX_MEMBERS:,}.", _BOMB, file=name)
    if len({member.filename for member in members}) < len(members):
        raise InputError("The archive has two files with the same name.", "Zip the files again.", file=name)
    for member in members:
        _check_member(member, name)
    if sum(member.file_size for member in members) > MAX_TOTAL:
        raise InputError("The archive unpacks to more than 2 GB.", _BOMB, file=name)
    if sum(member.compress_size for member in members) > _length(file):
        raise InputError("The files in the archive overlap.", _BOMB, file=name)
    return archive


def check_growth(name: str, size: int, packed: int) -> None:
    """Reject a member that unpacks to far more than its packed size."""
    if size > FREE and size > MAX_RATIO * max(packed, 1):
        raise InputError(
            f"The file unpacks to more than {MAX_RATIO} times its size, as a ZIP bomb does.", _BOMB, file=shown(name)
        )


def text_members(archive: zipfile.ZipFile, name: str, wanted: Callable[[str], bool]) -> tuple[list[Member], list[str]]:
    """The delimited files of an archive, and the names of the other members.

    Raises:
        InputError: An archive or workbook within the archive, or nothing to read.
    """
    members: list[Member] = []
    ignored: list[str] = []
    found = 0
    for info in sorted(archive.infolist(), key=lambda info: info.filename):
        if info.is_dir() or _LITTER.search(info.filename):
            continue
        full = f"{name}!{shown(info.filename)}"
        if info.filename.lower().endswith((".zip", ".xlsx", ".xls", ".xlsm", ".gz", ".7z", ".rar", ".tar")):
            raise InputError(
                "The archive contains another archive or workbook.", "Unpack it and load it by itself.", file=full
            )
        if not info.filename.lower().endswith(TEXT_ENDS):
            ignored.append(shown(info.filename))
            continue
        found += 1
        if wanted(info.filename):
            members.append(Member(full, info.file_size, archive, info))
    if not found:
        raise InputError("The archive contains no CSV file.", "Zip CSV files and load that ZIP.", file=name)
    return members, ignored


def _check_member(info: zipfile.ZipInfo, name: str) -> None:
    """Reject suspicious members, by name and declared size."""
    full = f"{name}!{shown(info.filename)}"
    original = info.orig_filename
    parts = PurePosixPath(info.filename.replace("\\", "/")).parts
    if ".." in parts or parts[:1] == ("/",) or _DRIVE.match(info.filename) or "\0" in original or not parts:
        raise InputError(
            "The archive contains a file whose path points outside the archive.",
            "Do not trust it; ask the sender for a clean one.",
            file=full,
        )
    kind = stat.S_IFMT(info.external_attr >> 16) if info.create_system == 3 else 0
    if kind and not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise InputError("The archive contains a link or a device.", "Zip the files themselves.", file=full)
    if info.flag_bits & 0x1:
        raise InputError("The archive is encrypted.", "Zip the files again without a password.", file=full)
    check_growth(full, info.file_size, info.compress_size)


def _length(file: BinaryIO) -> int:
    return file.seek(0, io.SEEK_END)


def _directory_size(file: BinaryIO) -> int:
    """The largest size of the table of contents that the end of the file declares."""
    length = _length(file)
    file.seek(max(0, length - 65_536 - _END.size))
    tail = file.read()
    at = tail.rfind(b"PK\5\6")
    if at < 0:
        raise zipfile.BadZipFile
    size = int(_END.unpack_from(tail, at)[5])
    at64 = tail.rfind(b"PK\6\6", 0, at)
    if at64 >= 0 and len(tail) - at64 >= _END64.size:
        size64 = int(_END64.unpack_from(tail, at64)[8])
        size = size64 if size == 0xFFFFFFFF else max(size, size64)
    return size
