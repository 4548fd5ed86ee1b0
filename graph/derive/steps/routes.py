"""By how many routes, no two through the same person, each building's team reaches the state's leaders.

Menger (1927), Moody & White (2003); see `network.routes`. A figure of its own, told as a finding only where it fell:
that there is one route only is what the findings about single points of failure tell of, where enough depends on it.
The period before the last is asked for the same people, whoever of them was there then.
"""

from __future__ import annotations

import numpy as np

from graph.derive.read.contacts import read_network, read_network_before, read_records
from graph.derive.step import Step, Work
from graph.derive.steps.contacts import read_evidence
from graph.derive.steps.cuts import read_leaders
from graph.network.core.network import Network
from graph.network.structure import disjoint_paths

MOST = 3
"""More routes than that are not looked for: from three on nobody alone, and no two, end all contact."""


def compute(work: Work) -> int:
    """Write `routes` and `routes_before` of every line where they changed; returns for how many lines they are known.

    A building without a team in place, or whose team's contacts are not known well enough, has none to tell; nor of
    the period before, where too few of those who are on it now were in contact.
    """
    if not work.has_contact:
        return 0
    found = work.found("routes/read", type=_team_type(work))
    known = _routes(work, found)
    work.update("Line", STEP.name, ((line_id, *known.get(line_id, (None, None))) for line_id, _ in found))
    return len(known)


def _team_type(work: Work) -> str:
    """The implementation team of the lowest tier."""
    return work.profile.tiers[-1].implementation


def _routes(work: Work, lines: list[tuple[str, list[str]]]) -> dict[str, tuple[int, int | None]]:
    leaders = read_leaders(work)
    members, places = work.keep(read_evidence).members, work.keep(read_records).places
    covered = {team: share for team, (share,) in work.stored("Team", "coverage").items()}
    least = work.profile.threshold("coverage_share")
    chosen = [
        (line_id, sorted({places[person] for team in teams for person in members.get(team, ())}))
        for line_id, teams in lines
        if teams and all((covered.get(team) or 0) >= least for team in teams)
    ]
    if not chosen or not len(leaders):
        return {}
    person = np.array([place for _, people in chosen for place in people], dtype=np.int64)
    team = np.repeat(np.arange(len(chosen)), [len(people) for _, people in chosen])

    def count(network: Network) -> list[int]:
        found = disjoint_paths.compute(network, len(chosen), person, team, leaders, most=MOST)
        return [int(number) for number in found.routes]

    # The last period is asked last, so that it is the one that is told of.
    earlier = work.keep(read_network_before)
    known = np.bincount(team, weights=earlier.both.degrees[person] > 0, minlength=len(chosen))
    whole = known >= least * np.bincount(team, minlength=len(chosen))
    then = [number if complete else None for number, complete in zip(count(earlier), whole.tolist(), strict=True)]
    now = count(work.keep(read_network))
    return {line_id: both for (line_id, _), both in zip(chosen, zip(now, then, strict=True), strict=True)}


STEP = Step("routes", needs=("coverage", "lines"), version="2", compute=compute)
