"""A small invented state as the view queries would tell it, and a door to it that needs no server."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from typing import Any

from graph.errors import QueryError
from graph.model.cypher_builder import statement
from graph.queries.catalog import catalog
from graph.relay import Bounds
from graph.runner import Answered, Plan, Result

Row = dict[str, Any]

DAY = date(2026, 10, 31)
LEVELS = {"ST": "state", "R1": "region", "R2": "region", "R10": "region", "D1": "district", "B1": "school"}
ABOVE = {"R1": "ST", "R2": "ST", "R10": "ST", "D1": "R2", "B1": "D1"}
NAMES = {
    "ST": "Tamarack",
    "R1": "Region 1 North",
    "R2": "Region 2 Lake",
    "R10": "Region 10 Far",
    "D1": "Elm",
    "B1": "Oak",
}
SHEETS = ["units", "teams", "team_links", "roles", "assignments", "contacts", "protocols"]


def unit_row(unit_id: str, **extra: Any) -> Row:
    """A row of `units_below` or `way_down`."""
    counts = {"connected": 1, "cut_off": 2, "starting": 0, "cant_tell": 0, "both_ways": 1, "weak": 0}
    known = {"reaches_region": 2, "engaged": 1, "engaged_known": 1}
    return {"unit_id": unit_id, "name": NAMES[unit_id], "level": LEVELS[unit_id], **counts, **known, **extra}


def link_row(unit_id: str, **extra: Any) -> Row:
    """A row of a view of links."""
    upper = extra.pop("upper", ABOVE.get(unit_id, unit_id))
    upper_ = {"upper_id": upper, "upper": NAMES[upper], "upper_level": LEVELS[upper]}
    lower = {"lower_id": unit_id, "lower": NAMES[unit_id], "lower_level": LEVELS[unit_id]}
    owner = {"owner_id": upper, "owner": NAMES[upper], "owner_level": LEVELS[upper], "connected": 0}
    blank = dict.fromkeys(("no_team", "planned", "last_contact", "days_since", "last_month"))
    blank |= dict.fromkeys(("agreed_on", "covered", "supported", "since", "began", "held_until"))
    values = {"state": "paper", "family": "gap", "rhythm": 30, "protocols": 2, "people": 0, "single": False}
    sizes = {"cuts_off": 2, "reconnects": 1, "buildings": 3}
    return {
        "link_id": f"X:{upper}:{unit_id}",
        "kind": "X",
        **upper_,
        **lower,
        **owner,
        **blank,
        **values,
        **sizes,
        **extra,
    }


class Views:
    """Rows of every view that the pages read; `asked` notes what was asked, `changed` what a test wants otherwise."""

    def __init__(self, **changed: list[Row]) -> None:
        self.asked: list[tuple[str, Row]] = []
        self.changed = changed

    def __call__(self, name: str, **given: Any) -> list[Row]:
        self.asked.append((name, given))
        if name in self.changed:
            return self.changed[name]
        made: list[Row] = getattr(self, name)(**given)
        return made

    def published(self) -> list[Row]:
        return [{"load_id": "l", "source": "hr", "as_of": DAY, "stamp": "l; lines 1 l", "derived": True}]

    def any_named(self) -> list[Row]:
        return [{"found": False}]

    def load_context(self, enough: float = 0.8) -> list[Row]:
        known = {"coverage": 0.919, "scope_given": enough > 0}
        sizes = {"buildings": 3, "all_buildings": 4, "unplaced": 0}
        return [{"state_id": "ST", "sheets": SHEETS, "sources": ["hr"], **known, **sizes}]

    def shared_names(self) -> list[Row]:
        return [{"unit_id": "D1", "name": "Elm", "within": "Region 2 Lake"}]

    def way_down(self, unit: str | None = None) -> list[Row]:
        if unit is not None and unit not in LEVELS:
            return []
        way: list[Row] = []
        at = unit or "ST"
        while at:
            way.insert(0, unit_row(at, leader="Superintendent of Elm" if at == "D1" else None))
            at = ABOVE.get(at, "")
        return way

    def units_below(self, unit: str | None, depth: int) -> list[Row]:
        if depth == 2:
            return [unit_row(child, parent_id=parent) for child, parent in ABOVE.items() if parent in {"ST", "R2"}]
        return [unit_row(child, parent_id=parent) for child, parent in ABOVE.items() if parent == unit]

    def links_of(self, units: Sequence[str] = (), links: Sequence[str] = ()) -> list[Row]:
        if links:
            return [link_row(unit) for unit in ABOVE if f"X:{ABOVE[unit]}:{unit}" in links]
        return [*(link_row(unit) for unit in units if unit in ABOVE), link_row("ST", upper="ST", state="missing")]

    def links_below(self, unit: str | None, depth: int) -> list[Row]:
        below = [row["unit_id"] for row in self.units_below(unit, depth)]
        return [*(link_row(each) for each in below), *(link_row(each, upper=each) for each in below)]

    def repairs_below(self, unit: str | None, limit: int = 50) -> list[Row]:
        assert unit != "B1"
        rows = [link_row("R2", list="gap", total=9), link_row("D1", list="single", total=1, single=True)]
        return rows[:limit]

    def siblings(self, unit: str) -> list[Row]:
        return [unit_row(each) for each, above in ABOVE.items() if above == ABOVE[unit]]

    def not_counted(self, unit: str | None) -> list[Row]:
        return [{"unit_id": "D9", "name": f"Gone from {unit}", "level": "district", "reason": "closed"}]

    def measured(self, unit: str | None) -> list[Row]:
        return [{"unit_id": unit or "ST", "measured": 1}]

    def support_missing(self, unit: str | None) -> list[Row]:
        if unit is not None:
            return []
        return [
            {"kind": kind, "teams": n, "in_contact": 1, "waiting": 0} for kind, n in (("SIT-RIT", 1), ("RIT-DIT", 2))
        ]

    def find_units(self, words: str, limit: int) -> list[Row]:
        found = [unit for unit, name in NAMES.items() if words.lower() in name.lower()]
        return [
            {**unit_row(unit), "within": NAMES.get(ABOVE.get(unit, "")), "counted": True, "total": len(found)}
            for unit in found[:limit]
        ]

    def loop_board(self, unit: str | None = None) -> list[Row]:
        counts = {("SIT-RIT", "alive"): 2, ("SIT-RIT", "paper"): 1, ("RIT-DIT", "no_team"): 1}
        return [{"kind": kind, "shown": shown, "pairs": n} for (kind, shown), n in counts.items() if unit is None]

    def loop_regions(self) -> list[Row]:
        pairs = {"kind": "SIT-RIT", "pairs": 1, "holding": 0, "starting": 0, "shown": "paper"}
        return [{**unit_row(unit), **pairs} for unit in ("R1", "R2", "R10")]

    def loop_pairs(self, kind: str, shown: str, unit: str | None = None, limit: int = 9) -> list[Row]:
        assert unit in {None, "R2"}
        teams = {"within": "Tamarack", "upper_team": "=S-T", "lower_team": "R2-T"}
        return [link_row("R2", kind=kind, state=shown) | teams][:limit]

    def one_person_links(self) -> list[Row]:
        alone = {"state": "alive", "family": "holds", "people": 1, "single": True, "connected": 1, "buildings": 3}
        more = {"region_id": "R2", "inside": 1, "within": [], "written": False}
        return [link_row("R2", **alone) | more, link_row("D1", **alone) | more | {"within": ["X:ST:R2"]}]

    def one_person_roles(self) -> list[Row]:
        held = {"holders": 1, "acting": True, "until": date(2027, 1, 31), "vacant_since": None}
        return [{"link_id": "X:ST:R2", "role_id": "lead", "title": "Team lead", "team": "Region 2 team", **held}]

    def links_held(self, unit: str | None = None) -> list[Row]:
        del unit
        return [{"held": "one", "links": 2}, {"held": "unknown", "links": 1}]

    def lines_lost(self, links: list[str]) -> list[Row]:
        return [{"state": "connected", "buildings": 1}, {"state": "cut_off", "buildings": 2}] if links else []

    def pair_levels(self) -> list[Row]:
        return [{"level": "office", "pairs": 1, "required": 1}, {"level": "region", "pairs": 3, "required": 0}]

    def silo_units(self, level: str, group_min: int = 5, most: int = 60) -> list[Row]:
        units = {"O1": "Office of Finance", "O2": "Office of Special Education", "O3": "Legal"}
        if level == "region":
            units = {unit: NAMES[unit] for unit in ("R1", "R2", "R10")}
        known = {"level": level, "people": 9, "covered": 0.889}
        small = {"few": True, "people": None, "covered": None}
        assert most >= len(units)
        return [
            {"unit_id": unit, "name": name, "few": False, **known, **(small if unit == "O3" and group_min > 3 else {})}
            for unit, name in units.items()
        ]

    def silo_pairs(self, level: str, group_min: int, broker_share: float = 0.5, broker_paths: int = 4) -> list[Row]:
        assert broker_share <= 1 <= broker_paths
        ids = [row["unit_id"] for row in self.silo_units(level)]
        blank = dict.fromkeys(("ties", "expected", "state", "role", "why"))
        found = {"ties": 0, "expected": 6.2, "state": "silent", "few": False}
        rows = []
        for at, other in enumerate(ids):
            for one in ids[:at]:
                must = (one, other) == ("O1", "O2")
                few = other == "O3" or (level == "office" and group_min > 9)
                known = {"pair_id": f"{one}|{other}", "a_id": one, "b_id": other, "required": must}
                rows.append({**known, **blank, **({"few": True} if few else found), "why": "budgets" if must else None})
        return rows

    def units_below_state(self) -> list[Row]:
        counts = {"districts": 1, "buildings": 3}
        return [{**unit_row(unit), **counts} for unit in ("R1", "R10", "R2")]

    def units_in_scope(self) -> list[Row]:
        return [unit_row(unit) for unit in LEVELS]

    def weakest_step(self, unit: str | None = None, **kinds: list[str]) -> list[Row]:
        del unit, kinds
        counts = {"pairs": 3, "holds": 2, "starting": 0, "cant_tell": 0, "lost": 2}
        return [{"kind": "SIT-RIT", "step": "State to region", "share": 2 / 3, "weakest": True, **counts}]

    def line_losses(self, unit: str | None = None) -> list[Row]:
        del unit
        return [{"level": "region", "cut_off": 2, "starting": 0, "cant_tell": 0}]

    def sheets_loaded(self) -> list[Row]:
        counts = {"read": 10, "loaded": 8, "quarantined": 1, "duplicates": 1, "cells": 2}
        return [{"source": "hr", "sheet": sheet, "as_of": DAY, "load_id": "l", **counts} for sheet in sorted(SHEETS)]

    def sheets_held(self) -> list[Row]:
        return [{"sheet": sheet, "held": 1_234, "ended": 5, "upcoming": 0} for sheet in SHEETS]

    def loads(self) -> list[Row]:
        counts = {"read": 70, "loaded": 56, "quarantined": 7, "duplicates": 7, "quarantine": ""}
        state = {"number": 1, "published": True, "mode": "full", "reason": "two offices were closed"}
        made = {"loaded_at": "2026-11-01T08:00:00Z", "mapping": "", "profile": "education"}
        return [{"load_id": "l", "source": "hr", "as_of": DAY, **made, **state, **counts}]

    def sheets_of_load(self, load: str) -> list[Row]:
        counts = {"read": 10, "loaded": 8, "quarantined": 1, "duplicates": 1, "passed": 0, "cells": 2}
        return [{"sheet": sheet, **counts} for sheet in sorted(SHEETS) if load == "l"]

    def teams_not_covered(
        self, enough: float = 0.8, limit: int = 9, line_teams: tuple[str, ...] = ("DIT",)
    ) -> list[Row]:
        assert line_teams
        team = {"team_id": "T1", "name": "Elm district team", "unit": "Elm", "covered": enough / 2, "teams": 1}
        team |= {"never": False, "until": DAY, "never_teams": 0}
        return [{**unit_row("D1"), **team, "buildings": 1, "cant_tell": 1}][:limit]

    def stored_answers(self) -> list[Row]:
        known: Row = {"rule": None, "title": "", "version": "", "load": "l", "as_of": DAY, "missing": []}
        known |= {"evaluable": True, "rows": 0, "population": None, "basis": "", "content": None}
        rows: list[Row] = [
            {**known, "query": query.id, "kind": query.kind} for query in catalog().of_kind("finding", "metric")
        ]
        for row in rows:
            if row["query"].startswith("n01"):
                row.update(evaluable=False, missing=["the step silos has not run since the last load"])
        return rows

    def stored_findings(self) -> list[Row]:
        query = next(query for query in catalog().of_kind("finding") if query.rule == "S-04")
        values = {**dict.fromkeys(column.name for column in query.columns), "ids": ["R2"], "buildings": 3}
        words = {"severity": "critical", "sentence": "Region 2 has no state support.", "content": json.dumps(values)}
        place: Row = {"key": "R2", "ids": ["R2"], "buildings": 3, "rank": 1}
        return [{"finding_id": f"{query.id}|R2", "query": query.id, "rule": "S-04", "cause": "", **place, **words}]

    def ledger_standing(self) -> list[Row]:
        more = {"open_since": date(2026, 8, 31), "waived_until": None, "due": None, "owner": None}
        return [{"finding_id": row["finding_id"], "status": "open", **more} for row in self.stored_findings()]

    def ledger_changes(self, unit: str | None, without: list[str], most: int) -> list[Row]:
        assert without
        new = {"findings": 1, "following": 2, "sentences": ["Region 2 has no state support."][:most]}
        new |= {"why": [""][:most], "as_of": date(2026, 9, 30)}
        return [] if unit else [{"kind": "opened", **new}]

    def ledger_since_first(self, unit: str | None, without: list[str]) -> list[Row]:
        assert without
        then = {
            "then": 4,
            "still": 2,
            "gone": 1,
            "untold": 1,
            "come": 3,
            "loads": 3,
            "under": 0,
            "ended": 0,
            "risen": 0,
        }
        return [] if unit else [{"as_of": date(2026, 8, 31), **then}]

    def figures_over_time(self, metrics: list[str], keys: list[str]) -> list[Row]:
        assert "alignment" in metrics
        told = {"buildings": 58.0, "starting": 0.0, "cant_tell": 0.0, "both_ways": 9.0}
        return [
            {"as_of": day, "metric": "alignment", "key": keys[0], "column": column, "value": value}
            for day, connected in ((date(2026, 8, 31), 20.0), (date(2026, 9, 30), 31.0))
            for column, value in {**told, "connected": connected}.items()
        ]

    def finding_places(self) -> list[Row]:
        place = {"unit_id": "R2", "region_id": "R2", "region": "Region 2 Lake", "office": False}
        return [{"finding_id": row["finding_id"], **place} for row in self.stored_findings()]


class Door:
    """Answers the pages' queries from `Views`; what it does not know is an error, not an empty answer."""

    def __init__(self, views: Views, vacancies: list[Row] | None = None) -> None:
        self.views = views
        self.vacancies = vacancies or []
        self._names = {query.text: query.id for query in catalog().of_kind("view", "metric")}

    def read(self, text: str, params: Mapping[str, Any] | None = None, *, timeout: float | None = None) -> Result:
        """Rows of the view whose text this is."""
        assert timeout is None
        given = {key: value for key, value in (params or {}).items() if key != "as_of"}
        if text == statement("load/profile"):
            return Result((), [])
        if text == statement("answers/findings"):
            return Result((), self.views("stored_findings"))
        if text == statement("answers/answers"):
            return Result((), self._answers())
        if text == statement("lease/holder"):
            return Result(("holder",), [])
        if text == statement("load/any_named"):
            return Result(("found",), self.views("any_named"))
        name = self._names.get(text)
        if name is None:
            raise QueryError("This invented state does not know the query.")
        return Result((), self.views(name, **given))

    def _answers(self) -> list[Row]:
        vacant = {"content": json.dumps(self.vacancies)}
        rows = self.views("stored_answers")
        return [{**row, **(vacant if row["query"] == "vacancies_by_region" else {})} for row in rows]

    @contextmanager
    def bounded(self, bounds: Bounds) -> Iterator[Door]:
        """A line for someone's own query."""
        assert bounds.seconds > 0
        yield self

    def explain(self, text: str, params: Mapping[str, Any] | None = None) -> Plan:
        """A plan that only reads, unless the text says otherwise."""
        assert params is not None
        return Plan("rw" if "write" in text else "r", ("ProduceResults", "NodeByLabelScan"))

    def some(self, text: str, params: Mapping[str, Any] | None = None, *, rows: int, values: int) -> Answered:
        """Rows of someone's own query."""
        assert values > rows
        if "fault" in text:
            raise QueryError("Neo4j refused the query: no such thing.", "Correct it.")
        many = "many" in text
        found = [{"level": f"level {n}", "given": str(params)} for n in range(rows if many else 2)]
        return Answered(Result(("level", "given"), found), cut=many)
