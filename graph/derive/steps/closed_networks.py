"""Leaders in closed networks: everyone they are in contact with is in contact with the others anyway.

Burt's constraint (1992; `network.constraint`), every contact counted the same, measures how redundant contacts are. It
is also high for someone between two small teams, so a leader has a row only if the contacts also stay connected without
the leader, and without any single one of them. Reported by role, never by name; nobody else has a row.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_network
from graph.derive.step import Step, Work
from graph.derive.steps.leading import by_role, merge_by_roles, read_known_leaders
from graph.network.centrality import constraint
from graph.network.core.csr import Csr
from graph.network.core.network import Network
from graph.network.structure import cuts

VERSION = "1"


def compute(work: Work) -> int:
    """Write leaders in closed networks if they changed; returns how many there are."""
    rows = merge_by_roles(_rows(work), _wide) if work.has_contact else ()
    return work.renew("Circle", rows)


def _wide(figures: tuple[Any, ...]) -> float:
    return -float(figures[1])


def _rows(work: Work) -> Iterator[tuple[Any, ...]]:
    threshold, leaders = work.profile.threshold, work.keep(read_known_leaders)
    found = closed(work.keep(read_network), leaders, int(threshold("contacts_min")), threshold("constraint_min"))
    named = by_role(work, [leader for leader, _, _ in found])
    for leader, contacts, figure in found:
        if leader in named:
            name, roles = named[leader]
            yield name, 1, contacts, figure, VERSION, roles


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
