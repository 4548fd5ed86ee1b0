"""The ids that a column may refer to, and why one that is not among them is not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from graph.staging.bad_value import BadValue
from graph.staging.near_ids import difference, near_key
from graph.staging.person_key import ADDRESS_ID
from graph.wording import say_list

_SEPARATORS = re.compile(r"[;,|/]")


class Known(Protocol):
    """What staging needs to know from the graph."""

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that are in the graph, out of these."""
        ...

    def every(self, label: str) -> set[str]:
        """All ids of a label that are in the graph."""
        ...

    def by_address(self, keys: Iterable[str]) -> dict[str, str]:
        """Ids of the people who have these addresses, by address id."""
        ...

    def states(self) -> set[str]:
        """Ids of the state-level units in the graph."""
        ...

    def parents(self) -> dict[str, str]:
        """Parent unit by unit, from the graph."""
        ...


class Ids(Protocol):
    """The ids that there are."""

    def present(self, label: str, ids: Iterable[str]) -> set[str]:
        """The ids of a label that there are, out of these."""
        ...

    def every(self, label: str) -> set[str]:
        """All ids of a label."""
        ...

    def ended(self, label: str, ids: Iterable[str]) -> set[str]:
        """Out of these ids of a label those that were there and are no more, some of them from this load on."""
        ...


@dataclass
class Referred:
    """The nodes of one label that rows of this load may name.

    Attributes:
        label: Their label.
        known: The graph.
        place: Tells a file row's place in words.
        given: Ids of the rows that remain, each with its first file row.
        lost: The same of rejected rows.
    """

    label: str
    known: Ids
    place: Callable[[int], str]
    given: dict[str, int] = field(default_factory=dict)
    lost: dict[str, int] = field(default_factory=dict)

    def unknown(self, ids: set[str]) -> set[str]:
        """Of these ids the ones that are neither given nor in the graph."""
        left = ids - self.given.keys()
        return left - self.known.present(self.label, left) if left else left

    def reasons(self, ids: set[str]) -> dict[str, BadValue]:
        """Why each of some unknown ids is unknown."""
        near = self._near(ids)
        ended = self.known.ended(self.label, ids)
        return {text: self._ended() if text in ended - self.lost.keys() else self._reason(text, near) for text in ids}

    def _ended(self) -> BadValue:
        what = self.label.lower()
        return BadValue(
            "ended_id",
            f"The {what} with this id has ended: its own sheet no longer lists it. Take this row out as well, or put "
            f"the {what} back.",
        )

    def _reason(self, text: str, near: dict[str, list[tuple[str, str]]]) -> BadValue:
        what = self.label.lower()
        if text in self.lost:
            return BadValue(
                "rejected_id",
                f"The row of the {what} with this id was set aside itself. Correct {self.place(self.lost[text])}.",
            )
        if ADDRESS_ID.fullmatch(text):
            return BadValue(
                "unknown_id",
                f"There is no {what} with this id or mail address in these files or in the graph, or several have the "
                "address. Add it to one person, or correct it.",
            )
        several = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
        if len(several) > 1 and not self.unknown(set(several)):
            return BadValue(
                "several_ids",
                f"The cell has {len(several)} ids, all of them known; this column takes one. Keep one of them.",
            )
        alike = [(place, differs) for other, place in near[near_key(text)] if (differs := difference(text, other))]
        if alike:
            place, differs = min(alike, key=lambda each: (len(each[1]), each[0]))
            return BadValue(
                "unknown_id",
                f"There is no {what} with this id, but one differs from it only by {say_list(differs, 'and')}. Correct "
                f"one of the two; the other is in {place}.",
            )
        return BadValue(
            "unknown_id",
            f"There is no {what} with this id in these files or in the graph. Add it, or correct the id.",
        )

    def _near(self, ids: set[str]) -> dict[str, list[tuple[str, str]]]:
        """For the near key of each of some ids: the known ids that share it, and where they are."""
        found: dict[str, list[tuple[str, str]]] = {near_key(text): [] for text in ids}
        for other, row in self.given.items():
            if (key := near_key(other)) in found:
                found[key].append((other, self.place(row)))
        for other in self.known.every(self.label) - self.given.keys():
            if (key := near_key(other)) in found:
                found[key].append((other, "the graph"))
        return found
