"""A runner that answers from tables and keeps answers and findings as the graph would: no server, no socket."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from graph.ledger.period import PERIOD_FIELDS
from graph.model.cypher_builder import present_values, statement
from graph.model.nodes import NODES
from graph.queries.catalog import Query, catalog, read_query
from graph.queries.namesakes import VIEW as NAMESAKES
from graph.runner import Counters, Params, Plan, Result, Statement

HEADER = """
id: {id}
rule: S-01
title: Teams without support
question: Which teams have no support?
kind: finding
severity: high
needs: [scope]
sheets: [units, [contacts, meetings]]
advice: Name one.
source: somewhere
columns:
  - {{name: team_id, type: text, key: true, subject: Team}}
  - {{name: since, type: date}}
  - {{name: ids, type: texts}}
  - {{name: buildings, type: whole}}
sentence: "{{team_id}} has no support[ since {{since}}]. {{buildings:building|buildings}}."
"""
STATEMENT = (
    "MATCH (team:Team)-[:SERVES]->(unit:Unit) RETURN team.team_id AS team_id, team.chartered_on AS since, "
    "[team.team_id] AS ids, unit.buildings AS buildings;"
)
RANGES = """params:
  least: {{type: share, default: 0.8, help: h}}
  limit: {{type: whole, default: 5, help: h}}
  shift: {{type: whole, default: -1, help: h}}
  level: {{type: number, default: 0.1, help: h}}
  unit: {{type: text, of: Unit, help: h}}
  code: {{type: text, default: lead, of: Role.code, help: h}}
  units: {{type: texts, default: [], of: Unit, help: h}}
"""


def write_query(
    folder: Path, name: str = "s01_x", header: str = HEADER, text: str = STATEMENT, place: str = "findings"
) -> Path:
    """A query file in a folder of `folder`."""
    path = folder / place / f"{name}.cypher"
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"// {line}" for line in header.format(id=name).strip().splitlines()]
    path.write_text("\n".join([*lines, text]) + "\n", encoding="utf-8")
    return path


def make_query(folder: Path, **given: str) -> Query:
    """The same, read."""
    return read_query(write_query(folder, **given))


# Whatever is asked for is there, unless a test says otherwise.
_PRESENT = {present_values(label, node.key) for label, node in NODES.items()}


class FakeRunner:
    """Answers by statement text; keeps every statement that was run.

    Attributes:
        tables: Rows by statement text.
        written: (statement, parameters) of every write, in order; one list a transaction.
    """

    def __init__(self, tables: dict[str, list[dict[str, Any]]] | None = None, **context: Any) -> None:
        self.tables = dict(tables or {})
        self.context = {
            "load": "l1",
            "as_of": date(2026, 6, 1),
            "sheets": ["units", "contacts"],
            "steps": [["scope", "l1", None]],
            "answered": [],
            "history": False,
            **context,
        }
        self.answers: dict[str, dict[str, Any]] = {}
        self.findings: dict[str, dict[str, Any]] = {}
        self.ledger: dict[str, dict[str, Any]] = {}
        self.questions: dict[str, dict[str, Any]] = {}
        self.events: list[dict[str, Any]] = []
        self.figures: dict[str, dict[str, Any]] = {}
        self.sequence = 0
        self.links: list[list[str]] = []
        self.periods: dict[str, dict[str, Any]] = {}
        self.judged = ""
        self.subjects_renamed: list[list[str]] = []
        self.written: list[list[tuple[str, Params]]] = []
        self.asked: list[tuple[str, Params]] = []
        self.cut_off_after: int | None = None
        self.named = False

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        del timeout
        self.asked.append((text, params or {}))
        if text in (statement("load/profile"), statement("lease/holder")):
            return Result((), [])
        if text == statement("answers/context"):
            rows = [self.context]
        elif text == catalog()[NAMESAKES].text and text not in self.tables:
            rows = []
        elif text == statement("load/any_named"):
            rows = [{"found": self.named}]
        elif text == statement("answers/answers"):
            rows = list(self.answers.values())
        elif text == statement("answers/findings"):
            rows = sorted(self.findings.values(), key=lambda row: row["rank"])
        elif text in _PRESENT and text not in self.tables:
            rows = [{"found": list((params or {})["keys"])}]
        elif text == statement("ledger/aliases") and text not in self.tables:
            rows = [{"found": []}]
        else:
            told = self._of_ledger(text, params or {})
            rows = self.tables[text] if told is None else told
        return Result(tuple(rows[0]) if rows else (), [dict(row) for row in rows])

    def _of_ledger(self, text: str, params: Params) -> list[dict[str, Any]] | None:
        """What the ledger holds, if that is asked for."""
        if text == statement("ledger/entries"):
            return [self.ledger[name] for name in sorted(self.ledger)]
        if text == statement("ledger/state"):
            asked = [[row["query"], row["asked"], row["answered"]] for row in self.questions.values()]
            return [{"sequence": self.sequence, "number": 1, "asked": asked}]
        if text == statement("ledger/figures"):
            names, load = ("metric", "column", "key", "value"), params["load"]
            return [{name: row[name] for name in names} for row in self.figures.values() if row["load"] == load]
        if text == statement("ledger/subjects"):
            rows = self.figures.values()
            of = sorted({(row["metric"], row["key"]) for row in rows})
            return [{"links": sorted({row["link_id"] for row in self.periods.values()}), "figures": [*map(list, of)]}]
        if text == statement("ledger/links"):
            return [{"found": self.links}]
        return [self._periods_at(params["day"])] if text == statement("ledger/periods") else None

    def _periods_at(self, day: date) -> dict[str, Any]:
        every = self.periods.values()
        recent = [row for row in every if row["until"] is None or row["until"] >= day]
        found = [[row[name] for name in PERIOD_FIELDS] for row in recent]
        return {"found": found, "earlier": any(row["since"] < day for row in every), "how": self.judged}

    def write(self, text: str, params: Params | None = None) -> Counters:
        return self.write_all([(text, params or {})])

    def write_all(self, statements: Iterable[Statement], *, proof: Statement | None = None) -> Counters:
        del proof
        if self.cut_off_after is not None and len(self.written) >= self.cut_off_after:
            raise ConnectionError
        self.written.append(list(statements))
        counters = Counters()
        for text, params in statements:
            (rows,) = params.values()
            counters.properties_set += len(rows) if isinstance(rows, list) else 1
            self._writes(text, rows)
        return counters

    def _rename(self, rows: list[list[str]]) -> None:
        for old, new in rows:
            self.ledger[new] = {**self.ledger.pop(old), "finding_id": new}
            for event in self.events:
                event["finding_id"] = new if event["finding_id"] == old else event["finding_id"]

    def _writes(self, text: str, rows: Any) -> None:
        kept = {
            "answers/write_answers": (self.answers, "query"),
            "answers/write_findings": (self.findings, "finding_id"),
            "ledger/write_entries": (self.ledger, "finding_id"),
            "ledger/write_seen": (self.ledger, "finding_id"),
            "ledger/write_asked": (self.questions, "query"),
            "ledger/write_figures": (self.figures, "figure_id"),
            "ledger/write_periods": (self.periods, "period_id"),
        }
        swept = {
            "answers/sweep_answers": self.answers,
            "answers/sweep_findings": self.findings,
            "ledger/sweep_asked": self.questions,
            "ledger/sweep_periods": self.periods,
        }
        for name, (table, key) in kept.items():
            if text == statement(name):
                table.update({row[key]: {**table.get(row[key], {}), **row} for row in rows})
                return
        for name, table in swept.items():
            if text == statement(name):
                for key in rows:
                    table.pop(key, None)
                return
        if text == statement("ledger/write_events"):
            self.events += rows
        elif text == statement("ledger/rename"):
            self._rename(rows)
        elif text in (statement("ledger/rename_links"), statement("ledger/rename_figures")):
            self.subjects_renamed += rows
        elif text == statement("ledger/sweep_figures"):
            self.figures = {name: row for name, row in self.figures.items() if row["load"] != rows}
        else:
            named = {statement("ledger/count"): "sequence", statement("ledger/judged"): "judged"}
            setattr(self, named[text], rows)

    def explain(self, text: str, params: Params | None = None) -> Plan:
        raise AssertionError(text, params)
