"""Check the rows of a load: each becomes nodes and relationships, or goes into quarantine with its reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.problem import Problem
from graph.staging import checks
from graph.staging.checks import Known
from graph.staging.extract import Extract
from graph.staging.parsed_sheet import ParsedSheet, Quarantine, TeamTypes, read_sheet

EdgeKind = tuple[str, str, str]
"""Type, start label and end label of a relationship."""


@dataclass(frozen=True)
class SheetCount:
    """File rows that fed one sheet: read = loaded + quarantined + duplicates."""

    sheet: str
    read: int
    loaded: int
    quarantined: int
    duplicates: int


@dataclass
class Staged:
    """Checked rows, ready to be compared with the graph.

    Attributes:
        nodes: By label, a frame with the key column first and one column per property.
        edges: By kind, a frame with `start`, `end` and the properties.
        problems: The quarantine, in order of file and line.
        counts: Per sheet, of file rows.
        files: Per file, of file rows.
    """

    nodes: dict[str, pd.DataFrame] = field(default_factory=dict)
    edges: dict[EdgeKind, pd.DataFrame] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    counts: list[SheetCount] = field(default_factory=list)
    files: list[SheetCount] = field(default_factory=list)


def stage(extract: Extract, types: TeamTypes, known: Known) -> Staged:
    """Run all checks that are possible before a write.

    Args:
        extract: What the loader read.
        types: The profile's team types.
        known: Looks up ids in the graph that the files refer to but do not contain.

    Raises:
        InputError: The load as a whole is rejected (a second state).
    """
    quarantine = Quarantine(extract)
    parsed = [read_sheet(rows, extract.copies, types, quarantine) for rows in extract.sheets]
    for sheet in parsed:
        checks.check_rows(sheet, quarantine)
    checks.check_one_state(parsed, quarantine, known)
    settled = False
    while not settled:  # a row may be rejected because another one was
        before = int(quarantine.bad.sum())
        checks.check_keys(parsed, quarantine)
        checks.check_references(parsed, quarantine, known)
        checks.check_hierarchy(parsed, quarantine, known)
        settled = before == int(quarantine.bad.sum())
    staged = Staged(problems=quarantine.problems)
    for sheet in parsed:
        frame = sheet.kept(quarantine)
        _add_nodes(staged, sheet, frame)
        _add_edges(staged, sheet, frame)
    _count(staged, extract, quarantine)
    return staged


def _add_nodes(staged: Staged, parsed: ParsedSheet, rows: pd.DataFrame) -> None:
    sheet = parsed.sheet
    if sheet.node:
        node = NODES[sheet.node]
        names = [prop.name for prop in node.properties if not prop.derived]
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
    starts = extract.starts
    for index, file in enumerate(extract.files):
        part = slice(int(starts[index]), int(starts[index + 1]))
        staged.files.append(_tally(file.file, np.ones(len(file.lines), dtype=bool), bad[part], copies[part]))
    for name in dict.fromkeys(rows.sheet for rows in extract.sheets):
        fed = np.zeros(total + 1, dtype=bool)
        for rows in extract.sheets:
            if rows.sheet == name:
                fed[rows.rows] = True
                fed[rows.lost] = True
        staged.counts.append(_tally(name, fed[:total], bad, copies))


def _tally(name: str, fed: np.ndarray, bad: np.ndarray, copies: np.ndarray) -> SheetCount:
    read, quarantined, duplicates = int(fed.sum()), int((fed & bad).sum()), int((fed & copies).sum())
    return SheetCount(name, read, read - quarantined - duplicates, quarantined, duplicates)
