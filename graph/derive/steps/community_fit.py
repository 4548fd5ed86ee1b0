"""The communities that contact itself forms beside the formal groups of every level: a second opinion on them.

Communities are looked for once for all levels (`network.communities`), with several seeds where that is cheap, and
compared with the units of each level and with teams. Modularity sees no groups that are small beside the network
(Fortunato & Barthelemy 2007), so a level to which few of all people belong is looked at by itself. A level has its row
whatever it says; of one of whose people too little contact is known the figures are withheld.
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
"""Ties above which a run takes seconds: then one has to do, and the row says so."""
TEAMS_ALONE = 2_000_000
"""Ties above which communities are looked for among people on teams alone, and the row says so: a run takes half a
minute otherwise, of which nearly all is about people whom no team knows."""
FEW = 0.25
"""Share of all people in contact up to which a level is looked at by itself."""
COMPARED = 100_000
"""People of a level above which so many of them, drawn once, are compared."""
VERSION = "1"


def compute(work: Work) -> int:
    """Write the figures of every level where they changed; returns the number of levels."""
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
    """Several seeds where a run is cheap, else one."""
    return SEEDS if len(network.start) <= ONE_SEED else SEEDS[:1]


def on_teams(network: Network, teams: Groups) -> Network:
    """The same people with only those links that join two of them who are on teams."""
    kept = (teams.codes[network.start] >= 0) & (teams.codes[network.end] >= 0)
    basis = {**network.basis, "people": "on teams"}
    return Network.of(network.size, network.start[kept], network.end[kept], network.weight[kept], basis)


def _figures(found: Communities, groups: Groups, levels: Levels, least: float) -> tuple[Any, ...]:
    """Everything of a row but its level and version; all but the counts blank where too little contact is known."""
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
