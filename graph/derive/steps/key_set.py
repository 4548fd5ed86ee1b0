"""The few people whose leaving together would fragment contact among people on teams most, reported by role.

KPP-Neg (Borgatti 2006; `network.fragmentation`), found by greedy search with swaps, so there may be a better set. There
is always a row; it also gives the teams and buildings that would lose their last path to the state's leaders.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_network, read_records, roles_of
from graph.derive.step import Step, Work
from graph.derive.steps.contacts import read_evidence
from graph.derive.steps.cuts import read_leaders
from graph.derive.steps.levels import read_levels
from graph.network.core.network import Network
from graph.network.key_players import fragmentation
from graph.network.structure.components import weak_components

VERSION = "2"

Rows = NDArray[np.int64]


def compute(work: Work) -> int:
    """Write the set if it changed; returns how many there are: one, or none without people on teams."""
    rows = _rows(work) if work.has_contact else ()
    return work.renew("KeySet", rows)


def _rows(work: Work) -> list[tuple[Any, ...]]:
    records, levels = work.keep(read_records), work.keep(read_levels)
    teams = _of_teams(work)
    on_teams = np.unique(teams[:, 0])
    size = int(work.profile.threshold("key_roles"))
    if len(on_teams) <= size or size < 1:
        return []
    network = work.keep(read_network).among(on_teams)
    found = fragmentation.compute(network, size)
    place = np.full(len(records.people), -1, dtype=np.int64)
    place[on_teams] = np.arange(len(on_teams))
    leaders = place[read_leaders(work)]
    groups = levels.units.get(work.profile.levels[-1])
    building = np.full(len(on_teams), -1) if groups is None else groups.codes[on_teams].astype(np.int64)
    rows = (
        np.stack([place[teams[:, 0]], teams[:, 1]], axis=1),
        np.stack([np.arange(len(on_teams)), building], axis=1)[building >= 0],
    )
    lost = [parted(network, found.people, leaders, each) if len(leaders) else None for each in rows]
    people = records.people[on_teams[found.people]]
    roles = sorted({role for held_roles in roles_of(work, people).values() for role in held_roles})
    covered = float(levels.covered[on_teams].mean())
    figures = (len(on_teams), found.before, found.after, *lost, covered)
    return [(str(size), size, *figures, VERSION, tuple(roles))]


def _of_teams(work: Work) -> Rows:
    """(person, team) rows of those who have not left."""
    members, records = work.keep(read_evidence).members, work.keep(read_records)
    rows = [(records.places[person], team) for team, people in enumerate(members.values()) for person in people]
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return table[records.here[table[:, 0]]]


def parted(network: Network, leaving: NDArray[np.integer], leaders: NDArray[np.integer], rows: Rows) -> int:
    """How many groups that reach a leader now would no longer reach one.

    Args:
        network: The network.
        leaving: The people who leave.
        leaders: The people to reach, except those who leave.
        rows: (person, group) rows; someone in several groups has several.
    """
    out = np.zeros(network.size, dtype=np.bool_)
    out[leaving] = True
    kept = ~(out[network.start] | out[network.end])
    rest = Network.of(network.size, network.start[kept], network.end[kept])
    before = _reaching(network, leaders)
    after = _reaching(rest, leaders[~out[leaders]]) & ~out
    person, group = rows[:, 0], rows[:, 1]
    return len(np.setdiff1d(group[before[person]], group[after[person]]))


def _reaching(network: Network, leaders: NDArray[np.integer]) -> NDArray[np.bool_]:
    """Who reaches a leader, including the leaders themselves."""
    piece = weak_components(network)
    return np.isin(piece, piece[leaders])


STEP = Step("key_set", needs=("coverage", "scope"), version=VERSION, compute=compute)
