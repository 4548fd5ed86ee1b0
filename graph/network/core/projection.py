"""Contact from meetings: everyone in a meeting of m people has 1 / (m - 1) of a contact with each of the others.

Newman (2001): everybody then gains one contact a meeting, however large it is. A meeting of 40 makes 780 pairs and says
little of any, so meetings above a size are left out, and counted. Linear in pairs of the meetings kept.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError
from graph.network.core.network import Network

LARGEST = 25


@dataclass(frozen=True)
class Projection:
    """A network of contact in meetings.

    Attributes:
        network: Each pair once, from the lower number to the higher; its weight is the sum over their meetings.
        meetings: Meetings that count.
        alone: Meetings of one person, which make no contact.
        too_large: Meetings left out for their size.
    """

    network: Network
    meetings: int
    alone: int
    too_large: int


def compute(size: int, meeting: NDArray[np.integer], person: NDArray[np.integer], largest: int = LARGEST) -> Projection:
    """Turn attendance into contact.

    Args:
        size: People.
        meeting: Number of the meeting, one row for each person in each; any whole numbers.
        person: Who was there, 0 to size - 1; twice in the same meeting counts once.
        largest: People of the largest meeting that counts, at least 2.

    Raises:
        LooplineError: Columns differ in length, a person is out of range, or the largest meeting is below 2.
    """
    if len(meeting) != len(person):
        raise LooplineError(
            f"Attendance has {len(meeting)} meetings but {len(person)} people.", "Give both for every row."
        )
    if len(person) and not 0 <= person.min() <= person.max() < size:
        raise LooplineError(f"A meeting has a person number outside 0 to {size - 1}.", "Number the people from 0.")
    if largest < 2:
        raise LooplineError(
            f"The largest meeting to count must have 2 or more people, not {largest}.", "Use 2 or more."
        )
    order = np.lexsort((person, meeting))
    meetings, people = np.asarray(meeting)[order].astype(np.int64), np.asarray(person)[order].astype(np.int64)
    fresh = np.ones(len(order), dtype=np.bool_)
    fresh[1:] = (np.diff(meetings) != 0) | (np.diff(people) != 0)
    meetings, people = meetings[fresh], people[fresh]
    begin = np.flatnonzero(np.append(True, np.diff(meetings) != 0)) if len(meetings) else np.zeros(0, dtype=np.int64)
    attended = np.diff(np.append(begin, len(meetings)))
    keys, weights = _pairs(size, people, begin, attended, largest)
    order = np.argsort(keys)
    first = np.flatnonzero(np.diff(keys[order], prepend=-1) != 0)
    kept = keys[order[first]]
    weight = np.add.reduceat(weights[order], first) if len(first) else np.zeros(0)
    basis = {"meetings": f"of up to {largest} people"}
    network = Network.of(size, kept // max(size, 1), kept % max(size, 1), weight, basis)
    counts = ((attended > 1) & (attended <= largest), attended == 1, attended > largest)
    return Projection(network, *(int(which.sum()) for which in counts))


def _pairs(
    size: int, person: NDArray[np.int64], begin: NDArray[np.int64], attended: NDArray[np.int64], largest: int
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    keys, weights = [np.zeros(0, dtype=np.int64)], [np.zeros(0)]
    for people in np.unique(attended[(attended > 1) & (attended <= largest)]).tolist():
        rows = person[begin[attended == people][:, None] + np.arange(people)]
        one, other = np.triu_indices(people, 1)
        found = (rows[:, one] * size + rows[:, other]).ravel()
        keys.append(found)
        weights.append(np.full(len(found), 1 / (people - 1)))
    return np.concatenate(keys), np.concatenate(weights)
