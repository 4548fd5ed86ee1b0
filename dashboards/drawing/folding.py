"""Fold rows instead of shrinking them: at most sixteen rows, with those that cut off most buildings drawn singly."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from dashboards.drawing.inputs import Counts, Row
from dashboards.drawing.phrasing import in_order, many, number
from graph.profile.words import worded

Group = Literal["broken", "weak", "starting", "cant_tell", "holds"]
MOST = 16
_SINGLE = 12
HIDDEN: tuple[Group, ...] = ("starting", "holds")
"""What "Only gaps" folds away: what has not begun is no gap either."""
_ORDER: tuple[Group, ...] = ("broken", "weak", "cant_tell", "starting", "holds")
_SAYS: dict[Group, str] = {
    "broken": "buildings cut off",
    "weak": "a weak or one-way link",
    "cant_tell": "we can't tell",
    "starting": "not begun yet",
    "holds": "the link holds",
}


@dataclass(frozen=True, slots=True)
class Fold:
    """A folded row.

    Args:
        group: What its members have in common.
        rows: The members in id order.
    """

    group: Group
    rows: tuple[Row, ...]

    @property
    def counts(self) -> Counts:
        """Buildings of all members together."""
        return add_up(self.rows)

    @property
    def key(self) -> str:
        """Key that opens it; like all keys that are not a unit's id, it begins with a space."""
        return f" fold:{self.group}"

    def says(self, noun: str) -> str:
        """Its label: "79 more districts: the link holds"."""
        says = "cut off" if noun == "building" and self.group == "broken" else worded(_SAYS[self.group])
        return f"{number(len(self.rows))} more {worded(noun if len(self.rows) == 1 else noun + 's')}: {says}"

    def size(self) -> str:
        """How many buildings it has, for the second line of its tooltip."""
        counts = self.counts
        return f"{many(counts.total, 'building')}, {number(counts.cut_off)} cut off"


def add_up(rows: tuple[Row, ...]) -> Counts:
    """The buildings of several units together."""
    counts = [row.counts for row in rows]
    return Counts(
        connected=sum(each.connected for each in counts),
        cut_off=sum(each.cut_off for each in counts),
        starting=sum(each.starting for each in counts),
        cant_tell=sum(each.cant_tell for each in counts),
        both_ways=sum(each.both_ways for each in counts),
        weak=sum(each.weak for each in counts),
        reaches_region=sum(each.reaches_region for each in counts),
    )


def group_of(row: Row, *, broken_above: bool = False) -> Group:
    """The group that a row's line puts it in.

    Args:
        row: A unit with its link and buildings.
        broken_above: Whether everything is cut off higher up anyway, so that only the row's own link counts.
    """
    family = row.link.family if row.link else "cant_tell"
    if family == "gap":
        return "broken"
    if family in {"weak", "one_way"}:
        return "weak"
    if family == "cant_tell":
        return "cant_tell"
    if family == "starting":
        return "starting"
    return "holds" if broken_above or not row.counts.cut_off else "broken"


def fold(rows: tuple[Row, ...], *, only_gaps: bool = False, broken_above: bool = False) -> list[Row | Fold]:
    """The rows to draw, in id order, with folded rows after them.

    Args:
        rows: All units below, in any order.
        only_gaps: Whether units whose line holds or has not begun are folded away.
        broken_above: Whether everything is cut off higher up.
    """
    ordered = sorted(rows, key=lambda row: in_order(row.unit))
    groups = {row.unit.unit_id: group_of(row, broken_above=broken_above) for row in ordered}
    hidden = {group for group in groups.values() if only_gaps and group in HIDDEN}
    drawn = [row for row in ordered if groups[row.unit.unit_id] not in hidden]
    if len(drawn) + len(hidden) > MOST:
        # Ties keep the id order, because sorting is stable.
        worst = sorted(drawn, key=lambda row: -row.counts.cut_off)
        kept = _SINGLE
        left = {groups[row.unit.unit_id] for row in worst[kept:]} | hidden
        kept -= max(0, len(left) - (MOST - _SINGLE))
        chosen = {row.unit.unit_id for row in worst[:kept]}
        drawn = [row for row in ordered if row.unit.unit_id in chosen]
    shown = {row.unit.unit_id for row in drawn}
    folded: dict[Group, list[Row]] = {}
    for row in ordered:
        if row.unit.unit_id not in shown:
            folded.setdefault(groups[row.unit.unit_id], []).append(row)
    return [*drawn, *(Fold(group, tuple(folded[group])) for group in _ORDER if group in folded)]


def hidden_words(rows: tuple[Row, ...], noun: str, *, broken_above: bool = False) -> str:
    """What "Only gaps" folds away, in one sentence; empty if it is nothing.

    Args:
        rows: All units below.
        noun: What one of them is called, in education's word.
        broken_above: Whether everything is cut off higher up.
    """
    groups = [group_of(row, broken_above=broken_above) for row in rows]
    holds, starting = groups.count("holds"), groups.count("starting")
    parts = [f"{many(holds, noun)} whose line holds"] if holds else []
    parts += [f"{many(starting, noun)} not begun yet"] if starting else []
    return f"Only gaps are shown. Hidden: {' and '.join(parts)}." if parts else ""
