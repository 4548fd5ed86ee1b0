"""Brokerage: the five roles of Gould & Fernandez (1989) for each person.

A person v brokers a two-path a -> v -> b where a has no link to b. By the groups of the three: coordinator (all of
one), itinerant or consultant (a and b of one, v of another), gatekeeper (v and b of one, a of another),
representative (a and v of one, b of another), liaison (three different). The counts are compared with those expected if
a and b were drawn at random from everyone else, since large groups have more coordinators by size alone.

Linear in two-paths, which a hub has in the square of its links: people with more of them than a limit are sampled, and
marked as such. A pair is looked up in the sorted links of a, so each costs the logarithm of a's links.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.csr import Ids, Offsets
from graph.network.core.groups import Codes, Groups
from graph.network.core.kernels import kernel, spread
from graph.network.core.network import Network

Floats = NDArray[np.float64]

ROLES = ("coordinator", "itinerant", "gatekeeper", "representative", "liaison")
EXACT_UP_TO = 10_000
SAMPLES = 5_000


@dataclass(frozen=True)
class Brokerage:
    """One row per person, one column each of `ROLES`.

    Attributes:
        groups: The groups.
        roles: Two-paths that the person brokers in each role; estimates for people who were sampled.
        expected: The same at random; not a number if there are fewer than 3 people in groups.
        error: Standard error of each estimate; 0 where counted.
        sampled: Whether the person has more two-paths than are counted one by one.
        basis: How the network was selected. Two-paths of people without a group are left out.
    """

    groups: Groups
    roles: Floats
    expected: Floats
    error: Floats
    sampled: NDArray[np.bool_]
    basis: Mapping[str, str]


def compute(
    network: Network, groups: Groups, exact_up_to: int = EXACT_UP_TO, samples: int = SAMPLES, seed: int = 0
) -> Brokerage:
    """Count everyone's two-paths by role.

    Args:
        network: Who turns to whom.
        groups: The groups.
        exact_up_to: Two-paths of a person, open or not, up to which each is looked at.
        samples: Two-paths drawn for a person who has more.
        seed: Seed of the sampling.

    Raises:
        LooplineError: The groups and the network differ in the number of people, or a limit is below 1.
    """
    groups.checked(network.size)
    if min(exact_up_to, samples) < 1:
        raise LooplineError("The limits of brokerage must be 1 or more.", "Use 1 or more for both limits.")
    into, out = network.into, network.out
    many = into.degrees * out.degrees > exact_up_to
    limits = np.where(many, samples, 0).astype(np.int64)
    arrays = ((into.offsets, into.neighbours), (out.offsets, out.neighbours), groups.codes)
    roles = np.zeros((network.size, len(ROLES)))
    seeds = np.random.default_rng(seed).integers(0, 2**62, network.size)
    spread(network.size, lambda first, stop: _roles(first, stop, *arrays, limits, seeds, roles))
    return _judged(network, groups, roles, many, samples, seed)


def _judged(
    network: Network, groups: Groups, roles: Floats, many: NDArray[np.bool_], samples: int, seed: int
) -> Brokerage:
    """Scale what was sampled, and put what chance gives beside it."""
    error = np.zeros_like(roles)
    paths = (network.into.degrees * network.out.degrees)[many][:, None].astype(np.float64)
    share = roles[many] / samples
    roles[many] = share * paths
    error[many] = np.sqrt(share * (1 - share) / samples) * paths
    expected = roles.sum(axis=1)[:, None] * _by_chance(groups)
    basis = {"level": groups.level, "sampled people": str(int(many.sum())), "samples": str(samples), "seed": str(seed)}
    return Brokerage(groups, roles, expected, error, many, {**network.basis, **basis})


def _by_chance(groups: Groups) -> Floats:
    """Share of each role if a and b are drawn from everyone else in a group, by the broker's group, a row a person."""
    sizes = groups.people.astype(np.float64)
    n = sizes.sum()
    if n < 3:
        return np.full((len(groups.codes), len(ROLES)), np.nan)
    pairs = (n - 1) * (n - 2)
    same = sizes * (sizes - 1)
    one_out = (n - sizes) * (sizes - 1) / pairs
    table = np.stack(
        [(sizes - 1) * (sizes - 2) / pairs, (same.sum() - same) / pairs, one_out, one_out, np.zeros(len(sizes))], axis=1
    )
    table[:, 4] = 1 - table.sum(axis=1)
    return np.where((groups.codes >= 0)[:, None], table[groups.codes], 0.0)


@kernel
def _roles(
    first: int,
    stop: int,
    into: tuple[Offsets, Ids],
    out: tuple[Offsets, Ids],
    codes: Codes,
    limits: Offsets,
    seeds: Offsets,
    roles: Floats,
) -> None:
    for v in range(first, stop):
        if codes[v] < 0:
            continue
        before, after = into[0][v], out[0][v]
        width = out[0][v + 1] - after
        paths = (into[0][v + 1] - before) * width
        state = seeds[v] % 2147483647
        for draw in range(limits[v] if limits[v] > 0 else paths):
            place = draw
            if limits[v] > 0:  # two draws of a linear congruence (Lehmer) make one place
                high = (state * 48271 + 11) % 2147483647
                state = (high * 48271 + 11) % 2147483647
                place = (high * 2147483647 + state) % paths
            a, b = into[1][before + place // width], out[1][after + place % width]
            if a != b and codes[a] >= 0 and codes[b] >= 0 and not _linked(out[0], out[1], a, b):
                roles[v, _role(codes[a], codes[v], codes[b])] += 1.0


@kernel
def _linked(offsets: Offsets, targets: Ids, a: int, b: int) -> bool:
    low, high = offsets[a], offsets[a + 1]
    while low < high:
        middle = (low + high) // 2
        if targets[middle] < b:
            low = middle + 1
        else:
            high = middle
    return bool(low < offsets[a + 1] and targets[low] == b)


@kernel
def _role(a: int, v: int, b: int) -> int:
    if a == b:
        return 0 if v == a else 1
    if v == b:
        return 2
    return 3 if v == a else 4
