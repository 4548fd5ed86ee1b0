"""A level as a whole: by hand, against every permutation, and where silence is nobody's or everybody's."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import level_contact, peer_baseline, silos, size_pairs

EVERYONE = {"share": 0.75, "alarm": 0.05}


def _cliques(*sizes: int, more: tuple[tuple[int, int], ...] = (), alone: int = 0) -> tuple[Network, Groups]:
    """Groups in which all know each other, given ties between them, and people of no group."""
    begin = np.cumsum([0, *sizes])
    inside = [pair for at, size in enumerate(sizes) for pair in combinations(range(begin[at], begin[at] + size), 2)]
    ends = np.array([*inside, *more])
    codes = np.append(np.repeat(np.arange(len(sizes)), sizes), np.full(alone, -1))
    return Network.of(len(codes), ends[:, 0], ends[:, 1]), Groups.of("region", codes, len(sizes))


def _all(groups: Groups) -> np.ndarray:
    return np.ones(groups.count, dtype=np.bool_)


def test_expected_is_the_share_of_pairs_of_people_of_two_groups() -> None:
    # Three people and two: of 10 pairs of people, 6 are of two groups; of four ties, 2.4.
    network, groups = _cliques(3, 2)
    found = level_contact.compute(network, groups, _all(groups))
    assert (found.people, found.ties, found.across) == (5, 4, 0)
    assert found.expected == pytest.approx(2.4)
    # Of 10 ways to choose the two, one keeps them together and apart from the three.
    assert found.p == pytest.approx(0.1, abs=0.04)
    assert not found.is_silent(**EVERYONE)


def test_chance_is_that_of_all_memberships_of_these_sizes() -> None:
    network, groups = _cliques(4, 3, more=((0, 4),))
    found = level_contact.compute(network, groups, _all(groups))
    ties = list(zip(network.start.tolist(), network.end.tolist(), strict=True))
    counts = [sum((a in second) != (b in second) for a, b in ties) for second in combinations(range(7), 3)]
    assert found.across == 1
    assert found.expected == pytest.approx(np.mean(counts))
    assert found.p == pytest.approx(np.mean([count <= 1 for count in counts]), abs=0.03)


def test_a_silence_that_all_groups_share_is_found() -> None:
    network, groups = _cliques(*[6] * 8)
    found = level_contact.compute(network, groups, _all(groups))
    assert (int(found.able.sum()), int(found.apart.sum()), found.across) == (8, 8, 0)
    assert found.expected == pytest.approx(8 * 15 * (1 - 8 * 30 / (48 * 47)))
    assert found.p == pytest.approx(1 / 500)
    assert found.is_silent(**EVERYONE)
    # The same silence is invisible to a comparison among groups, and to an expectation that is conditional on it.
    chance = silos.compute(network, groups)
    assert chance.named().all()
    assert not (peer_baseline.compute(chance).q <= 0.05).any()
    table = np.array(list(combinations(range(8), 2)))
    assert size_pairs.compute(network, groups, table, np.zeros(28, dtype=np.bool_)).expected.sum() == 0


def test_a_level_in_contact_is_not_silent_however_inward_its_groups_are() -> None:
    network, groups = _cliques(*[6] * 8, more=tuple((6 * at, 6 * at + 6) for at in range(7)))
    found = level_contact.compute(network, groups, _all(groups))
    assert found.p <= 0.05
    assert not found.apart.any()
    assert not found.is_silent(**EVERYONE)


@pytest.mark.parametrize(("pairs", "silent"), [(((0, 6),), True), (((0, 6), (12, 18)), False)])
def test_nearly_silent_is_silent(pairs: tuple[tuple[int, int], ...], silent: bool) -> None:
    # Six of eight groups apart is three in four; four of eight is not.
    network, groups = _cliques(*[6] * 8, more=pairs)
    assert level_contact.compute(network, groups, _all(groups)).is_silent(**EVERYONE) is silent


def test_groups_that_could_not_talk_do_not_count_as_silent() -> None:
    # The third group may not be asked, the fourth has nobody in contact: two are left.
    network, groups = _cliques(6, 6, 6, 1, more=((0, 6), (1, 7)))
    could = np.array([True, True, False, True])
    found = level_contact.compute(network, groups, could)
    assert found.able.tolist() == [True, True, False, False]
    assert not found.apart.any()
    assert found.people == 12
    alone = level_contact.compute(network, groups, np.array([True, False, False, True]))
    assert alone.able.tolist() == [True, False, False, False]
    assert not alone.is_silent(**EVERYONE)


def test_contact_with_a_group_that_is_not_asked_is_contact() -> None:
    network, groups = _cliques(6, 6, 6, more=((0, 12),))
    found = level_contact.compute(network, groups, np.array([True, True, False]))
    assert found.apart.tolist() == [False, True, False]


def test_contact_with_people_of_no_group_neither_breaks_nor_makes_silence() -> None:
    network, groups = _cliques(6, 6, more=((0, 12), (6, 12)), alone=1)
    found = level_contact.compute(network, groups, _all(groups))
    assert (found.people, found.ties, found.across) == (12, 30, 0)
    assert found.apart.all()


def test_nothing_on_record_is_no_silence_and_wrong_lengths_are_refused() -> None:
    groups = Groups.of("region", np.array([0, 1]), 2)
    none = Network.of(2, np.zeros(0, dtype=int), np.zeros(0, dtype=int))
    found = level_contact.compute(none, groups, _all(groups))
    assert (found.p, found.expected, found.people) == (1.0, 0.0, 0)
    assert not found.is_silent(**EVERYONE)
    with pytest.raises(LooplineError, match="could be in contact"):
        level_contact.compute(none, groups, np.ones(3, dtype=np.bool_))
