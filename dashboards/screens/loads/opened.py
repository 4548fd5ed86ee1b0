"""The text of one load: what it read and changed, sheet by sheet, and where the rows set aside are listed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import clean
from dashboards.screens.loads.text import change_list, clean_sentence, moment, named
from dashboards.shell.address import DATA_HEALTH, address
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.wording import say_count

if TYPE_CHECKING:
    from dashboards.loads.listing import ListedLoad
    from graph.kept.notes import Changes

_MODES = {
    "full": "as a full load: what the source no longer lists has ended",
    "delta": "as a delta: what its files do not list stays as it was",
}


@dataclass(frozen=True, slots=True)
class SheetCounts:
    """The counts of one sheet; read = loaded + aside + copies + passed.

    Attributes:
        sheet: The sheet in a reader's words.
        read: Rows read.
        loaded: Rows loaded.
        aside: Rows that could not be loaded.
        copies: Exact copies of rows, counted once.
        passed: Rows that the mapping passes over.
        cells: Cells left out of rows that were loaded.
    """

    sheet: str
    read: int
    loaded: int
    aside: int
    copies: int
    passed: int = 0
    cells: int = 0


@dataclass(frozen=True, slots=True)
class Opened:
    """A published load in full.

    Attributes:
        load: The load.
        sheets: What each of its sheets brought.
        changes: How much it changed; None if that is not kept.
        first: Whether it is the first load of its source.
    """

    load: ListedLoad
    sheets: tuple[SheetCounts, ...] = ()
    changes: Changes | None = None
    first: bool = False


def opened_headline(opened: Opened) -> str:
    """Which load it is."""
    return f"Load {opened.load.number}: {named(opened.load)}."


def opened_lead(opened: Opened) -> list[Child]:
    """When and how it was loaded, and how many rows it brought."""
    load = opened.load
    how = f", {_MODES[load.mode]}" if load.mode in _MODES else ""
    said = f"Loaded on {moment(load.when)}{how}."
    if load.read is not None and load.loaded is not None:
        all_in = load.read == load.loaded
        said += f" All {load.read:,} rows are in." if all_in else f" {load.loaded:,} of {load.read:,} rows are in."
    return [said]


def compose_opened(opened: Opened) -> Markup:
    """All of one load."""
    return join(
        _approved(opened.load),
        tag("h2", "What it changed", class_="next"),
        _changes(opened),
        tag("h2", "What each sheet brought", class_="next"),
        _sheets(opened.sheets),
        tag("h2", "Rows set aside", class_="next"),
        _aside(opened),
        tag("h2", "On record", class_="next"),
        tag(
            "dl",
            tag("dt", "Id"),
            tag("dd", tag("code", opened.load.load_id)),
            tag("dt", "Its files"),
            tag("dd", "kept, encrypted" if opened.load.input_kept else "not kept: load them again to keep them"),
            class_="facts",
        ),
    )


def _approved(load: ListedLoad) -> Markup | None:
    if not load.reason:
        return None
    why = tag("ul", [tag("li", clean_sentence(each)) for each in load.reasons]) if load.reasons else None
    return join(
        tag("p", f"{clean(load.agreed)} with this reason: ", tag("strong", clean(load.reason)), class_="approved"),
        tag("p", "Why it was held:") if why else None,
        why,
    )


def _changes(opened: Opened) -> Markup:
    changes = opened.changes
    if changes is None:
        return tag("p", "This is not on record: it was loaded by an earlier version, or from another data folder.")
    notes = []
    if opened.first:
        notes.append("It was the first load of its source, so everything that no other source had told is new.")
    if not changes.begun:
        notes.append("Connections of a first load are not counted here.")
    if not changes.whole:
        notes.append("It was cut off and finished later; only what the second part changed is counted.")
    listed = change_list(changes.nodes, changes.relationships)
    return join(
        listed or tag("p", "Nothing: all that it tells was known."),
        tag("p", " ".join(notes), class_="small muted") if notes else None,
        _which(opened.load.number) if listed else None,
    )


def _which(number: int | None) -> Markup | None:
    """Where to see which records they are: this page never has the key of people's ids."""
    if number is None or number < 2:
        return None
    return tag(
        "p",
        "Which ones: ",
        tag("code", f"loopline diff {number - 1} {number}"),
        " gives examples of what began, ended and changed, on the machine on which Loopline runs; with ",
        tag("code", "--format csv"),
        " it lists every record.",
        class_="small",
    )


def _sheets(sheets: Sequence[SheetCounts]) -> Markup:
    if not sheets:
        return tag("p", "It had no sheet with rows.")
    names = ["read", "loaded", "aside", "copies"]
    heads = ["rows read", "= loaded", "+ set aside", "+ exact copies"]
    for name, head in (("passed", "+ passed over by the mapping"), ("cells", "cells left out")):
        if any(getattr(sheet, name) for sheet in sheets):
            names.append(name)
            heads.append(head)
    head = tag("tr", tag("th", "sheet", scope="col"), [tag("th", each, scope="col", class_="number") for each in heads])
    rows = [
        tag(
            "tr",
            tag("th", sheet.sheet, scope="row"),
            [tag("td", f"{getattr(sheet, name):,}", class_="number") for name in names],
        )
        for sheet in sheets
    ]
    sums = [tag("td", f"{sum(getattr(sheet, name) for sheet in sheets):,}", class_="number") for name in names]
    total = tag("tr", tag("th", "All", scope="row"), sums, class_="sum")
    table = tag("table", tag("thead", head), tag("tbody", rows, total), class_="sheets", aria_label="Sheets")
    return tag("div", table, class_="scroll")


def _aside(opened: Opened) -> Markup:
    aside, cells = opened.load.set_aside or 0, sum(sheet.cells for sheet in opened.sheets)
    if not aside and not cells:
        return tag("p", "None: every row could be loaded.")
    told = [
        *([f"{say_count(aside, 'row', 'rows')} could not be loaded"] if aside else []),
        *([f"{say_count(cells, 'cell was', 'cells were')} left out of rows that were loaded"] if cells else []),
    ]
    said = f"{' and '.join(told)}. "
    if not opened.load.set_aside_in:
        return tag("p", said, "No list of them is on record.")
    return join(
        tag("p", said, "Each is listed with its file, line, column and reason, values masked, in this file:"),
        tag("pre", opened.load.set_aside_in, class_="command"),
        tag(
            "p",
            "It lies on the machine on which Loopline runs. ",
            link("Data health", address(DATA_HEALTH)),
            " counts the reasons, and downloads the lists of all loads.",
        ),
    )
