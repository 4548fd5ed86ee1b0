"""Read everyone and their contacts from Neo4j: pages of people, several at a time, as columns.

One record of some hundred thousand values is read a hundred times faster than the same values as records. The server
prepares the next page while the last one is converted to an array, on all processors.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.records import NO_CHANNEL, Meetings
from graph.derive.read.rows import Rows, days
from graph.derive.step import Work
from graph.model.vocabulary import CHANNELS
from graph.network.core.csr import Ids
from graph.network.core.kernels import workers

# People in a page: columns of about this length are read fastest.
_PAGE = 10_000

Page = TypeVar("Page")


@dataclass(frozen=True)
class People:
    """Everyone, sorted by id, [people] each.

    Attributes:
        ids: Ids.
        numbers: Neo4j's internal numbers.
        units: Id of the unit that each belongs to, empty if none is known.
        here: Who has not left.
    """

    ids: NDArray[np.object_]
    numbers: NDArray[np.int64]
    units: NDArray[np.object_]
    here: NDArray[np.bool_]

    @cached_property
    def _order(self) -> NDArray[np.int64]:
        return np.argsort(self.numbers)

    def places(self, numbers: NDArray[np.int64]) -> Ids:
        """Positions of people by the server's numbers; an unknown number gives an arbitrary position."""
        found = np.searchsorted(self.numbers[self._order], numbers)
        return self._order[np.minimum(found, len(self._order) - 1)].astype(np.int32)


def read_people(work: Work) -> People:
    """Everyone at the as-of date."""

    def page(found: list[dict[str, Any]]) -> tuple[NDArray[Any], ...]:
        row = found[0]
        return (
            np.array(row["ids"], dtype=object),
            np.array(row["numbers"], dtype=np.int64),
            np.array(row["units"], dtype=object),
            np.array(row["here"], dtype=np.bool_),
        )

    pages = _pages(work, "people", page)
    kinds = (object, np.int64, object, np.bool_)
    columns = ([np.zeros(0, dtype=kind), *(each[at] for each in pages)] for at, kind in enumerate(kinds))
    return People(*map(np.concatenate, columns))


def read_rows(work: Work, people: People, loads: Sequence[str] | None = None) -> Rows:
    """Every contact row, of any date.

    Args:
        work: The run.
        people: Everyone.
        loads: Only rows from people whose contacts one of these loads changed; None for all.
    """
    channel = {name: number for number, name in enumerate(CHANNELS)}

    def page(found: list[dict[str, Any]]) -> Rows:
        return Rows.joined([rows(row) for row in found])

    def rows(row: dict[str, Any]) -> Rows:
        start, end, first, last = (
            np.array(row[name], dtype=np.int64) for name in ("starts", "ends", "firsts", "lasts")
        )
        number = np.full(len(start), channel.get(row["channel"], NO_CHANNEL), dtype=np.int8)
        count = np.array(row["counts"], dtype=np.float64)
        return Rows(people.places(start), people.places(end), days(first), days(last), count, number)

    return Rows.joined(_pages(work, "contacts", page, loads=loads))


def read_changed(work: Work, people: People, loads: Sequence[str]) -> NDArray[np.bool_]:
    """Whose contacts one of these loads changed, [people]."""
    changed = np.zeros(len(people.ids), dtype=np.bool_)
    changed[people.places(np.array(work.found("network/changed", loads=loads), dtype=np.int64))] = True
    return changed


def read_meetings(work: Work, people: People) -> Meetings:
    """Attendance up to the as-of date."""
    found = work.found("network/meetings", as_of=work.as_of) if "meetings" in work.loaded else []
    sizes = np.array([len(attended) for _, _, attended in found], dtype=np.int64)
    attended = np.fromiter(chain.from_iterable(ids for _, _, ids in found), dtype=np.int64, count=sizes.sum())
    which = np.repeat(np.arange(len(found), dtype=np.int32), sizes)
    age = np.array([age for age, _, _ in found], dtype=np.int32)
    size = np.array([size for _, size, _ in found], dtype=np.int32)
    return Meetings(which, people.places(attended), np.maximum(age, 0)[which], size[which])


def _pages(work: Work, part: str, make: Callable[[list[dict[str, Any]]], Page], **params: Any) -> list[Page]:  # noqa: ANN401 - parameters as Cypher takes them
    """The results of a part file for each page of people, in order."""
    ends = ["", *work.keep(_ends)]

    def read(bounds: tuple[str, str]) -> Page:
        after, until = bounds
        return make(work.rows(f"network/{part}", after=after, until=until, as_of=work.as_of, **params))

    with ThreadPoolExecutor(workers()) as pool:
        return list(pool.map(read, pairwise(ends)))


def _ends(work: Work) -> list[str]:
    """Ids of the last person on each page."""
    found: list[str] = work.found("network/pages", size=_PAGE)
    return found
