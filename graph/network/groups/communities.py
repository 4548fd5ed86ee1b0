"""Communities detected in contact, as a second opinion on formal units.

Both methods look for modularity (Newman & Girvan 2004): Louvain (Blondel et al. 2008) by scikit-network, and in large
networks Leiden (Traag, Waltman & van Eck 2019) by networkit, where that is installed. Seeds are explicit, and runs are
compared with each other: a partition that changes with the seed is not reliable. Similarity to formal units is the
adjusted Rand index (Hubert & Arabie 1985) and normalized mutual information (over the mean of both entropies; Danon et
al. 2005). Linear in ties per run, or nearly.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from graph.errors import LooplineError
from graph.network.core.csr import Csr, Ids, Offsets, Weights
from graph.network.core.groups import Codes, Groups
from graph.network.core.kernels import kernel
from graph.network.core.network import Network

Floats = NDArray[np.float64]

PERMUTATIONS = 99
MOST_PEOPLE = 2_000_000

LOUVAIN, LEIDEN = "Louvain, scikit-network", "Leiden, networkit"
ROUNDS = 2
LARGE = 100_000
"""Ties from which on networkit is asked, where it is installed: below, importing it takes longer than it saves."""


@dataclass(frozen=True)
class Communities:
    """The best of several runs.

    Attributes:
        found: Communities of the run with the highest modularity; people without ties have no group.
        modularity: Of each run, in the order of the seeds; not a number without ties.
        stability: Mean adjusted Rand index over pairs of runs; not a number of one run.
        basis: What was selected, the method that ran, and the seeds.
    """

    found: Groups
    modularity: Floats
    stability: float
    basis: Mapping[str, str]


@dataclass(frozen=True)
class Likeness:
    """How alike two partitions are, over people who belong somewhere in both.

    Attributes:
        people: Of how many.
        ari: Adjusted Rand index: 1 the same, 0 as chance has it; not a number below 2 people.
        nmi: Normalised mutual information, 0 to 1; not a number without people.
        ari_low: Adjusted Rand index above which lie 95 % of permuted memberships.
        ari_high: The same, below which lie 95 %.
    """

    people: int
    ari: float
    nmi: float
    ari_low: float
    ari_high: float


def compute(
    network: Network, seeds: Sequence[int] = (0, 1, 2, 3, 4), resolution: float = 1.0, method: str | None = None
) -> Communities:
    """Look for communities once with each seed.

    Args:
        network: Whose contacts; weights count.
        seeds: Seeds, at least one, none of them negative.
        resolution: Above 1 for more and smaller communities.
        method: `LOUVAIN` or `LEIDEN`; where it is not given, Leiden from `LARGE` ties on if networkit is installed, and
            Louvain otherwise.

    Raises:
        LooplineError: There is no seed, or a negative one, the resolution is not above 0, there is no such method, or
            it is not installed.
    """
    if not seeds or min(seeds) < 0 or not resolution > 0:
        raise LooplineError(
            "Communities need a seed of 0 or more and a resolution above 0.", "For example, use seed 0."
        )
    method = _chosen(network, method)
    tied = np.flatnonzero(network.both.degrees)
    among = _among(network.both, tied)
    runs: list[Codes] = []
    quality: list[float] = []
    for found in (_leiden if method == LEIDEN else _louvain)(among, seeds, resolution):
        codes = np.full(network.size, -1, dtype=np.int32)
        codes[tied] = found
        quality.append(modularity(network, Groups.of("community", codes), resolution))
        runs.append(codes)
    best = int(np.nanargmax(quality)) if np.isfinite(quality).any() else 0
    likes = [_rand(*_table(one, other)) for one, other in combinations(runs, 2)]
    selected = {"method": method, "seeds": " ".join(str(seed) for seed in seeds), "resolution": f"{resolution:g}"}
    basis = {**network.basis, **selected}
    stability = float(np.mean(likes)) if likes else float("nan")
    return Communities(Groups.of("community", _renumbered(runs[best])), np.array(quality), stability, basis)


def modularity(network: Network, groups: Groups, resolution: float = 1.0) -> float:
    """Weighted modularity of any groups; not a number without ties.

    Ties of people without a group count as outside.
    """
    codes, links = groups.checked(network.size).codes, network.both
    inside, strength = _strengths(links.offsets, links.neighbours, links.weights, codes)
    total = float(strength.sum())
    if total <= 0:
        return float("nan")
    by_chance = float(((groups.sums(strength) / total) ** 2).sum())
    return inside / total - resolution * by_chance


@kernel
def _strengths(offsets: Offsets, neighbours: Ids, weights: Weights, codes: Codes) -> tuple[float, Weights]:
    """Weight of all ties within groups, each from both ends, and of each person's ties."""
    inside, strength = 0.0, np.zeros(len(codes))
    for person in range(len(codes)):
        for slot in range(offsets[person], offsets[person + 1]):
            strength[person] += weights[slot]
            if codes[person] >= 0 and codes[person] == codes[neighbours[slot]]:
                inside += weights[slot]
    return inside, strength


def likeness(one: Groups, other: Groups, seed: int = 0) -> Likeness:
    """Compare two partitions of the same people, such as communities and units.

    Raises:
        LooplineError: They are not of equally many people.
    """
    other.checked(len(one.codes))
    both = (one.codes >= 0) & (other.codes >= 0)
    first, second = one.codes[both], other.codes[both]
    rng = np.random.default_rng(seed)
    runs = max(19, min(PERMUTATIONS, MOST_PEOPLE // max(len(first), 1)))
    chance = [_rand(*_table(first, rng.permutation(second))) for _ in range(runs)]
    low, high = np.quantile(chance, [0.05, 0.95])
    return Likeness(len(first), _rand(*_table(first, second)), _information(*_table(first, second)), low, high)


def _chosen(network: Network, method: str | None) -> str:
    """The method asked for, or the one that suits the network and is installed."""
    if method not in (None, LOUVAIN, LEIDEN):
        raise LooplineError(f"Unknown community method {method!r}.", f"Use {LOUVAIN!r} or {LEIDEN!r}.")
    if method == LOUVAIN or (method is None and len(network.both.neighbours) < 2 * LARGE):
        return LOUVAIN
    try:
        import networkit  # noqa: F401
    except ImportError:
        if method == LEIDEN:
            raise LooplineError("networkit is not installed.", "Install loopline[large], or use Louvain.") from None
        return LOUVAIN
    return LEIDEN


def _among(links: Csr, tied: NDArray[np.integer]) -> Csr:
    """Links of those who have any, numbered again in their order: a random order is one of them alone."""
    if len(tied) == links.size:
        return links
    place = np.zeros(links.size, dtype=np.int32)
    place[tied] = np.arange(len(tied))
    return Csr(np.append(links.offsets[tied], links.offsets[-1]), place[links.neighbours], lambda: links.weights)


def _louvain(links: Csr, seeds: Sequence[int], resolution: float) -> Iterator[Codes]:
    if not len(links.neighbours):
        yield from (np.arange(links.size, dtype=np.int32) for _ in seeds)
        return
    from sknetwork.clustering import Louvain

    kind = np.int32 if len(links.neighbours) < 2**31 else np.int64
    shape = (links.size, links.size)
    matrix = csr_matrix((links.weights, links.neighbours, links.offsets.astype(kind)), shape=shape)
    for seed in seeds:
        louvain = Louvain(resolution=resolution, random_state=seed, shuffle_nodes=True)
        yield np.asarray(louvain.fit_predict(matrix)).astype(np.int32)


def _leiden(links: Csr, seeds: Sequence[int], resolution: float) -> Iterator[Codes]:
    with _one_thread() as networkit:
        graph = _graph(networkit, links)
        for seed in seeds:
            networkit.setSeed(seed, useThreadId=False)
            # One round falls behind Louvain where groups are hard to tell apart; a third costs half as much again.
            found = networkit.community.ParallelLeiden(graph, randomize=True, iterations=ROUNDS, gamma=resolution)
            found.run()
            yield np.unique(found.getPartition().getVector(), return_inverse=True)[1].astype(np.int32)


def _graph(networkit: Any, links: Csr) -> Any:  # noqa: ANN401 - networkit has no types
    people = np.repeat(np.arange(links.size, dtype=np.int32), links.degrees)
    once = people < links.neighbours
    # Narrower columns than these make networkit crash.
    ends = people[once].astype(np.uint64), links.neighbours[once].astype(np.uint64)
    weights = links.weights[once]
    even = bool((weights == weights[:1]).all())  # then they change nothing and take a third of the memory
    del people, once
    return networkit.GraphFromCoo(ends if even else (weights, ends), n=links.size, weighted=not even, directed=False)


@contextmanager
def _one_thread() -> Iterator[Any]:
    """Hold networkit to one thread, with which alone the same seed gives the same answer."""
    import networkit

    before = networkit.getMaxNumberOfThreads()
    networkit.setNumberOfThreads(1)
    try:
        yield networkit
    finally:
        networkit.setNumberOfThreads(before)


def _renumbered(codes: Codes) -> Codes:
    kept = codes >= 0
    found = np.full(len(codes), -1, dtype=np.int32)
    found[kept] = np.unique(codes[kept], return_inverse=True)[1]
    return found


def _table(one: Codes, other: Codes) -> tuple[Floats, Floats, Floats]:
    """People in each pair of groups that has any, and in each group of either side."""
    kept = (one >= 0) & (other >= 0)
    first, second = one[kept].astype(np.int64), other[kept].astype(np.int64)
    width = int(second.max(initial=0)) + 1
    cells = np.unique(first * width + second, return_counts=True)[1]
    sides = (np.bincount(first), np.bincount(second))
    return cells.astype(np.float64), sides[0].astype(np.float64), sides[1].astype(np.float64)


def _rand(cells: Floats, rows: Floats, columns: Floats) -> float:
    n = float(cells.sum())
    if n < 2:
        return float("nan")
    together, one, other = (float((x * (x - 1)).sum()) / 2 for x in (cells, rows, columns))
    by_chance = one * other / (n * (n - 1) / 2)
    most = (one + other) / 2
    return 1.0 if abs(most - by_chance) < 1e-12 else (together - by_chance) / (most - by_chance)


def _entropy(counts: Floats) -> float:
    share = counts[counts > 0] / counts.sum()
    return float(-(share * np.log(share)).sum())


def _information(cells: Floats, rows: Floats, columns: Floats) -> float:
    if not len(cells):
        return float("nan")
    one, other, both = _entropy(rows), _entropy(columns), _entropy(cells)
    return 1.0 if one + other < 1e-12 else 2 * (one + other - both) / (one + other)
