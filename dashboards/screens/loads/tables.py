"""The tables of all loads: those that are in the data, and those that were rejected or taken back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import clean
from dashboards.loads.counts import total
from dashboards.screens.loads.text import DASH, Loads, brief_moment, clean_sentence, said_counts
from dashboards.shell.address import LOADS, address
from dashboards.shell.layout import brief_day
from dashboards.shell.markup import Markup, join, link, tag
from graph.wording import say_count

if TYPE_CHECKING:
    from dashboards.loads.listing import ListedLoad

_HAPPENED = {"rejected": "Rejected", "undone": "Taken back"}
_SHOWN = 24
_HEADS = (
    ("load", None),
    ("source", None),
    ("as of", None),
    ("what it changed", "what"),
    ("loaded at", None),
    ("kind", None),
    ("rows read", "number"),
    ("loaded", "number"),
    ("set aside", "number"),
)
COLUMNS = (
    "number",
    "source",
    "as_of",
    "loaded_at",
    "state",
    "mode",
    "read",
    "loaded",
    "set_aside",
    "exact_copies",
    "changed",
    "held_because",
    "reason",
    "decided_by",
    "load_id",
)


def compose_tables(loads: Loads) -> Markup:
    """Published loads, then those that were dropped."""
    return join(_published(loads), _dropped(loads))


def _published(loads: Loads) -> Markup:
    title = tag("h2", "Published loads, the latest first", class_="next")
    if not loads.published:
        return join(title, tag("p", "There are none: nothing is loaded now.", class_="empty"))
    note = tag(
        "p",
        "Full: what the source no longer lists has ended. Delta: what the files do not list stays as it was. Set "
        "aside: rows that could not be loaded. Changes count records, such as people and teams.",
        class_="small muted",
    )
    first, rest = loads.published[:_SHOWN], loads.published[_SHOWN:]
    more = None
    if rest:
        words = f"Show {say_count(len(rest), 'earlier load', 'earlier loads')}"
        more = tag("details", tag("summary", words), _table(loads, rest, "Earlier published loads"), class_="fold")
    return join(title, note, _table(loads, first, "Published loads"), more)


def _table(loads: Loads, shown: Sequence[ListedLoad], label: str) -> Markup:
    head = tag("tr", [tag("th", name, scope="col", class_=kind) for name, kind in _HEADS])
    body = [
        tag(
            "tr",
            tag("th", link(f"Load {load.number}", address(LOADS, load=load.load_id)), scope="row"),
            tag("td", clean(load.source)),
            tag("td", brief_day(load.as_of), class_="day"),
            tag("td", changed_of(loads, load), _approved(load), class_="what"),
            tag("td", brief_moment(load.when), class_="day"),
            tag("td", load.mode or DASH),
            [tag("td", _number(count), class_="number") for count in (load.read, load.loaded, load.set_aside)],
        )
        for load in shown
    ]
    table = tag("table", tag("thead", head), tag("tbody", body), class_="loads", aria_label=label)
    return tag("div", table, class_="scroll")


def _number(count: int | None) -> str:
    return DASH if count is None else f"{count:,}"


def changed_of(loads: Loads, load: ListedLoad) -> str:
    """What a published load changed, all kinds of records together."""
    changes = loads.changes.get(load.load_id)
    said = "not on record" if changes is None else said_counts(total(changes.nodes)) or "nothing"
    return f"first load of this source: {said}" if loads.is_first(load) and changes is not None else said


def _approved(load: ListedLoad) -> Markup | None:
    if not load.reason:
        return None
    return tag("div", f"{clean(load.agreed)}: {clean(load.reason)}", class_="small muted")


def _happened(load: ListedLoad) -> str:
    by = f" by {clean(load.by)}" if load.by else ""
    return f"{_HAPPENED[load.state]} on {brief_moment(load.when)}{by}"


def _dropped(loads: Loads) -> Markup | None:
    dropped = loads.of(*_HAPPENED)
    if not dropped:
        return None
    head = tag("tr", [tag("th", name, scope="col") for name in ("source", "as of", "what became of it", "why")])
    body = [
        tag(
            "tr",
            tag("th", clean(load.source), scope="row"),
            tag("td", brief_day(load.as_of), class_="day"),
            tag("td", _happened(load)),
            tag("td", clean(load.reason) if load.reason else "No reason was given.", _because(load), class_="what"),
        )
        for load in dropped
    ]
    table = tag(
        "table", tag("thead", head), tag("tbody", body), class_="loads dropped", aria_label="Loads that were dropped"
    )
    return join(
        tag("h2", "Rejected or taken back", class_="next"),
        tag("p", "None of these is in the data.", class_="small muted"),
        tag("div", table, class_="scroll"),
    )


def _because(load: ListedLoad) -> Markup | None:
    if not load.reasons:
        return None
    return tag("div", f"It was held: {clean_sentence(' '.join(load.reasons))}", class_="small muted")


def download_of(loads: Loads) -> list[tuple[object, ...]]:
    """All loads as rows of the download."""
    return [
        (
            load.number,
            load.source,
            load.as_of,
            load.when.isoformat(timespec="minutes") if load.when else None,
            load.state,
            load.mode,
            load.read,
            load.loaded,
            load.set_aside,
            load.copies,
            changed_of(loads, load) if load.state == "published" else None,
            " ".join(load.reasons) or None,
            load.reason,
            load.by,
            load.load_id,
        )
        for load in loads.every
    ]
