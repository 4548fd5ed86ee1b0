"""A network split into parts, one per agency, and what can be computed about the whole from them.

A part knows the links that begin or end with its own people, and no others. What adds up over parts is exact: each
link is counted where it begins, each tie where its lower number is. Connectivity is exact through a meta-graph: every
part sends the components that its own people form, with their sizes, and the links that cross; contracting connected
people changes neither components nor bridges between pieces. PageRank is exact in rounds, in which parts exchange one
number for each link that crosses, and constraint with one ring more of links. Depth, betweenness and disjoint paths
depend on links that no part sees, so a part gives bounds (`partition_bounds`). Communities are recomputed: a search
within parts is a different search. `ROWS` lists it for every family of measures.

This is a simulation within one process: what a part may use is what `Part` holds.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.centrality import constraint
from graph.network.core.csr import Ids, Weights
from graph.network.core.groups import Codes, Counts, Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.structure import components, cuts

Flags = NDArray[np.bool_]

SUMS, META, ROUNDS, RING, BOUNDS, ANEW = "sums", "meta-graph", "rounds", "ring", "bounds", "anew"


@dataclass(frozen=True)
class Row:
    """What happens to a family of measures when the network is split into parts.

    Attributes:
        measures: Modules of `graph.network` whose figures these are.
        kind: Exact by sums, through the meta-graph, in rounds or with one more ring of links; bounds; or found again.
        sent: What a part sends.
        result: What that gives.
    """

    measures: tuple[str, ...]
    kind: str
    sent: str
    result: str

    @property
    def exact(self) -> bool:
        """Whether the figure is that of the whole network."""
        return self.kind in (SUMS, META, ROUNDS, RING)


ROWS = (
    Row(("ties", "centralization"), SUMS, "ties of each of its people", "degrees, and all that is computed from them"),
    Row(("silos",), SUMS, "ties inside and ends, a group", "E-I index; its null model needs the degree distribution"),
    Row(("reciprocity",), SUMS, "links, and those reciprocated", "reciprocity, dyad census"),
    Row(
        ("assortativity", "group_pairs"),
        SUMS,
        "ties from group to group",
        "the matrix at every level, and assortativity",
    ),
    Row(("components",), META, "components of its own people, and links that cross", "weak and strong components"),
    Row(("cuts",), META, "the same", "bridges between agencies, with their sizes; cut points: a superset"),
    Row(("pagerank",), ROUNDS, "a number for each link that crosses, every round", "PageRank"),
    Row(("constraint",), RING, "links of its people's contacts, once", "constraint and effective size"),
    Row(("k_core",), BOUNDS, "nothing", "coreness without crossing links, and with all of them at maximum depth"),
    Row(("betweenness",), BOUNDS, "nothing", "paths that certainly stay inside; upper bound: all that may pass"),
    Row(
        ("disjoint_paths",),
        BOUNDS,
        "components; paths to its border",
        "lower bound: paths inside; upper bound: paths to the border",
    ),
    Row(
        ("communities",), ANEW, "ties inside each community", "modularity of given groups adds up; the search does not"
    ),
)
"""One row per family."""


@dataclass(frozen=True)
class Part:
    """The part of the network that one agency knows.

    Attributes:
        own: Whether each person is its own, [people of the whole network].
        known: Links that begin or end with its people, among everyone.
    """

    own: Flags
    known: Network

    @cached_property
    def people(self) -> Ids:
        """Its own people."""
        return np.flatnonzero(self.own).astype(np.int32)

    @cached_property
    def inside(self) -> Network:
        """Links among its own people, numbered as in `people`."""
        number = np.cumsum(self.own) - 1
        kept = self.own[self.known.start] & self.own[self.known.end]
        start, end = number[self.known.start[kept]], number[self.known.end[kept]]
        return Network.of(len(self.people), start, end, self.known.weight[kept])

    @cached_property
    def crossing(self) -> tuple[Ids, Ids]:
        """Links between its people and others: from whom, to whom."""
        apart = self.own[self.known.start] != self.own[self.known.end]
        return self.known.start[apart], self.known.end[apart]

    @cached_property
    def border(self) -> Flags:
        """Which of `people` have a link that crosses."""
        found = np.zeros(len(self.own), dtype=np.bool_)
        for ends in self.crossing:
            found[ends] = True
        return found[self.people]

    @cached_property
    def counted(self) -> Ties:
        """Ties that are counted here: those whose lower number is one of its people."""
        ties = Ties.of(self.known)
        kept = self.own[ties.one]
        return Ties(ties.size, ties.one[kept], ties.other[kept])


def split(network: Network, agencies: Groups) -> list[Part]:
    """Split the network into the parts that agencies know.

    Raises:
        LooplineError: Someone has no agency.
    """
    codes = agencies.checked(network.size).codes
    if (codes < 0).any():
        raise LooplineError(
            "Some people are in no agency, and so in no part.", "Make a separate part for people without an agency."
        )
    parts = []
    for agency in range(agencies.count):
        own = codes == agency
        kept = own[network.start] | own[network.end]
        known = Network.of(network.size, network.start[kept], network.end[kept], network.weight[kept])
        parts.append(Part(own, known))
    return parts


def degrees(parts: list[Part], size: int) -> Counts:
    """Ties of each person: exact."""
    found = np.zeros(size, dtype=np.int64)
    for part in parts:
        found[part.people] = part.known.both.degrees[part.people]
    return found


def inside_and_ends(parts: list[Part], groups: Groups) -> tuple[Counts, Weights]:
    """Ties inside each group, and ends of ties in it, of which the E-I index is made: exact."""
    inside, ends = np.zeros(groups.count, dtype=np.int64), np.zeros(groups.count)
    for part in parts:
        inside += part.counted.inside(groups)
        ends += groups.sums(np.where(part.own, part.known.both.degrees, 0))
    return inside, ends


def matrix(parts: list[Part], groups: Groups) -> tuple[Counts, Counts, Counts]:
    """Ties from group to group, as `Ties.between` has them: exact."""
    width = max(groups.count, 1)
    keys, ties = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    for part in parts:
        one, other, number = part.counted.between(groups)
        keys.append(one * width + other)
        ties.append(number)
    cells, place = np.unique(np.concatenate(keys), return_inverse=True)
    total = np.bincount(place, np.concatenate(ties), minlength=len(cells)).astype(np.int64)
    return cells // width, cells % width, total


def answered(parts: list[Part]) -> tuple[int, int]:
    """Links that are answered, and all links: exact. Each is counted where it begins, its answer being known there."""
    yes, every = 0, 0
    for part in parts:
        given, known = part.known.out.degrees, part.known
        got = np.bincount(known.out.neighbours, minlength=known.size)
        yes += int((given + got - known.both.degrees)[part.people].sum())
        every += int(given[part.people].sum())
    return yes, every


def ranked(parts: list[Part], size: int, damping: float = 0.85, tolerance: float = 1e-8) -> Weights:
    """PageRank, exact in rounds: each part follows the links of its own people, and sends on what crosses."""
    rank = np.full(size, 1 / max(size, 1))
    whole = np.zeros(size)
    for part in parts:
        own = part.own[part.known.start]
        whole += np.bincount(part.known.start[own], part.known.weight[own], minlength=size)
    for _ in range(1000):
        renewed = np.zeros(size)
        for part in parts:
            own = part.own[part.known.start]
            start, end, weight = part.known.start[own], part.known.end[own], part.known.weight[own]
            renewed += np.bincount(end, damping * rank[start] * weight / whole[start], minlength=size)
        renewed += (1 - renewed.sum()) / max(size, 1)
        change, rank = float(np.abs(renewed - rank).sum()), renewed
        if change < tolerance:
            break
    return rank


def constrained(parts: list[Part], size: int) -> Weights:
    """Constraint of everyone, exact when a part is sent the links of its people's contacts, of all kinds, once."""
    found = np.full(size, np.nan)
    for part in parts:
        met = part.own.copy()
        for ends in part.crossing:
            met[ends] = True
        links = [np.zeros((3, 0))]
        for other in parts:
            kept = met[other.known.start] | met[other.known.end]
            kept &= other.own[other.known.start]  # each link from where it begins
            links.append(np.stack([other.known.start[kept], other.known.end[kept], other.known.weight[kept]]))
        start, end, weight = np.concatenate(links, axis=1)
        ring = Network.of(size, start.astype(np.int32), end.astype(np.int32), weight)
        found[part.people] = constraint.compute(ring).constraint[part.people]
    return found


@dataclass(frozen=True)
class Meta:
    """Pieces of agencies, and links between them.

    Attributes:
        piece: Piece of each person, [people].
        people: How many are in each piece.
        start: Piece in which each crossing link begins.
        end: Piece in which it ends.
        links: The crossing links themselves, [links, 2].
    """

    piece: Codes
    people: Counts
    start: Ids
    end: Ids
    links: NDArray[np.int32]

    @cached_property
    def network(self) -> Network:
        """The pieces as a network."""
        return Network.of(len(self.people), self.start, self.end)


def meta(parts: list[Part], size: int, *, strong: bool = False) -> Meta:
    """The meta-graph of agencies.

    Args:
        parts: What each agency knows.
        size: People.
        strong: Whether pieces are strong components within each agency, whose links among one another are sent too;
            else weak ones, which have none.
    """
    piece = np.full(size, -1, dtype=np.int32)
    links, count = [np.zeros((0, 2), dtype=np.int32)], 0
    for part in parts:
        inside_network = part.inside
        found = components.strong_components(inside_network) if strong else components.weak_components(inside_network)
        piece[part.people] = found + count
        count += int(found.max(initial=-1)) + 1
        begins = part.own[part.crossing[0]]
        links.append(np.stack(part.crossing, axis=1)[begins])
        if strong:
            pairs = np.stack([part.people[inside_network.start], part.people[inside_network.end]], axis=1)
            links.append(pairs[found[inside_network.start] != found[inside_network.end]])
    sent = np.concatenate(links)
    people = np.bincount(piece[piece >= 0], minlength=count).astype(np.int64)
    return Meta(piece, people, piece[sent[:, 0]], piece[sent[:, 1]], sent)


def hanging_together(parts: list[Part], size: int, *, strong: bool = False) -> Codes:
    """Weak or strong component of each person, exact through the meta-graph; numbered otherwise than the whole's."""
    found = meta(parts, size, strong=strong)
    whole = components.strong_components(found.network) if strong else components.weak_components(found.network)
    return whole[found.piece]


def bridges(parts: list[Part], size: int) -> tuple[NDArray[np.int32], Counts]:
    """Ties between agencies without which the network falls apart, and people that each cuts off: exact.

    Returns:
        Two people a tie, the lower number first, in order; and the people on the smaller side.
    """
    found = meta(parts, size)
    ties = np.unique(np.sort(found.links, axis=1), axis=0)
    pairs = np.sort(found.piece[ties], axis=1)
    hung = cuts.compute(found.network)
    tree = hung.tree
    before = np.concatenate([[0], np.cumsum(found.people[tree.order])])
    turn = tree.place[hung.bridges].max(axis=1, initial=-1)
    below = before[turn + tree.below[turn]] - before[turn]
    root = tree.root[turn]
    together = before[root + tree.below[root]] - before[root]
    sides = dict(zip(map(tuple, hung.bridges.tolist()), np.minimum(below, together - below).tolist(), strict=True))
    alone, number = np.unique(pairs, axis=0, return_counts=True)
    single = {tuple(pair) for pair, ties_of in zip(alone.tolist(), number.tolist(), strict=True) if ties_of == 1}
    keys = [tuple(pair) for pair in pairs.tolist()]
    kept = np.array([key in single and key in sides for key in keys], dtype=np.bool_)
    return ties[kept], np.array([sides[key] for key, yes in zip(keys, kept, strict=True) if yes], dtype=np.int64)


def may_cut(parts: list[Part], size: int) -> Flags:
    """People among whom are all articulation points: those within a part, and those with a link that crosses."""
    found = np.zeros(size, dtype=np.bool_)
    for part in parts:
        found[part.people[cuts.compute(part.inside).points]] = True
        found[part.people[part.border]] = True
    return found
