"""Columns that hold ids, and giving ids their new names in the rows of a load."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial

from graph.model.schema import ANY, Kind
from graph.model.vocabulary import ALIAS_KINDS
from graph.staging.bad_value import BadValue
from graph.staging.joined_people import change_ids
from graph.staging.parsed_sheet import ParsedSheet, Quarantine
from graph.staging.person_key import could_be_name, hidden_id, is_one_of, name_id, spellings

ALIAS = "Alias"
"""Label of what the sheet makes."""
ALIASED = frozenset(ALIAS_KINDS.values())

Ids = Mapping[str, Mapping[str, str]]
"""By label, ids that were given up, each with the one that counts."""

NamesOf = Callable[[set[str]], Mapping[str, set[str]]]
"""Gives the names that are known of people, by their ids."""


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


def own_ids(parsed: list[ParsedSheet], quarantine: Quarantine) -> dict[str, set[str]]:
    """By label, the ids that have a row of their own in these files; rows set aside tell nothing."""
    own: dict[str, set[str]] = {label: set() for label in ALIASED}
    for sheet in parsed:
        for column in id_columns(sheet):
            if column.own:
                own[column.label] |= set(sheet.kept(quarantine)[column.name].dropna())
    return own


def named_ids(parsed: list[ParsedSheet]) -> dict[str, set[str]]:
    """By label, all ids that rows of these files name, even those set aside."""
    named: dict[str, set[str]] = {label: set() for label in ALIASED}
    for sheet in parsed:
        for column in id_columns(sheet):
            named[column.label] |= ids_in(sheet, column)
    return named


def people_in_aliases(parsed: list[ParsedSheet], names_of: NamesOf) -> tuple[set[str], set[str]]:
    """Ids of people in the sheet aliases, and those among them that are a name of somebody who is renamed.

    Args:
        parsed: All sheets.
        names_of: Gives the names that are known of people.
    """
    pairs = [pair for sheet in parsed if sheet.sheet.node == ALIAS for pair in _people(sheet)]
    ids = {text for pair in pairs for text in pair if text is not None}
    doubtful = {text for text in ids if could_be_name(text)}
    if not doubtful:
        return ids, set()
    olds = {old for old, _ in pairs if old is not None}
    names = {
        name
        for sheet in parsed
        if sheet.sheet.node == "Person"
        for person, name in zip(sheet.frame["person_id"], sheet.frame["name"], strict=True)
        if name is not None and person in olds
    }
    asked = olds | {stands(text) for text in olds for stands in (name_id, hidden_id)}
    spelled = spellings(names.union(*names_of(asked).values()))
    return ids, {text for text in doubtful if is_one_of(text, spelled)}


def _people(sheet: ParsedSheet) -> Iterator[tuple[str | None, str | None]]:
    for kind, *pair in zip(*(sheet.frame[name] for name in ("kind", "old_id", "new_id")), strict=True):
        if kind == "person":
            yield pair[0], pair[1]


def rename_in_rows(parsed: list[ParsedSheet], now: Ids, quarantine: Quarantine) -> int:
    """Replace ids that were given up; a record's row under its old id goes where the new one has a row of its own.

    Returns:
        How many rows named an old id.
    """
    if not any(now.values()):
        return 0
    own = own_ids(parsed, quarantine)
    count = 0
    for sheet in parsed:
        at: set[int] = set()
        for column in id_columns(sheet):
            ids = now.get(column.label, {})
            if column.own:
                _drop_twice(sheet, column.name, ids, own[column.label], quarantine)
            at |= change_ids(sheet, column.name, partial(_newest, ids), listed=column.listed) if ids else set()
        sheet.renamed |= at
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
