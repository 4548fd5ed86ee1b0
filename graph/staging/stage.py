"""Checking gathered rows: each becomes nodes and relationships, or goes into quarantine with its reason."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Protocol

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.model import NODES, RELATIONSHIPS
from graph.problem import Problem, mask
from graph.sheets import SHEETS, Column, Sheet
from graph.staging import checks
from graph.staging.gathered import Gathered, SheetRows
from graph.staging.values import BadValue, clean, read_column, reader


class Known(Protocol):
    """What staging asks the graph."""

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """Of these ids of a label, the ones the graph holds."""
        ...

    def states(self) -> set[str]:
        """Ids of the units of level state that the graph holds."""
        ...


class TeamTypes(Protocol):
    """The part of a profile that staging needs."""

    def team_types_of(self, text: str) -> tuple[str, ...]:
        """Types of a team from the text in the sheet; `other` where it is not known."""
        ...

    def team_kind(self, team_type: str) -> str | None:
        """Kind that a type implies (leadership, implementation); None where it implies none."""
        ...


@dataclass
class TypedSheet:
    """A sheet's rows with their cells read; `frame` has object columns and the column `_row`."""

    sheet: Sheet
    frame: pd.DataFrame
    headers: dict[str, str]
    parents: bool


@dataclass(frozen=True)
class SheetCount:
    """File rows that fed one sheet: read = loaded + quarantined + duplicates."""

    sheet: str
    read: int
    loaded: int
    quarantined: int
    duplicates: int


@dataclass
class Staged:
    """Checked rows, ready to be compared with the graph.

    Attributes:
        nodes: By label, a frame with the key column first and one column per property.
        edges: By (type, start label, end label), a frame with `start`, `end` and the properties.
        problems: The quarantine, in order of file and line.
        counts: Per sheet, of file rows.
        files: Per file, of file rows.
    """

    nodes: dict[str, pd.DataFrame] = field(default_factory=dict)
    edges: dict[tuple[str, str, str], pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: list[SheetCount] = field(default_factory=list)
    files: list[SheetCount] = field(default_factory=list)


class Quarantine:
    """Collects problems and remembers which file rows are bad."""

    def __init__(self, gathered: Gathered) -> None:
        self._gathered = gathered
        self.rows = {row for row, _ in gathered.problems}
        self.problems = [problem for _, problem in gathered.problems]

    def place(self, row: int) -> tuple[str, int]:
        """File and line of a file row."""
        return self._gathered.place(row)

    def add(self, row: int, column: str, bad: BadValue, value: str) -> None:
        """Set a file row aside.

        Raises:
            InputError: The row comes from the mapping itself, which is to be corrected, not set aside.
        """
        file, line = self.place(row)
        if row < 0:
            raise InputError(bad.reason, "Correct the rows that the mapping states.", file=file, column=column)
        self.rows.add(row)
        self.problems.append(Problem(file, line, column, bad.code, mask(value), bad.reason))

    def keep(self, frame: pd.DataFrame) -> pd.DataFrame:
        """The rows of a frame that are not set aside."""
        if not self.rows:
            return frame
        return frame[~frame["_row"].isin(self.rows)]


def stage(gathered: Gathered, types: TeamTypes, known: Known) -> Staged:
    """Check everything that can be checked before a write.

    Args:
        gathered: What the loader read.
        types: The profile's team types.
        known: Asks the graph for ids that the files refer to but do not hold.

    Raises:
        InputError: The load as a whole is refused (a second state).
    """
    quarantine = Quarantine(gathered)
    copies = np.concatenate([file.copies for file in gathered.files]) if gathered.files else np.zeros(0, dtype=bool)
    typed = [_read_sheet(rows, copies, types, quarantine) for rows in gathered.sheets]
    for sheet in typed:
        checks.check_rows(sheet, quarantine)
    _settle(typed, quarantine, known)
    staged = Staged(problems=sorted(quarantine.problems, key=lambda p: (p.file, p.line, p.column)))
    for sheet in typed:
        sheet.frame = quarantine.keep(sheet.frame)
        _add_nodes(staged, sheet)
        _add_edges(staged, sheet)
    _count(staged, gathered, copies, quarantine)
    return staged


def _settle(typed: list[TypedSheet], quarantine: Quarantine, known: Known) -> None:
    """Repeat the checks that look across rows until no row falls because another fell."""
    checks.check_one_state(typed, quarantine, known)
    before = -1
    while before != len(quarantine.rows):
        before = len(quarantine.rows)
        checks.check_keys(typed, quarantine)
        checks.check_references(typed, quarantine, known)
        checks.check_hierarchy(typed, quarantine)


def _read_sheet(rows: SheetRows, copies: np.ndarray, types: TeamTypes, quarantine: Quarantine) -> TypedSheet:
    """Read the cells of one sheet's rows, exact copies of earlier rows left out."""
    sheet = SHEETS[rows.sheet]
    first = ~np.where(rows.rows >= 0, copies[rows.rows], False) if len(copies) else np.ones(len(rows.rows), dtype=bool)  # noqa: FBT003
    text = rows.frame[first].reset_index(drop=True)
    numbers = rows.rows[first]
    frame = pd.DataFrame({"_row": numbers})
    for name, column in sheet.columns.items():
        if name in text.columns:
            header = rows.headers.get(name, name)
            frame[name] = _read_cells(sheet, column, text[name], numbers, header, types, quarantine)
        else:
            frame[name] = None
    if sheet.name == "teams":
        frame["type_given"] = [clean(cell) for cell in text["type"]]
        frame["kind"] = [
            kind or _implied_kind(found, types) for kind, found in zip(frame["kind"], frame["type"], strict=True)
        ]
        frame["status"] = [status or "active" for status in frame["status"]]
    if sheet.name == "meetings":
        frame["size"] = [len(people) if people else None for people in frame["attendees"]]
    return TypedSheet(sheet, frame.astype({"_row": np.int64}), rows.headers, rows.parents)


def _read_cells(
    sheet: Sheet,
    column: Column,
    cells: pd.Series,
    numbers: np.ndarray,
    header: str,
    types: TeamTypes,
    quarantine: Quarantine,
) -> np.ndarray:
    read: Callable[[str], Any] = reader(column)
    if sheet.name == "teams" and column.name == "type":

        def read(text: str) -> list[str]:
            return list(types.team_types_of(text))

    values, bad = read_column(cells, read)
    for position, reason in bad.items():
        quarantine.add(int(numbers[position]), header, reason, cells.iloc[position])
    if column.required:
        blank = BadValue("blank", "It must not be blank. Fill it in.")
        for position in [
            int(p) for p in np.flatnonzero(pd.isna(values) if column.kind is not column.kind.TEXTS else _empty(values))
        ]:
            if position not in bad:
                quarantine.add(int(numbers[position]), header, blank, "")
    return values


def _empty(values: np.ndarray) -> np.ndarray:
    return np.array([not value for value in values], dtype=bool)


def _implied_kind(found: list[str] | None, types: TeamTypes) -> str | None:
    kinds = [types.team_kind(name) for name in found or ()]
    return next((kind for kind in kinds if kind), None)


def _add_nodes(staged: Staged, typed: TypedSheet) -> None:
    sheet = typed.sheet
    if sheet.node:
        node = NODES[sheet.node]
        names = [prop.name for prop in node.properties if not prop.derived]
        frame = pd.DataFrame({node.key: checks.keys(typed), **{name: typed.frame[name] for name in names}})
        _extend(staged.nodes, sheet.node, frame.drop_duplicates(node.key))
    for end in (end for edge in sheet.edges for end in (edge.start, edge.end) if end.creates):
        key = NODES[end.label].key
        frame = pd.DataFrame({key: typed.frame[end.column].dropna().drop_duplicates()})
        _extend(staged.nodes, end.label, frame)


def _add_edges(staged: Staged, typed: TypedSheet) -> None:
    for edge in typed.sheet.edges:
        frame = typed.frame
        if edge.where:
            frame = frame[frame[edge.where[0]] == edge.where[1]]
        names = [prop.name for prop in RELATIONSHIPS[edge.type].properties]
        start, end = checks.ends(typed.sheet, edge, frame)
        made = pd.DataFrame({"start": start, "end": end, **{name: frame[name] for name in names}})
        if edge.listed:
            made = made.explode("start").explode("end")
        made = made[made["start"].notna() & made["end"].notna()]
        relationship = RELATIONSHIPS[edge.type]
        made = made.drop_duplicates(["start", "end", *relationship.identity])
        _extend(staged.edges, (edge.type, edge.start.label, edge.end.label), made)


def _extend(into: dict[Any, pd.DataFrame], key: Any, frame: pd.DataFrame) -> None:  # noqa: ANN401 - label or triple
    if key in into:
        identity = [name for name in into[key].columns if name in ("start", "end")] or [frame.columns[0]]
        if identity == ["start", "end"]:
            identity += list(RELATIONSHIPS[key[0]].identity)
        frame = pd.concat([into[key], frame]).drop_duplicates(identity)
    into[key] = frame.reset_index(drop=True)


def _count(staged: Staged, gathered: Gathered, copies: np.ndarray, quarantine: Quarantine) -> None:
    total = len(copies)
    bad = np.zeros(total, dtype=bool)
    bad[[row for row in quarantine.rows if not copies[row]]] = True
    starts = gathered.starts
    for index, file in enumerate(gathered.files):
        part = slice(int(starts[index]), int(starts[index + 1]))
        staged.files.append(_tally(file.file, np.ones(len(file.lines), dtype=bool), bad[part], copies[part]))
    for name in dict.fromkeys(rows.sheet for rows in gathered.sheets):
        fed = np.zeros(total, dtype=bool)
        for rows in gathered.sheets:
            if rows.sheet == name:
                fed[rows.rows[rows.rows >= 0]] = True
        staged.counts.append(_tally(name, fed, bad, copies))


def _tally(name: str, fed: np.ndarray, bad: np.ndarray, copies: np.ndarray) -> SheetCount:
    read, quarantined, duplicates = int(fed.sum()), int((fed & bad).sum()), int((fed & copies).sum())
    return SheetCount(name, read, read - quarantined - duplicates, quarantined, duplicates)
