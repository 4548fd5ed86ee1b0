"""Contact records as arrays, and the networks made from them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.model.vocabulary import CHANNELS
from graph.network.core.csr import Ids
from graph.network.core.network import Network
from graph.profile.calendar import SchoolCalendar
from graph.suggest import did_you_mean, ended

NO_CHANNEL = len(CHANNELS)
"""Channel number of a row without a channel."""
NEVER = np.iinfo(np.int32).max
"""Age of the last contact of someone who had none."""


@dataclass(frozen=True)
class Selection:
    """Which records make a network; repeated in every result.

    Attributes:
        days: Length of the period in days in session, up to the as-of date; None means all records.
        channel: One of `graph.model.vocabulary.CHANNELS`; None means all.
        strength: Minimum number of contacts between two people, in both directions together, for a link.
        meeting_max: Meetings with more attendees link nobody; meetings have the channel `meeting`.
        before: Which period of that length: 0 for the last, 1 for the one before it, and so on.
    """

    days: int | None = None
    channel: str | None = None
    strength: float = 0.0
    meeting_max: int = 25
    before: int = 0

    def __post_init__(self) -> None:
        """Reject an invalid selection.

        Raises:
            LooplineError: The channel is unknown, or a number is negative.
        """
        if self.channel is not None and self.channel not in CHANNELS:
            raise LooplineError(
                ended(f"Unknown channel {self.channel!r}{did_you_mean(self.channel, CHANNELS)}"),
                f"Use one of {', '.join(CHANNELS)}.",
            )
        if not self.strength >= 0 or (self.days is not None and self.days < 0):
            raise LooplineError("The period and the strength must not be negative.", "Use 0 or more.")
        if self.before < 0 or (self.before and self.days is None):
            raise LooplineError(
                "An earlier period needs a length.", "Give its length in days, and how many periods back it lies."
            )

    def basis(self, as_of: date) -> dict[str, str]:
        """The selection in words, by name."""
        period = "all on record" if self.days is None else f"{self.days} days in session"
        if self.before:
            period += f", {self.before} earlier"
        strength = f"at least {self.strength:g}" if self.strength else "any number"
        return {
            "as_of": str(as_of),
            "period": period,
            "channel": self.channel or "all",
            "contacts": strength,
            "meetings": f"of up to {self.meeting_max} people",
        }


@dataclass(frozen=True)
class Meetings:
    """Attendance, one row per person and meeting, [rows]; ages in calendar days, sizes as given."""

    meeting: NDArray[np.int32]
    person: Ids
    age: NDArray[np.int32]
    size: NDArray[np.int32]


@dataclass(frozen=True)
class Records:
    """Everyone, and every contact row up to a date.

    Attributes:
        as_of: The date that ages count from.
        people: Ids, sorted, [people]; a person's number is their position.
        units: Id of the unit that each belongs to, empty if none is known, [people].
        here: Who has not left, [people].
        start: From whom each row goes, [rows].
        end: To whom, [rows].
        age: Calendar days since the row's last contact, 0 or more, [rows].
        since: Calendar days since its first contact, [rows].
        count: Contacts in the row; 0 means there was none in that direction, [rows].
        channel: Number of the channel in `graph.model.vocabulary.CHANNELS`, or `NO_CHANNEL`, [rows].
    """

    as_of: date
    people: NDArray[np.object_]
    units: NDArray[np.object_]
    here: NDArray[np.bool_]
    start: Ids
    end: Ids
    age: NDArray[np.int32]
    since: NDArray[np.int32]
    count: NDArray[np.float64]
    channel: NDArray[np.int8]
    meetings: Meetings

    @cached_property
    def places(self) -> dict[str, int]:
        """A person's number by id."""
        return {person: number for number, person in enumerate(self.people.tolist())}

    @cached_property
    def latest(self) -> NDArray[np.int32]:
        """Calendar days since each person last appears in contacts or meetings, on either side; `NEVER` for nobody."""
        found = np.full(len(self.people), NEVER, dtype=np.int32)
        met = self.meetings
        for person, age in ((self.start, self.age), (self.end, self.age), (met.person, met.age)):
            np.minimum.at(found, person, age)
        return found

    def network(self, selection: Selection, calendar: SchoolCalendar) -> Network:
        """The network of a selection; people who have left have no links in that of the last period.

        A row whose first and last contact are before and after a period counts as contact in it too.

        Args:
            selection: Which records.
            calendar: Counts days in session up to the as-of date.
        """
        days = selection.days
        reach = NEVER - 1 if days is None else _reach(days * (selection.before + 1), calendar, self.as_of)
        kept = (self.age <= reach) & (self.count > 0)
        later = 0
        if selection.before:
            later = _reach((selection.days or 0) * selection.before, calendar, self.as_of) + 1
            kept &= self.since >= later
        else:
            kept &= self.here[self.start] & self.here[self.end]
        if selection.channel is not None:
            kept &= self.channel == CHANNELS.index(selection.channel)
        parts = [(self.start[kept], self.end[kept], self.count[kept])]
        if selection.channel in (None, "meeting"):
            parts += self._met(later, reach, selection)
        start, end, count = (np.concatenate(columns) for columns in zip(*parts, strict=True))
        network = Network.of(len(self.people), start, end, count, selection.basis(self.as_of))
        return _strong(network, selection.strength) if selection.strength else network

    def _met(self, later: int, reach: int, selection: Selection) -> list[tuple[Ids, Ids, NDArray[np.float64]]]:
        from graph.network.core import projection

        met, largest = self.meetings, selection.meeting_max
        kept = (met.age >= later) & (met.age <= reach) & (met.size <= largest)
        if not selection.before:
            kept &= self.here[met.person]
        pairs = projection.compute(len(self.people), met.meeting[kept], met.person[kept], max(largest, 2)).network
        return [(pairs.start, pairs.end, pairs.weight), (pairs.end, pairs.start, pairs.weight)]


def _reach(days: int, calendar: SchoolCalendar, as_of: date) -> int:
    """Calendar days that a period of days in session reaches back."""
    return (as_of - calendar.back(days)).days


def _strong(network: Network, strength: float) -> Network:
    """The network without links whose total weight in both directions is below a minimum."""
    low, high = np.minimum(network.start, network.end), np.maximum(network.start, network.end)
    keys = low.astype(np.int64) * network.size + high
    _, place = np.unique(keys, return_inverse=True)
    enough = np.bincount(place, weights=network.weight)[place] >= strength
    basis = dict(network.basis)
    return Network.of(network.size, network.start[enough], network.end[enough], network.weight[enough], basis)
