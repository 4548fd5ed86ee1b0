"""Contact between people of certain teams, from everyone's contact records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.records import NEVER, Records

TeamPair = tuple[str, str]
People = dict[tuple[str, str], int]

_STRETCH = 500_000


def seen(records: Records, members: Mapping[str, Iterable[str]]) -> dict[str, int]:
    """How many calendar days ago each team member last appears in contacts or meetings, on either side."""
    found = {person: records.places[person] for people in members.values() for person in people}
    return {person: int(records.latest[at]) for person, at in found.items() if records.latest[at] != NEVER}


def crossing(
    records: Records, members: Mapping[str, Iterable[str]], wanted: Collection[TeamPair], largest: int
) -> dict[TeamPair, People]:
    """Latest contact from person to person, for the wanted pairs of their teams, in both directions.

    Args:
        records: Everyone's contact.
        members: People by team.
        wanted: Pairs of teams.
        largest: Meetings with more attendees do not count as contact.

    Returns:
        By directed pair of teams: (member of the first, member of the second) and the age of the latest contact from
        the one to the other, in calendar days.
    """
    teams = _Teams.of(records, members, wanted)
    found: dict[TeamPair, People] = defaultdict(dict)
    spoken = np.flatnonzero((records.count > 0) & teams.on_any[records.start] & teams.on_any[records.end])
    for at in range(0, len(spoken), _STRETCH):
        rows = spoken[at : at + _STRETCH]
        teams.note(found, records, (records.start[rows], records.end[rows], records.age[rows]))
    teams.note(found, records, _met(records, teams, largest))
    return dict(found)


def _met(
    records: Records, teams: _Teams, largest: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Every two team members who were in a meeting together, in both directions, with the meeting's age."""
    met = records.meetings
    kept = np.flatnonzero((met.size <= largest) & teams.on_any[met.person])
    kept = kept[np.argsort(met.meeting[kept], kind="stable")]
    sizes = np.unique(met.meeting[kept], return_counts=True)[1]
    each = np.repeat(sizes, sizes)
    first = np.repeat(np.cumsum(sizes) - sizes, sizes)
    one = np.repeat(np.arange(len(kept)), each)
    other = np.repeat(first, each) + np.arange(each.sum()) - np.repeat(np.cumsum(each) - each, each)
    rows, others = kept[one], kept[other]
    return met.person[rows].astype(np.int64), met.person[others].astype(np.int64), met.age[rows].astype(np.int64)


@dataclass(frozen=True)
class _Teams:
    """Who is on which team, as arrays.

    Attributes:
        names: Ids of teams.
        begin: Where each person's teams begin among `teams`; one more than there are people.
        teams: Numbers of teams, person by person.
        on_any: Whether each person is on a team at all.
        keys: Numbers of the wanted pairs of teams, both ways, sorted.
    """

    names: list[str]
    begin: NDArray[np.int64]
    teams: NDArray[np.int64]
    on_any: NDArray[np.bool_]
    keys: NDArray[np.int64]

    @classmethod
    def of(cls, records: Records, members: Mapping[str, Iterable[str]], wanted: Collection[TeamPair]) -> _Teams:
        """Number the teams that any wanted pair has."""
        names = sorted({team for pair in wanted for team in pair} & members.keys())
        number = {team: place for place, team in enumerate(names)}
        rows = [(records.places[person], number[team]) for team in names for person in members[team]]
        known = [(number[one], number[other]) for one, other in wanted if one in number and other in number]
        keys = {one * len(names) + other for pair in known for one, other in (pair, pair[::-1])}
        table = np.array(rows, dtype=np.int64).reshape(-1, 2)
        counts = np.bincount(table[:, 0], minlength=len(records.people))
        by_person = table[np.lexsort((table[:, 1], table[:, 0])), 1]
        begin = np.append(0, np.cumsum(counts))
        return cls(names, begin, by_person, counts > 0, np.array(sorted(keys), dtype=np.int64))

    def note(
        self,
        found: dict[TeamPair, People],
        records: Records,
        contact: tuple[NDArray[np.integer], NDArray[np.integer], NDArray[np.integer]],
    ) -> None:
        """Add contact between people, once for each wanted pair of their teams."""
        start, end, age = contact
        ours, theirs = np.diff(self.begin)[start], np.diff(self.begin)[end]
        times = np.where(start == end, 0, ours * theirs)
        row = np.repeat(np.arange(len(start)), times)
        turn = np.arange(len(row)) - np.repeat(np.cumsum(times) - times, times)
        one = self.teams[self.begin[start][row] + turn // np.maximum(theirs[row], 1)]
        other = self.teams[self.begin[end][row] + turn % np.maximum(theirs[row], 1)]
        keys = one * len(self.names) + other
        for place in np.flatnonzero(np.isin(keys, self.keys)).tolist():
            at = row[place]
            known = found[self.names[one[place]], self.names[other[place]]]
            way = (records.people[start[at]], records.people[end[at]])
            known[way] = min(int(age[at]), known.get(way, NEVER))
