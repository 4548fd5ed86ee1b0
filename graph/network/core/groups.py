"""Groups: one group per person at every level, as numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from graph.errors import LooplineError

Codes = NDArray[np.int32]
Counts = NDArray[np.int64]

NOWHERE = -1


@dataclass(frozen=True)
class Groups:
    """The groups of one level; make them with `Groups.of` or `Groups.named`, which check them.

    Attributes:
        level: What kind of group this is, such as team, school, district or region.
        codes: Group of each person, 0 to count - 1; -1 for people without a group at this level.
        count: Groups, empty ones among them.
        ids: Name of each group, in the order of its number.
    """

    level: str
    codes: Codes
    count: int
    ids: tuple[str, ...]

    @classmethod
    def of(
        cls,
        level: str,
        codes: NDArray[np.integer] | Sequence[int],
        count: int | None = None,
        ids: Sequence[str] | None = None,
    ) -> Groups:
        """Check groups given as numbers.

        Args:
            level: What kind of group this is.
            codes: Group of each person, from 0; -1 for nowhere.
            count: Groups; one more than the highest number where it is not given.
            ids: What each group is called; its number where it is not given.

        Raises:
            LooplineError: A number is out of range, or there are not as many ids as groups.
        """
        given = np.asarray(codes)
        if given.ndim != 1 or (len(given) and not np.issubdtype(given.dtype, np.integer)):
            raise LooplineError(
                f"The group numbers of level {level} must be whole numbers.", "Number the groups from 0."
            )
        highest = int(given.max()) + 1 if len(given) else 0
        if count is None:
            count = len(ids) if ids is not None else max(highest, 0)
        if highest > count or (len(given) and given.min() < NOWHERE):
            raise LooplineError(
                f"A person at level {level} has a group number outside 0 to {count - 1}.",
                "Number the groups from 0; use -1 for people without a group.",
            )
        names = tuple(str(number) for number in range(count)) if ids is None else tuple(ids)
        if len(names) != count:
            raise LooplineError(f"Level {level} has {count} groups and {len(names)} ids.", "Give each group an id.")
        return cls(level, given.astype(np.int32, copy=False), count, names)

    @classmethod
    def named(cls, level: str, labels: Sequence[str | None]) -> Groups:
        """Groups from the id of each person's group; None or nothing for nowhere. Ids are numbered in sorted order."""
        ids = sorted({label for label in labels if label})
        number = {label: code for code, label in enumerate(ids)}
        codes = np.array([number[label] if label else NOWHERE for label in labels], dtype=np.int32)
        return cls.of(level, codes, len(ids), ids)

    @cached_property
    def people(self) -> Counts:
        """Members of each group."""
        return np.bincount(self.codes[self.codes >= 0], minlength=self.count).astype(np.int64)

    def sums(self, values: NDArray[np.integer] | NDArray[np.floating]) -> NDArray[np.float64]:
        """Sum over the members of each group of one value a person."""
        placed = self.codes >= 0
        weights = np.asarray(values[placed], dtype=np.float64)
        return np.bincount(self.codes[placed], weights=weights, minlength=self.count).astype(np.float64)

    def checked(self, size: int) -> Groups:
        """These groups, after checking that they have as many people as the network.

        Raises:
            LooplineError: They are not.
        """
        if len(self.codes) != size:
            raise LooplineError(
                f"Level {self.level} has {len(self.codes)} people, but the network has {size}.",
                "Give every person in the network a group, or -1 for none.",
            )
        return self

    def rolled_up(self, level: str, upper: NDArray[np.integer], ids: Sequence[str]) -> Groups:
        """The level above: each person in the group that theirs is part of.

        Args:
            level: Name of the level above.
            upper: For each group here its number above; -1 for none.
            ids: What the groups above are called.
        """
        table = np.append(np.asarray(upper, dtype=np.int64), NOWHERE)
        return Groups.of(level, table[self.codes], len(ids), ids)


def levels(
    unit: NDArray[np.integer], part_of: NDArray[np.integer], kind: Sequence[str], ids: Sequence[str]
) -> Mapping[str, Groups]:
    """Groups at every level of a hierarchy of units, from the unit that each person works in.

    Args:
        unit: Unit of each person, from 0; -1 for none.
        part_of: For each unit the unit above it; -1 at the top.
        kind: Level of each unit, such as school or district.
        ids: What each unit is called.

    Returns:
        For each level the groups; a person whose unit is above or outside a level has no group there.

    Raises:
        LooplineError: Units are part of each other in a cycle, or a number is out of range.
    """
    size = len(ids)
    upper = np.append(np.asarray(part_of, dtype=np.int64), NOWHERE)
    if not len(kind) == len(part_of) == size or (size and not NOWHERE <= upper.min() <= upper.max() < size):
        raise LooplineError("A unit is part of a unit that is not listed.", "List every unit once, with its parent.")
    kinds = np.array([*kind, ""], dtype=object)
    found: dict[str, Groups] = {}
    for level in dict.fromkeys(kind):
        at_level = kinds == level
        number = np.where(at_level, np.cumsum(at_level) - 1, NOWHERE)
        standing = np.arange(size + 1)
        for _ in range(size + 1):
            moving = ~at_level[standing] & (standing != size)
            if not moving.any():
                break
            standing = np.where(moving, upper[standing] % (size + 1), standing)
        else:
            raise LooplineError("Units are part of each other in a cycle.", "Correct the parent of one of them.")
        names = [ids[int(place)] for place in np.flatnonzero(at_level)]
        found[level] = Groups.of(level, number[standing][np.asarray(unit)], len(names), names)
    return found
