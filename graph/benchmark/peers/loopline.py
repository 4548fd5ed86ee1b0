"""Loopline's own measures."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, cast

import numpy as np

from graph.benchmark.answers import Partition
from graph.benchmark.further import FURTHER, Levels
from graph.benchmark.synthetic import Synthetic
from graph.network.centrality import betweenness, constraint, k_core, pagerank
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups import communities, group_pairs, silos
from graph.network.structure import components, cuts, disjoint_paths, reciprocity


@dataclass(frozen=True)
class Ready:
    """The network with its groups.

    Attributes:
        levels: Groups by level, the innermost first.
    """

    network: Network
    levels: dict[str, Groups]

    @property
    def plain(self) -> Network:
        """The same people with every pair in contact once, as tools without weights see them."""
        plain = replace(self.network)
        links = self.network.both
        vars(plain)["both"] = replace(links, weigh=lambda: np.ones(len(links.neighbours)))
        return plain


def prepare(found: Synthetic) -> Ready:
    """Arrays as the measures take them."""
    network = Network.of(found.people, found.start, found.end)
    _ = network.out, network.into, network.both  # made once, as the other tools make their graphs
    return Ready(network, {name: Groups.of(name, codes) for name, codes in found.levels.items()})


def _sizes(sizes: Any) -> Any:  # noqa: ANN401 - an array of numbers
    return np.sort(sizes)[::-1]


def _cuts(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = cuts.compute(ready.network)
    bridges = found.bridges[np.lexsort((found.bridges[:, 1], found.bridges[:, 0]))]
    return np.concatenate([np.sort(found.points), [-1], bridges.ravel()])


def _teams_cut_off(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    teams, found = ready.levels["team"].codes, cuts.compute(ready.network)
    lost = cuts.groups(found, np.arange(ready.network.size), teams)
    return np.concatenate([found.points_people, lost.points, [-1], found.bridges_people, lost.bridges])


def _betweenness(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = betweenness.compute(ready.network, exact_up_to=0, sample=32)
    return cast("betweenness.SampledBetweenness", found).sampled_betweenness


def _ei(ready: Ready, level: str) -> Any:  # noqa: ANN401 - an array of numbers
    groups, ties = ready.levels[level], Ties.of(ready.network, 0.0)
    inside = ties.inside(groups)
    outside = groups.sums(ties.degrees) - 2 * inside
    return (outside - inside) / np.maximum(outside + inside, 1)


def _matrices(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    ties = Ties.of(ready.network)
    cells = [np.stack(ties.between(groups), axis=1, dtype=np.int32).ravel() for groups in ready.levels.values()]
    return np.concatenate(cells)


def _shares(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    groups = ready.levels["department"]
    one, other, number = Ties.of(ready.network).between(groups)
    apart = one != other
    ends = np.concatenate([2 * number[~apart], number[apart], number[apart]])
    begin, end = (np.concatenate([x[~apart], x[apart], y[apart]]) for x, y in ((one, other), (other, one)))
    order = np.lexsort((end, begin))
    whole = np.bincount(begin, ends, minlength=groups.count)
    return (ends / whole[begin])[order]


def _silos(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = silos.compute(ready.network, ready.levels["team"])
    return np.concatenate([found.observed, found.p, found.q, found.named()])


def _group_pairs(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    found = group_pairs.compute(ready.network, ready.levels["team"])
    return np.concatenate([found.ties, found.expected, found.q])


def _routes(ready: Ready) -> Any:  # noqa: ANN401 - an array of numbers
    teams = ready.levels["team"]
    people = np.arange(ready.network.size)
    target = people[teams.codes == 0]
    return disjoint_paths.compute(ready.network, teams.count, people, teams.codes, target).routes


def _further(work: Callable[[Network, Levels], Any]) -> Callable[[Ready], Any]:
    return lambda ready: work(ready.network, ready.levels)


TASKS: dict[str, Callable[[Ready], Any]] = {
    "components": lambda ready: _sizes(components.compute(ready.network).weak_sizes),
    "strong components": lambda ready: _sizes(np.bincount(components.strong_components(ready.network))),
    "articulation points and bridges": _cuts,
    "k-core": lambda ready: k_core.compute(ready.network).coreness,
    "PageRank": lambda ready: np.round(pagerank.compute(ready.network).rank * ready.network.size, 2),
    "constraint": lambda ready: constraint.compute(ready.network, weighted=False).constraint,
    "betweenness, 32 sources": _betweenness,
    "reciprocity": lambda ready: reciprocity.compute(ready.network).answered,
    "E-I by team": lambda ready: _ei(ready, "team"),
    "E-I by department": lambda ready: _ei(ready, "department"),
    "group matrix at every level": _matrices,
    "people and teams cut off": _teams_cut_off,
    "shares between departments": _shares,
    "silos by team, with null": _silos,
    "pairs of teams, with null": _group_pairs,
    "person-disjoint routes by team": _routes,
    **{name: _further(work) for name, work in FURTHER.items()},
    "communities, one run": lambda r: Partition(communities.compute(r.plain, seeds=(1,)).found.codes),
}
