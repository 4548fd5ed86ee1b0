"""Whom an id means: a mail address the person who has it, in these files or in the graph; no id tells a name."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any, Protocol

import pandas as pd

from graph.staging.parsed_sheet import ParsedSheet
from graph.staging.person_key import ADDRESS_ID, could_be_name, hidden_id, is_name_of, name_id, tells_who
from graph.staging.referred import Known


class Ever(Protocol):
    """What is asked of the graph to hide ids."""

    def ever(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that are or were in the graph, out of these."""
        ...


def hide_ids(
    parsed: list[ParsedSheet], known: Ever, others: Collection[str] = (), named: Collection[str] = ()
) -> dict[str, str]:
    """Replace ids of people that are names or mail addresses with ids from which neither can be read.

    An id is hidden in every column alike if it tells who it is in one of them, or was hidden in an earlier load, even
    of somebody who has left since.

    Args:
        parsed: All sheets.
        known: The graph.
        others: Ids of people in columns that do not say so themselves; who reads these replaces them.
        named: Ids among them that are the names of the people who have them.

    Returns:
        The ids that were hidden, each with the one that stands for it.
    """
    texts = {text for sheet, column, listed in _person_columns(parsed) for text in _ids(sheet, column, listed)}
    texts |= set(others)
    names = set(named) | {
        person
        for sheet in parsed
        if sheet.sheet.name == "people"
        for person, name in zip(sheet.frame["person_id"], sheet.frame["name"], strict=True)
        if person is not None and name is not None and is_name_of(person, name)
    }
    hidden = {text: hidden_id(text) for text in texts if text in names or tells_who(text)}
    possible = {text: name_id(text) for text in texts - hidden.keys() if could_be_name(text)}
    there = (known.ever("Person", set(possible.values())) if possible else set()) | set(hidden.values())
    hidden |= {text: stands for text, stands in possible.items() if stands in there}
    if hidden:
        for sheet, column, listed in _person_columns(parsed):
            change_ids(sheet, column, lambda text: hidden.get(text, text), listed=listed)
    return hidden


def join_people(parsed: list[ParsedSheet], known: Known) -> dict[str, str]:
    """Replace ids that stand for mail addresses with the ids of the people who have them.

    Returns:
        By address id, the people of these files who have the address; an address of several people is nobody's.
    """
    own = _own_addresses(parsed)
    texts = {text for sheet, column, listed in _person_columns(parsed) for text in _ids(sheet, column, listed)}
    asked = {text for text in texts if ADDRESS_ID.fullmatch(text)}
    people = {**known.by_address(asked - own.keys()), **{key: person for key, person in own.items() if person}}
    if people:
        for sheet, column, listed in _person_columns(parsed):
            change_ids(sheet, column, lambda text: people.get(text, text), listed=listed)
    return {key: person for key, person in own.items() if person}


def change_ids(sheet: ParsedSheet, column: str, change: Callable[[str], str], *, listed: bool) -> set[int]:
    """Change the ids of a column; what is blank stays None.

    Returns:
        Positions of the cells that differ now.
    """
    cells = sheet.frame[column]
    texts = cells.explode() if listed else cells
    new = {text: change(text) for text in texts.dropna().unique()}
    if all(text == other for text, other in new.items()):
        return set()

    def changed(cell: Any) -> Any:  # noqa: ANN401 - an id, a list of them or None
        if cell is None:
            return None
        return list(dict.fromkeys(new[text] for text in cell)) if listed else new[cell]

    sheet.frame[column] = pd.Series([changed(cell) for cell in cells], index=cells.index, dtype=object)
    differ = {text for text, other in new.items() if text != other}
    return set(texts.index[texts.isin(differ).to_numpy()])


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


def _ids(sheet: ParsedSheet, column: str, listed: bool) -> set[str]:  # noqa: FBT001
    cells: pd.Series = sheet.frame[column]
    # Blanks go last: of a million contacts only the people are left by then.
    return {text for text in (cells.explode() if listed else cells).unique() if isinstance(text, str)}
