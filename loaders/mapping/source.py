"""One table of an export, as a mapping's `files` entry describes it: its own columns and those joined to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.loading.load_warnings import Warned
from graph.problem import mask
from graph.staging.date_order import DateOrder
from graph.staging.dates import DateColumn, orders_of, parse_date
from graph.suggest import did_you_mean, ended
from graph.wording import say_count, say_list
from loaders.mapping import patterns
from loaders.mapping.cells import squeezed
from loaders.mapping.mapping import File, Join
from loaders.readers.no_records import set_apart
from loaders.readers.tables import Table
from loaders.students import student_rows

_EXAMPLES = 3


class Source:
    """One table of the export, with the columns joined to it.

    Attributes:
        spec: What the mapping says of the file.
        table: The table, without rows that are no records.
        columns: Cells by header; joined ones by `file.header`.
        used: Headers that were read.
        kept: Which rows count: not those below a trailer, and none that a newer one replaces.
        students: Which rows are about students.
        lent: Which rows gave cells to rows of other files.
        notes: What the user should know.
    """

    def __init__(self, spec: File, table: Table, as_of: date, order: DateOrder | None) -> None:
        self.spec = spec
        self.table = set_apart(table)
        frame = self.table.frame
        self.columns = {header: frame.iloc[:, i] for i, header in enumerate(table.headers) if header}
        self.used: set[str] = set()
        self.kept = np.ones(len(frame), dtype=bool)
        self.students = student_rows(self.table)
        self.lent = np.zeros(len(frame), dtype=bool)
        self.notes: list[str] = []
        self._own = tuple(self.columns)
        self._lent: dict[str, tuple[Source, str]] = {}
        self._plain: dict[str, str] = {}
        for header in self.columns:
            self._plain.setdefault(plain(header), header)
        self._end_at_trailer(table)
        self._fill_down()
        self._keep_newest(as_of, order)

    @property
    def file(self) -> str:
        """The table's name in messages."""
        return self.table.file

    def __len__(self) -> int:
        return len(self.table)

    def find(self, header: str) -> str | None:
        """A header as the file spells it; None if there is no such header."""
        return header if header in self.columns else self._plain.get(plain(header))

    def has(self, headers: Iterable[str]) -> bool:
        """Whether the file has one of these headers."""
        return any(self.find(header) is not None for header in headers)

    def column(self, *names: str) -> pd.Series:
        """Cells under a header, or under the first of several that the file has.

        Raises:
            InputError: The file has no such header.
        """
        header = next((found for name in names if (found := self.find(name)) is not None), None)
        if header is None:
            what = (
                f"The column {names[0]!r} is missing"
                if len(names) == 1
                else f"The columns {', '.join(names)} are all missing"
            )
            raise InputError(
                ended(f"{what}{did_you_mean(names[0], self.columns)}"),
                "Export the file with this column, or correct the mapping.",
                file=self.file,
                line=self.table.line,
            )
        if header in self._lent:
            other, own = self._lent[header]
            other.used.add(own)
        self.used.add(header)
        return self.columns[header]

    def note(self, text: str, kind: str = "") -> None:
        """Keep a note, once.

        Args:
            text: The note, without the file.
            kind: What all notes of its kind have in common, where their words differ by names.
        """
        if (full := f"{self.file}: {text}") not in self.notes:
            self.notes.append(Warned(full, kind) if kind else full)

    def join(self, others: dict[str, list[Source]]) -> None:
        """Add the columns of joined files, looked up by their keys.

        Where rows of one key differ, only the cells that they have in common are taken: none of them is known to be
        the right one.
        """
        for join in self.spec.joins:
            wanted = squeezed(self.column(join.equals))
            missing = (wanted != "").to_numpy() & self.kept
            known: set[str] = set()
            for other in others[join.file]:
                keys = squeezed(other.column(join.key))
                matched = self._take(join, other, keys, wanted)
                missing &= ~matched
                known.update(keys)
            self._tell_missing(join, wanted, missing, known)

    def _take(self, join: Join, other: Source, keys: pd.Series, wanted: pd.Series) -> np.ndarray:
        """Take the cells of one joined table; which of this table's rows found a partner."""
        there = (keys != "").to_numpy() & other.kept
        place = {key: number for number, key in enumerate(dict.fromkeys(keys[there]))}
        found = wanted.map(place)
        matched = found.notna().to_numpy()
        other.lent |= there & keys.isin(set(wanted[matched])).to_numpy()
        groups = keys[there].map(place).to_numpy(dtype=np.int64)
        differing: set[int] = set()
        for header in other._own:
            cells = squeezed(other.columns[header])[there].to_numpy()
            values = np.full(len(place), "", dtype=object)
            values[groups[::-1]] = cells[::-1]
            differs = set(groups[values[groups] != cells])
            differing |= differs
            values[list(differs)] = ""
            taken = np.full(len(matched), "", dtype=object)
            taken[matched] = values[found[matched].to_numpy(dtype=np.int64)]
            name = f"{join.file}.{header}"
            self.columns[name] = pd.Series(taken, dtype=object)
            self._plain.setdefault(plain(name), name)
            self._lent[name] = (other, header)
        if differing:
            lines = other.table.lines[there][np.isin(groups, list(differing))]
            other.note(
                f"{say_count(len(differing), 'value', 'values')} of {join.key} in several rows with different content "
                f"({say_lines(lines)}); rows of {self.file} that look it up take only what these rows have in common"
            )
        return matched

    def _tell_missing(self, join: Join, wanted: pd.Series, missing: np.ndarray, known: set[str]) -> None:
        if not missing.any():
            return
        texts = wanted[missing]
        bare = {key.lstrip("0") for key in known}
        zeros = int(texts.map(lambda text: text.lstrip("0") in bare).sum())
        self.note(
            f"{say_count(len(texts), 'row has', 'rows have')} no partner in {join.file} by {join.equals} "
            f"({say_lines(self.table.lines[missing])}; {say_masked(texts)})"
            + (f"; {say_count(zeros, 'row has', 'rows have')} one that differs only by leading zeros" if zeros else "")
        )

    def _end_at_trailer(self, table: Table) -> None:
        """Keep only what is above the first row whose first filled cell matches the mapping's trailer."""
        if not self.spec.trailer:
            return
        first = pd.Series([""] * len(table), dtype=object)
        for place in reversed(range(len(table.headers))):
            cells = squeezed(table.frame.iloc[:, place])
            first = cells.where(cells != "", first)
        ends = np.flatnonzero([patterns.search(self.spec.trailer, text) is not None for text in first])
        if len(ends):
            self.kept &= self.table.lines < table.lines[ends[0]]

    def _fill_down(self) -> None:
        for name in self.spec.fill_down:
            header = self.find(name)
            cells = self.column(name)
            if header is not None:
                self.columns[header] = cells.where(squeezed(cells) != "").ffill().fillna("")

    def _keep_newest(self, as_of: date, order: DateOrder | None) -> None:
        newest = self.spec.newest
        if newest is None or not len(self):
            return
        texts = squeezed(self.column(newest.by[0]))
        order = order or orders_of([DateColumn(tuple(texts.unique()), happened=False)], as_of)[0]
        days = {text: parse_date(text, order) for text in texts.unique()}
        unread = np.array([days[text] is None for text in texts]) & self.kept
        later = np.array([(day := days[text]) is not None and day > as_of for text in texts]) & self.kept
        rank = pd.DataFrame({"day": texts.map(days), "row": np.arange(len(self))})
        ties = [f"tie{number}" for number in range(1, len(newest.by))]
        for tie, name in zip(ties, newest.by[1:], strict=True):
            rank[tie] = pd.to_numeric(squeezed(self.column(name)), errors="coerce").fillna(-1)
        for number, name in enumerate(newest.per):
            rank[f"key{number}"] = squeezed(self.column(name))
        valid = self.kept & ~unread & ~later
        keys, marks = [f"key{number}" for number in range(len(newest.per))], ["day", *ties]
        ordered = rank[valid].sort_values(marks)
        last = ordered.drop_duplicates(keys, keep="last")[[*keys, *marks]]
        older = valid.copy()  # of two newest rows of one key neither is older than the other
        older[rank[valid].merge(last, on=[*keys, *marks])["row"].to_numpy()] = False
        self.kept &= ~later & ~older
        told = [
            *([f"{say_count(int(older.sum()), 'row is', 'rows are')} replaced by a newer one"] if older.any() else []),
            *([f"{say_count(int(later.sum()), 'row begins', 'rows begin')} after {as_of}"] if later.any() else []),
        ]
        if told:
            self.note(f"of the rows of each {say_list(newest.per, 'and')}, {say_list(told, 'and')}; passed over")
        if unread.any():
            self.note(
                f"{say_count(int(unread.sum()), 'row has', 'rows have')} no date in {newest.by[0]} that can be read "
                f"({say_lines(self.table.lines[unread])}); they count beside the newest ones"
            )

    def tell_history(self, by: str, per: Sequence[str]) -> None:
        """Note that somebody has rows of several dates while the mapping takes all of them for true."""
        if self.spec.newest is not None:
            return
        rows = pd.DataFrame({name: squeezed(self.column(name)) for name in (*per, by)})[self.kept]
        several = rows[rows[by] != ""].groupby(list(per))[by].nunique()
        count = int((several > 1).sum())
        if count:
            self.note(
                f"{say_count(count, 'person has', 'people have')} rows of several dates ({by}), and each row counts. "
                f"If a later row replaces an earlier one, say so in the mapping: newest: {{by: {by}, "
                f"per: [{', '.join(per)}]}}"
            )


def plain(header: str) -> str:
    """A header without regard to case, blanks and underscores."""
    return re.sub(r"[\s_]+", "", header).casefold()


def say_lines(lines: np.ndarray) -> str:
    """Lines in words, the first three of them: `lines 3, 5 and 9 and more`."""
    shown = [f"{line:,}" for line in lines[:_EXAMPLES]]
    more = " and more" if len(lines) > _EXAMPLES else ""
    return f"{'line' if len(shown) == 1 else 'lines'} {', '.join(shown)}{more}"


def say_masked(texts: Iterable[str]) -> str:
    """Three of some values, masked."""
    different = list(dict.fromkeys(texts))
    return ", ".join(mask(text) for text in different[:_EXAMPLES]) + (
        f" and {len(different) - _EXAMPLES:,} more" if len(different) > _EXAMPLES else ""
    )
