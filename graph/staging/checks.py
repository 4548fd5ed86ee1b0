"""Checks that need more than one cell: order of dates, unique keys, known ids, only one state."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any, cast

import numpy as np
import pandas as pd

from graph.errors import InputError
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.sheets import Column, Edge, Sheet
from graph.staging.bad_value import BadValue
from graph.staging.parsed_sheet import ParsedSheet, Quarantine
from graph.staging.referred import Ids, Known, Referred
from graph.wording import say_list

_NAMED = 2  # files that a reason names


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
    """Check each row by itself: order of dates, no id that points at itself."""
    frame, sheet = parsed.frame, parsed.sheet
    for early, late in _ordered_dates(sheet):
        if early in frame.columns and late in frame.columns:
            both = np.flatnonzero((frame[early].notna() & frame[late].notna()).to_numpy())
            firsts, lasts = frame[early].to_numpy()[both], frame[late].to_numpy()[both]
            bad = BadValue("end_before_start", f"It is before `{early}`. Correct one of the two dates.")
            parsed.reject(quarantine, map(int, both[lasts < firsts]), late, bad)
    if sheet.apart:
        one, other = (frame[name].to_numpy() for name in sheet.apart)
        same = np.flatnonzero((one == other) & ~pd.isna(one))
        bad = BadValue("points_at_itself", f"It is the same as `{sheet.apart[0]}`. Correct one of the two ids.")
        parsed.reject(quarantine, map(int, same), sheet.apart[1], bad)
    for edge in sheet.edges:
        if edge.start.label == edge.end.label and not edge.listed:
            start, end = (side.to_numpy() for side in ends(sheet, edge, frame))
            same = np.flatnonzero((start == end) & ~pd.isna(start))
            _check_itself(parsed, quarantine, edge, map(int, same))


def check_ties(parsed: ParsedSheet, quarantine: Quarantine) -> None:
    """Check that each row has at least one of the ids that tie it to others."""
    names = list(parsed.sheet.one_of)
    if names:
        none = parsed.frame[names].isna().all(axis=1).to_numpy() & parsed.alive(quarantine)
        bad = BadValue("blank", f"Fill in at least one of: {', '.join(names)}.")
        parsed.reject(quarantine, map(int, np.flatnonzero(none)), names[0], bad)


def _check_itself(parsed: ParsedSheet, quarantine: Quarantine, edge: Edge, positions: Iterable[int]) -> None:
    """Rows that point at themselves: the top of a hierarchy may, an optional cell is left out, others are rejected."""
    bad = BadValue("points_at_itself", "The row points at itself. Correct the id.")
    column = edge.end.column or edge.start.column
    same = list(positions)
    for position in () if edge.end.upward else same:
        parsed.refuse(quarantine, position, column, bad, str(parsed.frame[column].iloc[position]))
    if same and not parsed.sheet.needs(column):
        parsed.replace_cells(column, dict.fromkeys(same))


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
    """Reject rows that repeat a key with different content, all of them: neither of two rows is known to be right.

    Where each has a date of its own, the latest stays.
    """
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
        _check_same(parts, f"the same {NODES[label].key}", quarantine)
    for parts in pairs.values():
        _check_same(parts, "the same pair", quarantine)


def _check_same(parts: list[tuple[ParsedSheet, pd.DataFrame]], what: str, quarantine: Quarantine) -> None:
    """Reject rows that have the same identity and different content, except the latest where all are dated.

    Args:
        parts: For each sheet the identities of its rows, with positions as the index.
        what: What the rows have in common, for the reason.
        quarantine: Collects the rejected rows.
    """
    identities = pd.concat([identity for _, identity in parts]) if len(parts) > 1 else parts[0][1]
    which = np.repeat(np.arange(len(parts)), [len(identity) for _, identity in parts])
    repeated = identities.duplicated(keep=False).to_numpy()
    groups: dict[tuple[Any, ...], list[tuple[ParsedSheet, int]]] = {}
    for part, position, *identity in zip(
        which[repeated],
        identities.index[repeated],
        *(identities[name].to_numpy()[repeated] for name in identities.columns),
        strict=True,
    ):
        groups.setdefault(tuple(identity), []).append((parts[int(part)][0], int(position)))
    for rows in groups.values():
        _settle(rows, what, quarantine)


def _settle(rows: list[tuple[ParsedSheet, int]], what: str, quarantine: Quarantine) -> None:
    """Decide between rows of one identity: all alike, the latest by its own date, or none."""
    contents = [{str(name): _comparable(cell) for name, cell in sheet.frame.iloc[at].items()} for sheet, at in rows]
    differing = [name for name in contents[0] if any(each.get(name) != contents[0][name] for each in contents)]
    if not differing:
        return
    if any(at in sheet.renamed for sheet, at in rows):
        _settle_renamed(rows, contents, what, quarantine)
        return
    days = [_own_date(sheet, at) for sheet, at in rows]
    latest = max((day for day in days if day is not None), default=None)
    stays = [number for number, day in enumerate(days) if day == latest]
    if latest is not None and None not in days and all(contents[at] == contents[stays[0]] for at in stays):
        bad = BadValue("superseded", f"A row with {what} and a later date replaces it. Leave the older one out.")
        rejected = [row for number, row in enumerate(rows) if number not in stays]
    else:
        shown = [rows[0][0].header(name) for name in differing]
        differs = say_list(shown, "and")
        said = f"{_say_others(rows, quarantine)} {what} but another {differs}. Keep one of them"
        bad = BadValue("duplicate_key", f"{said}{_say_days(rows)}.")
        rejected = rows
    for sheet, at in rejected:
        sheet.reject(quarantine, [at], _first_column(sheet), bad)


def _settle_renamed(
    rows: list[tuple[ParsedSheet, int]], contents: list[dict[str, Any]], what: str, quarantine: Quarantine
) -> None:
    """Decide between rows that have one identity because an id was given up: what the new id itself says counts."""
    own = [number for number, (sheet, at) in enumerate(rows) if at not in sheet.renamed]
    alias = "The sheet aliases, of this load or an earlier one, gives an id of this row a new one, and under the new id"
    bad = BadValue("renamed_id", f"{alias} another row with {what} says otherwise: that one counts. Take this row out.")
    rejected = [row for number, row in enumerate(rows) if number not in own]
    if not own or any(contents[at] != contents[own[0]] for at in own):
        bad = BadValue("duplicate_key", f"{alias} another row has {what} and says otherwise. Keep one of them.")
        rejected = rows
    for sheet, at in rejected:
        sheet.reject(quarantine, [at], _first_column(sheet), bad)


def _first_column(sheet: ParsedSheet) -> str:
    return sheet.sheet.key[0] if sheet.sheet.key else next(iter(sheet.sheet.columns))


def _say_others(rows: list[tuple[ParsedSheet, int]], quarantine: Quarantine) -> str:
    """Where rows of one identity stand: beside each other, or in which files."""
    files = list(dict.fromkeys(quarantine.place(sheet.first_row(at))[0] for sheet, at in rows))
    if len(files) == 1:
        return "Another row has"
    more = len(files) - _NAMED
    return f"Rows of {say_list([*files[:_NAMED], *([f'{more} more'] if more > 0 else [])], 'and')} have"


def _say_days(rows: list[tuple[ParsedSheet, int]]) -> str:
    """What would tell rows of one pair apart that count different days, such as two months of a log."""
    edges = [edge for sheet, _ in rows for edge in sheet.sheet.edges if not sheet.sheet.node]
    days = {name for edge in edges for name in RELATIONSHIPS[edge.type].identity if name in ("first", "last")}
    if not days or any(sheet.frame[name].iloc[at] is not None for sheet, at in rows for name in days):
        return ""
    return f", or say in {say_list(sorted(days), 'and')} which days each counts"


def _own_date(parsed: ParsedSheet, position: int) -> date | None:
    """The day from which a row is true; None where it has none."""
    for name, column in parsed.sheet.columns.items():
        if column.fact is not None and column.fact.dates_row:
            value = parsed.frame[name].iloc[position]
            if value is not None:
                return cast("date", value)
    return None


def _comparable(cell: Any) -> Any:  # noqa: ANN401 - any cell
    return tuple(cell) if isinstance(cell, list) else cell


def check_references(parsed: list[ParsedSheet], quarantine: Quarantine, known: Ids, ever: Ids) -> None:
    """Refuse ids that are neither in these files nor in the graph: the cell alone, or the row that needs it.

    Args:
        parsed: All sheets.
        quarantine: Collects what is refused.
        known: What the graph has.
        ever: What it has or had, to which events may refer.
    """
    there = {label: Referred(label, known, quarantine.say_place) for label in NODES}
    then = {label: Referred(label, ever, quarantine.say_place, each.given, each.lost) for label, each in there.items()}
    for sheet in parsed:
        if sheet.sheet.node:
            of_label, rows = there[sheet.sheet.node], sheet.first_rows
            for key, row, alive in zip(keys(sheet.sheet, sheet.frame), rows, sheet.alive(quarantine), strict=True):
                if isinstance(key, str):
                    (of_label.given if alive else of_label.lost).setdefault(key, int(row))
    for sheet in parsed:
        frame = sheet.kept(quarantine)
        for column in sheet.sheet.columns.values():
            if column.dangles and not frame.empty:
                among = then if sheet.sheet.event else there
                _check_reference(sheet, frame[column.name], column, among[column.refers], quarantine)


def _check_reference(
    parsed: ParsedSheet, cells: pd.Series, column: Column, there: Referred, quarantine: Quarantine
) -> None:
    listed = any(edge.listed and column.name in (edge.start.column, edge.end.column) for edge in parsed.sheet.edges)
    ids = cells.explode() if listed else cells
    unknown = there.unknown(set(pd.unique(ids.dropna())))
    if not unknown:
        return
    reasons = there.reasons(unknown)
    wrong = ids[ids.isin(unknown).to_numpy()]
    for position, name in zip(wrong.index, wrong, strict=True):
        parsed.refuse(quarantine, int(position), column.name, reasons[name], str(name))
    if listed:
        left = {int(at): [each for each in cells[at] if each not in unknown] or None for at in set(wrong.index)}
        parsed.replace_cells(column.name, left)
    elif not parsed.sheet.needs(column.name):
        parsed.replace_cells(column.name, dict.fromkeys(map(int, wrong.index)))


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
                    sheet.reject(quarantine, [position], "parent_id", bad)
        settled.update(seen)
