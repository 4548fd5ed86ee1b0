"""Whether a load is held until somebody agrees: it would end or change more than a real month does.

Each reason names the likely cause. What is gone counts against what came new in its place, so that a re-organization,
a summer with many moves or a new district is not held, while a file that is cut off or somebody else's is.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from graph.loading.limits import Limits
from graph.loading.rehearsal import Rehearsed
from graph.model.nodes import NODES, is_passing
from graph.model.sheets import SHEETS
from graph.wording import say_count, say_list, say_share

_WORDS = {"Unit": "units", "Team": "teams", "Role": "roles", "Person": "people", "Protocol": "agreements"}
_MOSTLY = 0.5
_NEARLY_ALL = 0.8
_FILTERED = "The file may be cut off, or filtered."
_NAMED = 3
"""How many units a reason names."""
_NUMBER = re.compile(r"\d{2,}$")


def reasons(found: Rehearsed, limits: Limits) -> list[str]:
    """Why a load is held, a sentence each; empty if it is not."""
    said: list[str] = []
    of_labels: set[str] = set()
    for label in found.gone:
        whole = _other_ids(found, label, limits) or _other_file(found, label, limits) or _gone(found, label, limits)
        of_units = {} if whole and not whole.endswith(_FILTERED) else _gone_in_units(found, label, limits)
        # A unit whose rows are missing is a better reason than a share of all.
        if sum(of_units.values()) < _NEARLY_ALL * len(found.gone[label]) and whole:
            of_units = {whole: 0}
        said += of_units
        if whole:
            of_labels.add(label)
    said += _relationships(found, limits, of_labels)
    said += _changed(found, limits)
    said += _emptied(found, limits)
    said += _rows(found, limits)
    return said


def _word(label: str) -> str:
    return _WORDS.get(label, f"{label.lower()}s")


def _gone(found: Rehearsed, label: str, limits: Limits) -> str:
    """Much is gone, and nothing came in its place."""
    known, gone = found.known[label], found.gone[label]
    net = len(gone) - len(found.new(label))
    if net < limits.few or (net <= limits.ended_most and net <= limits.ended_share * len(known)):
        return ""
    cause = _FILTERED
    if gone and max(known - gone, default="") < min(gone):
        cause = "They are the last ones in the order of their ids: the file is probably cut off."
    limit = f"the limit is {say_share(limits.ended_share)} or {limits.ended_most:,}"
    came = f", and {len(found.new(label)):,} are new" if found.new(label) else ""
    which = named_places(found, label)
    said = f"{len(gone):,} of {len(known):,} {_word(label)} of this source are not in the files{came}; {limit}."
    return f"{said}{f' {which}.' if which else ''} {cause}"


def named_places(found: Rehearsed, label: str) -> str:
    """Where those who are gone were, by name: the first three units, those with most first, and how many more.

    A unit that is gone itself speaks for all below it; where there would be many buildings, their districts do.
    """
    gone_units, places = found.gone.get("Unit", set()), found.places.get(label, {})
    counts = Counter[str]()
    for key in found.gone[label]:
        own = key if label == "Unit" else places.get(key)
        if own is not None:
            counts[next((unit for unit in reversed([*_above(own, found.parents)]) if unit in gone_units), own)] += 1
    if len(counts) > _NAMED:
        inner, lifted = set(found.parents.values()), Counter[str]()
        for unit, count in counts.items():
            lifted[unit if unit in inner else found.parents.get(unit, unit)] += count
        counts = lifted
    order = sorted(counts, key=lambda unit: (-counts[unit], unit))
    names = [found.unit_names.get(unit) or unit for unit in order[:_NAMED]]
    more = [f"{say_count(len(order) - _NAMED, 'more unit', 'more units')}"] if len(order) > _NAMED else []
    how = "Gone with all below" if label == "Unit" else "They were in"
    return f"{how}: {say_list([*names, *more])}" if names else ""


def _other_ids(found: Rehearsed, label: str, limits: Limits) -> str:
    """The same under other ids: by name where names tell, else by the number in which ids end."""
    known, gone, new = found.known[label], found.gone[label], found.new(label)
    if min(len(gone), len(new)) < limits.few:
        return ""
    before, now = found.names.get(label, ({}, {}))
    named = set(before.values()) & set(now.values()) - {None}
    same = sum((Counter(before.values()) & Counter(now.values())).values()) if named else 0
    if not before:
        ends = Counter(_ending(key) for key in gone) & Counter(_ending(key) for key in new)
        del ends[""]
        same = sum(ends.values())
    if same < limits.few or same <= limits.ids_share * len(known) or same < _NEARLY_ALL * len(gone):
        return ""
    how = "under the same name" if before else "with the same number at the end"
    return (
        f"{same:,} of {len(known):,} {_word(label)} of this source come back under another id, {how}. The ids were "
        "probably made anew: export the old ones, or their history starts from nothing."
    )


def _ending(key: str) -> str:
    match = _NUMBER.search(key)
    return match[0].lstrip("0") if match else ""


def _other_file(found: Rehearsed, label: str, limits: Limits) -> str:
    """Most of what was there is gone, and most of what is there is new."""
    known, gone, given, new = found.known[label], found.gone[label], found.given.get(label, set()), found.new(label)
    if min(len(gone), len(new)) < limits.few or len(gone) <= _MOSTLY * len(known) or len(new) <= _MOSTLY * len(given):
        return ""
    return (
        f"{len(new):,} of {len(given):,} {_word(label)} in the files were never of this source, and {len(gone):,} of "
        f"its {len(known):,} are missing. These are probably the files of another district or system."
    )


def _gone_in_units(found: Rehearsed, label: str, limits: Limits) -> dict[str, int]:
    """Units that are still there and of which most is gone: a sentence for each, and how much.

    The highest such unit speaks for those below it.
    """
    before, left = Counter[str](), Counter[str]()
    place, now = found.places.get(label, {}), found.new_places.get(label, {})
    for key in found.known[label]:
        for unit in _above(place.get(key), found.parents):
            before[unit] += 1
            left[unit] += key in found.gone[label]
    for key in found.new(label):
        for unit in _above(now.get(key), found.parents):
            left[unit] -= 1
    gone_units = found.gone.get("Unit", set())
    hit = {
        unit
        for unit, count in left.items()
        if count >= limits.few and count > limits.unit_share * before[unit] and unit not in gone_units
    }
    highest = [unit for unit in sorted(hit) if not hit & set(list(_above(unit, found.parents))[1:])]
    return {
        f"Of the {before[unit]:,} {_word(label)} of unit {unit}{_called(found, unit)}, {left[unit]:,} are gone and "
        "none came in their place. Its rows are probably missing from the file.": left[unit]
        for unit in highest
    }


def _called(found: Rehearsed, unit: str) -> str:
    """The name of a unit in brackets, where it has one that is not its id."""
    name = found.unit_names.get(unit)
    return f" ({name})" if name and name != unit else ""


def _above(unit: str | None, parents: dict[str, str]) -> Iterator[str]:
    """A unit and all above it."""
    seen: set[str] = set()
    while unit is not None and unit not in seen:
        seen.add(unit)
        yield unit
        unit = parents.get(unit)


_SHEET_OF = {edge.type: f"the sheet {sheet.name}" for sheet in SHEETS.values() for edge in sheet.edges}
_IDS_OF = {
    edge.type: f"ids in the column {edge.end.column} of the sheet {sheet.name}"
    for sheet in SHEETS.values()
    for edge in sheet.edges
    if sheet.node and not NODES[sheet.node].event
}


def _what(found: Rehearsed, name: str) -> str:
    """Records of a label, or rows of the sheet that makes a type of relationship."""
    if name in found.plan.nodes:
        return _word(name)
    return _IDS_OF.get(name) or f"rows of {_SHEET_OF[name]}"


def _relationships(found: Rehearsed, limits: Limits, of_labels: set[str]) -> Iterator[str]:
    """Rows that join records, and ids in records' own rows; nothing where the records themselves are gone."""
    if of_labels:
        return
    for kind, tally in found.plan.edges.items():
        known = tally.same + tally.changed + tally.ended
        net = tally.ended - tally.hung - tally.new
        if net >= limits.few and (net > limits.ended_most or net > limits.ended_share * known):
            yield (
                f"{tally.ended:,} of {known:,} {_what(found, kind)} would end, and {tally.new:,} are new; the limit is "
                f"{say_share(limits.ended_share)} or {limits.ended_most:,}. The file may be cut off, or a column empty."
            )


def _changed(found: Rehearsed, limits: Limits) -> Iterator[str]:
    for name, tally in (*found.plan.nodes.items(), *found.plan.edges.items()):
        known = tally.same + tally.changed
        if tally.changed >= limits.few and tally.changed > limits.changed_share * known:
            yield (
                f"{tally.changed:,} of {known:,} {_what(found, name)} would change; the limit is "
                f"{say_share(limits.changed_share)}. A column may have moved, or may be written in another way."
            )


def _emptied(found: Rehearsed, limits: Limits) -> Iterator[str]:
    """A column that is blank where it was filled; one whose cells pass, only if none is left."""
    for (name, column), (blank, filled) in sorted(found.plan.emptied.items()):
        if filled and is_passing(name, column):
            continue
        if blank >= limits.few and blank > limits.emptied_share * (blank + filled):
            place = _word(name) if name in found.plan.nodes else _SHEET_OF[name]
            yield (
                f"The column {column} of {place} was filled and is now blank in {blank:,} of {blank + filled:,} rows. "
                "It was probably left out of the export."
            )


def _rows(found: Rehearsed, limits: Limits) -> Iterator[str]:
    """Much fewer rows than the last time, or many more of them that can't be loaded."""
    for count, last, last_aside in found.counts:
        if count.sheet in found.lists and last >= limits.few and count.read < limits.rows_share * last:
            yield (
                f"The sheet {count.sheet} has {say_count(count.read, 'row', 'rows')}; the last load of this source had "
                f"{last:,}. The file is probably cut off or filtered."
            )
        usual = last_aside / last if last else 0.0
        if count.quarantined >= limits.few and count.quarantined > (usual + limits.set_aside_share) * count.read:
            before = f", of the last load it was {say_share(usual)}" if last_aside else ""
            yield (
                f"{count.quarantined:,} of {count.read:,} rows of the sheet {count.sheet} would be set aside; the "
                f"limit is {say_share(limits.set_aside_share)} more than before{before}."
            )
