"""Read rows of delimited text one by one, where they are too irregular to be read in blocks."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from graph.errors import InputError
from graph.problem import Problem, mask
from graph.wording import say_count
from loaders.readers.tables import MAX_FIELD, MAX_RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

LINE_END = re.compile(r"\r\n|\r|\n")
BLANKS = " \t\r\n"
_SURROGATE = re.compile("[\ud800-\udfff]")


@dataclass(frozen=True)
class Layout:
    """What the header says about the rows below it.

    Attributes:
        file: The file's name in messages.
        delimiter: One of `,` `;` TAB `|`, or what a leading `sep=` line names.
        headers: Checked headers, without unnamed columns at the end.
        width: Number of fields of the header row, including unnamed ones at the end.
        offset: Bytes of the UTF-8 text up to the first row.
        line: Physical line of the first row.
        header_line: Physical line of the header.
        titled: Whether titles stand above the header.
        unnamed: Places of the columns that turn out to have values but no header.
    """

    file: str
    delimiter: str
    headers: tuple[str, ...]
    width: int
    offset: int
    line: int
    header_line: int = 1
    titled: bool = False
    unnamed: set[int] = field(default_factory=set)

    @property
    def comma(self) -> bool:
        """Whether numbers may have a decimal comma."""
        return self.delimiter == ";"

    def header(self, position: int) -> str:
        """The header of a cell's column, or its number if there is none."""
        name = self.headers[position] if position < len(self.headers) else ""
        return name or f"(column {position + 1})"

    def problem(self, line: int, position: int | None, code: str, value: str, reason: str) -> Problem:
        """A problem of this file."""
        return Problem(self.file, line, "" if position is None else self.header(position), code, value, reason)


def is_blank(cells: Sequence[str]) -> bool:
    """Whether a row holds nothing but spaces, tabs and line ends."""
    return not "".join(cells).strip(BLANKS)


def judge(cells: list[str], line: int, layout: Layout, *, last: bool = False) -> list[str] | Problem | None:
    """Fit one row to the header's width.

    Args:
        cells: The fields as read.
        line: Where the row begins.
        layout: What the header says.
        last: Whether it is the last row of a file without a final line end.

    Returns:
        The cells, a problem, or None for a blank row.
    """
    text = "".join(cells)
    if not text.strip(BLANKS):
        return None
    wanted = len(layout.headers)
    unreadable = "\0" in text or (not text.isascii() and _SURROGATE.search(text))
    if len(cells) == wanted and not unreadable:
        return cells
    return (
        _unreadable(cells, line, layout)
        or (_short(cells, line, layout, last=last) if len(cells) < wanted else _surplus(cells, line, layout))
        or cells[:wanted]
    )


def _unreadable(cells: list[str], line: int, layout: Layout) -> Problem | None:
    for position, cell in enumerate(cells):
        if "\0" in cell:
            return layout.problem(line, position, "nul", mask(cell), "The cell contains a zero byte.")
        if _SURROGATE.search(cell):
            reason = "The cell contains bytes that are not valid in the file's encoding."
            return layout.problem(line, position, "undecodable", mask(cell), reason)
    return None


def _short(cells: list[str], line: int, layout: Layout, *, last: bool) -> Problem:
    found = f"{len(cells)} of {say_count(len(layout.headers), 'field', 'fields')}"
    reason = "The row has too few fields" + ("; the file seems to be cut off here." if last else ".")
    return layout.problem(line, None, "too_few_fields", found, reason)


def _surplus(cells: list[str], line: int, layout: Layout) -> Problem | None:
    """Values after the last header: in a column without a name they are not read; a row with more fields is wrong."""
    wanted = len(layout.headers)
    extra = [place for place in range(wanted, len(cells)) if not is_blank([cells[place]])]
    if not extra:
        return None
    if len(cells) <= layout.width:
        layout.unnamed.update(extra)
        return None
    found = f"{len(cells)} of {say_count(wanted, 'field', 'fields')}"
    reason = "The row has too many fields; text that contains a delimiter needs quotes."
    return layout.problem(line, None, "too_many_fields", found, reason)


def physical_lines(blocks: Iterable[str], name: str, line: int) -> Iterator[str]:
    """Cut a text into lines at LF, CR LF or CR, and nowhere else; the line ends stay on.

    Args:
        blocks: The text in pieces of any length.
        name: For the error.
        line: Number of the first line, for the error.

    Raises:
        InputError: A line longer than any row may be.
    """
    rest = ""
    for block in blocks:
        text = rest + block
        held = "\r" if text.endswith("\r") else ""
        cut = 0
        for match in LINE_END.finditer(text, 0, len(text) - len(held)):
            yield text[cut : match.end()]
            cut = match.end()
            line += 1
        rest = text[cut:]
        if len(rest) > MAX_RECORD:
            raise InputError(
                f"The line is longer than {MAX_RECORD:,} characters.",
                "Check that this is a CSV file with one row per line.",
                file=name,
                line=line,
            )
    if rest:
        yield rest


class _Feed:
    """Feeds lines to the csv module and keeps those of the current row."""

    def __init__(self, lines: Iterator[str], line: int, name: str) -> None:
        self._lines = lines
        self._name = name
        self._size = 0
        self.first = line
        self.taken: list[str] = []

    def next_row(self) -> None:
        self.first += len(self.taken)
        self.taken = []
        self._size = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        text = next(self._lines)
        self.taken.append(text)
        self._size += len(text)
        if self._size > MAX_RECORD:
            raise InputError(
                f"The row that starts here is longer than {MAX_RECORD:,} characters.",
                "Look for a quote that is never closed.",
                file=self._name,
                line=self.first,
            )
        return text


def records(lines: Iterator[str], line: int, layout: Layout) -> Iterator[tuple[int, list[str] | Problem | None]]:
    """Read and check rows one by one, each with the line it starts on.

    If a quote is not closed properly, a row of one line is rejected; if the quote swallows line ends, it is unclear
    which rows are complete, so the file is rejected.

    Raises:
        InputError: An unclosed quote, or a field or row beyond the bounds.
    """
    feed = _Feed(lines, line, layout.file)
    reader = csv.reader(feed, delimiter=layout.delimiter, strict=True)
    while True:
        feed.next_row()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            yield feed.first, _fault(feed, layout)
            reader = csv.reader(feed, delimiter=layout.delimiter, strict=True)
            continue
        if sum(map(len, feed.taken)) > MAX_FIELD and max(map(len, cells)) > MAX_FIELD:
            yield feed.first, _fault(feed, layout)
            continue
        last = not feed.taken[-1].endswith(("\n", "\r"))
        yield feed.first, judge(cells, feed.first, layout, last=last)


def _fault(feed: _Feed, layout: Layout) -> Problem:
    """Describe what is wrong with the current row, or reject the file because of it."""
    text = "".join(feed.taken)
    kind, offset, position = find_fault(text, layout.delimiter)
    line = feed.first + len(LINE_END.findall(text, 0, offset))
    column = layout.header(position)
    if kind == "long":
        raise InputError(
            f"A field is longer than {MAX_FIELD:,} characters.",
            "Shorten it, or look for a quote that is never closed.",
            file=layout.file,
            line=line,
            column=column,
        )
    if kind == "unclosed" or len(feed.taken) > 1:
        raise InputError(
            "A quote opens here and is never closed, so the rows below run together.",
            "Close the quote, or double it if it is part of the text, then load the file again.",
            file=layout.file,
            line=line,
            column=column,
        )
    reason = "Quoted text is followed by more text; a quote inside quotes must be doubled."
    return Problem(layout.file, line, column, "stray_quote", mask(text[offset:].strip().strip('"')), reason)


def find_fault(text: str, delimiter: str) -> tuple[str, int, int]:
    """Find the first field of a row that breaks the rules: (`long`, `unclosed` or `stray`, offset, position)."""
    boundary = re.compile(f"[{re.escape(delimiter)}\r\n]")
    start = position = 0
    while start < len(text):
        if text[start] == '"':
            close = text.find('"', start + 1)
            while close >= 0 and text.startswith('""', close):
                close = text.find('"', close + 2)
            if close < 0:
                return "unclosed", start, position
            if text[close + 1 : close + 2] not in {"", delimiter, "\r", "\n"}:
                return "stray", start, position
            stop = close + 1
        else:
            match = boundary.search(text, start)
            stop = match.start() if match else len(text)
        if stop - start > MAX_FIELD:
            return "long", start, position
        start, position = stop + 1, position + 1
    return "unclosed", 0, 0
