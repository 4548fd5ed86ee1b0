"""Entries about what has another id now: the same findings, under the new ids."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import chain

from graph.ledger.entry import Entry

Ids = Mapping[str, Mapping[str, str]]
"""By label, ids that were given up, each with the one that counts."""

_TOKENS = re.compile(r"([:|>~,+])")
_LINK = "Link"
"""Its id is its kind and the lower unit."""


def newest(pairs: Iterable[tuple[str, str, str]]) -> dict[str, dict[str, str]]:
    """By label, each old id with the one that counts, through all that lie between.

    Args:
        pairs: Label, old and new id; none leads back to itself.
    """
    direct: dict[str, dict[str, str]] = {}
    for label, old, new in pairs:
        direct.setdefault(label, {})[old] = new
    found: dict[str, dict[str, str]] = {}
    for label, ids in direct.items():
        for old, new in ids.items():
            at, seen = new, {old}
            while at in ids and at not in seen:
                seen.add(at)
                at = ids[at]
            found.setdefault(label, {})[old] = at
    return found


def link_under(link_id: str, ids: Ids) -> str:
    """A link's id, under the id that its lower unit has now."""
    kind, colon, unit = link_id.partition(":")
    return f"{kind}{colon}{ids.get('Unit', {}).get(unit, unit)}"


def under_new_ids(
    entries: Iterable[Entry],
    ids: Ids,
    subjects: Callable[[Entry], Sequence[str]],
    found: Collection[str],
) -> dict[str, Entry]:
    """The entries that say something else under the new ids, by the ids that they have had.

    Args:
        entries: Entries of the ledger.
        ids: What was renamed.
        subjects: The label of each part of an entry's key, blank where it is no id; nothing if that is not known.
        found: Ids of the findings that are there.
    """
    if not any(ids.values()):
        return {}
    readings = _readings(ids)
    changed: dict[str, Entry] = {}
    for entry in entries:
        was = entry.key.split("|")
        parts, reading = _called(entry.query, was, subjects(entry), ids, readings, found)
        key, now_called = "|".join(parts), {**reading, **dict(zip(was, parts, strict=True))}
        told = tuple(now_called.get(each, each) for each in entry.ids) if parts != was else entry.ids
        owner = ids.get("Role", {}).get(entry.owner, entry.owner)
        now = replace(entry, finding_id=f"{entry.query}|{key}", key=key, ids=told, owner=owner)
        if now != entry:
            changed[entry.finding_id] = now
    names = {old: entry.finding_id for old, entry in changed.items()}
    for entry in entries:
        if entry.cause in names:
            known = changed.get(entry.finding_id, entry)
            changed[entry.finding_id] = replace(known, cause=names[entry.cause])
    return changed


def findings_under_new_ids(
    findings: Iterable[tuple[str, str]],
    ids: Ids,
    subjects: Callable[[str, str], Sequence[str]],
    found: Collection[str],
) -> dict[str, str]:
    """Ids of findings that have others now, with these.

    Args:
        findings: The query and the key of each.
        ids: What was renamed.
        subjects: As in `under_new_ids`, by query and key.
        found: Ids of the findings that are there.
    """
    if not any(ids.values()):
        return {}
    readings = _readings(ids)
    changed = {}
    for query, key in findings:
        parts, _ = _called(query, key.split("|"), subjects(query, key), ids, readings, found)
        if (now := "|".join(parts)) != key:
            changed[f"{query}|{key}"] = f"{query}|{now}"
    return changed


def _called(
    query: str,
    was: list[str],
    labels: Sequence[str],
    ids: Ids,
    readings: Sequence[Mapping[str, str]],
    found: Collection[str],
) -> tuple[list[str], Mapping[str, str]]:
    """The parts of a finding's key under the new ids, and what ids of no known label mean in it."""
    labels = labels if len(labels) == len(was) else [""] * len(was)

    named = [(_parts(was, labels, ids, reading), reading) for reading in readings]
    # Where the label of a part is not known, the finding itself has to tell which is meant, if any is. Parts that are
    # no ids, such as the code of a role, stay as they are.
    there = (each for each in named if f"{query}|{'|'.join(each[0])}" in found)
    as_it_was = (
        each
        for each in named
        if all(now == old for now, old, label in zip(each[0], was, labels, strict=True) if not label)
    )
    return next(chain(there, as_it_was), (was, {}))


def _readings(ids: Ids) -> list[dict[str, str]]:
    """What ids of no known label may mean: all that one label alone has given up; or all of one label."""
    labels: dict[str, set[str]] = {}
    for label, each in ids.items():
        for old in each:
            labels.setdefault(old, set()).add(label)
    plain = {old: ids[label][old] for old, of in labels.items() if len(of) == 1 for label in of}
    alone = [plain | dict(each) for _, each in sorted(ids.items())] if len(plain) < len(labels) else []
    return [plain, *alone]


def _parts(parts: list[str], labels: Sequence[str], ids: Ids, reading: Mapping[str, str]) -> list[str]:
    return [_part(part, label, ids, reading) for part, label in zip(parts, labels, strict=True)]


def _part(part: str, label: str, ids: Ids, reading: Mapping[str, str]) -> str:
    if label == _LINK:
        return link_under(part, ids)
    if label:
        return ids.get(label, {}).get(part, part)
    whole = reading.get(part)
    return whole or "".join(reading.get(token, token) for token in _TOKENS.split(part))
