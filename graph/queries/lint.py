"""Checks of query files: what the header declares against the text, and, on a real server, against Neo4j's own plan."""

from __future__ import annotations

import re
from collections.abc import Iterator

from graph.model.cypher_builder import statement
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import NodeType, RelationshipType
from graph.queries.catalog import Query
from graph.queries.cypher_text import Uses, blank, returned, uses
from graph.queries.query_header import AS_OF, READS
from graph.runner import Runner

_WRITES = re.compile(
    r"\b(CREATE|MERGE|SET|DELETE|DETACH|REMOVE|FOREACH|DROP|ALTER|GRANT|DENY|REVOKE|LOAD\s+CSV|SHOW|TERMINATE|USE)\b",
    re.IGNORECASE,
)
_PROCEDURE = re.compile(r"\bCALL\s+[\w`]", re.IGNORECASE)
_DYNAMIC = re.compile(r"`|:\s*\$\(|\bapoc\.|\bgds\.", re.IGNORECASE)
_JARGON = re.compile(
    r"\b(node|edge|path|centrality|component|null|vertex|tie|score|betweenness|SMT|SIT|RIT|DMT|DIT|BMT|BIT|FTE|fail(?:s|ed|ure)?|"
    r"refus\w+|neglect\w*|poor\w*|bad)\b"
)
# These server notifications are not faults of the file: nothing of that kind is in the graph yet, or the planner
# reports a choice.
_HARMLESS_REMARKS = ("03N91", "cartesian product")


_DECLARED: tuple[NodeType | RelationshipType, ...] = (*NODES.values(), *RELATIONSHIPS.values())


def lint(query: Query) -> list[str]:
    """Faults of a query file, each naming the field or the word; empty if there are none."""
    used = uses(query.text)
    faults = [*_unknown_names(used), *_params(query), *_columns(query)]
    if query.kind in READS:
        faults += [*_reads_only(query.text), *_restricted(query.text)]
    if query.population:
        counted = uses(query.population.count)
        faults += [*_unknown_names(counted), *_reads_only(query.population.count), *_restricted(query.population.count)]
        if len(returned(query.population.count)) != 1:
            faults.append("population: the count returns more or less than one column")
    faults += [f"sentence: {word!r} is jargon; use a plain word" for word in sorted(set(_words_of(query)))]
    if query.shown_params != query.params_line():
        faults.append(f"the :params line is stale; it should read {query.params_line() or 'nothing'}")
    return faults


def _words_of(query: Query) -> list[str]:
    return _JARGON.findall(query.template.words()) + _JARGON.findall(query.advice) if query.kind == "finding" else []


# Names that only restricted properties have, and those that other types have too.
_RESTRICTED = {prop.name for node in NODES.values() for prop in node.all_properties if prop.restricted}
_PEOPLE = {node.label for node in NODES.values() if any(prop.sealed_as for prop in node.properties)}
_SHARED = {prop.name for found in _DECLARED for prop in found.all_properties if not prop.restricted}


def _restricted(text: str) -> Iterator[str]:
    """Restricted properties that a shipped query names: they are empty, except where names stay in the graph.

    A name that other types have too, such as `name`, counts where the variable is a person or of no label.
    """
    used = uses(text)
    plain = blank(text)
    for name in sorted(_RESTRICTED - _SHARED):
        if re.search(rf"\b{name}\b", plain):
            yield f"{name} is restricted to loads"
    for var, name in sorted(used.properties):
        held_by = used.labels.get(var, set())
        if name in _RESTRICTED & _SHARED and var not in used.types and (not held_by or _PEOPLE & held_by):
            hint = "" if held_by else f"; give {var} a label, as in ({var}:Team)"
            yield f"{var}.{name} is restricted to loads{hint}"
    for labels, name in sorted(used.maps, key=str):
        if name in _RESTRICTED & _SHARED and _PEOPLE & labels:
            yield f"{name} in a pattern is restricted to loads"


def _unknown_names(used: Uses) -> Iterator[str]:
    for label in sorted(set().union(*used.labels.values()) - set(NODES)):
        yield f"{label} is not a label in the model"
    for kind in sorted(set().union(*used.types.values()) - set(RELATIONSHIPS)):
        yield f"{kind} is not a relationship type in the model"
    for names, name in sorted(used.maps, key=str):
        if not _has(names, name):
            yield f"{'|'.join(sorted(names))} has no property {name}"
    for var, name in sorted(used.properties):
        names = frozenset(used.labels.get(var, ())) | frozenset(used.types.get(var, ()))
        if names and not _has(names, name):
            yield f"{var}.{name}: {'|'.join(sorted(names))} has no property {name}"
        elif not names and not _anywhere(name):
            yield f"{var}.{name}: nothing in the model has a property {name}"


def _has(names: frozenset[str], name: str) -> bool:
    return any(_declares(found, name) for found in _DECLARED if _name_of(found) in names)


def _name_of(found: NodeType | RelationshipType) -> str:
    return found.label if isinstance(found, NodeType) else found.type


def _declares(found: NodeType | RelationshipType, name: str) -> bool:
    return any(prop.name == name for prop in found.all_properties)


# Parts of dates and durations are read like properties.
_PARTS_OF_DATES = frozenset({"year", "month", "day", "days", "inDays", "epochDays"})


def _anywhere(name: str) -> bool:
    return name in _PARTS_OF_DATES or any(_declares(found, name) for found in _DECLARED)


def _params(query: Query) -> Iterator[str]:
    used = uses(query.text).params | (uses(query.population.count).params if query.population else set())
    for name in sorted(used - set(query.params) - {AS_OF}):
        yield f"params: ${name} is used but not declared"
    for name in sorted(set(query.params) - used):
        yield f"params: {name} is declared but not used"


def _columns(query: Query) -> Iterator[str]:
    if not query.columns:
        return
    declared = [column.name for column in query.columns]
    found = [name for _, name in returned(query.text)]
    if found != declared:
        yield f"columns: the header declares {', '.join(declared)}; the statement returns {', '.join(found)}"


def _reads_only(text: str) -> Iterator[str]:
    plain = blank(text)
    for word in sorted({found[0].upper() for found in _WRITES.finditer(plain)}):
        yield f"{word} is not allowed in a read-only query"
    if _PROCEDURE.search(plain):
        yield "a procedure call is not allowed in a read-only query"
    if _DYNAMIC.search(plain):
        yield "write out labels, properties and functions: no backticks, dynamic labels, apoc or gds"
    if ";" in plain:
        yield "a file holds one statement, but there is a ';' inside"


def write_tokens(runner: Runner) -> None:
    """Make every label, relationship type and property of the model known to the server, so that it can check names."""
    properties = {prop.name for found in _DECLARED for prop in found.all_properties}
    runner.write_all(
        [
            (statement("schema/create_labels"), {"names": sorted(NODES)}),
            (statement("schema/create_types"), {"names": sorted(RELATIONSHIPS)}),
            (statement("schema/create_properties"), {"names": sorted(properties)}),
        ]
    )


def refresh(query: Query) -> bool:
    """Rewrite the `:params` line of a query's header; returns whether it was stale."""
    if query.shown_params == query.params_line():
        return False
    lines = query.path.read_text(encoding="utf-8").splitlines()
    end = next(at for at, line in enumerate(lines) if not line.startswith("//"))
    header = [line for line in lines[:end] if not line.removeprefix("//").lstrip().startswith(":params")]
    while header and header[-1].strip() == "//":
        header.pop()
    shown = ["//", f"// {query.params_line()}"] if query.params_line() else []
    query.path.write_text("\n".join([*header, *shown, *lines[end:]]) + "\n", encoding="utf-8")
    return True


def lint_on_server(query: Query, runner: Runner) -> list[str]:
    """Faults that the server's own plan shows, with the tokens of `write_tokens` in place."""
    params = {name: param.default for name, param in query.params.items()}
    texts = [query.text] + ([query.population.count] if query.population else [])
    faults = []
    for text in texts:
        plan = runner.explain(text, {AS_OF: None, **params})
        if query.kind in READS and plan.query_type != "r":
            faults.append(f"the server calls it {plan.query_type}, not read-only")
        if text is query.text and query.columns and list(plan.columns) != [column.name for column in query.columns]:
            faults.append(f"columns: the server returns {', '.join(plan.columns)}")
        faults += [
            note
            for note in plan.notifications
            if not any(mark in note.lower() for mark in map(str.lower, _HARMLESS_REMARKS))
        ]
    return faults
