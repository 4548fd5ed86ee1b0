"""Columns that hold ids, and giving ids their new names in the rows of a load."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from graph.model.schema import ANY, Kind
from graph.model.vocabulary import ALIAS_KINDS
from graph.staging.bad_value import BadValue
from graph.staging.joined_people import change_ids
from graph.staging.parsed_sheet import ParsedSheet, Quarantine

ALIAS = "Alias"
"""Label of what the sheet makes."""
ALIASED = frozenset(ALIAS_KINDS.values())

Ids = Mapping[str, Mapping[str, str]]
"""By label, ids that were given up, each with the one that counts."""


@dataclass(frozen=True)
class IdColumn:
    """A column with ids of one label.

    Attributes:
        own: They name the row's own record.
        listed: Each cell has several.
    """

    name: str
    label: str
    own: bool = False
    listed: bool = False


def id_columns(parsed: ParsedSheet) -> Iterator[IdColumn]:
    """The columns of a sheet that hold ids of what can get another one."""
    sheet = parsed.sheet
    own = sheet.key[0] if sheet.node in ALIASED and len(sheet.key) == 1 else ""
    if own:
        yield IdColumn(own, sheet.node, own=True)
    for column in sheet.columns.values():
        label = column.refers or (column.fact.id_of if column.fact is not None else "")
        if column.name != own and label in ALIASED and label != ANY:
            yield IdColumn(column.name, label, listed=column.kind is Kind.TEXTS)


def ids_in(parsed: ParsedSheet, column: IdColumn) -> set[str]:
    """The ids in a column."""
    cells = parsed.frame[column.name].dropna()
    return set((cells.explode().dropna() if column.listed else cells).unique())


def given_ids(parsed: list[ParsedSheet]) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By label, the ids that have a row of their own in these files, and all that their rows name."""
    own: dict[str, set[str]] = {label: set() for label in ALIASED}
    named: dict[str, set[str]] = {label: set() for label in ALIASED}
    for sheet in parsed:
        for column in id_columns(sheet):
            found = ids_in(sheet, column)
            named[column.label] |= found
            if column.own:
                own[column.label] |= found
    return own, named


def rename_in_rows(parsed: list[ParsedSheet], now: Ids, quarantine: Quarantine) -> int:
    """Replace ids that were given up; a record's row under its old id goes where the new one has a row of its own.

    Returns:
        How many rows named an old id.
    """
    if not any(now.values()):
        return 0
    own, _ = given_ids(parsed)
    count = 0
    for sheet in parsed:
        at: set[int] = set()
        for column in id_columns(sheet):
            ids = now.get(column.label, {})
            if column.own:
                _drop_twice(sheet, column.name, ids, own[column.label], quarantine)
            at |= change_ids(sheet, column.name, partial(_newest, ids), listed=column.listed) if ids else set()
        count += len(at)
    return count


def _newest(ids: Mapping[str, str], text: str) -> str:
    return ids.get(text, text)


def _drop_twice(sheet: ParsedSheet, column: str, ids: Mapping[str, str], own: set[str], quarantine: Quarantine) -> None:
    bad = BadValue(
        "renamed_id",
        "The sheet aliases, of this load or an earlier one, gives this id a new one, and the new id has a row of its "
        "own. Take this row out.",
    )
    twice = {text for text in own & ids.keys() if ids[text] in own}
    if twice:
        cells = sheet.frame[column].to_numpy()
        sheet.reject(quarantine, [at for at, text in enumerate(cells) if text in twice], column, bad)
