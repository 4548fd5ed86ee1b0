"""How much contact goes through one person: Freeman's (1979) centralization.

The sum of the distances of all scores from the highest, over the most that it can be among as many people: 0 if all
are alike, 1 for a star. Figures compare only between networks of the same size. Linear in links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Csr, Ids, Offsets
from graph.network.core.groups import Counts, Groups
from graph.network.core.network import Network

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Centralization:
    """One row per group, of the links among its own members; the last row is the whole network.

    Attributes:
        groups: The groups, if any were given.
        people: Members.
        degree: Of contact either way, against a star; not a number below 3 people, as are the others.
        incoming: Of who is turned to, against a star with all links inward.
        outgoing: Of who turns to others, against a star with all links outward.
        centre: The person with most contacts, the first of several; -1 without any.
        basis: How the network was selected.
    """

    groups: Groups | None
    people: Counts
    degree: Floats
    incoming: Floats
    outgoing: Floats
    centre: Ids
    basis: Mapping[str, str]


def compute(network: Network, groups: Groups | None = None) -> Centralization:
    """Find the centralization of each group and of the whole.

    Raises:
        LooplineError: The groups and the network differ in the number of people.
    """
    whole = Groups.of("all", np.zeros(network.size, dtype=np.int32), 1)
    parts = [whole] if groups is None else [groups.checked(network.size), whole]
    people = np.concatenate([part.people for part in parts])
    size = people.astype(np.float64)
    columns, centre = [], np.zeros(0, dtype=np.int32)
    for links, most in (
        (network.both, (size - 1) * (size - 2)),
        (network.into, (size - 1) ** 2),
        (network.out, (size - 1) ** 2),
    ):
        degrees = [_inside(part, links) for part in parts]
        found = np.concatenate([_spread(*one) for one in zip(degrees, parts, strict=True)])
        columns.append(np.where(people > 2, found / np.maximum(most, 1), np.nan))
        if links is network.both:
            centre = np.concatenate([_first(*one) for one in zip(degrees, parts, strict=True)])
    degree, incoming, outgoing = columns
    return Centralization(groups, people, degree, incoming, outgoing, centre, network.basis)


def freeman(scores: Floats, most: float) -> float:
    """Centralization by any score of centrality, given the most that the distances from the highest can sum to.

    Among n people that is (n - 1)(n - 2) for degree, (n - 1)^2 (n - 2) / 2 for betweenness of undirected paths and
    (n - 2)(n - 1) / (2n - 3) for closeness. Not a number where nobody can differ.
    """
    if not len(scores) or most <= 0:
        return float("nan")
    return float((scores.max() - scores).sum() / most)


def _inside(part: Groups, links: Csr) -> Offsets:
    """Links of each person with others of their own group."""
    if part.count == 1 and (part.codes == 0).all():
        return links.degrees
    own = np.repeat(part.codes, links.degrees) == part.codes[links.neighbours]
    return np.diff(np.append(0, np.cumsum(own))[links.offsets])


def _highest(degrees: Offsets, part: Groups) -> Offsets:
    found = np.zeros(part.count, dtype=np.int64)
    placed = part.codes >= 0
    np.maximum.at(found, part.codes[placed], degrees[placed])
    return found


def _spread(degrees: Offsets, part: Groups) -> Floats:
    return np.asarray(_highest(degrees, part) * part.people - part.sums(degrees))


def _first(degrees: Offsets, part: Groups) -> Ids:
    placed = np.flatnonzero((part.codes >= 0) & (degrees > 0))
    central = placed[degrees[placed] == _highest(degrees, part)[part.codes[placed]]][::-1]
    found = np.full(part.count, -1, dtype=np.int32)
    found[part.codes[central]] = central
    return found
