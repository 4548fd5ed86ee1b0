"""Types of measures: what they work on and what they return."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from graph.network.core.groups import Counts, Groups
from graph.network.core.network import Network

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Question:
    """What a measure is computed from.

    Attributes:
        network: Contact among the people counted.
        groups: The groups; one group of everyone if no level was chosen.
        least: The minimum group size; smaller groups are withheld.
        key_people: People in a set of key players.
        covered: Share of each group's people whose contacts are known, [groups]; not a number if there are none.
        covered_min: Share below which a group's measures are withheld.
        earlier: The network of the period before, of the same people.
    """

    network: Network
    groups: Groups
    least: int = 5
    key_people: int = 3
    covered: Floats | None = None
    covered_min: float = 0.8
    earlier: Callable[[], Network] | None = None

    def parts(self) -> Iterator[tuple[int, Network]]:
        """The contact inside each group that is large enough, by group number."""
        codes, network = self.groups.codes.astype(np.int64), self.network
        order = np.argsort(codes, kind="stable")
        first = np.searchsorted(codes[order], np.arange(self.groups.count + 1))
        place = np.empty(len(codes), dtype=np.int64)
        place[order] = np.arange(len(codes))
        whose = codes[network.start]
        inside = np.flatnonzero((whose >= 0) & (whose == codes[network.end]))
        inside = inside[np.argsort(whose[inside], kind="stable")]
        begins = np.searchsorted(whose[inside], np.arange(self.groups.count + 1))
        for group in np.flatnonzero(self.groups.people >= self.least).tolist():
            links = inside[begins[group] : begins[group + 1]]
            start, end = (place[column[links]] - first[group] for column in (network.start, network.end))
            size = int(self.groups.people[group])
            yield group, Network.of(size, start, end, network.weight[links], network.basis)


@dataclass(frozen=True)
class Values:
    """The values of a measure for each group.

    Attributes:
        columns: By name, one value per group; not a number if there is none. Of a measure of the whole level, one.
        counted: People on whom each group's values rest, [groups]; None if that is all of them.
        notes: Notes on how they were computed.
    """

    columns: Mapping[str, Floats]
    counted: Counts | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """A column of a measure.

    Attributes:
        name: Its name.
        help: What it means, in a few plain words.
        share: Whether it is a share from 0 to 1, printed as a percentage.
    """

    name: str
    help: str
    share: bool = False


@dataclass(frozen=True)
class Measure:
    """One measure that users can request.

    Attributes:
        name: The field's standard term, as it is typed.
        sentence: What it shows, in one plain sentence.
        source: Who defined it.
        unit: What its numbers count.
        columns: Its columns.
        compute: From a question to measures.
        by_group: Whether it compares groups, so that a level must be chosen.
        of_level: Whether it is one row about all groups of the level together.
        needs: Sheets of which at least one must have been loaded.
    """

    name: str
    sentence: str
    source: str
    unit: str
    columns: tuple[Column, ...]
    compute: Callable[[Question], Values]
    by_group: bool = False
    of_level: bool = False
    needs: tuple[str, ...] = field(default=("contacts", "meetings"))


def blank(groups: Groups) -> Floats:
    """A column of unknown values."""
    return np.full(groups.count, np.nan)
