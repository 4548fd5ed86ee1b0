"""Links that would mend a silo, and pairs of groups that should talk, against going through every pair."""

from __future__ import annotations

import numpy as np
import pytest

from graph.errors import LooplineError
from graph.network.core.configuration_null import DegreeNull
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups import group_pairs, silo_repair, silos
from tests.unit.graph.network.drawn import drawn


def table(ties: Ties, groups: Groups) -> np.ndarray:
    found = np.zeros((groups.count, groups.count), dtype=np.int64)
    for a, b in zip(groups.codes[ties.one].tolist(), groups.codes[ties.other].tolist(), strict=True):
        if a >= 0 and b >= 0 and a != b:
            found[a, b] += 1
            found[b, a] += 1
    return found


def test_partners_are_those_most_lacking() -> None:
    for number, one in enumerate(drawn(1000, 51, largest=20)):
        rng = np.random.default_rng([52, number])
        count = int(rng.integers(1, 7))
        groups = Groups.of("team", rng.integers(-1, count, one.size), count)
        units = rng.integers(-1, 3, count) if number % 2 else None
        ties = Ties.of(one.network)
        ends, held = groups.sums(ties.degrees), table(ties, groups)
        judged = silos.compute(one.network, groups)
        found = silo_repair.compute(one.network, groups, judged, of=np.arange(count), part_of=units, few=2)
        for silo in range(count):
            near = [g for g in range(count) if units is None or units[silo] < 0 or units[g] == units[silo]]
            near = list(range(count)) if near == [silo] else near
            lacking = {g: ends[silo] * ends[g] / max(2 * ties.count, 1) - held[silo, g] for g in near if g != silo}
            best = sorted(-value for value in lacking.values() if value > 1e-12)[:2]
            mine = found.silo == silo
            assert sorted(found.ties[mine] - found.expected[mine]) == pytest.approx(best)
            for partner, ties_held in zip(found.partner[mine], found.ties[mine], strict=True):
                assert partner in lacking
                assert held[silo, partner] == ties_held


def test_links_needed_bring_the_index_up_to_chance() -> None:
    rng = np.random.default_rng(53)
    codes = np.arange(200) // 10
    one = rng.integers(0, 200, 900)
    inward = (codes[one] < 3) & (rng.random(900) < 0.7)
    other = np.where(inward, codes[one] * 10 + rng.integers(0, 10, 900), rng.integers(0, 200, 900))
    network, groups = Network.of(200, one, other), Groups.of("team", codes)
    judged = silos.compute(network, groups)
    found = silo_repair.compute(network, groups, judged)
    assert set(found.silo.tolist()) == {0, 1, 2} == set(np.flatnonzero(judged.named()).tolist())
    assert np.bincount(found.silo).tolist() == [3, 3, 3]
    for silo, needed in set(zip(found.silo.tolist(), found.needed.tolist(), strict=True)):
        inside, outside = judged.inside[silo], judged.outside[silo] + needed
        assert needed > 0
        assert (outside - inside) / (outside + inside) >= judged.low[silo] - 1e-9
        assert (outside - 1 - inside) / (outside - 1 + inside) < judged.low[silo]


def test_pairs_agree_with_going_through_all() -> None:
    for number, one in enumerate(drawn(1000, 54, largest=25)):
        rng = np.random.default_rng([55, number])
        count = int(rng.integers(1, 6))
        groups = Groups.of("unit", rng.integers(-1, count, one.size), count)
        required = rng.integers(0, count, (int(rng.integers(0, 4)), 2))
        must = {(min(a, b), max(a, b)) for a, b in required.tolist() if a != b}
        ties = Ties.of(one.network)
        ends, held = groups.sums(ties.degrees), table(ties, groups)
        null = DegreeNull.of(ties.degrees)
        found = group_pairs.compute(one.network, groups, required, expected_min=1.0)
        listed = dict(
            zip(zip(found.one.tolist(), found.other.tolist(), strict=True), range(len(found.one)), strict=True)
        )
        for a in range(count):
            for b in range(a + 1, count):
                fair = ends[a] * ends[b] / max(2 * ties.count, 1)
                mean = null.across(groups, np.array([a]), np.array([b]))[0][0]
                should = (a, b) in must or (fair >= 1 and mean >= 1)
                assert ((a, b) in listed) == (should or held[a, b] > 0)
                if (a, b) in listed:
                    row = listed[(a, b)]
                    assert found.ties[row] == held[a, b]
                    assert found.required[row] == ((a, b) in must)
                    assert np.isfinite(found.p[row]) == should
                    silent = held[a, b] == 0 and ((a, b) in must or found.q[row] <= 0.05)
                    assert (group_pairs.STATES[found.state[row]] == "silent") == silent


def test_two_offices_that_do_not_talk() -> None:
    rng = np.random.default_rng(56)
    codes = np.arange(60) // 20
    ends = rng.integers(0, 60, (2, 600))
    apart = {0, 1}
    kept = np.array([{codes[a], codes[b]} != apart for a, b in ends.T])
    network, groups = Network.of(60, *ends[:, kept]), Groups.of("office", codes)
    found = group_pairs.compute(network, groups)
    states = {
        (int(a), int(b)): group_pairs.STATES[s] for a, b, s in zip(found.one, found.other, found.state, strict=True)
    }
    assert states == {(0, 1): "silent", (0, 2): "talk", (1, 2): "talk"}
    few = np.append(np.flatnonzero(~kept)[:3], np.flatnonzero(kept))
    little = group_pairs.compute(Network.of(60, *ends[:, few]), groups)
    assert group_pairs.STATES[little.state[0]] == "little"
    thin = group_pairs.compute(network, groups, covered=np.array([0.5, 1.0, np.nan]))
    assert [group_pairs.STATES[state] for state in thin.state] == ["withheld", "withheld", "talk"]
    assert np.isnan(thin.p[:2]).all()


def test_no_false_silence_between_hubs() -> None:
    """Two people who know half of everyone can't have more than the one tie that they lack."""
    rng = np.random.default_rng(57)
    one = np.concatenate([np.zeros(100), np.ones(100), rng.integers(2, 202, 300)]).astype(np.int64)
    other = np.concatenate([np.arange(2, 102), np.arange(102, 202), rng.integers(2, 202, 300)])
    found = group_pairs.compute(Network.of(202, one, other), Groups.of("unit", [0, 1, *[2] * 200]), np.array([[0, 1]]))
    assert (found.one[0], found.other[0]) == (0, 1)
    assert found.expected[0] <= 1
    assert found.p[0] == pytest.approx(1 - found.expected[0])
    assert found.p[0] > 200 * np.exp(-100 * 100 / 1000)  # what plain products of ties would say


def test_odd_networks_and_refusals() -> None:
    nobody = Network.of(3, np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64))
    groups = Groups.of("team", [0, 1, 1])
    assert len(group_pairs.compute(nobody, groups).one) == 0
    assert group_pairs.compute(nobody, groups, np.array([[1, 0], [0, 1], [1, 1]])).state.tolist() == [
        group_pairs.SILENT
    ]
    assert len(silo_repair.compute(nobody, groups, silos.compute(nobody, groups)).silo) == 0
    for wrong in (np.array([[0, 2]]), np.array([[-1, 0]]), np.array([0, 1])):
        with pytest.raises(LooplineError, match="required pair"):
            group_pairs.compute(nobody, groups, wrong)
    with pytest.raises(LooplineError, match="expected ties"):
        group_pairs.compute(nobody, groups, expected_min=0)
    with pytest.raises(LooplineError, match="3 units were given for 2 groups"):
        silo_repair.compute(nobody, groups, silos.compute(nobody, groups), part_of=np.array([0, 0, 0]))
