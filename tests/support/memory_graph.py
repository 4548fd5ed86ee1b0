"""A graph in memory that takes the loader's own statements, so that loading is tested without a server.

It knows only statements generated from the model and the files under `cypher/load`: any other text is an error.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from itertools import count
from typing import Any

from graph.loading.journal import Journal
from graph.model import cypher_builder
from graph.model.nodes import NODES, lasting
from graph.model.schema import NODE_TRAIL
from graph.model.tenses import also_type
from graph.runner import Counters, NotProvenError, Params, Plan, Result, Statement
from tests.support.memory_renaming import asked, renamed
from tests.support.memory_sharing import share, tense_of
from tests.support.memory_statements import (
    CONSTRAINTS,
    COUNTS,
    EDGE_READS,
    EDGE_SHARES,
    EDGE_TURNS,
    EDGE_WRITES,
    FILES,
    HOLDER,
    JOINS,
    LEASE,
    LISTS,
    MARKS,
    NODE_ENDS,
    NODE_READS,
    NODE_TURNS,
    NODE_WRITES,
    PRESENT,
    TOLD_BY,
)
from tests.support.memory_undo import taken_back
from tests.support.names_help import MemoryVault


class MemoryGraph:
    """A `Runner` over dictionaries; `texts` keeps every statement that was written, `vault` its people's names."""

    def __init__(self) -> None:
        self.nodes: dict[str, dict[str, dict[str, Any]]] = {}
        self.edges: dict[cypher_builder.EdgeKind, dict[str, dict[str, Any]]] = {}
        self.loads: dict[str, dict[str, Any]] = {}
        self.batches: dict[str, dict[str, Any]] = {}
        self.texts: list[str] = []
        self.constraints: set[str] = set()
        self.vault = MemoryVault()
        self.journals: dict[str, Journal] = {}
        self.holder = ""
        self.date = date.min
        self._ids = count()

    def facts(self) -> tuple[object, object]:
        """What sources say, without the loads that said it: what the graph's hash is taken over."""
        nodes = {
            (label, key): {name: value for name, value in node.items() if name not in TOLD_BY}
            for label, found in self.nodes.items()
            for key, node in found.items()
        }
        edges = sorted(
            repr((kind, sorted((name, value) for name, value in edge.items() if name not in TOLD_BY)))
            for kind, found in self.edges.items()
            for edge in found.values()
        )
        return nodes, edges

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        """Answer one of the loader's questions."""
        del timeout
        given = dict(params or {})
        if text == PRESENT:
            return Result(("found",), [{"found": sorted(self.constraints)}])
        if text == HOLDER:
            rows = [{"holder": self.holder, "doing": "loading", "since": None, "passed": False}]
            return Result(tuple(rows[0]), rows if self.holder else [])
        if text in NODE_READS:
            make, label = NODE_READS[text]
            there = self.nodes.get(label, {})
            keys = [key for key in given.get("keys", there) if key in there]
            return Result(("found",), [{"found": self._nodes(make, label, there, keys, given)}])
        if text in EDGE_READS:
            kind = EDGE_READS[text]
            names = ["start", "end", "stated", "type", "ended", "load", "until", *cypher_builder.edge_columns(kind[0])]
            wanted, counts = set(given["keys"]), {None, *given["again"]}
            found = [
                [element, *(edge[name] for name in names)]
                for element, edge in self.edges.get(kind, {}).items()
                if edge["start"] in wanted and edge["source"] == given["source"] and edge["ended"] in counts
            ]
            return Result(("found",), [{"found": found}])
        known = asked(self, text, given)
        if known is not None or FILES[text] in LISTS:
            return Result(("found",), [{"found": self._listed(FILES[text]) if known is None else known}])
        return self._read_file(FILES[text], given)

    def _nodes(
        self, make: object, label: str, there: dict[str, dict[str, Any]], keys: list[str], given: dict[str, Any]
    ) -> list[Any]:
        names = [*NODE_TRAIL, *cypher_builder.node_columns(label)]
        if make is cypher_builder.read_nodes:
            return [[key, *(there[key][name] for name in names)] for key in keys]
        if make is cypher_builder.ever_nodes:
            return list(keys)
        standing = [key for key in keys if there[key]["ended"] is None]
        if make is cypher_builder.own_nodes:
            sources = {key: there[key]["sources"] for key in standing}
            return [[key, len(said) == 1] for key, said in sources.items() if given["source"] in said]
        return list(standing)

    def standing(self, label: str) -> set[str]:
        """Ids of the nodes of a label that are there now."""
        return {key for key, node in self.nodes.get(label, {}).items() if node["ended"] is None}

    def of_type(self, kind: str) -> list[dict[str, Any]]:
        """Relationships of a type, in whatever tense it is."""
        return [edge for found in self.edges.values() for edge in found.values() if edge["type"] == kind]

    def write(self, text: str, params: Params | None = None) -> Counters:
        """Take one statement."""
        if text in LEASE:  # a command writes it, a load does not
            self.holder = (params or {})["holder"] if text == LEASE[0] else ""
            return Counters()
        if "(n:Lease)" in text:
            return Counters()
        return self.write_all([(text, params or {})])

    def write_all(self, statements: Iterable[Statement], *, proof: Statement | None = None) -> Counters:
        """Take several."""
        if proof is not None and proof[1]["holder"] != self.holder:
            raise NotProvenError
        total = Counters()
        for text, params in statements:
            self.texts.append(text)
            total.add(self._write(text, dict(params)))
        return total

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Never asked by the loader."""
        del params
        raise AssertionError(f"a load plans nothing, but asked for {text}")

    def _write(self, text: str, params: dict[str, Any]) -> Counters:
        if text in CONSTRAINTS:
            self.constraints.add(CONSTRAINTS[text])
            return Counters()
        if (done := renamed(self, text, params)) is not None or (done := taken_back(self, text, params)) is not None:
            return done
        if text not in FILES:
            return self._write_facts(text, params)
        name = FILES[text]
        if name == "begin":
            load = self.loads.setdefault(params["load"], {"load_id": params["load"], "sequence": 0})
            load |= {"number": params["number"], "loaded_at": params["now"]}
            load["approved"] = params["approved"] or load.get("approved")
            load |= {
                key: params[key]
                for key in ("source", "as_of", "content", "mapping", "profile", "fingerprint", "person_key")
            } | {"status": "loading"}
            return Counters(nodes_created=1)
        if name in JOINS:
            return self._join(params["pairs"]) if name == "rename_people" else Counters()
        assert name == "publish", name
        latest = max((one["sequence"] for one in self.loads.values() if one["status"] == "published"), default=0)
        counts = {key: params[key] for key in COUNTS}
        self.loads[params["load"]] |= {
            "status": "published",
            "sequence": latest + 1,
            "touched": params["touched"],
            **counts,
        }
        for batch in params["batches"]:
            said = {"load_id": params["load"], "source": params["source"]}
            self.batches[f"{params['load']}|{batch['sheet']}"] = {**batch, **said}
        return Counters(properties_set=2)

    def _write_facts(self, text: str, params: dict[str, Any]) -> Counters:
        if text in NODE_WRITES:
            return self._write_nodes(*NODE_WRITES[text], params)
        if text in NODE_ENDS:
            for key in params["key"]:
                self.nodes[NODE_ENDS[text]][key] |= {"ended": params["load"], "ended_on": params["day"]}
            return Counters(properties_set=len(params["key"]))
        if text in NODE_TURNS or text in EDGE_TURNS:
            self.date = params["date"]
            return self._turn(EDGE_TURNS[text]) if text in EDGE_TURNS else Counters()
        if text in EDGE_SHARES:
            self.date = params["date"]
            return share(self, EDGE_SHARES[text])
        if text in EDGE_WRITES:
            return self._write_edges(*EDGE_WRITES[text], params)
        assert text in MARKS, text
        return Counters()

    def _join(self, pairs: list[list[str]]) -> Counters:
        """All three statements at once."""
        people = self.nodes["Person"]
        for known, person in pairs:
            node = people.pop(known)
            people.setdefault(person, node)
            for kind, edges in self.edges.items():
                for edge in edges.values():
                    for end, label in zip(("start", "end"), kind[1:], strict=True):
                        if label == "Person" and edge[end] == known:
                            edge[end] = person
        return Counters(properties_set=len(pairs))

    def _write_nodes(self, make: object, label: str, params: dict[str, Any]) -> Counters:
        there = self.nodes.setdefault(label, {})
        names = [*NODE_TRAIL, *cypher_builder.node_columns(label)]
        for at, key in enumerate(params["key"]):
            assert (key in there) == (make is cypher_builder.set_nodes), f"{label} {key}"
            there[key] = {name: params[name][at] for name in names}
        return Counters(nodes_created=len(params["key"]))

    def _write_edges(self, make: object, kind: cypher_builder.EdgeKind, params: dict[str, Any]) -> Counters:
        there = self.edges.setdefault(kind, {})
        names = cypher_builder.edge_columns(kind[0])
        if make is cypher_builder.end_edges:
            for element in params["id"]:
                there[element] |= {"ended": params["load"], "until": params["day"]}
            return Counters(properties_set=len(params["id"]))
        if make is cypher_builder.delete_edges:
            for element in params["id"]:
                del there[element]
            return Counters(relationships_deleted=len(params["id"]))
        if make is cypher_builder.set_edges:
            for at, element in enumerate(params["id"]):
                there[element] |= {"load": params["load"], "stated": params["stated"], "ended": None, "until": None}
                there[element] |= {name: params[name][at] for name in names}
            return Counters(properties_set=len(params["id"]))
        for name in cypher_builder.coded_columns(kind[0]):
            params[name] = [params[f"{name}_values"][code] for code in params[name]]
        ends = [[params[f"{name}s"][code] for code in params[name]] for name in ("start", "end")]
        for at, (start, end) in enumerate(zip(*ends, strict=True)):
            assert start in self.nodes.get(kind[1], {}), f"{kind} leaves from nowhere: {start}"
            assert end in self.nodes.get(kind[2], {}), f"{kind} leads nowhere: {end}"
            said = {name: params[name] for name in ("source", "load", "stated")}
            own = {"start": start, "end": end, "type": kind[0], "ended": None, "until": None}
            there[f"e{next(self._ids)}"] = {**own, **said, **{n: params[n][at] for n in names}}
        return Counters(relationships_created=len(params["start"]))

    def _turn(self, kind: cypher_builder.EdgeKind) -> Counters:
        """Give relationships the type of their tense; `tests.support.memory_sharing` names what is said once more."""
        if not lasting(kind):
            return Counters()
        edges = [edge for edge in self.edges.get(kind, {}).values() if edge["type"] != also_type(kind[0])]
        named = [tense_of(self, kind, edge) for edge in edges]
        turned = sum(edge["type"] != tense for edge, tense in zip(edges, named, strict=True))
        for edge, tense in zip(edges, named, strict=True):
            edge["type"] = tense
        return Counters(relationships_created=turned)

    def is_over(self, label: str, node: dict[str, Any]) -> bool:
        """Whether a load ended a node or its own last day has come."""
        life = NODES[label].life
        day = node[life[1]] if life else None
        return node["ended"] is not None or (day is not None and day <= self.date)

    def _listed(self, name: str) -> list[str] | bool:
        if name == "person_keys":
            return sorted({one["person_key"] or "" for one in self.loads.values()})
        columns = ("name", "email") if name.endswith(("named", "named_people")) else ("name_key", "email_key")
        people = self.nodes.get("Person", {})
        found = [key for key, node in people.items() if any(node[column] is not None for column in columns)]
        return bool(found) if name.startswith("any") else found

    def _places(self) -> list[dict[str, Any]]:
        rows = [("Unit", unit, unit) for unit in self.standing("Unit")]
        for kind, edges in self.edges.items():
            if kind[2] == "Unit" and kind[1] in ("Team", "Person", "Role"):
                rows += [(kind[1], edge["start"], edge["end"]) for edge in edges.values() if edge["type"] == kind[0]]
        served = {key: unit for label, key, unit in rows if label == "Team"}
        on = [edge for edge in self.of_type("ON") if edge["end"] in served]
        rows += [("Role", edge["start"], served[edge["end"]]) for edge in on]
        return [{"label": label, "key": key, "unit_id": unit} for label, key, unit in rows]

    def _begun(self, params: dict[str, Any]) -> dict[str, Any]:
        own = [one for one in self.loads.values() if one["source"] == params["source"]]
        known = self.loads.get(params["load"], {}).get("number")
        empty = not any(self.nodes.values()) and all(one["status"] == "loading" for one in self.loads.values())
        return {
            "begun": bool(own) and not empty,
            "empty": empty,
            "number": known or 1 + max((one["number"] for one in self.loads.values()), default=0),
            "older": False,
            "again": [
                one["number"]
                for one in own
                if not empty and one["as_of"] == params["as_of"] and one["load_id"] != params["load"]
            ],
        }

    def _loads_that(self, name: str) -> list[dict[str, Any]]:
        if name == "unfinished":
            return [{"unfinished": sum(one["status"] != "published" for one in self.loads.values())}]
        if name == "numbers":
            return [one for one in self.loads.values() if one["sequence"]]
        return [one for one in self.loads.values() if one["status"] == "undoing"]

    def _read_file(self, name: str, params: dict[str, Any]) -> Result:
        published = [one for one in self.loads.values() if one["status"] == "published"]
        rows: list[dict[str, Any]] = []
        if name == "places":
            rows = self._places()
        elif name == "loads":
            rows = sorted(published, key=lambda one: (one["as_of"], one["sequence"]), reverse=True)
        elif name == "profile":
            last = sorted(published, key=lambda one: (one["sequence"], one["as_of"]))[-1:]
            rows = [{"profile": one["profile"], "fingerprint": one["fingerprint"]} for one in last]
        elif name == "batches":
            rows = list(self.batches.values())
        elif name == "begun":
            rows = [self._begun(params)]
        elif name in ("numbers", "undoing", "unfinished"):
            rows = self._loads_that(name)
        elif name == "states":
            units = self.nodes.get("Unit", {})
            rows = [{"unit_id": key} for key, unit in units.items() if unit["level"] == "state"]
        elif name == "addresses":
            people = self.nodes.get("Person", {})
            owners = sorted((node["address_key"], key) for key, node in people.items() if node["address_key"])
            several = [key for key, count in Counter(key for key, _ in owners).items() if count > 1]
            wanted = {key: person for key, person in owners if key in params["keys"] and key not in several}
            rows = [{"found": [list(pair) for pair in wanted.items()]}]
        elif name == "described":
            people = self.nodes.get("Person", {})
            told = [key for key in params["keys"] if key in people and set(people[key]["sources"]) - {params["source"]}]
            rows = [{"found": told}]
        else:
            assert name == "parents", name
            found = self.edges.get(("PART_OF", "Unit", "Unit"), {}).values()
            rows = [{"unit_id": edge["start"], "parent_id": edge["end"]} for edge in found]
        return Result(tuple(rows[0]) if rows else (), rows)
