"""Whether teams are in contact only with teams at their own stage of implementation.

Of the pairs of implementation teams of one level that are in contact, how many are at the same stage, compared with a
random permutation of stages among those teams (`network.mixing`). Teams have stages, so teams are permuted, not people;
contact inside a team, and up and down the line, where a district and its buildings start together, would say nothing
about mixing. Per innovation if it is known who works on which, else by the team's own stage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_network, read_records
from graph.derive.step import Step, Work
from graph.derive.steps.contacts import read_evidence
from graph.model.vocabulary import STAGES
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import assortativity

VERSION = "1"


def compute(work: Work) -> int:
    """Write the figures if they changed; returns how many levels and innovations have any."""
    rows = _rows(work) if work.has_contact else ()
    return work.renew("StageMix", rows)


def _rows(work: Work) -> Iterator[tuple[Any, ...]]:
    types = [tier.implementation for tier in work.profile.tiers]
    teams = work.found("stages/teams", types=types, least=work.profile.threshold("coverage_share"))
    uses = work.found("stages/uses", as_of=work.as_of)
    stages: dict[str, dict[str, str]] = {}
    for team, innovation, stage in uses or [(team, "", stage) for team, _, stage in teams if stage]:
        stages.setdefault(innovation, {})[team] = stage
    for level in sorted({level for _, level, _ in teams}):
        ids = [team for team, of, _ in teams if of == level]
        network = _of_teams(work, ids)
        for innovation in sorted(stages):
            yield from _row(network, ids, level, innovation, stages[innovation])


def _row(
    network: Network, ids: list[str], level: str, innovation: str, stages: Mapping[str, str]
) -> Iterator[tuple[Any, ...]]:
    """One row, or none where no two teams that have a stage are in contact."""
    groups = Groups.named("stage", [stages.get(team) for team in ids])
    found = assortativity.compute(network, groups)
    ties = int(found.ties.sum())
    if ties:
        same = int(found.ties[found.one == found.other].sum())
        figures = (found.share_expected, found.share_low, found.share_high, found.p)
        present = tuple(stage for stage in STAGES if stage in groups.ids)
        name = f"{innovation or 'team'}:{level}"
        placed = int(groups.people.sum())
        of = (innovation,) if innovation else ()
        yield (
            name,
            level,
            placed,
            ties,
            same,
            *figures,
            present,
            found.method,
            VERSION,
            of,
        )


def _of_teams(work: Work, ids: list[str]) -> Network:
    """These teams, with one link for each pair with people in contact or on both teams."""
    network = work.keep(read_network)
    members, places = work.keep(read_evidence).members, work.keep(read_records).places
    rows = [(places[person], number) for number, team in enumerate(ids) for person in members.get(team, ())]
    table = np.array(sorted(rows), dtype=np.int64).reshape(-1, 2)
    return contracted(network, table[:, 0], table[:, 1], len(ids))


def contracted(network: Network, person: NDArray[np.integer], team: NDArray[np.integer], count: int) -> Network:
    """Teams in contact: a link for each pair in which a member of one is in contact with, or is, a member of the other.

    Args:
        network: Contacts of people.
        person: Members, in ascending order; someone on several teams occurs several times.
        team: The team of each, from 0.
        count: Teams.
    """
    on = np.bincount(person, minlength=network.size)
    first = np.cumsum(on) - on
    among = (on[network.start] > 0) & (on[network.end] > 0)
    several = np.flatnonzero(on > 1)
    start = np.concatenate([network.start[among], several])
    end = np.concatenate([network.end[among], several])
    times = on[start] * on[end]
    link = np.repeat(np.arange(len(start)), times)
    turn = np.arange(len(link)) - np.repeat(np.cumsum(times) - times, times)
    one = team[first[start[link]] + turn // on[end[link]]]
    other = team[first[end[link]] + turn % on[end[link]]]
    keys = np.unique(np.minimum(one, other) * count + np.maximum(one, other))
    return Network.of(count, keys // max(count, 1), keys % max(count, 1), basis=network.basis)


STEP = Step("stages", needs=("coverage",), version=VERSION, compute=compute)
