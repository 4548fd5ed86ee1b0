"""Communities detected in contact, compared with the formal groups of every level: a second opinion on them.

Communities are detected once for all levels (`network.communities`), with several seeds if that is cheap, and compared
with the units of each level and with teams. Modularity can't resolve groups that are small compared with the network
(Fortunato & Barthelemy 2007), so a level with few of all people is analyzed by itself. Every level has a row; figures
are withheld if too little of its people's contact is known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np

from graph.derive.read.contacts import read_network
from graph.derive.step import Step, Work
from graph.derive.steps.levels import TEAM, Levels, read_levels
from graph.network.core.groups import NOWHERE, Groups
from graph.network.core.network import Network
from graph.network.groups import communities
from graph.network.groups.communities import Communities

SEEDS = (0, 1, 2, 3, 4)
ONE_SEED = 500_000
"""Above this number of ties a run takes seconds: then there is only one, and the row says so."""
TEAMS_ALONE = 2_000_000
"""Above this number of ties, only people on teams are included, and the row says so: otherwise a run takes half a
minute, nearly all of it for people without a team."""
FEW = 0.25
"""A level with at most this share of all people in contact is analyzed by itself."""
COMPARED = 100_000
"""For a level with more people, a sample of this size is compared."""
VERSION = "2"


def compute(work: Work) -> int:
    """Write the figures of every level if they changed; returns the number of levels."""
    rows = _rows(work) if work.has_contact else ()
    return work.renew("Likeness", rows)


def _rows(work: Work) -> Iterator[tuple[Any, ...]]:
    whole, levels = work.keep(read_network), work.keep(read_levels)
    if not len(whole.start):
        return
    network, among = whole, ""
    if len(network.start) > TEAMS_ALONE:
        network, among = on_teams(network, levels.teams), ", among people on teams"
    found = communities.compute(network, seeds_for(network))
    least = work.profile.threshold("coverage_share")
    few = FEW * np.count_nonzero(network.both.degrees)
    for level, groups in {**levels.units, TEAM: levels.teams}.items():
        if 0 < groups.people.sum() <= few:
            yield level, *_figures(alone(whole, groups), groups, levels, least), VERSION
        elif groups.people.any():
            *figures, method = _figures(found, groups, levels, least)
            yield level, *figures, f"{method}{among}", VERSION


def alone(network: Network, groups: Groups) -> Communities:
    """Communities of a level's own people, by their contact with one another.

    Args:
        network: Everyone's contacts.
        groups: The level's groups; whoever is in none is in no community either.
    """
    of = np.flatnonzero(groups.codes >= 0)
    part = network.among(of)
    found = communities.compute(part, seeds_for(part))
    codes = np.full(network.size, NOWHERE, dtype=np.int32)
    codes[of] = found.found.codes
    return replace(found, found=Groups.of("community", codes, found.found.count))


def seeds_for(network: Network) -> tuple[int, ...]:
    """Several seeds if a run is cheap, else one."""
    return SEEDS if len(network.start) <= ONE_SEED else SEEDS[:1]


def on_teams(network: Network, teams: Groups) -> Network:
    """The same people with only the links between people on teams."""
    kept = (teams.codes[network.start] >= 0) & (teams.codes[network.end] >= 0)
    basis = {**network.basis, "people": "on teams"}
    return Network.of(network.size, network.start[kept], network.end[kept], network.weight[kept], basis)


def _figures(found: Communities, groups: Groups, levels: Levels, least: float) -> tuple[Any, ...]:
    """Everything of a row but its level and version; all but the counts blank if too little contact is known."""
    grouped = groups.codes >= 0
    covered = float(levels.covered[grouped].mean())
    seeds, method = len(found.modularity), found.basis["method"]
    count = int((groups.people > 0).sum())
    if covered < least:
        return count, int(grouped.sum()), *(None,) * 7, seeds, covered, method
    alike = communities.likeness(drawn(groups, found.found), found.found)
    figures = (alike.ari, alike.ari_low, alike.ari_high, alike.nmi)
    runs = (float(found.modularity.max()), found.stability)
    return (
        count,
        alike.people,
        *(_number(value) for value in figures),
        found.found.count,
        *(_number(value) for value in runs),
        seeds,
        covered,
        method,
    )


def drawn(groups: Groups, found: Groups, most: int = COMPARED) -> Groups:
    """Formal groups of at most so many of the people who have contact; the same ones every time.

    Args:
        groups: Formal groups.
        found: Communities; people without contact are in none.
        most: People to keep.
    """
    both = np.flatnonzero((groups.codes >= 0) & (found.codes >= 0))
    if len(both) <= most:
        return groups
    kept = np.random.default_rng(0).choice(both, most, replace=False)
    codes = np.full(len(groups.codes), NOWHERE, dtype=np.int32)
    codes[kept] = groups.codes[kept]
    return Groups.of(groups.level, codes, groups.count, groups.ids)


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


STEP = Step("likeness", needs=("coverage", "scope"), version=VERSION, compute=compute)
