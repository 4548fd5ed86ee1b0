"""How much contact is on record, by channel and in all: people, directed contacts, pairs of people.

Counted as Wasserman & Faust (1994) count arcs and dyads: a contact is a person who addressed another, however often and
by however many sources; a pair is two people, whichever addressed the other. Whoever has left is not
counted.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_records
from graph.derive.read.records import NO_CHANNEL, Selection
from graph.derive.step import Step, Work
from graph.model.vocabulary import CHANNELS
from graph.network.core.csr import Ids


def compute(work: Work) -> int:
    """Write the counts that changed; returns the number of channels with contact, all together among them."""
    if "contacts" not in work.loaded:
        return work.renew("ContactFigure", ())
    work.basis |= {**Selection().basis(work.as_of), "meetings": "not counted"}
    return work.renew("ContactFigure", _rows(work))


def _rows(work: Work) -> Iterator[tuple[str, int, int, int, int]]:
    records = work.keep(read_records)
    people, here = len(records.people), records.here
    spoken = (records.count > 0) & (records.start != records.end) & here[records.start] & here[records.end]
    other = CHANNELS.index("other")
    channel = np.where(records.channel == NO_CHANNEL, other, records.channel)
    whole = _counted(records.start[spoken], records.end[spoken], people)
    for name in ("all", *CHANNELS):
        rows = spoken if name == "all" else spoken & (channel == CHANNELS.index(name))
        count = int(rows.sum())
        if count:
            alone = count == spoken.sum()  # where there is one channel, it is all there is
            yield name, int(here.sum()), *(whole if alone else _counted(records.start[rows], records.end[rows], people))


def _counted(start: Ids, end: Ids, people: int) -> tuple[int, int, int]:
    """People in contact, directed contacts, and pairs of people.

    A pair's number comes first in the key and its direction last, so that one sort serves for both; sorting ten million
    takes a second, numpy's own `unique` many.
    """
    low, high = np.minimum(start, end).astype(np.int64), np.maximum(start, end)
    keys = (low * people + high) * 2 + (start > end)
    keys.sort()
    met = np.zeros(people, dtype=np.bool_)
    met[start] = met[end] = True
    return int(met.sum()), _different(keys), _different(keys >> 1)


def _different(keys: NDArray[np.int64]) -> int:
    """How many different numbers there are among sorted ones."""
    return int(np.count_nonzero(np.diff(keys))) + min(len(keys), 1)


# Who belongs where is read together with contact, and needs the members.
STEP = Step("contact_figures", needs=("members",), version="2", compute=compute)
