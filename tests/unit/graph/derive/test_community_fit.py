"""What is left out where a network is large."""

from __future__ import annotations

import numpy as np
import pytest

from graph.derive.steps import community_fit
from graph.network.core.groups import Groups
from graph.network.core.network import Network


def test_a_large_level_is_compared_by_people_drawn_once() -> None:
    formal = Groups.of("school", np.arange(1000) % 7 - 1, 6)
    found = Groups.of("community", np.arange(1000) % 5 - 1, 4)
    both = (formal.codes >= 0) & (found.codes >= 0)
    assert community_fit.drawn(formal, found) is formal
    some = community_fit.drawn(formal, found, 100)
    kept = some.codes >= 0
    assert kept.sum() == 100
    assert (some.codes[kept] == formal.codes[kept]).all()
    assert both[kept].all()
    assert (community_fit.drawn(formal, found, 100).codes == some.codes).all()


def test_one_seed_where_a_run_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    network = Network.of(3, np.array([0, 1]), np.array([1, 2]))
    assert community_fit.seeds_for(network) == community_fit.SEEDS
    monkeypatch.setattr(community_fit, "ONE_SEED", 1)
    assert community_fit.seeds_for(network) == (0,)


def test_among_people_on_teams_only_links_between_two_of_them_count() -> None:
    network = Network.of(
        4, np.array([0, 1, 2, 3]), np.array([1, 2, 3, 0]), np.array([5.0, 1, 1, 2]), {"channel": "all"}
    )
    found = community_fit.on_teams(network, Groups.of("team", np.array([0, 1, -1, 0]), 2))
    assert (found.size, found.start.tolist(), found.end.tolist(), found.weight.tolist()) == (
        4,
        [0, 3],
        [1, 0],
        [5.0, 2.0],
    )
    assert found.basis == {"channel": "all", "people": "on teams"}


def test_a_level_of_few_people_is_looked_at_by_itself() -> None:
    # Two groups of three joined by one contact, and a ring of a thousand beside them.
    start, end = np.array([0, 1, 2, 3, 4, 5, 2]), np.array([1, 2, 0, 4, 5, 3, 3])
    ring = np.arange(6, 1006)
    network = Network.of(1006, np.append(start, ring), np.append(end, np.roll(ring, 1)))
    few = Groups.of("office", np.append([0, 0, 0, 1, 1, 1], np.full(1000, -1)))
    found = community_fit.alone(network, few)
    assert found.found.codes[:6].tolist() in ([0, 0, 0, 1, 1, 1], [1, 1, 1, 0, 0, 0])
    assert (found.found.codes[6:] == -1).all()
