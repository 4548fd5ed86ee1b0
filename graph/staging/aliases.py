"""Which ids have new ones: what the sheet aliases says, and what earlier loads said; what becomes of the records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from graph.model.vocabulary import ALIAS_KINDS
from graph.staging.alias_judge import ByLabel, Graph, Judge, NodeId, resolve
from graph.staging.alias_rows import ALIAS, named_ids, own_ids
from graph.staging.parsed_sheet import ParsedSheet, Quarantine


@dataclass
class Aliases:
    """What ids mean in a load, and what becomes of the nodes that had them.

    Attributes:
        now: Every id that was given up, by this load or an earlier one, with the one that counts.
        renamed: Nodes of which only the id changes, with this load.
        merged: Nodes that end with this load, because what they name is part of another one; from which day on.
        merges: Those of them that had not ended before, each with the other one.
        aside: Old ids of rows that were set aside and have a record: it stays as it is.
        doubled: How many of these records have no row of their own in these files, so that they stand beside new ones.
        unread: Labels of which it is not known which ids were given up, because a row can't be read.
        rows: How many rows name an id that was given up.
    """

    now: ByLabel = field(default_factory=dict)
    renamed: ByLabel = field(default_factory=dict)
    merged: dict[str, dict[str, tuple[str, date]]] = field(default_factory=dict)
    merges: ByLabel = field(default_factory=dict)
    aside: dict[str, set[str]] = field(default_factory=dict)
    doubled: int = 0
    unread: set[str] = field(default_factory=set)
    rows: int = 0


def read_aliases(
    parsed: list[ParsedSheet],
    hidden: Mapping[str, str],
    known: Graph,
    as_of: date,
    quarantine: Quarantine,
    falling: Iterable[NodeId] = (),
) -> Aliases:
    """Check the rows of the sheet aliases, and put them together with those of earlier loads.

    Args:
        parsed: All sheets of the load.
        hidden: Ids of people that tell who they are, each with the id that stands for it.
        known: The graph.
        as_of: The date that the files describe.
        quarantine: Collects the rows that are set aside.
        falling: Records that do not stand after this load, whatever row they have: nothing can be merged into them.
    """
    before: ByLabel = defaultdict(dict)
    for kind, old, new in known.aliases():
        before[ALIAS_KINDS[kind]][old] = new
    sheets = [sheet for sheet in parsed if sheet.sheet.node == ALIAS]
    if not (sheets or before):
        return Aliases()
    for sheet in sheets:
        _hide(sheet, hidden)
    judge = Judge(sheets, before, known, quarantine)
    judge.each_by_itself(as_of)
    judge.against_each_other()
    own = own_ids(parsed, quarantine)
    if judge.rows:
        judge.against_what_is_there(own, named_ids(parsed), falling)
    found = _settled(judge, as_of, set(falling))
    found.doubled = len(set().union(*(ids - own[label] for label, ids in found.aside.items())))
    return found


def _hide(sheet: ParsedSheet, hidden: Mapping[str, str]) -> None:
    """Replace ids of people that are names or mail addresses."""
    people = [at for at, kind in enumerate(sheet.frame["kind"]) if kind == "person"]
    for column in ("old_id", "new_id"):
        cells = {at: sheet.frame[column].iloc[at] for at in people}
        sheet.replace_cells(column, {at: hidden.get(text, text) for at, text in cells.items() if text in hidden})


def _settled(judge: Judge, as_of: date, falling: set[NodeId]) -> Aliases:
    """What follows from the rows that are left."""
    ids, since = judge.said, {row.key: row.since for row in judge.rows}
    aside = {label: judge.known.ever(label, olds) for label, olds in judge.aside.items()}
    found = Aliases(aside=aside, unread=judge.unread)
    for label in sorted(ids):
        now = {old: resolve(ids, label, old) or old for old in ids[label]}
        found.now[label] = now
        earlier = {resolve(judge.before, label, old) or old for old in judge.before.get(label, {})}
        there = judge.known.ever(label, {*now, *now.values(), *earlier})
        standing = judge.known.present(label, now)
        groups: dict[str, list[str]] = defaultdict(list)
        for old in sorted(now.keys() & there):
            groups[now[old]].append(old)
        for new, olds in groups.items():
            going_on = [old for old in olds if not judge.was_merged(label, old, there)]
            renamed = going_on if new not in there and len(going_on) == 1 else []
            if renamed:
                found.renamed.setdefault(label, {})[renamed[0]] = new
            for old in (each for each in olds if each not in renamed):
                fresh = old in standing or old not in judge.before.get(label, {})
                # A load that was cut off may have ended it; into what does not stand, nothing can go.
                if (fresh or (label, old) in since) and (label, new) not in falling:
                    found.merged.setdefault(label, {})[old] = (new, since.get((label, old)) or as_of)
                    if fresh:
                        found.merges.setdefault(label, {})[old] = new
    return found
