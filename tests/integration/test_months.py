"""Month after month gives what the last month alone gives, except what history adds."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.model import cypher_builder
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Origin
from graph.profile.profile import Profile
from graph.queries.stored import stored
from graph.refresh import refresh
from loaders.generator import Options, generate
from tests.support.loading_command import Load, one, wrote_nothing
from tests.support.months import EVENTS, Sheets, next_month, read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PROFILE = Profile.load("education")
DAYS = [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 30), date(2027, 1, 29)]

ADDED_BY_HISTORY = {
    # The last holder is known, and with it since when the role is vacant, how long that is, and whether it is too long.
    "p12_linking_role_vacant",
    "t15_required_role_unfilled",
    # Earlier periods: whoever has left since took part in them.
    "p05_fewer_ways",
    "n08_drifting_leaders",
    "routes_to_state",
    # Meetings of a team that was dissolved since were contact all the same.
    "inwardness",
    # Loads and records are counted, of which there are more.
    "d06_not_evaluable",
}


def months(folder: Path) -> list[Sheets]:
    """A generated state and its three next months."""
    made = generate(Options(districts=6, regions=2, buildings=30, seed=11, others=0), folder).folder
    found = [read_sheets(made)]
    for number, day in enumerate(DAYS[1:], 2):
        found.append(next_month(found[-1], number, day))
    return found


def facts(runner: Neo4jRunner) -> dict[str, set[str]]:
    """Everything that stands under a plain name: keys and own properties, as text."""
    found: dict[str, set[str]] = {}
    for label, node in NODES.items():
        if node.origin is Origin.SOURCED:
            names = [node.key, *cypher_builder.node_columns(label)]
            listed = ", ".join(f"toString(n.`{name}`)" for name in names if not _is_list(label, name))
            found[label] = {repr(row["row"]) for row in runner.read(f"MATCH (n:{label}) RETURN [{listed}] AS row").rows}
    for kind, start, end in cypher_builder.sourced_edges():
        names = [f"toString(r.`{name}`)" for name in cypher_builder.edge_columns(kind)]
        listed = ", ".join([f"a.{NODES[start].key}", f"b.{NODES[end].key}", *names])
        text = f"MATCH (a:{start})-[r:{kind}]->(b:{end}) RETURN [{listed}] AS row"
        found[f"{start} {kind} {end}"] = {repr(row["row"]) for row in runner.read(text).rows}
    return found


def _is_list(label: str, name: str) -> bool:
    return any(prop.name == name and prop.kind == "list of text" for prop in NODES[label].properties)


def answers(runner: Neo4jRunner) -> dict[str, set[str]]:
    """Rows of all findings and figures by query: key, severity and values."""
    return {
        answer.query: {repr((row.key, row.severity, row.values)) for row in answer.rows} for answer in stored(runner)
    }


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Sheets]:
    return months(tmp_path_factory.mktemp("state") / "first")


def test_four_months_give_what_the_last_one_gives(
    load: Load, runner: Neo4jRunner, tmp_path: Path, sheets: list[Sheets]
) -> None:
    said: dict[str, Any] = {}
    for number, (day, month) in enumerate(zip(DAYS, sheets, strict=True), 1):
        code, said, told = load(write_sheets(tmp_path / f"{number}", month), as_of=day.isoformat())
        assert code == 0, (number, told)
        assert said["quarantined"] == 0, (number, said["problems"])
    refresh(runner, PROFILE)
    _history(runner, sheets)
    code, again, _ = load(tmp_path / "4", as_of=DAYS[-1].isoformat())
    assert wrote_nothing(again)
    now, found = facts(runner), answers(runner)

    runner.write("MATCH (n) DETACH DELETE n")
    alone = {name: rows for name, rows in sheets[-1].items() if name not in EVENTS}
    events = {name: [row for month in sheets for row in month.get(name, ())] for name in EVENTS}
    code, said, told = load(write_sheets(tmp_path / "alone", {**alone, **events}), as_of=DAYS[-1].isoformat())
    assert code == 0, told
    refresh(runner, PROFILE)
    expected = facts(runner)
    for name, rows in expected.items():
        # Events of those who have left are not in a load of the last month alone; the others are all there.
        if _of_events(name):
            assert rows <= now[name], name
        else:
            assert rows == now[name], name
    other = answers(runner)
    assert found.keys() == other.keys()
    differing = {query for query, rows in other.items() if rows != found[query]}
    assert differing <= ADDED_BY_HISTORY


def _of_events(name: str) -> bool:
    start, _, kind = name.partition(" ")
    return NODES[start].event or (bool(kind) and RELATIONSHIPS[kind.split()[0]].event)


def _history(runner: Neo4jRunner, sheets: list[Sheets]) -> None:
    """Those who left are former, with the day; nothing that holds hangs on them."""
    people = [{row["person_id"] for row in month["people"]} for month in sheets]
    for day, before, after in zip(DAYS[1:], people, people[1:], strict=False):
        text = f"MATCH (p:FormerPerson {{ended_on: date('{day}')}}) RETURN collect(p.person_id)"
        assert set(one(runner, text)) == before - after
    teams = {row["team_id"] for row in sheets[0]["teams"]} - {row["team_id"] for row in sheets[-1]["teams"]}
    assert set(one(runner, "MATCH (t:FormerTeam) RETURN collect(t.team_id)")) == teams != set()
    ended = "MATCH (:FormerPerson)-[h:FORMERLY_HOLDS]->() RETURN collect(DISTINCT toString(h.until))"
    assert set(one(runner, ended)) == {day.isoformat() for day in DAYS[1:]}
    for kind, start, end in cypher_builder.sourced_edges():
        if f"FORMERLY_{kind}" in RELATIONSHIPS and not NODES[start].event:
            hung = f"MATCH (a:{start}|Former{start})-[:{kind}]->(b:{end}|Former{end})"
            former = "any(label IN labels(a) + labels(b) WHERE label STARTS WITH 'Former')"
            assert one(runner, f"{hung} WHERE {former} RETURN count(*)") == 0, kind
