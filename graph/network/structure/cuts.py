"""Articulation points and bridges: people and links on which the network depends, and what each cuts off.

Hopcroft and Tarjan (1973), Tarjan (1974). Every leaf depends on someone, so both are ranked by what they cut off:
people of the same component outside the largest remaining piece. Linear in links; times the logarithm for groups.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Csr, Ids, Offsets
from graph.network.core.network import Network
from graph.network.structure.biconnectivity import Groups, cut_below, cut_besides, only_in
from graph.network.structure.tree import Tree, search


@dataclass(frozen=True)
class Cuts:
    """Articulation points and bridges; those that cut off most people first, then by number.

    Attributes:
        points: People without whom their component falls apart, [points].
        points_people: People that each of them cuts off, [points]; they themselves not among them.
        bridges: Links without which a component falls apart, [bridges, 2]: two people, the lower number first.
        bridges_people: People that each of them cuts off, [bridges]; half of the component where both sides are equal.
        basis: How the network was selected.
        tree: The search that found them.
    """

    points: Ids
    points_people: Ids
    bridges: NDArray[np.int32]
    bridges_people: Ids
    basis: Mapping[str, str]
    tree: Tree = field(repr=False)


@dataclass(frozen=True)
class GroupsCutOff:
    """How many groups, such as teams or buildings, are cut off.

    Attributes:
        points: For each articulation point of `Cuts`, in the same order, [points].
        bridges: For each bridge, [bridges].
    """

    points: Offsets
    bridges: Offsets


def compute(network: Network) -> Cuts:
    """Articulation points and bridges, whichever way the links go; parallel links are one."""
    return of_links(network.both, network.basis)


def of_links(links: Csr, basis: Mapping[str, str]) -> Cuts:
    """The same of links that are there the same both ways."""
    tree = search(links)
    lost = tree.together - 1 - tree.remaining
    hanging = np.flatnonzero(lost > 0)
    points, people = tree.order[hanging], lost[hanging]
    first = np.lexsort((points, -people))
    ends = np.flatnonzero((tree.parent >= 0) & (tree.low == np.arange(len(tree.low))))
    sides = np.minimum(tree.below[ends], tree.together[ends] - tree.below[ends])
    bridges = np.sort(np.stack([tree.order[ends], tree.order[tree.parent[ends]]], axis=1), axis=1)
    widest = np.lexsort((bridges[:, 1], bridges[:, 0], -sides))
    return Cuts(points[first], people[first], bridges[widest], sides[widest], basis, tree)


def groups(cuts: Cuts, person: NDArray[np.integer], group: NDArray[np.integer]) -> GroupsCutOff:
    """How many groups each articulation point and each bridge cuts off.

    A group is cut off if some of it remains in the component but none of it is in the largest remaining piece; if
    pieces are equally large, one is chosen. A group in several components is checked in each.

    Args:
        cuts: The articulation points and bridges.
        person: Who is in a group; somebody in several groups occurs several times.
        group: Which group, any number; a negative one is no group. With one group each: `np.arange(size)` and a column.

    Raises:
        LooplineError: The columns differ in length, or a person is not in the network.
    """
    tree = cuts.tree
    if len(person) != len(group):
        raise LooplineError("There must be one group for each member.", "Give every member a group.")
    if len(person) and not 0 <= person.min() <= person.max() < len(tree.place):
        raise LooplineError("A member of a group is not in the network.", "Use the network's person numbers.")
    known = Groups.of(tree, person, group)
    turns = tree.place[cuts.points]
    parts = tree.largest[turns]
    above = tree.rest[turns] >= tree.below[parts]  # the rest is the largest piece, else the part is
    points = np.where(above, cut_below(known, turns), cut_besides(known, parts) - only_in(known, turns))
    ends = tree.place[cuts.bridges].max(axis=1, initial=-1)
    lower = 2 * tree.below[ends] <= tree.together[ends]
    bridges = np.where(lower, known.within(ends), cut_besides(known, ends))
    return GroupsCutOff(points, bridges)
