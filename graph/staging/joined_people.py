"""One person in two sources: a mail address stands for the person who has it, in these files or in the graph."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pandas as pd

from graph.staging.parsed_sheet import ParsedSheet
from graph.staging.person_key import ADDRESS_ID, address_id, addresses_in
from graph.staging.referred import Known


def hide_addresses(parsed: list[ParsedSheet]) -> None:
    """Replace ids of people that are mail addresses with ids from which no address can be read."""
    for sheet, column, listed in _person_columns(parsed):
        _change(sheet, column, _hidden, listed=listed)


def join_people(parsed: list[ParsedSheet], known: Known) -> dict[str, str]:
    """Replace ids that stand for mail addresses with the ids of the people who have them.

    Returns:
        By address id, the people of these files who have the address; an address of several people is nobody's.
    """
    own = _own_addresses(parsed)
    asked = {text for sheet, column, listed in _person_columns(parsed) for text in _address_ids(sheet, column, listed)}
    people = {**known.by_address(asked - own.keys()), **{key: person for key, person in own.items() if person}}
    if people:
        for sheet, column, listed in _person_columns(parsed):
            _change(sheet, column, lambda text: people.get(text, text), listed=listed)
    return {key: person for key, person in own.items() if person}


def _change(sheet: ParsedSheet, column: str, change: Callable[[str], str], *, listed: bool) -> None:
    """Change the ids of a column; what is blank stays None."""
    cells = sheet.frame[column]
    texts = cells.explode() if listed else cells
    new = {text: change(text) for text in texts.dropna().unique()}
    if all(text == other for text, other in new.items()):
        return

    def changed(cell: Any) -> Any:  # noqa: ANN401 - an id, a list of them or None
        if cell is None:
            return None
        return list(dict.fromkeys(new[text] for text in cell)) if listed else new[cell]

    sheet.frame[column] = pd.Series([changed(cell) for cell in cells], index=cells.index, dtype=object)


def _own_addresses(parsed: list[ParsedSheet]) -> dict[str, str]:
    """Who has each address, by these files; blank for an address that several have."""
    found: dict[str, str] = {}
    for sheet in parsed:
        if sheet.sheet.name == "people":
            for key, person in zip(sheet.frame["address_key"], sheet.frame["person_id"], strict=True):
                if key is not None and person is not None:
                    found[key] = person if found.get(key, person) == person else ""
    return found


def _person_columns(parsed: list[ParsedSheet]) -> Iterator[tuple[ParsedSheet, str, bool]]:
    """Columns with ids of people, and whether each cell holds several."""
    for sheet in parsed:
        if sheet.sheet.node == "Person":
            yield sheet, sheet.sheet.key[0], False
        for edge in sheet.sheet.edges:
            for end in (edge.start, edge.end):
                if end.label == "Person" and end.column:
                    yield sheet, end.column, edge.listed


def _address_ids(sheet: ParsedSheet, column: str, listed: bool) -> set[str]:  # noqa: FBT001
    cells: pd.Series = sheet.frame[column].dropna()
    texts = cells.explode().dropna() if listed else cells
    return {text for text in texts.unique() if ADDRESS_ID.fullmatch(text)}


def _hidden(text: str) -> str:
    found = addresses_in(text)
    return address_id(found[0]) if len(found) == 1 else text
