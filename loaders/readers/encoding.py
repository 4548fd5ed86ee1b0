"""Detect the encoding of a text file, once for the whole file, and read it as UTF-8 blocks."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, BinaryIO, Protocol

from graph.errors import InputError
from graph.wording import say_count
from loaders.readers.tables import MAX_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator

BLOCK = 2**20
_MOST_WORDS = 20_000  # different words by which an encoding is chosen
_BOMS = (  # the longer ones first: a UTF-32 mark starts like a UTF-16 one
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_HIGH = re.compile(rb"[\x80-\xff]")
_ONE_BYTE = {
    "cp1252": "Windows-1252 (cp1252)",
    "mac_roman": "Mac Roman",
    "cp1250": "Windows-1250 (cp1250, Central Europe)",
}
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]*[\x80-\xff][A-Za-z\x80-\xff]*")
_PUNCTUATION = "\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2022\u2026\u2122\u00a0\u00b7\u00ba\u00aa"
_SEVERAL = 2  # words that make sense in another encoding alone
_TWICE = re.compile(rb"\xc3[\x82-\x85]\xc2[\x80-\xbf]|\xc3\x83(?:\xc5|\xc6|\xe2\x80)")
_SAVE_UTF8 = 'Save the file again as "CSV UTF-8" and load that.'


class Source(Protocol):
    """Bytes that can be read from the start as often as needed: an open file or an archive member."""

    @property
    def name(self) -> str:
        """Its name in messages."""
        ...

    @property
    def size(self) -> int:
        """Its size in bytes."""
        ...

    def open(self) -> BinaryIO:
        """Return a reader at the first byte."""
        ...


@dataclass(frozen=True)
class Encoding:
    """How to decode a file.

    Attributes:
        codec: Name of the Python codec.
        escapes: Whether some rows hold bytes that the codec can't decode; those arrive as lone surrogates.
        notes: Notes for the load report.
    """

    codec: str
    escapes: bool = False
    notes: tuple[str, ...] = ()


def decide(source: Source) -> Encoding:
    """Decide the encoding from every byte of the file, not from its beginning.

    UTF-8 if all bytes allow it; a byte order mark is trusted; otherwise Windows-1252, or the encoding of Macs or of
    Central Europe if only that makes words of the text; unless some lines are UTF-8 and others are not. A few broken
    rows in a UTF-8 file are left to the row checks.

    Raises:
        InputError: UTF-16 without a mark, two encodings in one file, or not text at all.
    """
    head = source.open().read(65_536)
    marked = next((codec for bom, codec in _BOMS if head.startswith(bom)), "")
    if marked in {"utf-16", "utf-32"}:
        return Encoding(marked, notes=(f"read as {marked.upper()}",))
    _check_text(head, source.name)
    if _is_utf8(source):
        return Encoding("utf-8-sig", notes=_say_encoded_twice(source))
    good, first_good, bad, first_bad = _count_lines(source)
    if marked or bad * 100 <= good + bad:
        note = f"{say_count(bad, 'line', 'lines')} not in UTF-8, unlike the rest of the file"
        return Encoding("utf-8-sig", escapes=True, notes=(note,))
    if good:
        raise InputError(
            f"Line {first_good} is UTF-8 and line {first_bad} is not: two encodings in one file.",
            f"Export it again in a single encoding. {_SAVE_UTF8}",
            file=source.name,
            line=first_bad,
        )
    codec, doubt = _likeliest(source)
    note = f"read as {_ONE_BYTE[codec]}, because line {first_bad} is not UTF-8; {doubt}check the names"
    return Encoding(codec, escapes=True, notes=(note,))


def utf8_blocks(source: Source, encoding: Encoding) -> Iterator[bytes]:
    """Yield the text as UTF-8 in blocks of whole characters, without a mark.

    Bytes that can't be decoded become encoded lone surrogates.

    Raises:
        InputError: UTF-16 or UTF-32 that breaks off or is malformed.
    """
    reader = source.open()
    if encoding.codec == "utf-8-sig" and not encoding.escapes:
        rest = reader.read(BLOCK).removeprefix(codecs.BOM_UTF8)
        while block := reader.read(BLOCK):
            rest, whole = _split_character(rest)
            yield whole
            rest += block
        yield rest
        return
    decoder = codecs.getincrementaldecoder(encoding.codec)("surrogateescape" if encoding.escapes else "strict")
    try:
        while block := reader.read(BLOCK // 2):
            yield decoder.decode(block).encode("utf-8", "surrogatepass")
        yield decoder.decode(b"", final=True).encode("utf-8", "surrogatepass")
    except UnicodeDecodeError as error:
        raise InputError(
            f"The file starts as {encoding.codec.upper()} but has bytes further down that are not valid in it.",
            _SAVE_UTF8,
            file=source.name,
        ) from error


def _likeliest(source: Source) -> tuple[str, str]:
    """The encoding of one byte a character: Windows-1252, unless several words make sense in another one alone.

    Returns:
        The codec; and what a single such word makes doubtful.
    """
    words: set[bytes] = set()
    reader = source.open()
    while (block := reader.read(BLOCK)) and len(words) < _MOST_WORDS:
        words.update(_WORDS.findall(block))
    odd = {codec: sum(_is_odd(word.decode(codec, "replace")) for word in words) for codec in _ONE_BYTE}
    usual, *_ = odd
    best = min(odd, key=lambda codec: odd[codec])
    if odd[best] == odd[usual]:
        return usual, ""
    if odd[usual] < _SEVERAL or odd[best]:
        return usual, f"it may be {_ONE_BYTE[best]}; "
    return best, ""


def _is_odd(word: str) -> bool:
    """Whether a word holds a sign that words don't hold, or a capital with an accent after its first letter.

    Dashes, quotes and dots are in words of every encoding, so that they say nothing.
    """
    signs = any(not char.isalpha() and char not in _PUNCTUATION for char in word) and any(map(str.isalpha, word))
    inner = any(two.isupper() and not two.isascii() for _, two in pairwise(word)) and not word.isupper()
    return signs or inner


def _say_encoded_twice(source: Source) -> tuple[str, ...]:
    """A note about text that was UTF-8, read as something else and saved as UTF-8 again."""
    found, reader, rest = 0, source.open(), b""
    while block := reader.read(BLOCK):
        found += len(_TWICE.findall(rest + block))
        rest = block[-3:]
    if not found:
        return ()
    return (f"letters encoded twice, as in \u00c3\u00a9 for \u00e9, {found:,} of them; check the names",)


def _split_character(block: bytes) -> tuple[bytes, bytes]:
    """Cut off the bytes of a character that goes on in the next block: (those bytes, the block without them)."""
    for count in range(1, min(4, len(block)) + 1):
        byte = block[-count]
        if byte & 0xC0 != 0x80:
            length = 1 if byte < 0x80 else 2 if byte < 0xE0 else 3 if byte < 0xF0 else 4
            return (block[-count:], block[:-count]) if length > count else (b"", block)
    return b"", block


def _check_text(head: bytes, name: str) -> None:
    """Reject data that is not text: many zero bytes or control characters."""
    zeros = head.count(0)
    if zeros * 10 > len(head):
        if abs(head[::2].count(0) - head[1::2].count(0)) * 2 > zeros and zeros * 3 > len(head):
            raise InputError("The file looks like UTF-16 without a byte order mark.", _SAVE_UTF8, file=name)
        raise InputError("The file is binary data, not text.", "Export a CSV or XLSX file and load that.", file=name)
    controls = len(head) - len(head.translate(None, bytes(range(1, 9)) + bytes(range(14, 32)) + b"\x7f"))
    if controls * 20 > len(head):
        raise InputError("The file is binary data, not text.", "Export a CSV or XLSX file and load that.", file=name)


def _is_utf8(source: Source) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    reader = source.open()
    try:
        while block := reader.read(BLOCK):
            decoder.decode(block)
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _count_lines(source: Source) -> tuple[int, int, int, int]:
    """Count lines beyond ASCII: (UTF-8 lines, first of them, other lines, first of them)."""
    good = first_good = bad = first_bad = 0
    line, rest = 1, b""
    reader = source.open()
    while block := reader.read(BLOCK):
        block = rest + block
        cut = max(block.rfind(b"\n"), block.rfind(b"\r", 0, -1)) + 1
        if not cut and len(block) < MAX_RECORD:
            rest = block
            continue
        cut = cut or len(block)
        rest, block = block[cut:], block[:cut]
        good, first_good, bad, first_bad = _judge_lines(block, line, (good, first_good, bad, first_bad))
        line += len(_LINE_END.findall(block))
    return _judge_lines(rest, line, (good, first_good, bad, first_bad))


def _judge_lines(block: bytes, line: int, counts: tuple[int, int, int, int]) -> tuple[int, int, int, int]:
    good, first_good, bad, first_bad = counts
    stop = 0
    while match := _HIGH.search(block, stop):
        start = max(stop, block.rfind(b"\n", stop, match.start()) + 1, block.rfind(b"\r", stop, match.start()) + 1)
        end = _LINE_END.search(block, match.end())
        stop = end.start() if end else len(block)
        try:
            block[start:stop].decode()
        except UnicodeDecodeError:
            bad += 1
            first_bad = first_bad or line + len(_LINE_END.findall(block, 0, start))
        else:
            good += 1
            first_good = first_good or line + len(_LINE_END.findall(block, 0, start))
    return good, first_good, bad, first_bad
