"""The page Loads in words: how current the data are, whether a load waits, and what loads change."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dashboards.drawing.phrasing import clean
from dashboards.loads.counts import by_kind
from dashboards.shell.layout import brief_day
from dashboards.shell.markup import Child, Markup, tag
from graph.wording import say, say_count, say_date, say_list

if TYPE_CHECKING:
    from datetime import date, datetime

    from dashboards.loads.counts import Counts
    from dashboards.loads.listing import ListedLoad
    from graph.kept.notes import Changes

DASH = "\N{EN DASH}"
_CHANGES = {
    "new": "new",
    "changed": "changed",
    "ended": "ended",
    "back": "back again",
    "withdrawn": "planned and dropped",
}


@dataclass(frozen=True, slots=True)
class Loads:
    """Everything that the page shows of all loads.

    Attributes:
        every: All loads: held, rejected and taken back first, then those that did not finish, then the latest first.
        changes: How much published loads changed, by id; only of those of which it is kept.
    """

    every: tuple[ListedLoad, ...] = ()
    changes: Mapping[str, Changes] = field(default_factory=dict)

    def of(self, *states: str) -> list[ListedLoad]:
        """The loads in some states."""
        return [load for load in self.every if load.state in states]

    @property
    def published(self) -> list[ListedLoad]:
        """The loads that are in the graph, the latest first."""
        return self.of("published")

    @property
    def last(self) -> dict[str, date]:
        """The date of each source's last load, the oldest first."""
        dates: dict[str, date] = {}
        for load in self.published:
            dates[load.source] = max(load.as_of, dates.get(load.source, load.as_of))
        return dict(sorted(dates.items(), key=lambda item: (item[1], item[0])))

    def is_first(self, load: ListedLoad) -> bool:
        """Whether a published load is the first one of its source."""
        own = [other.number or 0 for other in self.published if other.source == load.source]
        return (load.number or 0) == min(own, default=0)


def moment(value: datetime | None) -> str:
    """A time in words, by the clock of the machine that shows the page."""
    return say(value.astimezone()) if value else "at an unknown time"


def brief_moment(value: datetime | None) -> str:
    """A time for a table."""
    local = value.astimezone() if value else None
    return f"{brief_day(local)}, {local:%H:%M}" if local else DASH


def named(load: ListedLoad) -> str:
    """Source and date of a load."""
    return f"{clean(load.source)} as of {say_date(load.as_of)}"


def headline_of(loads: Loads) -> str:
    """As of when the data are, from how many sources, and whether a load waits."""
    waits = _waits(len(loads.of("held")))
    if not loads.last:
        return f"Nothing is loaded now; {waits}."
    sources = say_count(len(loads.last), "source", "sources")
    return f"The data are as of {say_date(max(loads.last.values()))}, from {sources}; {waits}."


def _waits(held: int) -> str:
    if not held:
        return "no load waits for a decision"
    return f"{say_count(held, 'load waits', 'loads wait')} for a decision"


def lead_of(loads: Loads) -> list[Child]:
    """Which source is oldest, and when something was loaded last."""
    last = loads.last
    if not last:
        return ["Load the files of a source to begin: ", tag("code", "loopline load FOLDER --source NAME --as-of DATE")]
    (oldest, day), newest = next(iter(last.items())), max(last.values())
    behind = [source for source, found in last.items() if found == day]
    if len(last) == 1:
        which = f"All of it comes from {clean(oldest)}"
    elif day == newest:
        which = "The last loads of all sources are of the same date"
    elif len(behind) > 1:
        which = f"Oldest are the last loads of {say_list([clean(each) for each in behind])}, as of {say_date(day)}"
    else:
        which = f"The source whose last load is oldest is {clean(oldest)}, as of {say_date(day)}"
    return [f"{which}. The last load was on {moment(loads.published[0].when)}."]


def said_counts(counts: Mapping[str, int]) -> str:
    """How many records are new, changed, ended and so on: "12 new, 3 changed"; empty if none is."""
    return ", ".join(f"{counts[how]:,} {word}" for how, word in _CHANGES.items() if counts.get(how))


def clean_sentence(text: str) -> str:
    """A sentence that names units or columns, without control characters; longer than a name may be."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def change_list(nodes: Counts, relationships: Counts) -> Markup | None:
    """The kinds of records with what becomes of them; None if nothing does."""
    said = [(name, said_counts(counts)) for name, counts in by_kind(nodes, relationships)]
    rows = [tag("li", f"{name.capitalize()}: {text}") for name, text in said if text]
    return tag("ul", rows) if rows else None
