"""By how many routes, no two through the same person, each building's team reaches the state's leaders.

Menger (1927), Moody & White (2003); see `network.routes`. A figure of its own: that there is one route only is what the
findings about single points of failure tell of, where enough depends on it.
"""

from __future__ import annotations

import numpy as np

from graph.measures.contacts import read_evidence
from graph.measures.cuts import read_leaders
from graph.measures.network import routes
from graph.measures.network.reading import read_network, read_records
from graph.measures.step import Step, Work, columns

MOST = 3
"""More routes than that are not looked for: from three on nobody alone, and no two, end all contact."""


def compute(work: Work) -> int:
    """Write `routes` of every line where it changed; returns the number of lines for which it is known.

    A building without a team in place, or whose team's contacts are not known well enough, has none to tell.
    """
    if not work.has_contact:
        return 0
    found = work.found("routes/read", type=_team_type(work))
    known = _routes(work, [(line_id, teams) for line_id, _, teams in found])
    changed = [(line_id, known.get(line_id)) for line_id, before, _ in found if known.get(line_id) != before]
    work.write("routes/write", columns(("line_id", "routes"), changed))
    return len(known)


def _team_type(work: Work) -> str:
    """The implementation team of the lowest tier."""
    return work.profile.tiers[-1].implementation


def _routes(work: Work, lines: list[tuple[str, list[str]]]) -> dict[str, int]:
    leaders = read_leaders(work)
    members, places = work.keep(read_evidence).members, work.keep(read_records).places
    covered = dict(work.found("coverage/read"))
    least = work.profile.threshold("coverage_share")
    asked = [
        (line_id, sorted({places[person] for team in teams for person in members.get(team, ())}))
        for line_id, teams in lines
        if teams and all((covered.get(team) or 0) >= least for team in teams)
    ]
    if not asked or not len(leaders):
        return {}
    person = np.array([place for _, people in asked for place in people], dtype=np.int64)
    team = np.repeat(np.arange(len(asked)), [len(people) for _, people in asked])
    found = routes.compute(work.keep(read_network), len(asked), person, team, leaders, most=MOST)
    return {line_id: int(count) for (line_id, _), count in zip(asked, found.routes, strict=True)}


STEP = Step("routes", needs=("coverage", "lines"), version="1", compute=compute)
