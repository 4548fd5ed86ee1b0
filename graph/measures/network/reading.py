"""Who is in contact with whom, out of the graph into arrays: a page of people at a time, or from the last snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from graph.measures.network import snapshot
from graph.measures.network.network import Ids, Network
from graph.measures.network.records import NOT_SAID, Meetings, Records, Selection
from graph.measures.step import Work
from graph.statements import statement
from graph.vocabulary import CHANNELS

# People in one record: columns of about this length are read fastest.
_PAGE = 20_000


def read_records(work: Work) -> Records:
    """Everyone and every row of contact up to the as-of date; work's folder keeps them for the next time."""
    if work.folder is None or work.load is None:
        return _from_graph(work)
    standing = work.runner.read(statement("derive/network/standing")).rows[0]
    name = snapshot.name_of(sorted(standing.items()), work.as_of)
    found = snapshot.fetch(work.folder, name, work.as_of)
    if found is None:
        found = _from_graph(work)
        snapshot.store(work.folder, name, found)
    return found


def _from_graph(work: Work) -> Records:
    people = list(_pages(work, "people"))
    ids = np.array([each for page in people for each in page["ids"]], dtype=object)
    units = np.array([each for page in people for each in page["units"]], dtype=object)
    here = np.array([each for page in people for each in page["here"]], dtype=np.bool_)
    numbers = np.array([each for page in people for each in page["numbers"]], dtype=np.int64)
    numbering = _Numbering(numbers)
    pages = [_columns(page, numbering) for page in _pages(work, "contacts")] if "contacts" in work.loaded else []
    start, end, age, count, channel = (
        np.concatenate([np.zeros(0, dtype=kind), *(page[place] for page in pages)])
        for place, kind in enumerate((np.int32, np.int32, np.int32, np.float64, np.int8))
    )
    met = _meetings(work, numbering)
    return Records(work.as_of, ids, units, here, start, end, age, count, channel, met)


class _Numbering:
    """The server's numbers of people as their places in the list of ids."""

    def __init__(self, numbers: NDArray[np.int64]) -> None:
        self._order = np.argsort(numbers)
        self._known = numbers[self._order]

    def places(self, numbers: NDArray[np.int64]) -> Ids:
        """Places of people; all of them are in the list, which was read before."""
        return self._order[np.searchsorted(self._known, numbers)].astype(np.int32)


def _pages(work: Work, part: str) -> Iterator[dict[str, Any]]:
    """Records of a part file, each about the people after the last one's."""
    text, after = statement(f"derive/network/{part}"), ""
    while True:
        page = work.runner.read(text, {"after": after, "size": _PAGE, "as_of": work.as_of}).rows
        if not page or page[0]["last"] is None:
            return
        yield page[0]
        after = page[0]["last"]


def _columns(page: dict[str, Any], numbering: _Numbering) -> tuple[NDArray[Any], ...]:
    channel = {name: number for number, name in enumerate(CHANNELS)}
    return (
        numbering.places(np.array(page["starts"], dtype=np.int64)),
        numbering.places(np.array(page["ends"], dtype=np.int64)),
        np.maximum(np.array(page["ages"], dtype=np.int32), 0),
        np.array(page["counts"], dtype=np.float64),
        np.array([channel.get(name, NOT_SAID) for name in page["channels"]], dtype=np.int8),
    )


def _meetings(work: Work, numbering: _Numbering) -> Meetings:
    """Attendance up to the as-of date."""
    found = work.found("network/meetings", as_of=work.as_of) if "meetings" in work.loaded else []
    sizes = np.array([len(people) for _, _, people in found], dtype=np.int64)
    attended = np.fromiter(chain.from_iterable(people for _, _, people in found), dtype=np.int64, count=sizes.sum())
    which = np.repeat(np.arange(len(found), dtype=np.int32), sizes)
    age = np.array([age for age, _, _ in found], dtype=np.int32)
    size = np.array([size for _, size, _ in found], dtype=np.int32)
    return Meetings(which, numbering.places(attended), np.maximum(age, 0)[which], size[which])


def read_network(work: Work) -> Network:
    """The network of the profile's period: who was in contact with whom within it, whatever the channel."""
    threshold = work.profile.threshold
    selection = Selection(
        int(threshold("window_days")), strength=threshold("tie_strength"), meeting_max=int(threshold("meeting_max"))
    )
    return work.keep(read_records).network(selection, work.sessions)


def roles_of(work: Work, people: Iterable[str]) -> dict[str, list[str]]:
    """Ids of the roles that people hold, sorted; those who hold none are left out."""
    asked = sorted(set(people))
    found: dict[str, list[str]] = {}
    for person, role in work.found("network/roles", people=asked, as_of=work.as_of) if asked else []:
        found.setdefault(person, []).append(role)
    return found
