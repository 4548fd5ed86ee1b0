"""Contact between the groups of one level: whether the level as a whole is silent.

Comparing groups with each other (`peer_baseline`) can't see a silence that all of them share, and neither can an
expectation that keeps contact between groups as it is: both find silence usual. So a level is compared with what
mixing without regard to groups would give. Who could talk at all is given, not guessed: the people of groups that could
be in contact who have any contact on record. The network stays as it is and group membership is permuted among these
people (Hubert & Schultz 1976; Krackhardt 1987): sizes of groups and clusters of the network are kept, and nothing
depends on the silence itself. On average, a tie then joins two groups with the share of all pairs of these people who
are of two groups.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties

MOST_PERMUTATIONS = 499
FEWEST_PERMUTATIONS = 39
MOST_TIES = 50_000_000


@dataclass(frozen=True)
class LevelContact:
    """What is on record between the groups of a level that could be in contact.

    Attributes:
        able: Which groups could be in contact: those given, if anyone of them is in contact with anybody. [groups]
        apart: Which of these have no tie with any other group of the level. [groups]
        people: People of able groups with a tie.
        ties: Ties among these people.
        across: Those that join two groups.
        expected: How many would, if groups made no difference.
        p: Probability of at most `across`, by permuted membership; 1 if there is nothing to compare.
    """

    able: NDArray[np.bool_]
    apart: NDArray[np.bool_]
    people: int
    ties: int
    across: int
    expected: float
    p: float

    def is_silent(self, share: float, alarm: float) -> bool:
        """Whether the level as a whole is silent: at least a share of able groups apart, which is not chance.

        Args:
            share: Share of able groups without contact with another.
            alarm: The highest probability that is not chance.
        """
        able = int(self.able.sum())
        return able > 1 and int(self.apart.sum()) >= share * able and self.p <= alarm


def compute(network: Network, groups: Groups, could: NDArray[np.bool_], seed: int = 0) -> LevelContact:
    """Judge a level.

    Args:
        network: The network.
        groups: Its groups.
        could: Which groups could be in contact with others. [groups]
        seed: Seed of the permutations.

    Raises:
        LooplineError: The groups do not fit the network, or `could` does not fit the groups.
    """
    groups.checked(network.size)
    if could.shape != (groups.count,):
        raise LooplineError(
            f"Level {groups.level} has {groups.count} groups, but {could.size} values say which could be in contact.",
            "Give one value for each group.",
        )
    ties = Ties.of(network)
    able = could & (groups.sums(ties.degrees) > 0)
    apart = able & (ties.across(groups) == 0)
    code = np.where(np.append(able, False)[groups.codes], groups.codes, -1)
    among = (code[ties.one] >= 0) & (code[ties.other] >= 0)
    one, other = ties.one[among], ties.other[among]
    # People in contact only with those outside of the level could have been in contact within it.
    people = np.flatnonzero((code >= 0) & (ties.degrees > 0))
    across = int((code[one] != code[other]).sum())
    expected = len(one) * _share_apart(np.bincount(code[people], minlength=groups.count))
    p = _at_most(across, code, people, (one, other), seed)
    return LevelContact(able, apart, len(people), len(one), across, expected, p)


def _share_apart(people: NDArray[np.int64]) -> float:
    """Share of all pairs of people who are of two groups."""
    total = int(people.sum())
    same = float((people * (people - 1.0)).sum())
    return 1 - same / (total * (total - 1.0)) if total > 1 else 0.0


def _at_most(
    across: int,
    code: NDArray[np.int32],
    people: NDArray[np.int64],
    ties: tuple[NDArray[np.integer], NDArray[np.integer]],
    seed: int,
) -> float:
    """Share of permutations with at most as many ties across, what is observed among them."""
    one, other = ties
    if not len(one):
        return 1.0
    runs = int(np.clip(MOST_TIES // len(one), FEWEST_PERMUTATIONS, MOST_PERMUTATIONS))
    below, permuted = 0, code.copy()
    for run in range(runs):
        permuted[people] = np.random.default_rng([seed, run]).permutation(code[people])
        below += int((permuted[one] != permuted[other]).sum() <= across)
    return (below + 1) / (runs + 1)
