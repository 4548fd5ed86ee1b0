"""What began, ended and changed, or would: as rows for CSV and JSON, and as counts with examples for people.

A comparison of two loads and the plan of one are told alike. People are named by their ids; a restricted property is
named, and its values never are.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dashboards.loads.counts import plain, plural
from graph.wording import say, say_count, say_list

if TYPE_CHECKING:
    from graph.loading.comparison import Difference

COLUMNS = ("change", "what", "id", "name", "to", "to_name", "unit", "properties", "source", "load", "on")
_EXAMPLES = 5
"""How many records of a kind a text names; CSV and JSON name all."""
_UNITS = 10
_CELLS = 2
"""How many values of a property a text shows."""
_PLACES = frozenset(map(plain, ("HOLDS", "WORKS_AT", "PART_OF", "SERVES", "ON", "AT")))
"""Connections that say where something belongs: one that ends and one that begins are a move."""
_BEGINS = {"new": "begin", "back": "begin", "ended": "end"}
Names = Mapping[tuple[str, str], str | None]


def row_of(each: Difference, names: Names, units: Mapping[tuple[str, str], str] | None = None) -> dict[str, Any]:
    """A difference as plain values.

    Args:
        each: The difference.
        names: Names of units and teams and titles of roles, by label and id.
        units: Units of records, by label and id.
    """
    row: dict[str, Any] = {"change": each.change, "source": each.source or None, "load": each.load, "on": each.on}
    if each.cells:
        row["properties"] = [
            {"name": cell.name, "restricted": True}
            if cell.restricted
            else {"name": cell.name, "before": cell.before, "now": cell.now}
            for cell in each.cells
        ]
    if isinstance(each.kind, str):
        unit = (units or {}).get((each.kind, each.key[0]))
        own = {"id": each.key[0], "name": names.get((each.kind, each.key[0])), "unit": unit}
        return row | {"what": plain(each.kind), "label": each.kind, **own}
    kind, start, end = each.kind
    ends = {"id": each.key[0], "name": names.get((start, each.key[0])), "to": each.key[1]}
    return row | {"what": plain(kind), **ends, "to_name": names.get((end, each.key[1]))}


def csv_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row for CSV: of changed properties only their names."""
    named = "; ".join(cell["name"] for cell in row.get("properties", ()))
    return {name: row.get(name) for name in COLUMNS} | {"properties": named or None}


def tell(rows: Sequence[dict[str, Any]], differing: Mapping[str, Mapping[str, int]] | None = None) -> Iterator[str]:
    """Counts by kind, with some examples of each; connections of records that came or went are only counted.

    Args:
        rows: From `row_of`.
        differing: How many changed records differ in each property, by kind in plain words; None to take it from rows.
    """
    turned = {row["id"] for row in rows if "to" not in row and row["change"] != "changed"}
    hung = [row for row in rows if "to" in row and turned & {row["id"], row["to"]}]
    gone = {id(row) for row in hung}
    moved = list(_moves(row for row in rows if id(row) not in gone))
    gone |= {id(row) for pair in moved for row in pair}
    grouped: dict[tuple[str, str], list[dict[str, Any]]] = defaultdict(list)
    for row in rows:
        if id(row) not in gone:
            grouped[row["what"], row["change"]].append(row)
    for (what, change), some in grouped.items():
        yield f"  {_headed(some[0], len(some), change)}: {some_of(map(_example, some))}"
        if change == "changed":
            yield from _properties(some) if differing is None else _counted(differing.get(what, {}))
    by_kind: dict[str, list[str]] = defaultdict(list)
    for before, now in moved:
        by_kind[before["what"]].append(f"{before['name'] or before['id']}: {_end(before)} > {_end(now)}")
    for what, told in by_kind.items():
        yield f"  {what}, moved: {len(told):,}: {some_of(told)}"
    counts = Counter(row["change"] for row in hung)
    if counts:
        said = say_list([f"{count:,} {change}" for change, count in counts.items()], "and")
        yield f"  connections of those that came or went: {said}"


def _headed(row: Mapping[str, Any], count: int, change: str) -> str:
    """How many of a kind: `3 teams ended`; a connection has its type before it: `holds, 3 ended`."""
    if "label" in row:
        return f"{say_count(count, plain(row['label']), plural(row['label']))} {change}"
    return f"{row['what']}, {count:,} {change}"


def _moves(rows: Iterable[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """What ended and began for one and the same record: a person of another role or unit, a team of another unit."""
    places: dict[tuple[str, str], dict[str, list[dict[str, Any]]]] = defaultdict(lambda: defaultdict(list))
    for row in rows:
        if row["what"] in _PLACES:
            places[row["what"], row["id"]][_BEGINS.get(row["change"], "")].append(row)
    for found in places.values():
        ended, begun = ({row["to"]: row for row in found[how]} for how in ("end", "begin"))
        # What ends and begins at the same place only has another first day.
        left = [row for to, row in ended.items() if to not in begun]
        come = [row for to, row in begun.items() if to not in ended]
        if len(left) == len(come) == 1:
            yield left[0], come[0]


def _end(row: Mapping[str, Any]) -> str:
    return f"{row['to']} ({row['to_name']})" if row["to_name"] else str(row["to"])


def tell_units(rows: Sequence[dict[str, Any]], names: Names, more: str = "") -> Iterator[str]:
    """What begins and ends by unit, those with most first.

    Args:
        rows: From `row_of`.
        names: Names of units.
        more: Where the units that are not told can be seen.
    """
    found: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    for row in rows:
        if row.get("unit") and row["change"] in _BEGINS:
            found[row["unit"]][_BEGINS[row["change"]], row["label"]] += 1
    order = sorted(found, key=lambda unit: (-found[unit].total(), unit))
    for unit in order[:_UNITS]:
        name = names.get(("Unit", unit))
        yield f"  {f'{name} ({unit})' if name else unit}: {_by_unit(found[unit])}"
    if len(order) > _UNITS:
        yield f"  and {say_count(len(order) - _UNITS, 'more unit', 'more units')}{more}"


def _by_unit(counts: Counter[tuple[str, str]]) -> str:
    parts = []
    for verb in ("begin", "end"):
        said = [say_count(count, plain(label), plural(label)) for (how, label), count in counts.items() if how == verb]
        if said:
            one = sum(count for (how, _), count in counts.items() if how == verb) == 1
            parts.append(f"{say_list(said, 'and')} {verb}{'s' if one else ''}")
    return "; ".join(parts)


def _properties(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The properties in which records differ, with examples; most often first."""
    found: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        for cell in row.get("properties", ()):
            shown = "not shown" if cell.get("restricted") else f"{_value(cell['before'])} > {_value(cell['now'])}"
            found[cell["name"]].append(shown if cell.get("restricted") else f"{row['id']}: {shown}")
        if not row.get("properties"):
            found[""].append(_example(row))
    for name, every in sorted(found.items(), key=lambda item: (-len(item[1]), item[0])):
        if not name:
            yield f"    nothing but which source says it {len(every):,}"
            continue
        some = list(dict.fromkeys(every))
        more = f" and {len(every) - _CELLS:,} more" if len(some) > _CELLS else ""
        yield f"    {name} {len(every):,}: {'; '.join(some[:_CELLS])}{more}"


def _counted(columns: Mapping[str, int]) -> Iterator[str]:
    if columns:
        order = sorted(columns.items(), key=lambda item: (-item[1], item[0]))
        yield f"    {', '.join(f'{name} {count:,}' for name, count in order)}"


def _value(value: Any) -> str:  # noqa: ANN401 - whatever a property may hold
    return "blank" if value is None else say(value)


def named(post: Mapping[str, Any]) -> str:
    """A post by its id and title."""
    return f"{post['role']} ({post['title']})" if post["title"] else str(post["role"])


def _example(row: Mapping[str, Any]) -> str:
    if row.get("to"):
        return f"{row['name'] or row['id']} > {row['to_name'] or row['to']}"
    return f"{row['id']} ({row['name']})" if row["name"] else str(row["id"])


def some_of(texts: Iterable[str]) -> str:
    """Some texts, and how many more there are."""
    listed = list(texts)
    more = f" and {len(listed) - _EXAMPLES:,} more" if len(listed) > _EXAMPLES else ""
    return f"{'; '.join(listed[:_EXAMPLES])}{more}"
