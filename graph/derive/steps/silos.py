"""Silos: how inward every team, every unit and every level is, and which of them is more so than is usual.

The figures are those of `silos` (against chance) and `peer_baseline` (against the level's own groups), and for a level
as a whole those of `level_contact`. Every group and every level has a row with the figures and the verdict, so that a
finding, a metric and a page say the same. A unit is more inward than is usual only if both comparisons agree, and in a
silent level, whose own usual is the silence, none is: there the level is the finding.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.derive.read.contacts import read_network
from graph.derive.small_groups import enough
from graph.derive.step import Row, Step, Work
from graph.derive.steps.level_contact import Verdict, judge_level, level_row
from graph.derive.steps.levels import TEAM, Levels, read_levels
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups import peer_baseline, silo_repair, silos
from graph.network.groups.peer_baseline import Usual
from graph.network.groups.silos import METHODS, Silos
from graph.profile.profile import Profile

VERSION = "5"


def compute(work: Work) -> int:
    """Write the figures of every group and every level if they changed; returns the number of groups."""
    groups: list[Row] = []
    levels: list[Row] = []
    if work.has_contact:
        network, found = work.keep(read_network), work.keep(read_levels)
        for level, of in {**found.units, TEAM: found.teams}.items():
            judged, peers = _judge(work, network, of, found)
            verdict = judge_level(work, network, judged, peers)
            levels.append(level_row(judged, verdict, VERSION))
            mends = _mends(network, level, judged, verdict, found) if level != TEAM else {}
            for row in _rows(level, (judged, peers), verdict, Ties.of(network).across(of), work.profile):
                end = (row[0].split(":", 1)[1],)
                groups.append((*row, *(((), end) if level == TEAM else (end, ())), tuple(mends.get(row[0], ()))))
    work.renew("LevelContact", levels)
    return work.renew("Silo", groups)


def _judge(work: Work, network: Network, groups: Groups, found: Levels) -> tuple[Silos, Usual]:
    least = work.profile.threshold("coverage_share")
    alarm = work.profile.threshold("silo_q_max")
    judged = silos.compute(network, groups, found.share(groups), covered_min=least, alarm=alarm)
    return judged, peer_baseline.compute(judged)


def _rows(
    level: str, compared: tuple[Silos, Usual], verdict: Verdict, among: np.ndarray, profile: Profile
) -> Iterator[Row]:
    """One row per group with people in it."""
    judged, peers = compared
    # No figure about the contact of a small group is stored, only that it is there.
    shown = enough(judged.people, profile)
    known = np.isfinite(judged.ties) & shown
    whole = (judged.ties, judged.inside, judged.outside)
    figures = (judged.observed, judged.expected, judged.low, judged.high, judged.p, judged.q)
    usually = (peers.expected, peers.p, peers.q, judged.covered)
    for place in np.flatnonzero(judged.people > 0).tolist():
        yield (
            f"{level}:{judged.groups.ids[place]}",
            level,
            int(judged.people[place]),
            int(among[place]) if known[place] else None,
            *(int(values[place]) if known[place] else None for values in whole),
            *(_number(values[place]) if shown[place] else None for values in (*figures, *usually)),
            bool(verdict.inward[place]) if known[place] else None,
            bool(verdict.apart[place]) if verdict.able[place] else None,
            METHODS[judged.method[place]],
            VERSION,
        )


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _mends(network: Network, level: str, chance: Silos, verdict: Verdict, found: Levels) -> dict[str, list[Row]]:
    """By silo, the few units with which it most lacks contact."""
    mends: dict[str, list[Row]] = {}
    of, groups = np.flatnonzero(verdict.inward), chance.groups
    if len(of):
        lacking = silo_repair.compute(network, groups, chance, of, found.part_of[level])
        columns = (lacking.silo.tolist(), lacking.partner.tolist(), lacking.ties.tolist(), lacking.expected.tolist())
        for silo, partner, ties, expected in zip(*columns, strict=True):
            named = mends.setdefault(f"{level}:{groups.ids[silo]}", [])
            named.append((groups.ids[partner], len(named) + 1, ties, expected))
    return mends


STEP = Step("silos", needs=("coverage", "scope"), version=VERSION, compute=compute)
