"""Leaders in closed networks: everyone they are in contact with is in contact with the others anyway.

Burt's constraint (1992; `network.constraint`), every contact counted the same, measures how redundant contacts are. It
is also high for someone between two small teams, so a leader counts only if the contacts also stay connected without
the leader, and without any single one of them. Only counts by level are kept: which leader it is tells nothing about
how contact is arranged, and would judge a person.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_network
from graph.derive.step import Row, Step, Work
from graph.derive.steps.leading import by_level, read_known_leaders
from graph.network.centrality import constraint
from graph.network.core.csr import Csr
from graph.network.core.network import Network
from graph.network.structure import cuts

VERSION = "2"


def compute(work: Work) -> int:
    """Write the counts of each level if they changed; returns how many levels have enough leaders to count them."""
    return work.renew("Circle", _rows(work) if work.has_contact else ())


def _rows(work: Work) -> Iterator[Row]:
    threshold, network = work.profile.threshold, work.keep(read_network)
    least = int(threshold("contacts_min"))
    judged = np.unique(work.keep(read_known_leaders))
    judged = judged[network.both.degrees[judged] >= least]
    found = [leader for leader, _, _ in closed(network, judged, least, threshold("constraint_min"))]
    for level, inside, leaders in by_level(work, judged.tolist(), found):
        yield level, level, inside, leaders, VERSION


def closed(
    network: Network, leaders: NDArray[np.integer], contacts_min: int, constraint_min: float
) -> list[tuple[int, int, float]]:
    """The people with closed networks, as (person, contacts, constraint).

    Args:
        network: The network.
        leaders: The people to check.
        contacts_min: Minimum number of contacts.
        constraint_min: Minimum constraint.
    """
    links = network.both
    candidates = np.asarray(leaders, dtype=np.int64)
    candidates = candidates[links.degrees[candidates] >= max(contacts_min, 1)]
    if not len(candidates):
        return []
    figures = constraint.compute(_around(network, candidates), weighted=False).constraint
    place = np.full(network.size, -1, dtype=np.int64)
    high = candidates[figures[candidates] >= constraint_min].tolist()
    return [
        (person, int(links.degrees[person]), float(figures[person]))
        for person in high
        if _one_circle(links, person, place)
    ]


def _around(network: Network, candidates: NDArray[np.int64]) -> Network:
    """The links of these people's contacts, on which their constraint depends."""
    of = np.zeros(network.size, dtype=np.bool_)
    of[candidates] = True
    near = np.zeros(network.size, dtype=np.bool_)
    near[network.end[of[network.start]]] = True
    near[network.start[of[network.end]]] = True
    kept = near[network.start] | near[network.end]
    return Network.of(network.size, network.start[kept], network.end[kept], basis=network.basis)


def _one_circle(links: Csr, person: int, place: NDArray[np.int64]) -> bool:
    """Whether someone's contacts stay connected without them, and also without any single contact.

    Args:
        links: Everyone's contacts.
        person: The people to check.
        place: -1 for everyone, [people]; as it was afterwards.
    """
    contacts = links.neighbours[links.offsets[person] : links.offsets[person + 1]]
    place[contacts] = np.arange(len(contacts))
    spans = [links.neighbours[links.offsets[contact] : links.offsets[contact + 1]] for contact in contacts.tolist()]
    start, end = np.repeat(np.arange(len(contacts)), [len(span) for span in spans]), place[np.concatenate(spans)]
    place[contacts] = -1
    among = end >= 0
    found = cuts.compute(Network.of(len(contacts), start[among], end[among]))
    return not len(found.points) and int((found.tree.parent < 0).sum()) == 1


STEP = Step("circles", needs=("coverage", "scope"), version=VERSION, compute=compute)
