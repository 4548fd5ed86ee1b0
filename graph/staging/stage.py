"""Check the rows of a load: each becomes nodes and relationships, or goes into quarantine with its reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
import pandas as pd

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.sheets import SHEETS, SINGLE
from graph.problem import Problem
from graph.staging import checks
from graph.staging.absent import (
    Absence,
    EdgeKind,
    Ever,
    Mode,
    Remaining,
    Stated,
    missing_nodes,
    note_relationships,
    readable,
    rosters,
)
from graph.staging.alias_judge import NodeId
from graph.staging.alias_rows import ALIAS, ALIASED, NamesOf, people_in_aliases, rename_in_rows
from graph.staging.aliases import Aliases, read_aliases
from graph.staging.extract import Extract
from graph.staging.joined_people import hide_ids, join_people
from graph.staging.parsed_sheet import ParsedSheet, Quarantine, TeamTypes, read_sheet
from graph.staging.style import styles_of


@dataclass(frozen=True)
class SheetCount:
    """File rows that fed one sheet: read = loaded + quarantined + duplicates + passed.

    Attributes:
        sheet: Name of the sheet, or of the file.
        read: Rows of the files.
        loaded: Rows that are in the graph now.
        quarantined: Rows set aside, each with its reason.
        duplicates: Exact copies of other rows.
        passed: Rows that the mapping leaves out.
        cells: Cells left out of rows that were loaded.
    """

    sheet: str
    read: int
    loaded: int
    quarantined: int
    duplicates: int
    passed: int = 0
    cells: int = 0


@dataclass
class Staged:
    """Checked rows, ready to be compared with the graph.

    Attributes:
        nodes: By label, a frame with the key column first and one column per property.
        edges: By kind, a frame with `start`, `end` and the properties.
        addresses: Ids of these files' people by the ids of their mail addresses.
        hidden: Ids of people that were names or mail addresses, each with the id that stands for it.
        aliases: Which ids have new ones, and what becomes of the nodes that had the old ones.
        cleared: By kind, nodes of which this load says that they have no such relationship.
        absence: What the load leaves out, if it is one that tells all.
        problems: The quarantine, in order of file and line.
        counts: Per sheet, of file rows.
        files: Per file, of file rows.
    """

    nodes: dict[str, pd.DataFrame] = field(default_factory=dict)
    edges: dict[EdgeKind, pd.DataFrame] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)
    hidden: dict[str, str] = field(default_factory=dict)
    aliases: Aliases = field(default_factory=Aliases)
    cleared: dict[EdgeKind, set[str]] = field(default_factory=dict)
    absence: Absence = field(default_factory=Absence)
    problems: list[Problem] = field(default_factory=list)
    counts: list[SheetCount] = field(default_factory=list)
    files: list[SheetCount] = field(default_factory=list)


def stage(
    extract: Extract,
    types: TeamTypes,
    known: Stated,
    as_of: date,
    mode: Mode = Mode.FULL,
    names_of: NamesOf = lambda _: {},
) -> Staged:
    """Run all checks that are possible before a write.

    Args:
        extract: What the loader read.
        types: The profile's team types.
        known: Looks up ids in the graph that the files refer to but do not contain.
        as_of: The date that the files describe.
        mode: Whether the files tell all that their source knows.
        names_of: Gives the names that are known of people, by their ids.

    Raises:
        InputError: The load as a whole is rejected (a second state, dates that can be read in two ways).
    """
    falling: set[NodeId] = set()
    while True:
        # Which rows are set aside depends on what ids mean, and what can be merged on the rows that are left.
        staged, fallen = _stage(extract, types, known, as_of, mode, names_of, falling)
        if fallen <= falling:
            return staged
        falling |= fallen


def _stage(
    extract: Extract,
    types: TeamTypes,
    known: Stated,
    as_of: date,
    mode: Mode,
    names_of: NamesOf,
    falling: Collection[NodeId],
) -> tuple[Staged, set[NodeId]]:
    """Run the checks.

    Args:
        extract: As in `stage`, like all others.
        types: The profile's team types.
        known: The graph.
        as_of: The date that the files describe.
        mode: Whether the files tell all.
        names_of: Gives names of people.
        falling: Records into which nothing can be merged.

    Returns:
        What is staged, and the records into which others would be merged and that do not stand after it.
    """
    quarantine = Quarantine(extract)
    styles = styles_of(extract, as_of)
    parsed = [
        read_sheet(rows, extract.copies, types, quarantine, style)
        for rows, style in zip(extract.sheets, styles, strict=True)
    ]
    hidden = hide_ids(parsed, known, *people_in_aliases(parsed, names_of))
    aliases = read_aliases(parsed, hidden, known, as_of, quarantine, falling)
    if any(len(rows.lost) for rows in extract.sheets if SHEETS[rows.sheet].node == ALIAS):
        aliases.unread |= ALIASED
    known = known.under(aliases.renamed) if aliases.renamed else known
    aliases.rows = rename_in_rows(parsed, aliases.now, quarantine)
    addresses = join_people(parsed, known)
    named = rosters(extract) if mode is Mode.FULL else frozenset()
    lists = readable(named, parsed, extract, quarantine)
    absence = missing_nodes(parsed, lists, known, aliases)
    absence.silent = named - lists
    remaining = Remaining(known, absence.gone)
    _check(parsed, quarantine, known, remaining)
    note_relationships(absence, parsed, lists, quarantine)
    staged = Staged(addresses=addresses, hidden=hidden, aliases=aliases, absence=absence, problems=quarantine.problems)
    for sheet in parsed:
        frame = sheet.kept(quarantine)
        _add_nodes(staged, sheet, frame)
        _add_edges(staged, sheet, frame)
    for kind, starts in staged.cleared.items():  # another row may give what this one leaves blank
        starts -= set(staged.edges[kind]["start"])
    _count(staged, extract, quarantine)
    return staged, _fallen(staged, known, remaining)


def _check(parsed: list[ParsedSheet], quarantine: Quarantine, known: Stated, remaining: Remaining) -> None:
    """Reject rows until none is left that must be: a row may be rejected because another one was."""
    for sheet in parsed:
        checks.check_rows(sheet, quarantine)
    checks.check_one_state(parsed, quarantine, known)
    settled = False
    while not settled:
        before = sum(int(sheet.alive(quarantine).sum()) for sheet in parsed)
        checks.check_keys(parsed, quarantine)
        checks.check_references(parsed, quarantine, remaining, Ever(known))
        for sheet in parsed:
            checks.check_ties(sheet, quarantine)
        checks.check_hierarchy(parsed, quarantine, remaining)
        settled = before == sum(int(sheet.alive(quarantine).sum()) for sheet in parsed)


def _fallen(staged: Staged, known: Stated, remaining: Remaining) -> set[NodeId]:
    """Records into which others would be merged, and that do not stand after the load."""
    fallen: set[NodeId] = set()
    for label, merged in staged.aliases.merged.items():
        left = {new for new, _ in merged.values()}
        left -= remaining.present(label, left)
        if left and label in staged.nodes:
            frame = staged.nodes[label]
            rows = frame[frame[NODES[label].key].isin(left)].set_index(NODES[label].key)
            told = rows.notna().any(axis=1).to_numpy()
            left -= set(rows.index[told])
            left -= set(rows.index[~told]) - known.ever(label, left)  # an id alone does not bring anybody back
        fallen |= {(label, key) for key in left}
    return fallen


def _add_nodes(staged: Staged, parsed: ParsedSheet, rows: pd.DataFrame) -> None:
    sheet = parsed.sheet
    if sheet.node:
        node = NODES[sheet.node]
        sealed = {prop.sealed_as for prop in node.properties}  # they stand for texts, and are made after all checks
        names = [prop.name for prop in node.properties if not (prop.derived or prop.name in sealed)]
        frame = pd.DataFrame({node.key: checks.keys(sheet, rows), **{name: rows[name] for name in names}})
        _extend(staged.nodes, sheet.node, frame, [node.key])
    for end in (end for edge in sheet.edges for end in (edge.start, edge.end) if end.creates):
        key = NODES[end.label].key
        frame = pd.DataFrame({key: rows[end.column].dropna()})
        _extend(staged.nodes, end.label, frame, [key])


def _add_edges(staged: Staged, parsed: ParsedSheet, rows: pd.DataFrame) -> None:
    for edge in parsed.sheet.edges:
        frame = rows
        if edge.where:
            frame = frame[frame[edge.where[0]] == edge.where[1]]
        relationship = RELATIONSHIPS[edge.type]
        start, end = checks.ends(parsed.sheet, edge, frame)
        names = [prop.name for prop in relationship.properties]
        edges = pd.DataFrame({"start": start, "end": end, **{name: frame[name] for name in names}})
        if edge.listed:
            edges = edges.explode("start").explode("end")
        given = (edges["start"].notna() & edges["end"].notna()).to_numpy()
        edges = edges if given.all() else edges[given]
        kind = (edge.type, edge.start.label, edge.end.label)
        _extend(staged.edges, kind, edges, ["start", "end", *relationship.identity])
        if kind in SINGLE and edge.end.column in parsed.given:
            unread = parsed.unread.get(edge.end.column, set())
            blank = start[end.isna() & ~end.index.isin(unread)]
            staged.cleared.setdefault(kind, set()).update(blank.dropna())


def _extend(into: dict[Any, pd.DataFrame], key: Any, frame: pd.DataFrame, identity: list[str]) -> None:  # noqa: ANN401 - label or kind
    """Add rows, each identity once; rows that contradict it are already in quarantine."""
    if key in into:
        frame = pd.concat([into[key], frame])
    repeated = frame.duplicated(identity).to_numpy()
    into[key] = (frame[~repeated] if repeated.any() else frame).reset_index(drop=True)


def _count(staged: Staged, extract: Extract, quarantine: Quarantine) -> None:
    total = len(extract.copies) - 1
    copies = extract.copies[:total]
    bad = quarantine.bad[:total] & ~copies
    cells = np.where(bad | copies, 0, quarantine.cells[:total])
    fed = {name: np.zeros(total + 1, dtype=bool) for name in dict.fromkeys(rows.sheet for rows in extract.sheets)}
    for rows in extract.sheets:
        fed[rows.sheet][rows.rows] = True
        fed[rows.sheet][rows.lost] = True
    used = np.concatenate([*(file.lent for file in extract.files), np.zeros(1, dtype=bool)])
    for each in fed.values():
        used |= each
    passed = ~used[:total] & ~bad & ~copies
    for file, first, stop in zip(extract.files, extract.starts, extract.starts[1:], strict=False):
        part = np.zeros(total, dtype=bool)
        part[first:stop] = True
        staged.files.append(_tally(file.file, part, bad, copies, passed, cells))
    for name, each in fed.items():
        staged.counts.append(_tally(name, each[:total], bad, copies, passed, cells))


def _tally(
    name: str, fed: np.ndarray, bad: np.ndarray, copies: np.ndarray, passed: np.ndarray, cells: np.ndarray
) -> SheetCount:
    read, wrong, twice, left = (int((fed & rows).sum()) for rows in (fed, bad, copies, passed))
    return SheetCount(name, read, read - wrong - twice - left, wrong, twice, left, int(cells[fed].sum()))
