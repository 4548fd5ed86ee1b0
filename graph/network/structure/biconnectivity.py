"""Which groups depend on a person or a link: groups in intervals of a search, counted in one sweep."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.network.core.csr import Ids, Offsets
from graph.network.core.kernels import kernel
from graph.network.structure.tree import Tree


@dataclass(frozen=True)
class Groups:
    """Groups along a search in which, below each person, what depends on them alone comes last.

    A group in several components is one in each.

    Attributes:
        tree: The search.
        place: Place of each turn along the rearranged search, [turns].
        member: Places of all members, by group and place, [members].
        before: Place of the member before in the same group, [members]; -1 for the first.
        after: Place of the member after, [members]; -1 for the last.
        last: Place of the last member of the same group, [members].
        count: Groups in the component that begins at each turn, [turns].
    """

    tree: Tree
    place: Ids
    member: Offsets
    before: Offsets
    after: Offsets
    last: Offsets
    count: Offsets

    @classmethod
    def of(cls, tree: Tree, person: NDArray[np.integer], group: NDArray[np.integer]) -> Groups:
        """Put the members of groups in place."""
        place = _rearranged(tree.parent, tree.below, tree.apart, tree.separate)
        grouped = np.asarray(group) >= 0
        turn = tree.place[np.asarray(person)[grouped]]
        code = np.asarray(group)[grouped]
        order = np.lexsort((place[turn], code))
        turn, code = turn[order], code[order]
        root, member = tree.root[turn], place[turn].astype(np.int64)
        new = np.ones(len(member), np.bool_)  # a group begins
        new[1:] = (code[1:] != code[:-1]) | (root[1:] != root[:-1])
        twice = np.zeros(len(member), np.bool_)
        twice[1:] = ~new[1:] & (member[1:] == member[:-1])
        new, member, root = new[~twice], member[~twice], root[~twice]
        before = np.where(new, -1, np.roll(member, 1))
        ends = np.roll(new, -1)
        after = np.where(ends, -1, np.roll(member, -1))
        last = member[ends][np.cumsum(new) - 1] if len(member) else member
        count = np.bincount(root[new], minlength=len(tree.order))
        return cls(tree, place, member, before, after, last, count)

    def within(self, turns: Ids) -> Offsets:
        """Groups of which everyone is at or below these turns, [turns]."""
        first = self.place[turns].astype(np.int64)
        return self.counted(first, first + self.tree.below[turns])[0]

    def counted(self, first: Offsets, stop: Offsets) -> tuple[Offsets, Offsets]:
        """Groups of which everyone, and of which anyone, is from a first place up to another, [stretches] both."""
        by_stop, by_member = np.argsort(stop, kind="stable"), np.argsort(self.member, kind="stable")
        start = np.where(self.after < 0, self._first(), -1)
        found = _swept(
            len(self.place), self.member[by_member], self.before[by_member], start[by_member], first, stop, by_stop
        )
        return found[0], found[1]

    def _first(self) -> Offsets:
        begins = self.before < 0
        return self.member[begins][np.cumsum(begins) - 1] if len(self.member) else self.member


def cut_below(known: Groups, turns: Ids) -> Offsets:
    """Groups entirely within what depends on these people alone, [turns]; the people themselves do not count."""
    stop = known.place[turns].astype(np.int64) + known.tree.below[turns]
    first = stop - known.tree.apart[turns]
    inside = known.counted(first, stop)[0]
    ends = known.place + known.tree.below
    begins = ends - known.tree.apart
    by_place = np.argsort(known.place)
    begins, ends = begins[by_place], ends[by_place]
    own = (known.before < 0) & (known.after >= 0)  # groups of these people themselves: all others have to be below
    mine = known.member[own]
    hanging = (known.after[own] >= begins[mine]) & (known.last[own] < ends[mine])
    counted = np.bincount(mine[hanging], minlength=len(known.place))
    return np.asarray(inside + counted[known.place[turns]])


def cut_besides(known: Groups, turns: Ids) -> Offsets:
    """Groups of the component of which nobody is at or below these turns, [turns]."""
    first = known.place[turns].astype(np.int64)
    touched = known.counted(first, first + known.tree.below[turns])[1]
    return known.count[known.tree.root[turns]] - touched


def only_in(known: Groups, turns: Ids) -> Offsets:
    """Groups of which these people are the only ones in their component, [turns]."""
    alone = known.member[(known.before < 0) & (known.after < 0)]
    return np.bincount(alone, minlength=len(known.place))[known.place[turns]]


@kernel
def _rearranged(parent: Ids, below: Ids, apart: Ids, separate: NDArray[np.bool_]) -> Ids:
    met = len(parent)
    place = np.empty(met, np.int32)
    joined = np.empty(met, np.int32)  # where the next one below who has another way goes
    hanging = np.empty(met, np.int32)  # where the next one below who has none goes
    for turn in range(met):
        above = parent[turn]
        if above < 0:
            place[turn] = turn
        elif separate[turn]:
            place[turn] = hanging[above]
            hanging[above] += below[turn]
        else:
            place[turn] = joined[above]
            joined[above] += below[turn]
        joined[turn] = place[turn] + 1
        hanging[turn] = place[turn] + below[turn] - apart[turn]
    return place


@kernel
def _add(tree: Offsets, place: int, by: int) -> None:
    at = place + 1
    while at < len(tree):
        tree[at] += by
        at += at & -at


@kernel
def _before(tree: Offsets, place: int) -> int:
    total = 0
    while place > 0:
        total += tree[place]
        place -= place & -place
    return total


@kernel
def _swept(
    size: int, member: Offsets, before: Offsets, start: Offsets, first: Offsets, stop: Offsets, by_stop: Offsets
) -> Offsets:
    """Sweep over places; two binary indexed trees (Fenwick 1994) know the groups that end and that go on so far."""
    whole = np.zeros(size + 1, np.int64)
    newest = np.zeros(size + 1, np.int64)
    found = np.zeros((2, len(first)), np.int64)
    row = 0
    ended = 0
    for query in by_stop:
        while row < len(member) and member[row] < stop[query]:
            _add(newest, member[row], 1)
            if before[row] >= 0:
                _add(newest, before[row], -1)
            if start[row] >= 0:
                _add(whole, start[row], 1)
                ended += 1
            row += 1
        found[0, query] = ended - _before(whole, first[query])
        found[1, query] = _before(newest, stop[query]) - _before(newest, first[query])
    return found
