"""How much contact is on record, by channel and in all: people, directed contacts, pairs of people.

Counted as Wasserman & Faust (1994) count arcs and dyads: a contact is a person who addressed another, however often and
by however many sources; a pair is two people, whichever addressed the other.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from graph.measures.network.reading import read_records
from graph.measures.network.records import NOT_SAID
from graph.measures.step import Step, Work
from graph.vocabulary import CHANNELS

_NAMES = ("channel", "people", "in_contact", "contacts", "pairs")


def compute(work: Work) -> int:
    """Write the counts that changed; returns the number of channels with contact, all together among them."""
    return work.renew("contact_figures", _NAMES, _rows(work) if "contacts" in work.loaded else ())[0]


def _rows(work: Work) -> Iterator[tuple[str, int, int, int, int]]:
    records = work.keep(read_records)
    people = len(records.people)
    spoken = (records.count > 0) & (records.start != records.end)
    other = CHANNELS.index("other")
    channel = np.where(records.channel == NOT_SAID, other, records.channel)
    for name in ("all", *CHANNELS):
        rows = spoken if name == "all" else spoken & (channel == CHANNELS.index(name))
        start, end = records.start[rows].astype(np.int64), records.end[rows].astype(np.int64)
        if len(start):
            contacts = _different(start * people + end)
            pairs = _different(np.minimum(start, end) * people + np.maximum(start, end))
            met = np.zeros(people, dtype=np.bool_)
            met[start] = met[end] = True
            yield name, people, int(met.sum()), contacts, pairs


def _different(keys: NDArray[np.int64]) -> int:
    """How many different numbers there are; sorting ten million takes a second, numpy's own `unique` many."""
    keys.sort()
    return 1 + int(np.count_nonzero(np.diff(keys)))


# Who belongs where is read together with contact, and needs the members.
STEP = Step("contact_figures", needs=("members",), version="1", compute=compute)
