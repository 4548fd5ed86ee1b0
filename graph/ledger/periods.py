"""What a load changes in the periods of links: pure, from how they stood and how they are judged now.

A period goes from one change of a link's state to the next, by the as-of dates of loads. What several loads of one date
say is one word, the last of them. Can't tell is a state like any other: a link that can't be judged is not lost, and
what is judged again after it may have been so before.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from graph.ledger.entry import Change, Moment
from graph.ledger.period import Judgment, Period

_UNTOLD = "cant_tell"


@dataclass(frozen=True)
class Periods:
    """What is known of the periods of links at a date.

    Attributes:
        recent: Every period that stands, and those that ended on this date.
        earlier: Whether any period began before this date.
        how: What decided how links were judged last; empty if none was judged yet.
    """

    recent: tuple[Period, ...] = ()
    earlier: bool = False
    how: str = ""


def decide_periods(known: Periods, links: Mapping[str, Judgment], how: str, now: Moment) -> Change:
    """What becomes different.

    Args:
        known: The periods at this date.
        links: How every link is judged now, by its id.
        how: Changes with what decides how links are judged, other than facts.
        now: The date and the load.
    """
    work = _Work(known, now, turned=bool(known.how) and known.how != how)
    standing = {period.link_id: period for period in known.recent if period.until is None}
    past = {period.link_id: period for period in known.recent if period.until is not None}
    for link_id in sorted(links.keys() | standing.keys()):
        work.link(link_id, links.get(link_id), standing.get(link_id), past.get(link_id))
    return work.change(how)


@dataclass
class _Work:
    known: Periods
    now: Moment
    turned: bool
    written: list[Period] = field(default_factory=list)
    dropped: list[str] = field(default_factory=list)

    def link(self, link_id: str, judged: Judgment | None, standing: Period | None, past: Period | None) -> None:
        """One link: how it is judged, its period that stands, and its period that ended on this date."""
        day = self.now.as_of
        if standing is not None and judged is not None and standing.state == judged.state:
            return
        if standing is None:
            if judged is not None:
                self._begin(link_id, judged, past)
        elif standing.since < day:
            ended = replace(standing, until=day, ended=self.now.load)
            self.written.append(ended)
            if judged is not None:
                self._begin(link_id, judged, ended)
        else:
            self._again(judged, standing, past)

    def _begin(self, link_id: str, judged: Judgment, past: Period | None, began: str = "") -> None:
        """A period begins, or the one that ended on this date goes on."""
        if past is not None and past.state == judged.state:
            self.written.append(replace(past, until=None, ended=None))
            return
        how = began or self._how(past)
        self.written.append(Period(link_id, judged.state, judged.family, how, self.now.as_of, self.now.load))

    def _again(self, judged: Judgment | None, standing: Period, past: Period | None) -> None:
        """An earlier load of this date said something else: the last one counts."""
        kept = standing.began if past is None or standing.began == "judged" else ""
        before = len(self.written)
        if judged is not None:
            self._begin(standing.link_id, judged, past, kept)
        if standing.period_id not in {period.period_id for period in self.written[before:]}:
            self.dropped.append(standing.period_id)

    def _how(self, past: Period | None) -> str:
        if past is None:
            return "new" if self.known.earlier else "first"
        if self.turned:
            return "judged"
        return "told" if past.state == _UNTOLD else "changed"

    def change(self, how: str) -> Change:
        """All of it."""
        judged = how if how != self.known.how else ""
        return Change(self.now, periods=tuple(self.written), dropped=tuple(self.dropped), judged=judged)
