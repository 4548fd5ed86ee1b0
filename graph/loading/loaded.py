"""What a load did, and what tells it from others: its identity, and whether the graph has all of it already."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import date

import numpy as np
import pandas as pd

from graph.loading.differences import Stamp, Tally
from graph.loading.foreseen import Foreseen
from graph.loading.names import Names
from graph.loading.store import Begun, Store
from graph.problem import Problem
from graph.runner import Counters
from graph.staging.absent import Mode
from graph.staging.extract import Extract
from graph.staging.parsed_sheet import TeamTypes
from graph.staging.stage import SheetCount


@dataclass
class Loaded:
    """What a load did.

    Attributes:
        load_id: Identity of the load: source, as-of date, mode and content.
        published: False if the same content with the same as-of date is already loaded.
        written: The server's counters; all zero if nothing was written.
        files: Counts of file rows by file.
        sheets: Counts of file rows by the sheet they fed.
        nodes: New, changed and unchanged nodes by label.
        edges: The same for relationships by type.
        problems: Rejected rows.
        quarantine: The file that lists them; empty if there are none.
        warnings: What the user should know in addition to the counts.
        held_for: Why the load would be held, if it was only planned.
        decided: What was decided of the same files before, a sentence each, with what people wrote: not for logs.
        decided_bare: The same sentences without it.
        foreseen: What it changes or would change, record by record; None if nobody looked before it was written.
        renamed: How many nodes get another id, by label.
        merged: Nodes that become part of another one, each with that one, by label.
        moved: That names and addresses were moved to where they now belong, as a sentence; empty if none were.
    """

    load_id: str
    source: str
    as_of: date
    mode: Mode
    published: bool
    written: Counters = field(default_factory=Counters)
    files: list[SheetCount] = field(default_factory=list)
    sheets: list[SheetCount] = field(default_factory=list)
    nodes: dict[str, Tally] = field(default_factory=dict)
    edges: dict[str, Tally] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    quarantine: str = ""
    warnings: list[str] = field(default_factory=list)
    moved: str = ""
    renamed: dict[str, int] = field(default_factory=dict)
    merged: dict[str, dict[str, str]] = field(default_factory=dict)
    held_for: list[str] = field(default_factory=list)
    decided: list[str] = field(default_factory=list)
    decided_bare: list[str] = field(default_factory=list)
    foreseen: Foreseen | None = None

    def sums(self) -> dict[str, int]:
        """Counts of file rows over all files: read = loaded + quarantined + duplicates + passed; and cells left out."""
        names = ("read", "loaded", "quarantined", "duplicates", "passed", "cells")
        return {name: sum(getattr(file, name) for file in self.files) for name in names}


def content_hash(extract: Extract, types: TeamTypes) -> str:
    """Digest of the files' content, independent of the order of rows, files and columns."""
    parts: dict[str, tuple[int, int]] = {}
    for rows in extract.sheets:
        frame = rows.frame[sorted(rows.frame.columns)]
        each = pd.util.hash_pandas_object(frame, index=False).to_numpy(dtype=np.uint64)
        name = f"{rows.sheet}:{','.join(frame.columns)}"
        count, total = parts.get(name, (0, 0))
        parts[name] = (count + len(each), (total + int(each.sum(dtype=np.uint64))) % 2**64)
    # Team types depend on the profile, so the same teams differ under another one.
    profile = types.fingerprint if any(rows.sheet == "teams" for rows in extract.sheets) else ""
    content_text = repr((sorted(parts.items()), extract.mapping, len(extract.problems), profile, extract.date_order))
    return hashlib.sha256(content_text.encode()).hexdigest()


def load_id(source: str, as_of: date, content: str, mode: Mode) -> str:
    """The identity of a load; loads that end nothing have the one that they had before there were others."""
    ends = "|full" if mode is Mode.FULL else ""
    return hashlib.sha256(f"{source}|{as_of}|{content}{ends}".encode()).hexdigest()[:16]


def stamp_of(result: Loaded, before: Begun) -> Stamp:
    """What each row of the load carries."""
    return Stamp(result.load_id, before.number, result.source, result.as_of)


def published_before(store: Store, result: Loaded) -> tuple[bool, bool]:
    """Whether a load of the same content is published with the same counts, and whether none came later."""
    loads = store.loads()
    before = next((published for published in loads if published.load_id == result.load_id), None)
    if before is None:
        return False, False
    counted = all(getattr(before, name) == total for name, total in result.sums().items())
    return counted, before.sequence == max(published.sequence for published in loads)


def nothing_new(store: Store, result: Loaded, names: Names) -> bool:
    """Whether the last load of all had just this content, and the graph and the vault are as it left them."""
    counted, latest = published_before(store, result)
    incomplete = store.person_keys() == {""} or store.unfinished() or names.lacking(store)
    return counted and latest and not incomplete
