"""Are silos told honestly? False alarms where there are none; what is found of silos that were planted."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pytest

from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import silos

pytestmark = pytest.mark.slow

Rng = np.random.Generator
RUNS = 100


def even(rng: Rng, size: int, links: int) -> Network:
    return Network.of(size, rng.integers(0, size, links), rng.integers(0, size, links))


def skewed(rng: Rng, size: int, links: int) -> Network:
    pull = rng.pareto(1.3, size) + 0.2
    ends = rng.choice(size, (2, links), p=pull / pull.sum())
    return Network.of(size, ends[0], ends[1])


def clustered(rng: Rng, size: int, links: int) -> Network:
    """Meetings of eight people drawn at random: every contact is part of a cluster."""
    members = np.stack([rng.choice(size, 8, replace=False) for _ in range(max(1, links // 28))])
    one, other = np.triu_indices(8, 1)
    return Network.of(size, members[:, one].ravel(), members[:, other].ravel())


CASES: list[tuple[str, Callable[[Rng, int, int], Network], int, int, int]] = [
    ("small teams", even, 200, 600, 50),
    ("teams of ten", even, 500, 2500, 50),
    ("few large units", even, 300, 1500, 5),
    ("dense and few", even, 30, 200, 6),
    ("skewed, small teams", skewed, 300, 1200, 75),
    ("skewed, large units", skewed, 300, 1200, 4),
    ("clustered, small teams", clustered, 300, 1000, 75),
    ("clustered, large units", clustered, 300, 1000, 6),
]


@pytest.mark.parametrize(("name", "make", "size", "links", "groups"), CASES, ids=[case[0] for case in CASES])
def test_networks_without_silos(
    name: str, make: Callable[[Rng, int, int], Network], size: int, links: int, groups: int
) -> None:
    """Of networks without silos at most 5 % may have any alarm, but for the luck of the draw (three errors of it)."""
    alarms = below = judged = 0
    for run in range(RUNS):
        rng = np.random.default_rng([31, size, links, groups, run])
        codes = rng.integers(0, groups, size)
        found = silos.compute(make(rng, size, links), Groups.of("team", codes, groups), seed=run)
        alarms += bool(found.named().any())
        below += int((found.p <= 0.05).sum())
        judged += int(np.isfinite(found.p).sum())
    assert alarms / RUNS <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / RUNS), name
    assert below / judged <= 0.05 + 3 * np.sqrt(0.05 * 0.95 / judged), name


def planted(rng: Rng, strength: float) -> tuple[Network, Groups, np.ndarray]:
    """A hundred teams of ten; members of ten of them turn the given share of their contact inward."""
    codes = np.arange(1000) // 10
    one = rng.integers(0, 1000, 4000)
    inward = (codes[one] < 10) & (rng.random(4000) < strength)
    other = np.where(inward, codes[one] * 10 + rng.integers(0, 10, 4000), rng.integers(0, 1000, 4000))
    return Network.of(1000, one, other), Groups.of("team", codes), np.arange(100) < 10


def test_planted_silos_are_found_as_they_grow_stronger() -> None:
    recalls, false, named = [], 0, 0
    for strength in (0.0, 0.1, 0.2, 0.4, 0.8):
        hits = 0
        for run in range(20):
            one, groups, truth = planted(np.random.default_rng([41, run]), strength)
            found = silos.compute(one, groups, seed=run).named()
            hits += int((found & truth).sum())
            if strength:
                false, named = false + int((found & ~truth).sum()), named + int(found.sum())
        recalls.append(hits / 200)
    assert recalls == sorted(recalls)
    assert recalls[0] <= 0.02
    assert recalls[2] >= 0.75
    assert recalls[3] >= 0.99
    assert false / named <= 0.05
