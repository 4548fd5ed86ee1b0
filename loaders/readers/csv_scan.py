"""Find where the rows of a block of delimited text start and end, for the whole block at once.

The block is UTF-8. Its quoting is followed by parity: inside quotes a delimiter or line end is content. That is right
only where every quote opens at the start of a field and closes at its end, which is checked; a block that breaks the
rule is reported as `irregular` and has to be read row by row.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from loaders.readers.tables import MAX_FIELD

if TYPE_CHECKING:
    import numpy.typing as npt

    Bits = npt.NDArray[np.bool_]
    Places = npt.NDArray[np.int64]

_LF, _CR, _QUOTE = 10, 13, 34


@dataclass(frozen=True)
class Scan:
    """The complete rows of one block.

    Attributes:
        starts: Offset of each row's first byte.
        stops: Offset behind each row's last byte, line end excluded.
        fields: Number of fields of each row.
        lines: Physical line each row begins on, the block's first being 0.
        cut: Offset behind the last complete row.
        line_count: Physical lines up to `cut`.
    """

    starts: Places
    stops: Places
    fields: Places
    lines: Places
    cut: int
    line_count: int


def scan(block: bytes, delimiter: str) -> Scan | None:
    """Find the rows of a block that begins with a row; None where quoting or a field's length is irregular."""
    text = np.frombuffer(block, np.uint8)
    ends = text == _LF
    carriage = text == _CR if b"\r" in block else None
    if carriage is not None:
        lone = carriage.copy()
        lone[:-1] &= ~ends[1:]
        ends |= lone
    separators = text == ord(delimiter)
    separators |= ends
    if b'"' in block:
        quotes = text == _QUOTE
        inside = np.bitwise_xor.accumulate(quotes.view(np.uint8)).view(np.bool_)
        separators &= ~inside
    else:
        quotes = inside = None
    places = np.flatnonzero(separators)
    last = np.flatnonzero(ends[places])
    if not len(last):
        none = np.empty(0, np.int64)
        return Scan(none, none, none, none, 0, 0)
    places = places[: last[-1] + 1]
    row_ends = places[last]
    cut = int(row_ends[-1]) + 1
    if quotes is not None and inside is not None and not _is_regular(quotes, inside, separators, carriage, cut):
        return None
    if np.diff(places, prepend=-1).max() - 1 > MAX_FIELD:
        return None
    starts = np.concatenate(([0], row_ends[:-1] + 1))
    stops = row_ends.copy()
    if carriage is not None:
        stops -= (row_ends > starts) & (text[row_ends] == _LF) & carriage[row_ends - 1]
    line_ends = np.flatnonzero(ends[:cut]) if quotes is not None else row_ends
    lines = np.searchsorted(line_ends, starts) if len(line_ends) > len(row_ends) else np.arange(len(starts))
    return Scan(starts, stops, np.diff(last, prepend=-1), lines, cut, len(line_ends))


def _is_regular(quotes: Bits, inside: Bits, separators: Bits, carriage: Bits | None, cut: int) -> bool:
    """Whether each quote up to `cut` opens a field, closes one, or is doubled within one."""
    neighbour = separators | quotes
    before = np.empty_like(neighbour)
    before[0] = True
    before[1:] = neighbour[:-1]
    wrong = quotes & inside & ~before
    after = np.empty_like(neighbour)
    after[-1] = True
    after[:-1] = neighbour[1:]
    if carriage is not None:
        after[:-1] |= carriage[1:]
    wrong |= quotes & ~inside & ~after
    return not wrong[:cut].any()


def blanks(block: bytes, found: Scan, delimiter: str) -> tuple[Bits, Bits]:
    """Which rows hold nothing but delimiters, spaces and tabs; and which hold quotes besides, and must be read.

    A quoted quote or delimiter is content.
    """
    text = np.frombuffer(block, np.uint8)
    kinds = np.ones(256, np.uint8)
    kinds[list(f"{delimiter} \t\r\n".encode())] = 0
    solid = np.concatenate(([0], np.cumsum(kinds[text], dtype=np.int64)))
    held = solid[found.stops] - solid[found.starts]
    if b'"' not in block:
        return held == 0, np.zeros(len(held), np.bool_)
    quotes = np.concatenate(([0], np.cumsum(text == _QUOTE, dtype=np.int64)))
    quoted = quotes[found.stops] - quotes[found.starts]
    return held == 0, (held == quoted) & (quoted > 0)
