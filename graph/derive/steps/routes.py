"""The number of person-disjoint paths from each building's team to the state's leaders.

Menger (1927), Moody & White (2003); see `network.routes`. It becomes a finding only if it fell: a single path is
covered by the findings about single points of failure, if enough depends on it. The earlier period is computed for the
same people, as far as they were there.
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
"""The search stops at this number: from three on, no one or two people can end all contact."""


def compute(work: Work) -> int:
    """Write `routes` and `routes_before` of every line if they changed; returns for how many lines they are known.

    They are blank for a building without a team in place, or whose team's contacts are not known well enough; and for
    the earlier period, if too few of its present members were in contact.
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

    # The last period comes last, so that it is the one in the recorded basis.
    earlier = work.keep(read_network_before)
    known = np.bincount(team, weights=earlier.both.degrees[person] > 0, minlength=len(chosen))
    whole = known >= least * np.bincount(team, minlength=len(chosen))
    then = [number if complete else None for number, complete in zip(count(earlier), whole.tolist(), strict=True)]
    now = count(work.keep(read_network))
    return {line_id: both for (line_id, _), both in zip(chosen, zip(now, then, strict=True), strict=True)}


STEP = Step("routes", needs=("coverage", "lines"), version="2", compute=compute)
