"""Who is in contact with whom, as arrays: read from the graph once, and then only what a load changed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.derive.read import snapshot
from graph.derive.read.pages import read_changed, read_meetings, read_people, read_rows
from graph.derive.read.records import Records, Selection
from graph.derive.read.rows import Rows
from graph.derive.read.snapshot import Kept
from graph.derive.step import Work
from graph.model.cypher_builder import statement
from graph.network.core.network import Network
from graph.queries.dependencies import Names, meet, mentions, touched

_WORTH = 0.25
"""If more than this share of people have changed contacts, reading all of them is as fast."""


def read_records(work: Work) -> Records:
    """Everyone and every contact row up to the as-of date; cached in the work's folder for the next run."""
    with work.reading(*(f"network/{part}" for part in ("people", "contacts", "meetings"))):
        kept = _kept(work)
    people, (began, age, since) = kept.people, kept.rows.ages(work.as_of)
    rows = kept.rows.only(began)
    return Records(
        work.as_of, people.ids, people.units, people.here,
        rows.start, rows.end, _only(age, began), _only(since, began), rows.count, rows.channel, kept.meetings,
    )  # fmt: skip


def _kept(work: Work) -> Kept:
    if work.folder is None or work.load is None:
        return _whole(work, {})
    standing = work.rows("network/standing")[0]
    before = snapshot.fetch(work.folder)
    if before is not None and (before.standing, before.as_of) == (standing, work.as_of):
        return before
    kept = (_renewed(work, before, standing) if before else None) or _whole(work, standing)
    snapshot.store(work.folder, kept)
    return kept


def _whole(work: Work, standing: dict[str, Any]) -> Kept:
    people = read_people(work)
    rows = read_rows(work, people) if "contacts" in work.loaded else Rows.joined([])
    return Kept(standing, work.as_of, people, rows, read_meetings(work, people))


def _renewed(work: Work, before: Kept, standing: dict[str, Any]) -> Kept | None:
    """The cached records, after reading again the rows of people whose contacts a load has changed since.

    Loads mark people whose contacts changed (`graph.loading.plan`). None if the marks are not sufficient: a load is
    gone, too much changed, or the number of rows does not match the graph, because somebody else wrote them.
    """
    changes = _loads_since(before.standing, standing)
    if changes is None:
        return None
    names = _touches(work, before, standing, changes)
    people = before.people if _stays("people", names) else read_people(work)
    places = people.places(before.people.numbers)
    if not len(people.ids) or not np.array_equal(people.ids[places], before.people.ids):
        return None
    rows, changed = before.rows, np.zeros(len(people.ids), dtype=np.bool_)
    if changes:
        changed = read_changed(work, people, changes)
        if changed.mean() > _WORTH:
            return None
    fresh = read_rows(work, people, changes) if changed.any() else Rows.joined([])
    if people is not before.people:
        rows = rows.placed(places)
    rows = rows.renewed(~changed[rows.start], fresh)
    if len(rows.start) != standing["contacts"]:
        return None
    stays = people is before.people and _stays("meetings", names)
    meetings = before.meetings if stays else read_meetings(work, people)
    return Kept(standing, work.as_of, people, rows, meetings)


def _touches(work: Work, before: Kept, standing: dict[str, Any], loads: list[str]) -> Names | None:
    """Names of what loads have changed apart from contact rows; None if that is not known."""
    if before.as_of != work.as_of or any(
        standing[kind] != count for kind, count in before.standing.items() if kind not in ("loads", "contacts")
    ):
        return None
    found = work.found("network/touched", loads=loads) if loads else []
    return touched(name for each in found for name in each) if all(found) else None


def _stays(part: str, names: Names | None) -> bool:
    """Whether reading a part file again would give the same result."""
    return names is not None and not meet(names, mentions(statement(f"derive/network/{part}")))


def _loads_since(before: dict[str, Any], standing: dict[str, Any]) -> list[str] | None:
    """Ids of the loads since then, including repeated ones. None if an earlier load is gone."""
    then, now = ({(load, number) for load, number in one["loads"]} for one in (before, standing))
    if {load for load, _ in then} - {load for load, _ in now}:
        return None
    return sorted({load for load, _ in now - then})


def read_network(work: Work) -> Network:
    """The network of the profile's period: who was in contact with whom within it, whatever the channel."""
    return _of_period(work, 0)


def read_network_before(work: Work) -> Network:
    """The network of the period before the last."""
    return _of_period(work, 1)


def read_network_earlier(work: Work) -> Network:
    """The network of the period two before the last."""
    return _of_period(work, 2)


def _of_period(work: Work, before: int) -> Network:
    threshold, days = work.profile.threshold, int(work.profile.threshold("window_days"))
    largest = int(threshold("meeting_max"))
    selection = Selection(days, strength=threshold("tie_strength"), meeting_max=largest, before=before)
    return work.keep(read_records).network(selection, work.calendar)


def _only(column: NDArray[np.int32], kept: NDArray[np.bool_]) -> NDArray[np.int32]:
    return column if kept.all() else column[kept]


def roles_of(work: Work, people: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the roles that people hold, sorted; those who hold none are left out."""
    names = sorted(set(people))
    found: dict[str, list[str]] = {}
    for person, role in work.found("network/roles", people=names, as_of=work.as_of) if names else []:
        found.setdefault(person, []).append(role)
    return found
