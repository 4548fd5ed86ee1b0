"""The few links that would repair a silo: the groups with which it has the fewest ties compared with chance."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.groups import NOWHERE, Counts, Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups.silos import Silos

Floats = NDArray[np.float64]

FEW = 3


@dataclass(frozen=True)
class Mending:
    """One row per link that a silo lacks, silo by silo, the most lacking first.

    Attributes:
        silo: Number of the silo.
        partner: Number of the group to link it with.
        ties: Ties that they have.
        expected: Ties that they would have if those of all people were assigned at random (product of the groups' ties
            over twice all ties; Newman & Girvan 2004).
        needed: Ties outside, to anyone, that would bring the silo's E-I index up to the interval of chance.
    """

    silo: Counts
    partner: Counts
    ties: Counts
    expected: Floats
    needed: Counts


def compute(
    network: Network,
    groups: Groups,
    silos: Silos,
    of: NDArray[np.integer] | None = None,
    part_of: NDArray[np.integer] | None = None,
    few: int = FEW,
    strength: float = 0.0,
) -> Mending:
    """Name for each silo the groups with which ties are most lacking.

    The work grows with the ties that the silos have, never with the square of groups.

    Args:
        network: The network.
        groups: The groups.
        silos: What was found of these groups.
        of: Numbers of the silos to mend; those that `silos` names where not given.
        part_of: For each group the unit it is part of, -1 for none: partners are then sought among neighbours, groups
            of the same unit, and everywhere for groups without a unit or without neighbours.
        few: Links to name for each silo.
        strength: Least weight of a tie, as it was for `silos`.

    Raises:
        LooplineError: Groups or units are not of as many as they should be.
    """
    groups.checked(network.size)
    ties = Ties.of(network, strength)
    wanted = np.unique(np.flatnonzero(silos.named()) if of is None else np.asarray(of, dtype=np.int64))
    ends = np.where(silos.withheld, 0.0, groups.sums(ties.degrees))
    family = _families(groups.count, part_of)
    one, other, between = ties.between(groups)
    one, other, between = np.append(one, other), np.append(other, one), np.append(between, between)
    needy = np.zeros(groups.count, dtype=np.bool_)
    needy[wanted] = True
    candidates = needy[one] & (one != other)
    one, other, between = one[candidates], other[candidates], between[candidates]
    linked = np.sort(one * groups.count + other)
    fair = ends[one] * ends[other] / max(2 * ties.count, 1)
    thin = (fair > between) & ((family[one] == family[other]) | (family[one] == NOWHERE))
    silo, partner = _unlinked(wanted, ends, family, linked, few)
    silo, partner = np.append(one[thin], silo), np.append(other[thin], partner)
    found = np.append(between[thin], np.zeros(len(silo) - int(thin.sum()), dtype=np.int64))
    expected = ends[silo] * ends[partner] / max(2 * ties.count, 1)
    order = np.lexsort((partner, found - expected, silo))
    order = order[expected[order] > found[order]]
    order = order[np.arange(len(order)) - np.searchsorted(silo[order], silo[order]) < few]
    return Mending(silo[order], partner[order], found[order], expected[order], _needed(silos)[silo[order]])


def _families(count: int, part_of: NDArray[np.integer] | None) -> NDArray[np.int64]:
    if part_of is None:
        return np.zeros(count, dtype=np.int64)
    units = np.asarray(part_of, dtype=np.int64)
    if units.shape != (count,):
        raise LooplineError(
            f"{len(units)} units were given for {count} groups.", "Give the unit of each group, or -1 for none."
        )
    alone = units < 0
    sizes = np.bincount(units[~alone], minlength=1)
    alone |= sizes[np.where(alone, 0, units)] < 2
    return np.where(alone, NOWHERE, units)


def _unlinked(
    wanted: NDArray[np.int64], ends: Floats, family: NDArray[np.int64], linked: NDArray[np.int64], few: int
) -> tuple[Counts, Counts]:
    """The most active groups of each silo's family that it has no tie with: silos and partners, a few for each.

    The family's groups are tried from the most active down, twice as many in every round, until there are enough.
    """
    by_family = np.lexsort((-ends, family))
    ranked = np.append(by_family, np.argsort(-ends, kind="stable"))
    families, alone = family[by_family], family[wanted] == NOWHERE
    begin = np.where(alone, len(ends), np.searchsorted(families, family[wanted]))
    end = np.where(alone, 2 * len(ends), np.searchsorted(families, family[wanted], side="right"))
    waiting, tried = np.arange(len(wanted)), 2 * few + 2
    silos, partners = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    while len(waiting):
        take = np.minimum(tried, end[waiting] - begin[waiting])
        row = np.repeat(np.arange(len(waiting)), take)
        partner = ranked[begin[waiting][row] + np.arange(len(row)) - np.repeat(np.cumsum(take) - take, take)]
        silo = wanted[waiting][row]
        free = (silo != partner) & (ends[partner] > 0) & ~_among(silo * len(ends) + partner, linked)
        row, silo, partner = row[free], silo[free], partner[free]
        enough = (np.bincount(row, minlength=len(waiting)) >= few) | (take < tried)
        first = (np.arange(len(row)) - np.searchsorted(row, row) < few) & enough[row]
        silos.append(silo[first])
        partners.append(partner[first])
        waiting, tried = waiting[~enough], 2 * tried
    return np.concatenate(silos), np.concatenate(partners)


def _among(keys: NDArray[np.int64], known: NDArray[np.int64]) -> NDArray[np.bool_]:
    if not len(known):
        return np.zeros(len(keys), dtype=np.bool_)
    return np.asarray(known[np.minimum(np.searchsorted(known, keys), len(known) - 1)] == keys)


def _needed(silos: Silos) -> Counts:
    """Outside ties that are missing from (outside - inside) / (outside + inside) = low."""
    inside, low = np.nan_to_num(silos.inside), np.nan_to_num(silos.low)
    enough = inside * (1 + low) / np.maximum(1 - low, 1e-12)
    return np.ceil(np.maximum(enough - np.nan_to_num(silos.outside), 0) - 1e-9).astype(np.int64)
