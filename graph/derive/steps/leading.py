"""Leaders, counts of them by level, and a digest of the roles that people hold."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_records
from graph.derive.small_groups import enough
from graph.derive.step import Work
from graph.derive.steps.levels import read_levels
from graph.derive.steps.scope import read_units


def read_known_leaders(work: Work) -> NDArray[np.int64]:
    """Numbers of the people who lead, by role or by leadership team, and whose contacts are known."""
    places, profile = work.keep(read_records).places, work.profile
    types = [each.type for each in profile.team_types if each.kind == "leadership"]
    least = profile.threshold("coverage_share")
    person_ids = work.found("network/leading", as_of=work.as_of, types=types, least=least)
    leaders = np.array([places[person] for person in person_ids], dtype=np.int64)
    return leaders[work.keep(read_levels).covered[leaders]]


def by_level(work: Work, leaders: Iterable[int], found: Iterable[int]) -> Iterator[tuple[str, int, int]]:
    """Leaders counted by the level at which they work, as (level, how many were found, how many there are).

    A level with fewer leaders than the minimum group size is left out: a count there would single people out.

    Args:
        work: The run.
        leaders: Numbers of all leaders who could be told.
        found: Numbers of those among them who are counted.
    """
    units, at = work.keep(read_units)[1], work.keep(read_records).units

    def level(person: int) -> str:
        unit = units.get(at[person])
        return (unit.level if unit else None) or "elsewhere"

    every, some = Counter(map(level, leaders)), Counter(map(level, found))
    for name in sorted(every):
        if enough(every[name], work.profile):
            yield name, some[name], every[name]


def digest(roles: Iterable[str]) -> str:
    """A short digest of these roles."""
    return hashlib.sha256("\x00".join(roles).encode()).hexdigest()[:16]
