"""Silos: how inward every team and every unit is, against chance and against what is usual at its level.

The figures are those of `network.silos` (against chance) and `network.usual` (against the level's own groups). Every
group has a row, so that any query can read it; a unit is told as talking among itself only when both agree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from graph.derive.read.contacts import read_network
from graph.derive.step import Step, Work, columns
from graph.derive.steps.levels import TEAM, Levels, read_levels
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.core.ties import Ties
from graph.network.groups import peer_baseline, silo_repair, silos
from graph.network.groups.peer_baseline import Usual
from graph.network.groups.silos import METHODS, Silos

_NAMES = (
    *("silo_id", "level", "people", "peers", "ties", "inside", "outside", "observed", "expected", "low", "high"),
    *("p", "q", "usual", "usual_p", "usual_q", "covered", "method", "version"),
)
_MENDS = ("silo_id", "unit_id", "place", "ties", "expected")
VERSION = "2"


def compute(work: Work) -> int:
    """Write the figures of every group where they changed; returns the number of groups."""
    rows: list[tuple[Any, ...]] = []
    mends: set[tuple[Any, ...]] = set()
    if work.has_contact:
        network, found = work.keep(read_network), work.keep(read_levels)
        for level, groups in {**found.units, TEAM: found.teams}.items():
            judged, peers = _judge(work, network, groups, found)
            rows += _rows(level, judged, peers, Ties.of(network).across(groups))
            if level != TEAM:
                mends |= set(_mends(work, network, level, (judged, peers), found))
    count = _write(work, rows)
    there = {tuple(row) for row in work.found("silos/mends")}
    work.write("silos/unmend", columns(_MENDS[:2], sorted(row[:2] for row in there - mends)))
    work.write("silos/mend", columns(_MENDS, sorted(mends - there)))
    return count


def _judge(work: Work, network: Network, groups: Groups, found: Levels) -> tuple[Silos, Usual]:
    least = work.profile.threshold("coverage_share")
    alarm = work.profile.threshold("silo_q_max")
    judged = silos.compute(network, groups, found.share(groups), covered_min=least, alarm=alarm)
    return judged, peer_baseline.compute(judged)


def _rows(level: str, judged: Silos, peers: Usual, among: np.ndarray) -> Iterator[tuple[Any, ...]]:
    """A row a group that has anybody in it."""
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


def _mends(
    work: Work, network: Network, level: str, judged: tuple[Silos, Usual], found: Levels
) -> Iterator[tuple[Any, ...]]:
    """The few units with which contact of each named unit is most lacking."""
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


def _write(work: Work, rows: Iterable[tuple[Any, ...]]) -> int:
    count, new = work.renew("silos", _NAMES, rows)
    for part, wanted in (("of_team", True), ("of_unit", False)):
        fresh = [(row[0], row[0].split(":", 1)[1]) for row in new if (row[1] == TEAM) is wanted]
        work.write(f"silos/{part}", columns(("silo_id", "of"), fresh))
    return count


STEP = Step("silos", needs=("coverage", "scope"), version=VERSION, compute=compute)
