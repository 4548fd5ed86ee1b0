"""Checks that need more than one cell: dates in order, keys told apart, ids that lead somewhere, one state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.model import NODES, RELATIONSHIPS
from graph.sheets import Edge, Sheet
from graph.staging.values import BadValue

if TYPE_CHECKING:
    from graph.staging.stage import Known, Quarantine, TypedSheet

# Pairs of dates in which the second never comes before the first.
_ORDER = (
    ("since", "until"),
    ("hired", "left"),
    ("opened", "closed"),
    ("first", "last"),
    ("from", "to"),
    ("raised_on", "resolved_on"),
    ("raised_on", "reported_back_on"),
    ("received_on", "passed_on"),
    ("received_on", "answered_on"),
    ("chartered_on", "charter_reviewed_on"),
)


def keys(typed: TypedSheet) -> pd.Series:
    """The key of the node each row makes: its id, or the key columns joined with `|`."""
    columns = [typed.frame[name] for name in typed.sheet.key]
    if len(columns) == 1:
        return columns[0]
    joined = columns[0].astype(str)
    for column in columns[1:]:
        joined = joined + "|" + column.astype(str)
    return joined


def ends(sheet: Sheet, edge: Edge, frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Ids at both ends of a relationship, in row order."""

    def ids(column: str) -> pd.Series:
        if column:
            return frame[column]
        if len(sheet.key) == 1:
            return frame[sheet.key[0]]
        return frame[list(sheet.key)].astype(str).agg("|".join, axis=1) if len(frame) else frame[sheet.key[0]]

    return ids(edge.start.column), ids(edge.end.column)


def check_rows(typed: TypedSheet, quarantine: Quarantine) -> None:
    """Checks inside one row: dates in order, one of several ids given, no id that points at itself."""
    frame, sheet = typed.frame, typed.sheet
    for early, late in _ORDER:
        if early in sheet.columns and late in sheet.columns:
            both = frame[early].notna() & frame[late].notna()
            bad = both.to_numpy(copy=True)
            bad[bad] = [b < a for a, b in zip(frame.loc[both, early], frame.loc[both, late], strict=True)]
            _flag(
                typed, quarantine, bad, late, "end_before_start", f"It lies before `{early}`. Correct one of the two."
            )
    if sheet.one_of:
        none = frame[list(sheet.one_of)].isna().all(axis=1).to_numpy()
        _flag(typed, quarantine, none, sheet.one_of[0], "blank", f"Give one of: {', '.join(sheet.one_of)}.")
    for edge in sheet.edges:
        if edge.start.label == edge.end.label and not edge.listed:
            start, end = ends(sheet, edge, frame)
            same = (start.notna() & (start == end)).to_numpy()
            column = edge.end.column or edge.start.column
            _flag(typed, quarantine, same, column, "points_at_itself", "The row points at itself. Correct the id.")


def check_one_state(typed: list[TypedSheet], quarantine: Quarantine, known: Known) -> None:
    """One graph holds one state.

    Raises:
        InputError: The files name a second unit of level state.
    """
    states: dict[str, tuple[TypedSheet, int]] = {}
    for sheet in typed:
        if sheet.sheet.name == "units":
            for index in map(int, np.flatnonzero((sheet.frame["level"] == "state").to_numpy())):
                states.setdefault(str(sheet.frame["unit_id"].iloc[index]), (sheet, index))
    if not states:
        return
    there = known.states()
    others = sorted(set(states) | there)
    if len(others) > 1:
        name = next(one for one in reversed(others) if one in states)
        sheet, index = states[name]
        file, line = quarantine.place(int(sheet.frame["_row"].iloc[index]))
        raise InputError(
            f"This is a second unit of level state; one data folder holds one state ({len(others)} found).",
            "Load it into a data folder of its own (LOOPLINE_HOME), or correct its level.",
            file=file,
            line=line or None,
            column=sheet.headers.get("level", "level"),
        )


def check_keys(typed: list[TypedSheet], quarantine: Quarantine) -> None:
    """A key that stands twice with different content: the first row stays, the later ones are set aside."""
    by_label: dict[str, list[TypedSheet]] = {}
    for sheet in typed:
        if sheet.sheet.node:
            by_label.setdefault(sheet.sheet.node, []).append(sheet)
    for label, sheets in by_label.items():
        key = NODES[label].key
        parts = [
            quarantine.keep(s.frame.assign(_key=keys(s), _sheet=i, _at=range(len(s.frame))))
            for i, s in enumerate(sheets)
        ]
        _conflicts(parts, ["_key"], sheets, quarantine, f"Another row gives the same {key} with other content.")
    for sheet in typed:
        for edge in sheet.sheet.edges if not sheet.sheet.node else ():
            start, end = ends(sheet.sheet, edge, sheet.frame)
            frame = sheet.frame.assign(_start=start, _end=end, _sheet=0, _at=range(len(sheet.frame)))
            if edge.where:
                frame = frame[frame[edge.where[0]] == edge.where[1]]
            identity = ["_start", "_end", *RELATIONSHIPS[edge.type].identity]
            _conflicts(
                [quarantine.keep(frame)], identity, [sheet], quarantine, "Another row says otherwise of the same pair."
            )


def _conflicts(
    parts: list[pd.DataFrame], identity: list[str], sheets: list[TypedSheet], quarantine: Quarantine, reason: str
) -> None:
    frame = pd.concat(parts) if len(parts) > 1 else parts[0]
    repeated = frame[frame.duplicated(identity, keep=False).to_numpy()]
    if repeated.empty:
        return
    content = [name for name in frame.columns if name not in ("_row", "_sheet", "_at", "_key", "_start", "_end")]
    first: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for number, which, *cells in repeated[["_row", "_sheet", *identity, *content]].itertuples(index=False):
        key = tuple(_comparable(cell) for cell in cells[: len(identity)])
        said = tuple(_comparable(cell) for cell in cells[len(identity) :])
        if first.setdefault(key, said) != said:
            sheet = sheets[int(which)]
            column = sheet.sheet.key[0] if sheet.sheet.key else next(iter(sheet.sheet.columns))
            bad = BadValue("duplicate_key", f"{reason} Keep one of them.")
            quarantine.add(int(number), sheet.headers.get(column, column), bad, str(cells[0]))


def _comparable(cell: Any) -> Any:  # noqa: ANN401 - any cell
    if isinstance(cell, list):
        return tuple(cell)
    return None if cell is None or cell != cell else cell  # noqa: PLR0124 - NaN is the only value unlike itself


def check_references(typed: list[TypedSheet], quarantine: Quarantine, known: Known) -> None:
    """Ids that lead nowhere, neither in these files nor in the graph."""
    given: dict[str, set[str]] = {}
    for sheet in typed:
        if sheet.sheet.node:
            kept = quarantine.keep(sheet.frame.assign(_key=keys(sheet)))
            given.setdefault(sheet.sheet.node, set()).update(kept["_key"].dropna())
    for sheet in typed:
        frame = quarantine.keep(sheet.frame)
        for column in sheet.sheet.columns.values():
            if column.dangles and not frame.empty:
                _check_reference(sheet, frame, column.name, column.refers, given, quarantine, known)


def _check_reference(
    typed: TypedSheet,
    frame: pd.DataFrame,
    column: str,
    label: str,
    given: dict[str, set[str]],
    quarantine: Quarantine,
    known: Known,
) -> None:
    cells = frame[column]
    listed = any(edge.listed and column in (edge.start.column, edge.end.column) for edge in typed.sheet.edges)
    ids = cells.explode() if listed else cells
    unknown = set(pd.unique(ids.dropna())) - given.get(label, set())
    unknown -= known.present(label, unknown) if unknown else set()
    if not unknown:
        return
    for number, name in zip(frame.loc[ids.index, "_row"], ids, strict=True):
        if name in unknown:
            bad = BadValue(
                "unknown_id",
                f"No {label.lower()} with this id is in these files or was loaded before. Add it, or correct the id.",
            )
            quarantine.add(int(number), typed.headers.get(column, column), bad, str(name))


def check_hierarchy(typed: list[TypedSheet], quarantine: Quarantine) -> None:
    """Units that are part of themselves through their parents."""
    parents: dict[str, str] = {}
    rows: dict[str, tuple[TypedSheet, int]] = {}
    for sheet in typed:
        if sheet.sheet.name == "units":
            frame = quarantine.keep(sheet.frame)
            frame = frame[frame["parent_id"].notna()]
            for number, unit, parent in zip(frame["_row"], frame["unit_id"], frame["parent_id"], strict=True):
                parents[unit] = parent
                rows[unit] = (sheet, int(number))
    settled: set[str] = set()
    for unit in parents:
        seen: list[str] = []
        at = unit
        while at in parents and at not in settled and at not in seen:
            seen.append(at)
            at = parents[at]
        for member in seen[seen.index(at) :] if at in seen else ():
            sheet, number = rows[member]
            bad = BadValue("circle", "The unit is part of itself through its parents. Correct the parent.")
            quarantine.add(number, sheet.headers.get("parent_id", "parent_id"), bad, member)
        settled.update(seen)


def _flag(typed: TypedSheet, quarantine: Quarantine, bad: np.ndarray, column: str, code: str, reason: str) -> None:
    if not bad.any():
        return
    header = typed.headers.get(column, column)
    for position in np.flatnonzero(bad):
        row = typed.frame.iloc[int(position)]
        value = row[column] if row[column] is not None else ""
        quarantine.add(int(row["_row"]), header, BadValue(code, reason), str(value))
