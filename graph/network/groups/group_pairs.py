"""Which pairs of groups should talk but do not, and which do: a sparse matrix of pairs.

A pair should talk when it is required, or when chance alone, with everyone's number of ties held (`degree_null`),
gives it several ties. It is judged by the chance of as few ties as it has, corrected for all the pairs so judged
(Benjamini & Hochberg 1995). Pairs that neither are required, nor expected, nor have a tie are not listed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core import p_values
from graph.network.core.configuration_null import DegreeNull
from graph.network.core.groups import Counts, Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups.silos import ALARM, COVERED_MIN, shares

Floats = NDArray[np.float64]

EXPECTED_MIN = 3.0

TALK, LITTLE, SILENT, UNKNOWN = range(4)
STATES = ("talk", "little", "silent", "withheld")


@dataclass(frozen=True)
class GroupPairs:
    """One row per pair of groups, in the order of their numbers.

    Attributes:
        groups: The groups.
        one: The group of the lower number.
        other: The group of the higher number.
        ties: Ties between their members.
        expected: Ties that chance gives them; for pairs that need not talk, the plain product of their ties over twice
            all ties, which is as good where groups are small beside the network.
        required: Whether they were given as pairs that must work together.
        p: Chance of as few ties; not a number for pairs that need not talk.
        q: Lowest false discovery rate at which the pair would be named; likewise.
        state: A number of `STATES`: they talk; they should and have little (fewer than chance gives, by q); they should
            and have none at all (for pairs not required: and by q); or too few people of one of them were collected.
        basis: How the network was selected.
    """

    groups: Groups
    one: Counts
    other: Counts
    ties: Counts
    expected: Floats
    required: NDArray[np.bool_]
    p: Floats
    q: Floats
    state: NDArray[np.int8]
    basis: Mapping[str, str]


def compute(
    network: Network,
    groups: Groups,
    required: NDArray[np.integer] | None = None,
    covered: Floats | None = None,
    *,
    covered_min: float = COVERED_MIN,
    expected_min: float = EXPECTED_MIN,
    strength: float = 0.0,
    alarm: float = ALARM,
) -> GroupPairs:
    """Judge pairs of groups; work and rows are bound by ties and required pairs, never by the square of groups.

    Args:
        network: The network.
        groups: The groups.
        required: Pairs of groups that must work together, two columns.
        covered: Share of each group's members whose contacts were collected; not a number if not known.
        covered_min: Share below which a group's pairs are withheld.
        expected_min: Ties that chance must give before a pair is expected to talk, above 0.
        strength: Minimum weight of a tie, both directions summed.
        alarm: The q at which a pair is reported to have too few ties.

    Raises:
        LooplineError: The groups and the network differ in the number of people, or a required pair is out of range.
    """
    groups.checked(network.size)
    if not expected_min > 0:
        raise LooplineError(
            f"The minimum number of expected ties must be above 0, not {expected_min}.", "Use a number above 0."
        )
    ties = Ties.of(network, strength)
    ends = groups.sums(ties.degrees)
    must = _required(required, groups.count)
    one, other, number, needs = _listed(ties, groups, must, _expected(ends, expected_min * 2 * ties.count))
    expected = ends[one] * ends[other] / max(2 * ties.count, 1)
    near = np.flatnonzero(needs | (expected >= expected_min))
    mean, variance = DegreeNull.of(ties.degrees).across(groups, one[near], other[near])
    expected[near] = mean
    thin = np.nan_to_num(shares(covered, groups), nan=1.0) < covered_min
    withheld = thin[one] | thin[other]
    p = np.full(len(one), np.nan)
    p[near] = p_values.at_most(number[near], *p_values.binomial(mean, variance))
    p[withheld | ~(needs | (expected >= expected_min))] = np.nan
    q = p_values.corrected(p)
    state = states(number, needs, q <= alarm, withheld)
    kept = (number > 0) | needs | (expected >= expected_min)
    basis = {**network.basis, "level": groups.level, "strength": f"{strength:g}", "expected_min": f"{expected_min:g}"}
    return GroupPairs(
        groups, one[kept], other[kept], number[kept], expected[kept], needs[kept], p[kept], q[kept], state[kept], basis
    )


def _listed(
    ties: Ties, groups: Groups, must: Counts, expected: Counts
) -> tuple[Counts, Counts, Counts, NDArray[np.bool_]]:
    """Pairs that have ties, are required or are expected to have any: their groups, ties, and whether required."""
    one, other, found = ties.between(groups)
    apart, count = one != other, max(groups.count, 1)
    keys, number = (one * count + other)[apart], found[apart]
    more = np.unique(np.concatenate([must, expected]))
    more = more[np.searchsorted(keys, more) == np.searchsorted(keys, more, side="right")]
    if len(more):
        place = np.searchsorted(keys, more)
        keys, number = np.insert(keys, place, more), np.insert(number, place, 0)
    needs = np.zeros(len(keys), dtype=np.bool_)
    needs[np.searchsorted(keys, must)] = True
    return keys // count, keys % count, number, needs


def states(
    number: Counts, needs: NDArray[np.bool_], few: NDArray[np.bool_], withheld: NDArray[np.bool_]
) -> NDArray[np.int8]:
    """State of each pair, by its ties, whether it is required, has fewer than chance gives, and is withheld."""
    state = np.full(len(number), TALK, dtype=np.int8)
    state[few & (number > 0)] = LITTLE
    state[(few | needs) & (number == 0)] = SILENT
    state[withheld] = UNKNOWN
    return state


def _required(pairs: NDArray[np.integer] | None, count: int) -> Counts:
    """Keys of required pairs, each once, a group's pair with itself left out."""
    given = np.zeros((0, 2), dtype=np.int64) if pairs is None else np.asarray(pairs, dtype=np.int64)
    if given.ndim != 2 or given.shape[1] != 2 or (given.size and not 0 <= given.min() <= given.max() < count):
        raise LooplineError(
            "A required pair must name two groups of the level.", "Give two group numbers for each pair."
        )
    low, high = given.min(axis=1, initial=count), given.max(axis=1, initial=-1)
    return np.unique((low * count + high)[low < high])


def _expected(ends: Floats, least: float) -> Counts:
    """Keys of pairs whose numbers of ties have a product of at least `least`; there are no more than ties."""
    order = np.argsort(-ends, kind="stable")
    falling = ends[order]
    enough = (
        np.where(falling > 0, least / np.maximum(falling, 1e-300), np.inf) if least > 0 else np.full(len(ends), np.inf)
    )
    reach = np.minimum(np.searchsorted(-falling, -enough, side="right"), np.arange(len(ends)))
    first = np.repeat(np.arange(len(ends)), reach)
    second = np.arange(reach.sum()) - np.repeat(np.cumsum(reach) - reach, reach)
    one, other = order[first], order[second]
    return np.asarray(np.minimum(one, other) * len(ends) + np.maximum(one, other))
