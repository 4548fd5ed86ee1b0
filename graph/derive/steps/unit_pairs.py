"""Pairs of units: which should be in contact but are not, and through whom their contact goes.

All pairs of offices and of regions have a row if there are at most 60 of them, and so does every pair that must work
together (the joint_work sheet). Expected is what contact in proportion to size alone would give (`network.size_pairs`);
who carries the contact between two units without being of either is a liaison (`network.liaisons`, Gould & Fernandez
1989), reported by role, never by name.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_network, read_records, roles_of
from graph.derive.small_groups import enough
from graph.derive.step import Step, Work
from graph.derive.steps.levels import Levels, read_levels
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import liaisons, size_pairs
from graph.network.groups.group_pairs import STATES, GroupPairs

_ALL_OF = ("office", "region")
_MOST = 60
_WITHHELD = STATES[-1]
_NO_FIGURES = (None, None, None, None, _WITHHELD)
VERSION = "4"

Key = tuple[int, int]


def compute(work: Work) -> int:
    """Write pairs if they changed; returns how many there are."""
    rows: list[tuple[Any, ...]] = []
    if work.has_contact:
        network, found = work.keep(read_network), work.keep(read_levels)
        joint = work.found("network/joint")
        for level, groups in found.units.items():
            must = _known(joint, groups)
            wanted = _all(groups) if level in _ALL_OF and groups.count <= _MOST else must
            if wanted:
                rows += _rows(work, network, (groups, found), (must, wanted))
    return work.renew("UnitPair", rows)


def _known(joint: list[list[str]], groups: Groups) -> set[Key]:
    """Pairs that must work together, both of this level."""
    number = {unit_id: place for place, unit_id in enumerate(groups.ids)}
    known = [(number[one], number[other]) for one, other in joint if one in number and other in number]
    return {(min(pair), max(pair)) for pair in known}


def _all(groups: Groups) -> set[Key]:
    populated = np.flatnonzero(groups.people > 0).tolist()
    return {(one, other) for one in populated for other in populated if one < other}


def _rows(
    work: Work, network: Network, of: tuple[Groups, Levels], pairs: tuple[set[Key], set[Key]]
) -> Iterator[tuple[Any, ...]]:
    (groups, found), (must, wanted) = of, pairs
    least = work.profile.threshold("coverage_share")
    share = found.share(groups)
    order = sorted(wanted)
    needs = np.array([pair in must for pair in order], dtype=np.bool_)
    judged = size_pairs.compute(network, groups, _table(order), needs, share, covered_min=least)
    # A single person is never the only link between two regions; between two offices it is worth knowing.
    chosen = order if groups.level == "office" else sorted(must)
    carried = liaisons.compute(network, groups, _table(chosen))
    row = {pair: at for at, pair in enumerate(chosen)}
    people = work.keep(read_records).people
    heads = {int(broker): people[broker] for broker in carried.broker if broker >= 0}
    roles = roles_of(work, heads.values())
    shown = enough(groups.people, work.profile)
    for place, (one, other) in enumerate(order):
        figures = _figures(judged, place)
        at = None if figures[-1] == _WITHHELD else row.get((one, other))
        if not (shown[one] and shown[other]):
            figures, at = _of_few(figures, required=(one, other) in must), None
        through = [] if at is None else roles.get(heads.get(int(carried.broker[at]), ""), [])
        ids = (groups.ids[one], groups.ids[other])
        yield (
            f"{groups.level}:{ids[0]}|{ids[1]}",
            groups.level,
            *figures,
            (one, other) in must,
            *(None if at is None else int(values[at]) for values in (carried.paths, carried.brokers)),
            None if at is None or not np.isfinite(carried.share[at]) else float(carried.share[at]),
            VERSION,
            ids,
            tuple(through),
        )


def _table(pairs: Any) -> NDArray[np.int64]:  # noqa: ANN401 - a set or a list of pairs
    return np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)


def _figures(judged: GroupPairs, at: int) -> tuple[Any, ...]:
    """Ties, expected, p, q and state; blank if too few people of one of them are known."""
    state = STATES[judged.state[at]]
    if state == _WITHHELD:
        return _NO_FIGURES
    p, q = (float(value) if np.isfinite(value) else None for value in (judged.p[at], judged.q[at]))
    return int(judged.ties[at]), float(judged.expected[at]), p, q, state


def _of_few(figures: tuple[Any, ...], *, required: bool) -> tuple[Any, ...]:
    """What is told of a pair with a small group: of two that must work together whether they do, and no figure."""
    ties, state = figures[0], figures[-1]
    if not required or state == _WITHHELD:
        return _NO_FIGURES
    return (*_NO_FIGURES[:-1], "talk" if ties else "silent")


STEP = Step("unit_pairs", needs=("coverage", "scope"), version=VERSION, compute=compute)
