"""Contact of given pairs beside what size alone would give: by hand, by drawing at random, and against nonsense."""

from __future__ import annotations

import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import size_pairs
from graph.network.groups.group_pairs import STATES


def test_expected_is_the_pairs_share_of_all_pairs_of_people() -> None:
    # Groups of 2, 2 and 1: of 8 pairs of people of different groups, 4, 2 and 2; three ties between groups, one inside.
    network = Network.of(5, np.array([0, 0, 1, 2, 2]), np.array([1, 2, 2, 0, 3]))
    network = Network.of(5, np.append(network.start, 4), np.append(network.end, 0))
    groups = Groups.of("office", np.array([0, 0, 1, 1, 2]))
    found = size_pairs.compute(network, groups, np.array([[0, 1], [0, 2], [1, 2]]), np.array([True, False, True]))
    assert found.ties.tolist() == [2, 1, 0]
    assert found.expected == pytest.approx([1.5, 0.75, 0.75])
    assert [STATES[state] for state in found.state] == ["talk", "talk", "silent"]
    assert np.isnan(found.p).tolist() == [False, True, False]
    assert found.basis["expected"] == "by size"


def test_expected_and_chance_agree_with_ties_drawn_at_random() -> None:
    dice = np.random.default_rng(3)
    codes = np.repeat([0, 1, 2, 3], [30, 20, 10, 5])
    groups = Groups.of("region", codes)
    pairs = np.array([[0, 1], [0, 3], [2, 3]])
    runs, chances = [], []
    for _ in range(400):
        ends = dice.integers(0, len(codes), (200, 2))
        found = size_pairs.compute(Network.of(len(codes), *ends.T), groups, pairs, np.ones(3, dtype=np.bool_))
        runs.append((found.ties, found.expected))
        chances.append(found.p)
    ties, expected = (np.array([run[at] for run in runs]).mean(axis=0) for at in (0, 1))
    assert ties == pytest.approx(expected, rel=0.05)
    # A chance of at most so few ties is at most .05 in at most 5 % of draws.
    assert (np.array(chances) <= 0.05).mean() <= 0.06


def test_fewer_than_size_gives_is_told_and_thin_groups_are_withheld() -> None:
    codes = np.repeat([0, 1, 2], 20)
    groups = Groups.of("region", codes)
    dice = np.random.default_rng(4)
    start = np.concatenate([dice.integers(0, 20, 80), [0]])
    end = np.concatenate([20 + dice.integers(0, 20, 80), [40]])
    pairs = np.array([[0, 1], [0, 2], [1, 2]])
    network, free = Network.of(60, start, end), np.zeros(3, dtype=np.bool_)
    found = size_pairs.compute(network, groups, pairs, free)
    assert [STATES[state] for state in found.state] == ["talk", "little", "silent"]
    thin = size_pairs.compute(network, groups, pairs, free, np.array([1.0, 0.5, np.nan]))
    assert [STATES[state] for state in thin.state] == ["withheld", "little", "withheld"]


def test_no_ties_no_pairs_and_no_people() -> None:
    groups = Groups.of("office", np.array([0, 1]), 3)
    none = Network.of(2, np.zeros(0, dtype=int), np.zeros(0, dtype=int))
    found = size_pairs.compute(none, groups, np.array([[0, 1], [1, 2]]), np.array([True, False]))
    assert (found.ties.tolist(), found.expected.tolist()) == ([0, 0], [0.0, 0.0])
    assert [STATES[state] for state in found.state] == ["silent", "talk"]
    assert len(size_pairs.compute(none, groups, np.zeros((0, 2), dtype=int), np.zeros(0, dtype=np.bool_)).ties) == 0
    with pytest.raises(LooplineError, match="must name two groups"):
        size_pairs.compute(none, groups, np.array([[1, 0]]), np.array([True]))
    with pytest.raises(LooplineError, match="must name two groups"):
        size_pairs.compute(none, groups, np.array([[0, 3]]), np.array([True]))
