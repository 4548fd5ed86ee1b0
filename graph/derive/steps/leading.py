"""Leaders, and reporting people by the roles that they hold."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_records, roles_of
from graph.derive.step import Work
from graph.derive.steps.levels import read_levels


def read_known_leaders(work: Work) -> NDArray[np.int64]:
    """Numbers of the people who lead, by role or by leadership team, and whose contacts are known."""
    places, profile = work.keep(read_records).places, work.profile
    types = [each.type for each in profile.team_types if each.kind == "leadership"]
    least = profile.threshold("coverage_share")
    person_ids = work.found("network/leading", as_of=work.as_of, types=types, least=least)
    leaders = np.array([places[person] for person in person_ids], dtype=np.int64)
    return leaders[work.keep(read_levels).covered[leaders]]


def by_role(work: Work, people: Iterable[int]) -> dict[int, tuple[str, tuple[str, ...]]]:
    """Pseudonyms for people: a digest of the roles that they hold, and the ids of these roles.

    Args:
        work: The run.
        people: Numbers of people; those who hold no role are left out.
    """
    ids = work.keep(read_records).people
    names = {person: ids[person] for person in people}
    roles = roles_of(work, names.values())
    return {person: (digest(roles[name]), tuple(roles[name])) for person, name in names.items() if roles.get(name)}


def merge_by_roles(
    rows: Iterable[tuple[Any, ...]], first: Callable[[tuple[Any, ...]], float]
) -> Iterable[tuple[Any, ...]]:
    """Merge rows to (digest of roles, people, figures...), one per digest, since several people may hold one role.

    Args:
        rows: One per person.
        first: Sort key of figures; the lowest are kept.
    """
    found: dict[str, tuple[Any, ...]] = {}
    for name, people, *figures in rows:
        kept = found.get(name, (name, 0, *figures))
        found[name] = (name, kept[1] + people, *min(kept[2:], tuple(figures), key=first))
    return found.values()


def digest(roles: Iterable[str]) -> str:
    """A short digest of these roles."""
    return hashlib.sha256("\x00".join(roles).encode()).hexdigest()[:16]
