"""Silos: how inward every team and every unit is, compared with chance and with its level.

The figures are those of `network.silos` (against chance) and `network.usual` (against the level's own groups). Every
group has a row, so that any query can read it; a unit is reported as a silo only if both agree.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from graph.derive.read.contacts import read_network
from graph.derive.step import Row, Step, Work
from graph.derive.steps.levels import TEAM, Levels, read_levels
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups import peer_baseline, silo_repair, silos
from graph.network.groups.peer_baseline import Usual
from graph.network.groups.silos import METHODS, Silos

VERSION = "2"


def compute(work: Work) -> int:
    """Write the figures of every group if they changed; returns the number of groups."""
    rows: list[Row] = []
    if work.has_contact:
        network, found = work.keep(read_network), work.keep(read_levels)
        for level, groups in {**found.units, TEAM: found.teams}.items():
            judged, peers = _judge(work, network, groups, found)
            mends: dict[str, list[Row]] = {}
            if level != TEAM:
                for silo, *mended in _mends(work, network, level, (judged, peers), found):
                    mends.setdefault(silo, []).append(tuple(mended))
            for row in _rows(level, judged, peers, Ties.of(network).across(groups)):
                of = (row[0].split(":", 1)[1],)
                rows.append((*row, *(((), of) if level == TEAM else (of, ())), tuple(mends.get(row[0], ()))))
    return work.renew("Silo", rows)


def _judge(work: Work, network: Network, groups: Groups, found: Levels) -> tuple[Silos, Usual]:
    least = work.profile.threshold("coverage_share")
    alarm = work.profile.threshold("silo_q_max")
    judged = silos.compute(network, groups, found.share(groups), covered_min=least, alarm=alarm)
    return judged, peer_baseline.compute(judged)


def _rows(level: str, judged: Silos, peers: Usual, among: np.ndarray) -> Iterator[Row]:
    """One row per group with people in it."""
    known = np.isfinite(judged.ties)
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
            *(_number(values[place]) for values in (*figures, *usually)),
            METHODS[judged.method[place]],
            VERSION,
        )


def _number(value: float) -> float | None:
    return float(value) if np.isfinite(value) else None


def _mends(work: Work, network: Network, level: str, judged: tuple[Silos, Usual], found: Levels) -> Iterator[Row]:
    """The few units with which each silo most lacks contact."""
    chance, peers = judged
    most = work.profile.threshold("silo_q_max")
    of = np.flatnonzero(chance.named(most) & (peers.q <= most))
    if not len(of):
        return
    groups = chance.groups
    lacking = silo_repair.compute(network, groups, chance, of, found.part_of[level])
    before, place = -1, 0
    for silo, partner, ties, expected in zip(
        lacking.silo.tolist(), lacking.partner.tolist(), lacking.ties.tolist(), lacking.expected.tolist(), strict=True
    ):
        place = place + 1 if silo == before else 1
        before = silo
        yield f"{level}:{groups.ids[silo]}", groups.ids[partner], place, ties, expected


STEP = Step("silos", needs=("coverage", "scope"), version=VERSION, compute=compute)
