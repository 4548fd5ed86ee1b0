"""The sheets and the graph as Markdown, for the README files: generated from the declarations."""

from __future__ import annotations

from collections.abc import Iterable

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Kind, Origin, Property
from graph.model.sheets import SHEETS, Column, Sheet
from graph.model.tenses import also_type, former_type, plain_type, upcoming_type

_HEADS = {
    Origin.SOURCED: "From the sheets",
    Origin.DERIVED: "Derived",
    Origin.BOOKKEEPING: "Bookkeeping",
}


def data_dictionary() -> str:
    """Every sheet with its key and columns: type, what is required, what is allowed, where an id leads."""
    return "\n".join(line for sheet in SHEETS.values() for line in _sheet(sheet))


def graph_model() -> str:
    """Every node and relationship type with its properties and ends, by where it comes from."""
    lines: list[str] = []
    for origin, head in _HEADS.items():
        lines += [f"### {head}", "", "| node | key | properties |", "|---|---|---|"]
        lines += [
            f"| `{node.label}` | `{node.key}` | {_names(node.properties)} |"
            for node in NODES.values()
            if node.origin is origin
        ]
        rows = [
            f"| `{kind.type}` | {', '.join(f'{start} to {end}' for start, end in ends)} | {_names(kind.properties)} |"
            for kind in RELATIONSHIPS.values()
            if (ends := [pair for pair in kind.ends if _origin(kind.origin, pair) is origin])
        ]
        if rows:
            lines += ["", "| relationship | from and to | properties |", "|---|---|---|", *rows]
        lines.append("")
        if origin is Origin.SOURCED:
            lines += _tenses()
    return "\n".join(lines)


def _tenses() -> list[str]:
    """Names for what has ended, has not begun or is said once more."""
    former = [node.label for node in NODES.values() if node.origin is Origin.HISTORY]
    types = [kind for kind, rel in RELATIONSHIPS.items() if rel.origin is Origin.HISTORY]
    plain = sorted({plain_type(kind) for kind in types})
    text = f"""### What has ended, what has not begun, and what is said once more

A plain name means what is true at the graph's date, the latest as-of date of its loads, and each fact has it once. What
has ended, has not begun or is said by another source too has a name of its own, with the same properties:
- nodes that no source states any more, or whose last day has come: {_listed(former)};
  with `ended`, the number of the load that ended it, and `ended_on`, that load's date
- relationships that have ended: `{former_type("")}` before {_listed(plain)};
  with `until` and, if a load ended it, `ended`
- relationships that have not begun: `{upcoming_type("")}` before the same names
- relationships that another source states too, with a later word: `{also_type("")}` before the same names. The
  relationship with the plain name has the later word; what that leaves blank is filled from the others, and `filled`
  names it. A relationship holds until the last source that states it ends it.
"""
    return text.splitlines()


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _origin(declared: Origin, ends: tuple[str, str]) -> Origin:
    """The origin of a relationship: derived if either end is derived, whatever else its type joins."""
    found = {NODES[label].origin for label in ends} | {declared}
    return next(origin for origin in (Origin.DERIVED, Origin.BOOKKEEPING, Origin.SOURCED) if origin in found)


def _names(properties: Iterable[Property]) -> str:
    return ", ".join(f"`{prop.name}`" for prop in properties)


def _sheet(sheet: Sheet) -> list[str]:
    result = (
        _a(sheet.node)
        if sheet.node
        else f"a `{'` or `'.join(dict.fromkeys(edge.type for edge in sheet.edges))}` relationship"
    )
    key = f", identified by {', '.join(f'`{name}`' for name in sheet.key)}" if sheet.key else ""
    lines = [f"### `{sheet.name}`", f"Each row makes {result}{key}."]
    if sheet.one_of:
        lines.append(f"Give at least one of {', '.join(f'`{name}`' for name in sheet.one_of)}.")
    lines += ["", "| column | what it holds | type | required | what is allowed |", "|---|---|---|---|---|"]
    lines += [
        f"| `{column.name}` | {_help(sheet, column)} | {_type(column)} | {'yes' if column.required else ''} "
        f"| {_allowed(column)} |"
        for column in sheet.columns.values()
    ]
    return [*lines, ""]


def _help(sheet: Sheet, column: Column) -> str:
    """What the column holds; an id of several columns is made of their values, each with a help of its own."""
    own = NODES[sheet.node].all_properties if sheet.node else ()
    found = next((prop.help for prop in own if prop.name == column.name and prop.help), "")
    return found or (column.fact.help if column.fact else "")


def _type(column: Column) -> str:
    if column.refers or column.is_id:
        return "list of ids, separated by `\\|`" if column.kind is Kind.TEXTS else "id"
    return {Kind.WHOLE: "whole number", Kind.FLAG: "true or false", Kind.TEXTS: "list of text, separated by `\\|`"}.get(
        column.kind, str(column.kind)
    )


def _a(label: str) -> str:
    """A label with its article: no label begins with a silent consonant, and every U is spoken as in "unit"."""
    return f"{'an' if label[0] in 'AEIO' else 'a'} `{label}`"


def _allowed(column: Column) -> str:
    parts = []
    if column.refers and column.dangles:
        parts.append(f"id of {_a(column.refers)} in these files or in the graph")
    if column.values:
        parts.append(", ".join(f"`{value}`" for value in column.values))
    if column.fact is not None:
        parts += _bounds(column.fact)
        parts += [f"not before `{name}`" for name in column.fact.not_before]
    if column.restricted:
        parts.append("personal: kept in the vault, not in the graph; never shown, logged or exported")
    return "; ".join(parts)


def _bounds(fact: Property) -> list[str]:
    if fact.low is None or fact.high is None:
        return []
    low = f"more than {fact.low:g} up" if fact.above_low else f"from {fact.low:g}"
    return [f"{low} to {fact.high:,.10g}"]
