"""Smallest graphs for every query: one on which it fires, one on which it stays silent, one near miss, and others.

A case file is named after the query. `base` is the graph that its cases start from; a case adds nodes and links,
changes properties (`null` takes one away) and drops what it names. Left out, a unit is in scope with one building, a
team is active, and a name or title is the id. `expect` lists the rows that must come, each with its `ids` in any order
and any column worth checking; a case without it expects none.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.runner import Runner
from graph.yaml_text import read_file, read_yaml
from tests.support.small_state import turn

FOLDER = Path(__file__).parent
NAMES = ("fires", "silent", "near_miss")
_NOT_CASES = {"as_of", "base"}
_DEFAULTS: dict[str, dict[str, Any]] = {
    "Unit": {"scoped": True, "buildings": 1},
    "Team": {"status": "active"},
}


@dataclass
class Case:
    """One graph and what a query must say of it."""

    query: str
    name: str
    because: str
    as_of: Any
    params: dict[str, Any] = field(default_factory=dict)
    nodes: dict[str, dict[str, dict[str, Any]]] = field(default_factory=dict)
    links: list[tuple[str, str, str, dict[str, Any]]] = field(default_factory=list)
    expect: list[dict[str, Any]] = field(default_factory=list)

    def write(self, runner: Runner) -> None:
        """Make the database hold this graph and nothing else, with each fact under the name of its tense."""
        labels = {key: label for label, nodes in self.nodes.items() for key in nodes}
        todo: list[tuple[str, dict[str, Any]]] = [("MATCH (n) DETACH DELETE n", {})]
        for label, nodes in self.nodes.items():
            rows = [{NODES[label].key: key, **properties} for key, properties in nodes.items()]
            todo.append((f"UNWIND $rows AS row CREATE (n:{label}) SET n = row", {"rows": rows}))
        for start, kind, end, properties in self.links:
            assert kind in RELATIONSHIPS, f"{self.query}: {kind} is no relationship type"
            a, b = NODES[labels[start]], NODES[labels[end]]
            ends = f"MATCH (a:{a.label} {{{a.key}: $a}}), (b:{b.label} {{{b.key}: $b}})"
            todo.append((f"{ends} CREATE (a)-[r:{kind}]->(b) SET r = $p", {"a": start, "b": end, "p": properties}))
        runner.write_all(todo)
        turn(runner, self.as_of)


def read_cases(path: Path) -> dict[str, Case]:
    """The cases of a file, by name; every file has those of `NAMES`."""
    content = read_yaml(read_file(path), path.name)
    base = content.get("base") or {}
    return {name: _case(path.stem, name, base, content[name], content) for name in content if name not in _NOT_CASES}


def all_cases() -> Iterator[Case]:
    """Every case of every file."""
    for path in sorted(FOLDER.glob("*.yaml")):
        yield from read_cases(path).values()


def _case(query: str, name: str, base: dict[str, Any], own: dict[str, Any], content: dict[str, Any]) -> Case:
    unknown = set(own) - {"because", "nodes", "links", "drop", "expect", "params", "as_of"}
    assert not unknown, f"{query}: {name}: {sorted(unknown)} is no field of a case"
    dropped = set(own.get("drop") or ())
    links = [
        _link(text) for text in [*(base.get("links") or ()), *(own.get("links") or ())] if _text(text) not in dropped
    ]
    seen = set(map(_text, base.get("links") or ()))
    nodes: dict[str, dict[str, dict[str, Any]]] = {}
    for part in (base.get("nodes") or {}, own.get("nodes") or {}):
        for label, some in part.items():
            for key, properties in some.items():
                there = nodes.setdefault(label, {}).setdefault(str(key), _fresh(label, str(key)))
                there.update(properties or {})
    seen |= {key for some in nodes.values() for key in some}
    assert dropped <= seen, f"{query}: {name}: nothing to drop for {sorted(dropped - seen)}"
    return Case(
        query,
        name,
        own["because"],
        own.get("as_of") or content["as_of"],
        own.get("params") or {},
        {label: {key: p for key, p in some.items() if key not in dropped} for label, some in nodes.items()},
        [link for link in links if not {link[0], link[2]} & dropped],
        own.get("expect") or [],
    )


def _fresh(label: str, key: str) -> dict[str, Any]:
    names = {prop.name for prop in NODES[label].properties}
    named: dict[str, Any] = {name: key for name in ("name", "title") if name in names and label != "Person"}
    return {**named, **_DEFAULTS.get(label, {})}


def _text(link: Any) -> str:
    return link if isinstance(link, str) else str(link["link"])


def _link(link: Any) -> tuple[str, str, str, dict[str, Any]]:
    properties = {} if isinstance(link, str) else {name: value for name, value in link.items() if name != "link"}
    start, kind, end = _text(link).split()
    return start, kind, end, properties
