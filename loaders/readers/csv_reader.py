"""Delimited text files: header, delimiter and rows, in slices of bounded size.

Regular blocks go through pandas' C parser, which is fast but loses line numbers and field counts; those come from
`loaders.readers.csv_scan`. Odd rows, and whole files with odd quoting, go through the csv module, so that only the bad
row is left out. Both ways give the same result.
"""

from __future__ import annotations

import csv
import io
import itertools
import re
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.problem import Problem
from loaders.readers.csv_rows import BLANKS, LINE_END, Layout, is_blank, judge, physical_lines, records
from loaders.readers.csv_scan import Scan, blanks, scan
from loaders.readers.encoding import Encoding, Source, decide, utf8_blocks
from loaders.readers.tables import HEADER_ROWS, MAX_FIELD, Table, clean_headers, say_titles, say_unnamed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from loaders.readers.tables import IsHeader

_CANDIDATES = ",;\t|"
_PIECE = 50_000  # rows read one by one that make up one piece
_BATCH = 500  # of these are kept as rows; columns do not burden the garbage collector
_MAX_REST = 2**20  # bytes of an unfinished row to carry over before it is examined
_SEP = re.compile(r'"?sep=([^\w\s"]|\t)"?\s*', re.IGNORECASE)
_QUOTED = re.compile(r'(?:^|(?<=[,;\t|\r\n]))"(?:[^"]|"")*+"')
_OPEN = re.compile(r'(?:^|(?<=[,;\t|\r\n]))"')
_MOST_BLANK = 10_000  # blank lines above the header
_HEADER_LINES = 100  # physical lines one header row may take
_LOST = re.compile(rb"\xed[\xa0-\xbf]|\0")
_BOM = b"\xef\xbb\xbf"


class _Piece(NamedTuple):
    frame: pd.DataFrame
    lines: np.ndarray
    problems: list[Problem]


def check_csv(source: Source, is_header: IsHeader | None) -> None:
    """Check a delimited file for problems that reject it as a whole.

    Raises:
        InputError: The file as a whole can't be trusted.
    """
    encoding = decide(source)
    layout = read_layout(source, encoding, is_header)
    for _ in _pieces(source, encoding, layout, parse=False):
        pass


def read_csv(source: Source, rows: int, is_header: IsHeader | None) -> Iterator[Table]:
    """Read a delimited file in slices of `rows` rows; there is at least one slice, even if it has only the headers.

    Raises:
        InputError: As `check_csv`, but possibly after some slices.
    """
    encoding = decide(source)
    layout = read_layout(source, encoding, is_header)
    notes = encoding.notes + (say_titles(layout.header_line) if layout.titled else ())
    yield from _slices(_pieces(source, encoding, layout), layout, notes, rows)


def read_layout(source: Source, encoding: Encoding, is_header: IsHeader | None = None) -> Layout:
    """Find the header: the first row that is not blank, after a `sep=` line if there is one.

    Args:
        source: The file.
        encoding: Its encoding.
        is_header: Knows the header: if one of the first lines is it, it may have titles above it.

    Raises:
        InputError: No header, or one that can't be used.
    """
    rows = _rows(source, encoding)
    first = next(rows, None)
    if first is None:
        raise InputError("The file has no rows.", "Export it again.", file=source.name)
    below = ""
    if is_header is not None and not is_header(source.name, first.line, first.cells):
        header = None
        try:
            for row in itertools.takewhile(lambda row: row.line <= HEADER_ROWS, rows):
                if is_header(source.name, row.line, row.cells):
                    header = row
                    break
                below = below or row.text
        except InputError:  # a row that can't be read is no header; whether it is bad is said when rows are read
            pass
        if header is not None:
            return header.layout(source.name, titled=True)
    layout = first.layout(source.name)
    if len(first.cells) == 1 and not first.named:
        _check_title(layout, below or next((row.text for row in rows), ""))
    return layout


class _Row(NamedTuple):
    """A row at the top of a file: where it is, what follows it, and its cells."""

    text: str
    line: int
    offset: int
    below: int
    delimiter: str
    named: bool
    cells: list[str]

    def layout(self, file: str, *, titled: bool = False) -> Layout:
        """What this row says as a header."""
        headers = clean_headers(self.cells, file, self.line)
        return Layout(file, self.delimiter, headers, len(self.cells), self.offset, self.below, self.line, titled=titled)


def _rows(source: Source, encoding: Encoding) -> Iterator[_Row]:
    """The rows of a file that are not blank, each with a delimiter of its own, after a `sep=` line if there is one."""
    lines = physical_lines(_text(utf8_blocks(source, encoding)), source.name, 1)
    offset, line, delimiter = 0, 1, ""
    while text := _logical_line(lines, source.name, line):
        first = line
        offset += len(text.encode("utf-8", "surrogatepass"))
        line += len(LINE_END.findall(text))
        if first == 1 and (named := _SEP.fullmatch(text)):
            delimiter = named[1]
            continue
        sniffed = delimiter or sniff(text)
        try:
            cells = next(csv.reader([text], delimiter=sniffed, strict=True), [])
        except csv.Error as error:
            raise InputError(
                "The quotes in the header don't match.",
                "Quote each column name as a whole, or not at all.",
                file=source.name,
                line=first,
            ) from error
        if first > _MOST_BLANK:
            raise InputError(
                f"The first {_MOST_BLANK:,} lines are blank or not a table.", "Export the file again.", file=source.name
            )
        if not is_blank(cells):
            yield _Row(text, first, offset, line, sniffed, bool(delimiter), cells)


def sniff(header: str) -> str:
    """The most frequent delimiter outside quotes in the header row; a comma if there is none."""
    bare = _QUOTED.sub("", header)
    return max(_CANDIDATES, key=bare.count)


def _logical_line(lines: Iterator[str], name: str, line: int) -> str:
    """Join the physical lines of a row that may have line ends within quotes; the delimiter is not known yet."""
    text = ""
    for number, physical in enumerate(lines, start=1):
        text += physical
        if not _OPEN.search(_QUOTED.sub("", text)):
            return text
        if number >= _HEADER_LINES or len(text) > MAX_FIELD:
            break
    if text:
        raise InputError(
            "A quote in the header is never closed.",
            "Close the quote, then load the file again.",
            file=name,
            line=line,
        )
    return text


def _check_title(layout: Layout, below: str) -> None:
    """Reject a title line above what is clearly a table with several columns."""
    bare = _QUOTED.sub("", below)
    columns = max(map(bare.count, _CANDIDATES)) + 1
    if columns > 1:
        raise InputError(
            f"The first row has one column, but the row below it has {columns}.",
            "Remove the title lines above the column names, or quote text that contains a delimiter.",
            file=layout.file,
            line=layout.line,
        )


def _text(blocks: Iterator[bytes]) -> Iterator[str]:
    return (block.decode("utf-8", "surrogatepass") for block in blocks)


def _below_header(source: Source, encoding: Encoding, layout: Layout) -> Iterator[bytes]:
    """The text after the header row, followed by an empty block."""
    skip = layout.offset
    for block in utf8_blocks(source, encoding):
        if skip < len(block):
            yield block[skip:]
        skip = max(0, skip - len(block))
    yield b""


def _pieces(source: Source, encoding: Encoding, layout: Layout, *, parse: bool = True) -> Iterator[_Piece]:
    """Read the rows block by block; with `parse` off, only check for problems that reject the whole file."""
    blocks = _below_header(source, encoding, layout)
    rest, line = b"", layout.line
    for block in blocks:
        text, held, cut_off = rest + block, b"", False
        if not block:
            if not text:
                return
            if cut_off := not text.endswith((b"\n", b"\r")):
                text += b"\n"
        elif text.endswith(b"\r"):  # its line feed may be the next block's first byte
            text, held = text[:-1], b"\r"
        found = scan(text, layout.delimiter)
        if found is None or len(text) - found.cut > (_MAX_REST if block else 0):
            remaining = itertools.chain([rest + block], blocks)
            yield from _careful(_text(remaining), line, layout)
            return
        if parse:
            yield _parse(text, found, line, layout, last=cut_off)
        rest, line = text[found.cut :] + held, line + found.line_count


def _parse(text: bytes, found: Scan, line: int, layout: Layout, *, last: bool) -> _Piece:
    """Turn a regular block into a frame: odd rows one by one, all others through pandas."""
    blank, faint = blanks(text, found, layout.delimiter)
    odd = ((found.fields != layout.width) & ~blank) | faint
    if b"\0" in text or b"\xed" in text:
        lost = [match.start() for match in _LOST.finditer(text, 0, found.cut)]
        odd[np.searchsorted(found.starts, lost, side="right") - 1] = True
    even = ~(odd | blank)
    frame = _frame(_join(text, found, even), layout)
    if frame is None or len(frame) != even.sum():  # never seen, but row by row would be correct
        odd, even = ~blank, np.zeros_like(even)
        frame = pd.DataFrame(columns=range(layout.width), dtype=object)
    layout.unnamed.update(
        place for place in range(len(layout.headers), layout.width) if frame[place].str.strip(BLANKS).any()
    )
    frame = frame.iloc[:, : len(layout.headers)]
    cells: list[list[str]] = []
    places: list[int] = []
    problems: list[Problem] = []
    for row in np.flatnonzero(odd):
        at = line + int(found.lines[row])
        raw = text[found.starts[row] : found.stops[row]].decode("utf-8", "surrogatepass")
        fields = next(csv.reader([raw], delimiter=layout.delimiter, strict=True), [])
        verdict = judge(fields, at, layout, last=last and row == len(odd) - 1)
        if isinstance(verdict, Problem):
            problems.append(verdict)
        elif verdict is not None:
            cells.append(verdict)
            places.append(at)
    lines = line + found.lines[even]
    if cells:
        lines = np.concatenate((lines, np.array(places, np.int64)))
        order = np.argsort(lines, kind="stable")
        frame = pd.concat([frame, pd.DataFrame(cells, dtype=object)], ignore_index=True).iloc[order]
        lines = lines[order]
    return _Piece(frame, lines, problems)


def _join(text: bytes, found: Scan, keep: np.ndarray) -> bytes:
    """The bytes of the rows to keep, in one piece."""
    if keep.all():
        return text[: found.cut]
    edges = np.flatnonzero(np.diff(np.concatenate(([False], keep, [False])).astype(np.int8)))
    offsets = np.append(found.starts, found.cut)[edges]
    return b"".join(text[start:stop] for start, stop in offsets.reshape(-1, 2))


def _frame(text: bytes, layout: Layout) -> pd.DataFrame | None:
    """Parse rows that all have the header's width; None if pandas would read them differently from csv."""
    if text.startswith(_BOM):  # pandas drops it, as if a row were a file
        return None
    if not text:
        return pd.DataFrame(columns=range(layout.width), dtype=object)
    return pd.read_csv(
        io.BytesIO(text),
        sep=layout.delimiter,
        header=None,
        names=list(range(layout.width)),
        index_col=False,
        dtype=object,
        engine="c",
        na_filter=False,
        keep_default_na=False,
        skip_blank_lines=False,
        low_memory=False,
        encoding="utf-8",
    )


def _careful(blocks: Iterator[str], line: int, layout: Layout) -> Iterator[_Piece]:
    """Read all that is left row by row."""
    rows = records(physical_lines(blocks, layout.file, line), line, layout)
    done = False
    while not done:
        columns: list[list[str]] = [[] for _ in layout.headers]
        lines: list[int] = []
        problems: list[Problem] = []
        for _ in range(_PIECE // _BATCH):
            batch = list(itertools.islice(rows, _BATCH))
            done = len(batch) < _BATCH
            cells = [verdict for _, verdict in batch if isinstance(verdict, list)]
            for column, values in zip(columns, zip(*cells, strict=True), strict=bool(cells)):
                column.extend(values)
            lines += [at for at, verdict in batch if isinstance(verdict, list)]
            problems += [verdict for _, verdict in batch if isinstance(verdict, Problem)]
            if done:
                break
        frame = pd.DataFrame(dict(enumerate(columns)), dtype=object)
        yield _Piece(frame, np.array(lines, np.int64), problems)


def _slices(pieces: Iterator[_Piece], layout: Layout, notes: tuple[str, ...], rows: int) -> Iterator[Table]:
    """Gather pieces into tables of `rows` rows; the last may be shorter, and comes even if there are no rows."""
    held = [_Piece(pd.DataFrame(columns=range(len(layout.headers)), dtype=object), np.empty(0, np.int64), [])]
    noted = False
    for piece in pieces:
        held.append(piece)
        if sum(len(part.lines) for part in held) <= rows:
            continue
        frame, lines, problems = _merge(held)
        start = 0
        while len(lines) - start > rows:
            yield Table(
                layout.file,
                layout.headers,
                frame.iloc[start : start + rows].reset_index(drop=True),
                lines[start : start + rows],
                problems,
                () if noted else notes,
                layout.comma,
                layout.header_line,
            )
            problems, noted, start = [], True, start + rows
        held = [_Piece(frame.iloc[start:], lines[start:], problems)]
    frame, lines, problems = _merge(held)
    notes = (() if noted else notes) + say_unnamed(layout.unnamed)
    yield Table(layout.file, layout.headers, frame, lines, problems, notes, layout.comma, layout.header_line)


def _merge(pieces: list[_Piece]) -> _Piece:

    frame = pd.concat([piece.frame for piece in pieces], ignore_index=True)
    problems = [problem for piece in pieces for problem in piece.problems]
    return _Piece(frame, np.concatenate([piece.lines for piece in pieces]), problems)
