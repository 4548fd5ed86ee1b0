"""Person-disjoint paths: how many lead from a building's team to the state's team, no two through the same person.

Menger (1927): as many as the fewest people whose removal would separate the two; members of the teams can be among
them, and someone on both teams is a path by themselves. Moody and White (2003) on why this measures cohesion. Paths are
found one by one as a flow through each person at most once (Ford and Fulkerson 1956), nearest to the state's team
first, up to a maximum. If a search finds no further path, everyone it saw is behind the same few people: that is
remembered, so that teams behind them are not searched completely again. Linear in links for a complete search, far less
for most teams.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Ids, Offsets
from graph.network.core.kernels import kernel, spread, workers
from graph.network.core.network import Network

Links = tuple[Offsets, Ids, Ids]
"""Where each person's neighbours begin, the neighbours, and how far each person is from the target."""

NONE, END = -1, -2
"""Before and after on a route: on none, and at its end."""
_KEPT_FROM = 256
"""People behind the same few from whom on that is kept."""


@dataclass(frozen=True)
class Routes:
    """Person-disjoint paths from teams to a target.

    Attributes:
        routes: For each team, how many there are, `most` at most, [teams]; 0 for a team of nobody, too.
        members: People on each team, [teams].
        most: The maximum number of paths searched for.
        hops: People more than this many links from the target were left out; None for no limit.
        basis: How the network was selected.
    """

    routes: Ids
    members: Ids
    most: int
    hops: int | None
    basis: Mapping[str, str]

    @property
    def capped(self) -> NDArray[np.bool_]:
        """Teams that may have more routes than that, [teams]."""
        return self.routes >= self.most


def compute(
    network: Network,
    teams: int,
    person: NDArray[np.integer],
    team: NDArray[np.integer],
    target: NDArray[np.integer],
    *,
    most: int = 3,
    hops: int | None = None,
) -> Routes:
    """Routes of every team to the target, in either direction.

    Args:
        network: Of people, all teams among them.
        teams: Teams.
        person: Who is on a team.
        team: On which, 0 to teams - 1.
        target: People of the state's team.
        most: Maximum number of paths, at least 1.
        hops: Leave out people more than this many links from the target.

    Raises:
        LooplineError: The columns differ in length, a person or a team is out of range, or `most` is below 1.
    """
    if len(person) != len(team) or most < 1:
        raise LooplineError(
            "There must be one team for each member, and 1 or more paths to look for.", "Give a team for each member."
        )
    for numbers, size, what in (
        (person, network.size, "person"),
        (team, teams, "team"),
        (target, network.size, "person"),
    ):
        if len(numbers) and not 0 <= numbers.min() <= numbers.max() < size:
            raise LooplineError(f"A member's {what} is outside 0 to {size - 1}.", "Number them from 0.")
    links = network.both
    pairs = np.unique(np.stack([np.asarray(team, np.int64), np.asarray(person, np.int64)], axis=1), axis=0)
    begins = np.searchsorted(pairs[:, 0], np.arange(teams + 1)).astype(np.int64)
    away = distances(links.offsets, links.neighbours, np.unique(target).astype(np.int32))
    if hops is not None:
        away[away > hops] = NONE
    members = pairs[:, 1].astype(np.int32)
    found = np.zeros(teams, np.int32)
    arrays = (links.offsets, links.neighbours, away)
    parts = min(workers(), teams // 256 + 1)
    spread(
        teams,
        lambda first, stop: _routes(arrays, members, begins[first : stop + 1], most, found[first:stop], _KEPT_FROM),
        parts,
    )
    return Routes(found, np.diff(begins).astype(np.int32), most, hops, network.basis)


@kernel
def distances(offsets: Offsets, neighbours: Ids, target: Ids) -> Ids:
    """Links from each person to the nearest of the target; -1 where there is no way."""
    away = np.full(len(offsets) - 1, -1, np.int32)
    order = np.empty(len(away), np.int32)
    met = 0
    for person in target:
        away[person] = 0
        order[met] = person
        met += 1
    turn = 0
    while turn < met:
        person = order[turn]
        turn += 1
        for slot in range(offsets[person], offsets[person + 1]):
            other = neighbours[slot]
            if away[other] < 0:
                away[other] = away[person] + 1
                order[met] = other
                met += 1
    return away


@kernel
def _push(state: int, by: int, level: int, search: NDArray[np.int32], heads: Ids) -> None:
    """Note that a state can be reached by another, unless it was before."""
    if search[0, state] == NONE:
        search[0, state] = by
        search[1, state] = heads[level]
        heads[level] = state


@kernel
def _searched(
    links: Links, roots: Ids, route: NDArray[np.int32], search: NDArray[np.int32], heads: Ids, met: Ids
) -> tuple[int, int]:
    """Look for one more route, nearest first; to enter person p is state 2p, to leave them is 2p + 1.

    Returns:
        The state in which the target is reached, or -1; and how many states are in `met`.
    """
    offsets, neighbours, away = links
    level = len(heads) - 1
    for person in roots:
        _push(2 * person, END, away[person], search, heads)
        level = min(level, away[person])
    count = 0
    while level < len(heads):
        state = heads[level]
        if state == NONE:
            level += 1
            continue
        heads[level] = search[1, state]
        met[count] = state
        count += 1
        person = state >> 1
        taken = route[0, person] != NONE
        if state & 1 == 0:
            onward = route[0, person] if taken else person  # back along the route that passes here
            if onward != END:
                _push(2 * onward + 1, state, away[onward], search, heads)
                level = min(level, away[onward])
            continue
        if away[person] == 0 and route[1, person] != END:
            return state, count
        if taken:
            _push(state - 1, state, level, search, heads)
        for slot in range(offsets[person], offsets[person + 1]):
            other = neighbours[slot]
            if away[other] != NONE:
                _push(2 * other, state, away[other], search, heads)
                level = min(level, away[other])
    return -1, count


@kernel
def _laid(state: int, route: NDArray[np.int32], search: NDArray[np.int32]) -> None:
    """Lay the route that was found, from its end to its beginning."""
    route[1, state >> 1] = END
    while state != END:
        by = search[0, state]
        person = state >> 1
        if state & 1 == 0:
            if by == END:
                route[0, person] = END
            elif by >> 1 == person:  # two routes exchange their ends: nobody passes here any more
                route[0, person], route[1, person] = NONE, NONE
            else:
                route[0, person], route[1, by >> 1] = by >> 1, person
        state = by


@kernel
def _lifted(roots: Ids, route: NDArray[np.int32]) -> None:
    """Take all routes from these people away."""
    for root in roots:
        person = root if route[0, root] == END else END
        while person != END:
            onward = route[1, person]
            route[0, person], route[1, person] = NONE, NONE
            person = onward


@kernel
def _forgotten(search: NDArray[np.int32], heads: Ids, met: Ids, count: int) -> None:
    for level in range(len(heads)):
        state = heads[level]
        while state != NONE:
            search[0, state] = NONE
            state = search[1, state]
        heads[level] = NONE
    for turn in range(count):
        search[0, met[turn]] = NONE


@kernel
def _routes(links: Links, members: Ids, begins: Offsets, most: int, found: Ids, kept_from: int) -> None:
    away = links[2]
    size = len(away)
    route = np.full((2, size), NONE, np.int32)  # who is before and after each person
    search = np.full((2, 2 * size), NONE, np.int32)  # by which state, and the next to look at
    heads = np.full(away.max() + 2 if size else 1, NONE, np.int32)
    met = np.empty(2 * size, np.int32)
    behind = np.full(size, NONE, np.int32)  # of which team's search each person was behind the same few
    for team in range(len(found)):
        roots = members[begins[team] : begins[team + 1]]
        roots = roots[away[roots] >= 0]
        limit = min(most, len(roots))
        if limit and behind[roots[0]] != NONE and (behind[roots] == behind[roots[0]]).all():
            limit = min(limit, found[behind[roots[0]]])
        while found[team] < limit:
            state, seen = _searched(links, roots, route, search, heads, met)
            if state >= 0:
                _laid(state, route, search)
                found[team] += 1
            _forgotten(search, heads, met, seen)
            if state < 0:
                for turn in range(seen if seen >= kept_from else 0):
                    person = met[turn] >> 1
                    if met[turn] & 1 == 0 and (behind[person] == NONE or found[behind[person]] >= found[team]):
                        behind[person] = team
                break
        _lifted(roots, route)
