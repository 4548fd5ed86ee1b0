"""People and contacts on which others' contact with the state depends: what each cuts off, reported by role.

Articulation points and bridges (`network.cuts`; Hopcroft & Tarjan 1973, Tarjan 1974). Everyone on the state's
leadership team is tied to one node for the state, heavier than all people together, so that "cut off" always means cut
off from the state. Only what cuts off a whole team has a row, and a person only by role.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_network, read_records, roles_of
from graph.derive.step import Step, Work
from graph.derive.steps.contacts import read_evidence
from graph.derive.steps.leading import digest
from graph.derive.steps.levels import read_levels
from graph.network.core.csr import Csr
from graph.network.structure import cuts
from graph.network.structure.cuts import Cuts

VERSION = "1"


def compute(work: Work) -> int:
    """Write people and contacts on which a team depends, if they changed; returns how many there are."""
    rows = _found(work) if work.has_contact else ()
    return work.renew("Cut", rows)


def _found(work: Work) -> Iterator[tuple[Any, ...]]:
    network = work.keep(read_network)
    leaders = read_leaders(work)
    if not len(leaders):
        return
    cut = cuts.of_links(anchored(network.both, leaders), network.basis)
    teams, buildings = cuts.groups(cut, *_on_teams(work)), cuts.groups(cut, *_in_buildings(work))
    home = cut.tree.root[cut.tree.place[network.size]]
    people = work.keep(read_records).people
    points = _of_state(cut, home, cut.points[:, None], network.size) & (teams.points > 0)
    ties = _of_state(cut, home, cut.bridges, network.size) & (teams.bridges > 0)
    named = np.unique(np.concatenate([cut.points[points], cut.bridges[ties].ravel()]))
    roles = roles_of(work, people[named])
    kinds = (
        ("person", cut.points[:, None], cut.points_people, teams.points, buildings.points, points),
        ("tie", cut.bridges, cut.bridges_people, teams.bridges, buildings.bridges, ties),
    )
    for kind, ends, lost, of_teams, of_buildings, kept in kinds:
        for at in np.flatnonzero(kept).tolist():
            roles_of_ends = [roles.get(people[end], []) for end in ends[at]]
            if all(roles_of_ends):
                counts = (int(lost[at]), int(of_teams[at]), int(of_buildings[at]))
                every = tuple(sorted({role for each in roles_of_ends for role in each}))
                yield f"{kind}:{'|'.join(sorted(map(digest, roles_of_ends)))}", kind, *counts, VERSION, every


def anchored(links: Csr, leaders: NDArray[np.integer]) -> Csr:
    """The links with one more node, number `size`, for the state: tied to its leaders, and heavier than the rest.

    Its weight comes from nodes attached only to it, one more than there are people; their numbers follow.
    """
    size, tied = links.size, np.unique(leaders)
    hung = np.arange(size + 1, 2 * size + 2, dtype=np.int32)
    more = np.zeros(size + 1, dtype=np.int64)
    more[tied + 1] = 1
    ends = [np.insert(links.neighbours, links.offsets[tied + 1], size), tied, hung, np.full(len(hung), size)]
    begins = links.offsets + np.cumsum(more)
    rest = begins[-1] + len(tied) + len(hung) + np.arange(len(hung) + 1)
    neighbours = np.concatenate(ends).astype(np.int32)
    return Csr(np.append(begins, rest), neighbours, lambda: np.ones(len(neighbours)))


def _of_state(cut: Cuts, home: int, ends: NDArray[np.integer], size: int) -> NDArray[np.bool_]:
    """Which of these are people, or contacts between people, in the component of the state."""
    return np.asarray((cut.tree.root[cut.tree.place[ends]] == home).all(axis=1) & (ends < size).all(axis=1))


def read_leaders(work: Work) -> NDArray[np.int64]:
    """Members of the state's leadership team; without one, of its implementation team."""
    found = work.found("network/leaders")
    places = work.keep(read_records).places
    top = work.profile.tiers[0]
    for kind in (top.leadership, top.implementation):
        people = sorted({places[person] for person, types in found if kind in (types or ())})
        if people:
            return np.array(people, dtype=np.int64)
    return np.zeros(0, dtype=np.int64)


def _on_teams(work: Work) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(person, team) rows as two columns."""
    members, places = work.keep(read_evidence).members, work.keep(read_records).places
    rows = [(places[person], team) for team, people in enumerate(members.values()) for person in people]
    table = np.array(rows, dtype=np.int64).reshape(-1, 2)
    return table[:, 0], table[:, 1]


def _in_buildings(work: Work) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """(person, building) rows as two columns."""
    groups = work.keep(read_levels).units.get(work.profile.levels[-1])
    codes = np.zeros(0, dtype=np.int64) if groups is None else groups.codes.astype(np.int64)
    return np.arange(len(codes)), codes


STEP = Step("cuts", needs=("coverage", "scope"), version=VERSION, compute=compute)
