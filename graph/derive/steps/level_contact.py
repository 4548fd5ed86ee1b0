"""The verdicts on a level and its groups: who could be in contact, which level is silent, and who stands out."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.derive.small_groups import enough
from graph.derive.step import Row, Work
from graph.derive.steps.contacts import read_evidence
from graph.derive.steps.coverage import covered_share
from graph.derive.steps.levels import TEAM
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import level_contact
from graph.network.groups.level_contact import LevelContact
from graph.network.groups.peer_baseline import Usual
from graph.network.groups.silos import Silos

Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Verdict:
    """What is said of a level and of each of its groups, in the order of their numbers.

    Attributes:
        inward: Groups that talk among themselves more than size explains and more than is usual at the level.
        able: Groups that could be in contact with others of the level; none where the level is not asked.
        apart: Those of them without any such contact.
        silent: Whether the level as a whole is silent; None where the level is not asked, or has no two able groups.
        contact: The figures behind it; None where the level is not asked.
        compared: How many groups could be compared with what is usual; none in a silent level.
    """

    inward: Flags
    able: Flags
    apart: Flags
    silent: bool | None
    contact: LevelContact | None
    compared: int


def judge_level(work: Work, network: Network, judged: Silos, peers: Usual) -> Verdict:
    """The verdict on a level.

    Teams, and the buildings at the end of the line, are not asked for contact with each other: the line joins them.

    Args:
        work: The run.
        network: The network.
        judged: The level's groups against chance.
        peers: The same groups against each other.
    """
    groups, alarm = judged.groups, work.profile.threshold("silo_q_max")
    shown = enough(groups.people, work.profile)
    inward = judged.named(alarm) & (peers.q <= alarm) & shown
    compared = int(np.isfinite(peers.q).sum())
    if groups.level in (TEAM, work.profile.levels[-1]):
        nobody = np.zeros(groups.count, dtype=np.bool_)
        return Verdict(inward, nobody, nobody, None, None, compared)
    contact = level_contact.compute(network, groups, shown & ~judged.withheld & _told(work, groups))
    silent = contact.is_silent(work.profile.threshold("silence_share"), alarm) if contact.able.sum() > 1 else None
    return Verdict(inward & (not silent), contact.able, contact.apart, silent, contact, 0 if silent else compared)


def _told(work: Work, groups: Groups) -> Flags:
    """Whether there is a team that could be in contact, and its contact is known.

    Where the line asks for a team, one has to be formed, and to have its contact records: of a unit whose own team's
    were never received (D-05), silence is not told because other people of the unit have theirs.
    """
    types = [tier.implementation for tier in work.profile.tiers if tier.level == groups.level and tier.implementation]
    if not types or "teams" not in work.loaded:
        return np.ones(groups.count, dtype=np.bool_)
    evidence, least = work.keep(read_evidence), work.profile.threshold("coverage_share")
    told = {
        unit_id
        for unit_id, team_id in work.found("network/formed", types=types)
        if (covered_share(team_id, evidence, work.calendar, work.profile) or 0) >= least
    }
    return np.array([unit_id in told for unit_id in groups.ids], dtype=np.bool_)


def level_row(judged: Silos, verdict: Verdict, version: str) -> Row:
    """A level's row, as the model orders its properties."""
    there = judged.groups.people > 0
    known = there & np.isfinite(judged.observed)
    shares = ((1 - values[known]) / 2 for values in (judged.observed, judged.expected))
    inside, fair = (float(values.mean()) if known.any() else None for values in shares)
    counts = (int(there.sum()), int(known.sum()), verdict.compared, int(verdict.inward.sum()))
    found = verdict.contact
    if found is None:
        return (judged.groups.level, *counts, None, None, None, None, None, inside, fair, None, None, None, version)
    able, apart = int(verdict.able.sum()), int(verdict.apart.sum())
    figures = (able, apart, found.people, found.ties, found.across, inside, fair, found.expected, found.p)
    return (judged.groups.level, *counts, *figures, verdict.silent, version)
