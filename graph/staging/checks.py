"""Checks that need more than one cell: order of dates, unique keys, known ids, only one state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.sheets import Column, Edge, Sheet
from graph.staging.parsed_sheet import ParsedSheet, Quarantine
from graph.staging.values import BadValue


class Known(Protocol):
    """What staging needs to know from the graph."""

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that are in the graph, out of these."""
        ...

    def states(self) -> set[str]:
        """Ids of the state-level units in the graph."""
        ...

    def parents(self) -> dict[str, str]:
        """Parent unit by unit, from the graph."""
        ...


def keys(sheet: Sheet, frame: pd.DataFrame) -> pd.Series:
    """The key of the node each row makes: its id, or the key columns joined with `|`."""
    first, *others = (frame[name] for name in sheet.key)
    if not others:
        return first
    joined = first.astype(str)
    for column in others:
        joined = joined + "|" + column.astype(str)
    return joined


def ends(sheet: Sheet, edge: Edge, frame: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """Ids at both ends of a relationship, in row order."""
    start, end = (frame[end.column] if end.column else keys(sheet, frame) for end in (edge.start, edge.end))
    return start, end


def check_rows(parsed: ParsedSheet, quarantine: Quarantine) -> None:
    """Check each row by itself: order of dates, at least one of several ids given, no id that points at itself."""
    frame, sheet = parsed.frame, parsed.sheet
    for early, late in _ordered_dates(sheet):
        if early in frame.columns and late in frame.columns:
            both = np.flatnonzero((frame[early].notna() & frame[late].notna()).to_numpy())
            firsts, lasts = frame[early].to_numpy()[both], frame[late].to_numpy()[both]
            bad = BadValue("end_before_start", f"It is before `{early}`. Correct one of the two dates.")
            parsed.flag(quarantine, map(int, both[lasts < firsts]), late, bad)
    if sheet.one_of:
        none = frame[list(sheet.one_of)].isna().all(axis=1).to_numpy() & parsed.alive(quarantine)
        bad = BadValue("blank", f"Fill in at least one of: {', '.join(sheet.one_of)}.")
        parsed.flag(quarantine, map(int, np.flatnonzero(none)), sheet.one_of[0], bad)
    for edge in sheet.edges:
        if edge.start.label == edge.end.label and not edge.listed:
            start, end = (side.to_numpy() for side in ends(sheet, edge, frame))
            same = (start == end) & ~pd.isna(start)
            bad = BadValue("points_at_itself", "The row points at itself. Correct the id.")
            parsed.flag(quarantine, map(int, np.flatnonzero(same)), edge.end.column or edge.start.column, bad)


def _ordered_dates(sheet: Sheet) -> list[tuple[str, str]]:
    """Pairs of a sheet's dates of which the second can't lie before the first, as the model declares them."""
    facts = {name: column.fact for name, column in sheet.columns.items() if column.fact is not None}
    return [(early, late) for late, fact in facts.items() for early in fact.not_before if early in facts]


def check_one_state(parsed: list[ParsedSheet], quarantine: Quarantine, known: Known) -> None:
    """Check that there is only one state.

    Raises:
        InputError: The files name a second state-level unit.
    """
    states: dict[str, tuple[ParsedSheet, int]] = {}
    for sheet in parsed:
        if sheet.sheet.name == "units":
            for position in map(int, np.flatnonzero((sheet.frame["level"] == "state").to_numpy())):
                if (unit := sheet.frame["unit_id"].iloc[position]) is not None:
                    states.setdefault(unit, (sheet, position))
    if not states:
        return
    known_states = known.states()
    if len(known_states | set(states)) > 1:
        unit = next(state for state in reversed(states) if state not in known_states)
        sheet, position = states[unit]
        file, line = quarantine.place(sheet.first_row(position))
        where = "the graph already has one" if known_states else "the files name another one above"
        raise InputError(
            f"This is a second unit with level state; {where}, and a data folder holds only one state.",
            "Load it into a data folder of its own (LOOPLINE_HOME), or correct its level.",
            file=file,
            line=line or None,
            column=sheet.header("level"),
        )


def check_keys(parsed: list[ParsedSheet], quarantine: Quarantine) -> None:
    """Reject rows that repeat a key with different content: the first row stays, the later ones go into quarantine."""
    nodes: dict[str, list[tuple[ParsedSheet, pd.DataFrame]]] = {}
    pairs: dict[str, list[tuple[ParsedSheet, pd.DataFrame]]] = {}
    for sheet in parsed:
        frame = sheet.kept(quarantine)
        if sheet.sheet.node:
            identity = pd.DataFrame({"key": keys(sheet.sheet, frame)})
            nodes.setdefault(sheet.sheet.node, []).append((sheet, identity))
            continue
        for edge in sheet.sheet.edges:
            rows = frame[frame[edge.where[0]] == edge.where[1]] if edge.where else frame
            start, end = ends(sheet.sheet, edge, rows)
            names = RELATIONSHIPS[edge.type].identity
            identity = pd.DataFrame({"key": start, "end": end, **{name: rows[name] for name in names}})
            pairs.setdefault(edge.type, []).append((sheet, identity))
    for label, parts in nodes.items():
        _check_same(parts, f"Another row has the same {NODES[label].key} with different content.", quarantine)
    for parts in pairs.values():
        _check_same(parts, "Another row has different content for the same pair.", quarantine)


def _check_same(parts: list[tuple[ParsedSheet, pd.DataFrame]], reason: str, quarantine: Quarantine) -> None:
    """Reject rows with the identity of an earlier row but different content.

    Args:
        parts: For each sheet the identities of its rows, with positions as the index.
        reason: Why such a row is rejected.
        quarantine: Collects the rejected rows.
    """
    identities = pd.concat([identity for _, identity in parts]) if len(parts) > 1 else parts[0][1]
    which = np.repeat(np.arange(len(parts)), [len(identity) for _, identity in parts])
    repeated = identities.duplicated(keep=False).to_numpy()
    bad = BadValue("duplicate_key", f"{reason} Keep one of them.")
    first: dict[tuple[Any, ...], tuple[Any, ...]] = {}
    for part, position, *identity in zip(
        which[repeated],
        identities.index[repeated],
        *(identities[name].to_numpy()[repeated] for name in identities.columns),
        strict=True,
    ):
        sheet = parts[int(part)][0]
        content = tuple(_comparable(cell) for cell in sheet.frame.iloc[int(position)])
        if first.setdefault(tuple(identity), content) != content:
            column = sheet.sheet.key[0] if sheet.sheet.key else next(iter(sheet.sheet.columns))
            sheet.flag(quarantine, [int(position)], column, bad)


def _comparable(cell: Any) -> Any:  # noqa: ANN401 - any cell
    return tuple(cell) if isinstance(cell, list) else cell


def check_references(parsed: list[ParsedSheet], quarantine: Quarantine, known: Known) -> None:
    """Reject ids that are neither in these files nor in the graph."""
    given: dict[str, set[str]] = {}
    for sheet in parsed:
        if sheet.sheet.node:
            found = keys(sheet.sheet, sheet.kept(quarantine))
            given.setdefault(sheet.sheet.node, set()).update(found.dropna())
    for sheet in parsed:
        frame = sheet.kept(quarantine)
        for column in sheet.sheet.columns.values():
            if column.dangles and not frame.empty:
                _check_reference(sheet, frame[column.name], column, given.get(column.refers, set()), quarantine, known)


def _check_reference(
    parsed: ParsedSheet, cells: pd.Series, column: Column, given: set[str], quarantine: Quarantine, known: Known
) -> None:
    listed = any(edge.listed and column.name in (edge.start.column, edge.end.column) for edge in parsed.sheet.edges)
    ids = cells.explode() if listed else cells
    unknown = set(pd.unique(ids.dropna())) - given
    unknown -= known.present(column.refers, unknown) if unknown else set()
    if not unknown:
        return
    bad = BadValue(
        "unknown_id",
        f"There is no {column.refers.lower()} with this id in these files or in the graph. Add it, or correct the id.",
    )
    wrong = ids[ids.isin(unknown).to_numpy()]
    for position, name in zip(wrong.index, wrong, strict=True):
        parsed.flag_value(quarantine, int(position), column.name, bad, str(name))


def check_hierarchy(parsed: list[ParsedSheet], quarantine: Quarantine, known: Known) -> None:
    """Reject units that are part of themselves through their parents, in the files alone or together with the graph."""
    given: dict[str, str] = {}
    rows: dict[str, tuple[ParsedSheet, int]] = {}
    for sheet in parsed:
        if sheet.sheet.name == "units":
            frame = sheet.kept(quarantine)
            frame = frame[frame["parent_id"].notna()]
            for position, unit, parent in zip(frame.index, frame["unit_id"], frame["parent_id"], strict=True):
                given[unit] = parent
                rows[unit] = (sheet, int(position))
    if not given:
        return
    parents = {**known.parents(), **given}
    bad = BadValue("circle", "The unit is part of itself through its parents. Correct the parent.")
    settled: set[str] = set()
    for unit in given:
        seen: dict[str, None] = {}
        at = unit
        while at in parents and at not in settled and at not in seen:
            seen[at] = None
            at = parents[at]
        if at in seen:
            circle = list(seen)[list(seen).index(at) :]
            for member in circle:
                if member in rows:
                    sheet, position = rows[member]
                    sheet.flag(quarantine, [position], "parent_id", bad)
        settled.update(seen)
