"""Month after month gives what the last month alone gives, except what history adds."""

from __future__ import annotations

from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner
from graph.model import cypher_builder
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Origin
from graph.profile.profile import Profile
from graph.queries.evaluate import NO_HISTORY
from graph.refresh import refresh
from loaders.generator import Options, generate
from tests.support.every_answer import Rows, answers
from tests.support.loading_command import Load, one, wrote_nothing
from tests.support.months import EVENTS, Sheets, next_month, read_sheets, write_sheets

pytestmark = [pytest.mark.integration, pytest.mark.slow]

PROFILE = Profile.load("education")
DAYS = [date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 30), date(2027, 1, 29)]

# What history adds to findings and figures, and nothing else.
FILLED_BY_HISTORY = {
    # Who held a role last is known, and with it since when nobody does.
    "t15_required_role_unfilled": ("since", "sentence"),
    "p08_sole_link_not_lasting": ("day", "note", "sentence"),
    # What they follow from is found by history alone.
    "p10_no_memory": ("cause",),
}
# What is asked of history: who was in a core and is no longer.
ASKED_OF_HISTORY = {"p09_core_turnover", "t14_charter_due"}
# What can't be answered without an earlier load.
ANSWERED_BY_HISTORY = {"c02_link_lost", "c04_lost_again"}


def months(folder: Path) -> list[Sheets]:
    """A generated state and its three next months."""
    made = generate(Options(districts=6, regions=2, buildings=30, seed=11, others=0), folder).folder
    found = [read_sheets(made)]
    for number, day in enumerate(DAYS[1:], 2):
        found.append(next_month(found[-1], number, day))
    return found


def facts(runner: Neo4jRunner) -> dict[str, set[str]]:
    """Everything that stands under a plain name: keys and own properties, as text.

    Events of what is no more are left out: of a team that was dissolved, what is told of it is told of nothing else.
    """
    found: dict[str, set[str]] = {}
    for label, node in NODES.items():
        if node.origin is Origin.SOURCED:
            listed = ", ".join(f"n.`{name}`" for name in (node.key, *cypher_builder.node_columns(label)))
            text = f"MATCH (n:{label}) WHERE {_of_present('n', label)} RETURN [{listed}] AS row"
            found[label] = {repr(row["row"]) for row in runner.read(text).rows}
    for kind, start, end in cypher_builder.sourced_edges():
        own = [f"r.`{name}`" for name in cypher_builder.edge_columns(kind)]
        listed = ", ".join([f"a.{NODES[start].key}", f"b.{NODES[end].key}", *own])
        of_present = f"{_of_present('a', start)} AND {_of_present('b', end)}"
        text = f"MATCH (a:{start})-[r:{kind}]->(b:{end}) WHERE {of_present} RETURN [{listed}] AS row"
        found[f"{start} {kind} {end}"] = {repr(row["row"]) for row in runner.read(text).rows}
    return found


def _of_present(name: str, label: str) -> str:
    """The condition that an event is of what is there; who attended a meeting counts whosever it was."""
    if not NODES[label].event or label == "Meeting":
        return "true"
    # A team that has been dissolved since may have handled a barrier of one that is there.
    return f"NOT EXISTS {{ ({name})-[:!HANDLED_BY]->(:FormerTeam|FormerUnit) }}"


def load_alone(load: Load, runner: Neo4jRunner, folder: Path, sheets: list[Sheets]) -> None:
    """The last month's state with the events of all months, as one load.

    People met, whichever team held the meeting: those of teams that have been dissolved since are loaded as another's,
    and then as nobody's.
    """
    last = sheets[-1]
    events = {name: [row for month in sheets for row in month.get(name, ())] for name in EVENTS}
    teams = {row["team_id"] for row in last["teams"]}
    orphans = {row["meeting_id"] for row in events["meetings"] if row["team_id"] not in teams}
    assert orphans
    other = min(teams)
    events["meetings"] = [
        {**row, "team_id": other} if row["meeting_id"] in orphans else row for row in events["meetings"]
    ]
    code, _, told = load(write_sheets(folder, {**last, **events}), as_of=DAYS[-1].isoformat())
    assert code == 0, told
    text = "MATCH (m:Meeting)-[held:HELD_BY]->() WHERE m.meeting_id IN $ids DELETE held"
    assert runner.write(text, {"ids": sorted(orphans)}).relationships_deleted == len(orphans)


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> list[Sheets]:
    return months(tmp_path_factory.mktemp("state") / "first")


def test_four_months_give_what_the_last_one_gives(
    load: Load, runner: Neo4jRunner, tmp_path: Path, sheets: list[Sheets]
) -> None:
    for number, (day, month) in enumerate(zip(DAYS, sheets, strict=True), 1):
        code, said, told = load(write_sheets(tmp_path / f"{number}", month), as_of=day.isoformat())
        assert code == 0, (number, told)
        assert said["quarantined"] == 0, (number, said["problems"])
        refresh(runner, PROFILE, folder=tmp_path / "kept")
    _history(runner, sheets)
    code, again, _ = load(tmp_path / "4", as_of=DAYS[-1].isoformat())
    assert wrote_nothing(again)
    now, found = facts(runner), answers(runner)

    runner.write("MATCH (n) DETACH DELETE n")
    load_alone(load, runner, tmp_path / "alone", sheets)
    refresh(runner, PROFILE)
    expected, other = facts(runner), answers(runner)
    assert now.keys() == expected.keys()
    for name, rows in expected.items():
        assert now[name] == rows, name
    assert found.keys() == other.keys()
    for query in ANSWERED_BY_HISTORY:
        del other["d06_not_evaluable"][query]
    assert found["p09_core_turnover"].keys() > other["p09_core_turnover"].keys()
    for query, rows_alone in other.items():
        if query in ANSWERED_BY_HISTORY:
            assert (found[query][""]["missing"], rows_alone[""]["missing"]) == ((), (NO_HISTORY,)), query
            continue
        if query in ASKED_OF_HISTORY:
            assert found[query].keys() >= rows_alone.keys(), query
            continue
        filled = FILLED_BY_HISTORY.get(query, ())
        assert _without(filled, found[query]) == _without(filled, rows_alone), query
    _vacant_since(found["t15_required_role_unfilled"], other["t15_required_role_unfilled"], sheets)


def _without(columns: tuple[str, ...], rows: Rows) -> Rows:
    return {key: {name: value for name, value in row.items() if name not in columns} for key, row in rows.items()}


def _vacant_since(found: Rows, alone: Rows, sheets: list[Sheets]) -> None:
    """A role is vacant since the day of the first export that no longer gives it to anybody."""
    held = [{row["role_id"] for row in month["assignments"]} for month in sheets]
    for role, row in found.items():
        last = max((number for number, roles in enumerate(held) if role in roles), default=None)
        if last is None or alone[role]["since"]:
            assert row == alone[role]
        else:
            assert row["since"] == DAYS[last + 1]
    assert any(found[role] != row for role, row in alone.items())


def _history(runner: Neo4jRunner, sheets: list[Sheets]) -> None:
    """Those who left are former, with the day; nothing that holds hangs on them."""
    people = [{row["person_id"] for row in month["people"]} for month in sheets]
    for day, before, after in zip(DAYS[1:], people, people[1:], strict=False):
        text = f"MATCH (p:FormerPerson {{ended_on: date('{day}')}}) RETURN collect(p.person_id)"
        assert set(one(runner, text)) == before - after
    _periods(runner)
    teams = {row["team_id"] for row in sheets[0]["teams"]} - {row["team_id"] for row in sheets[-1]["teams"]}
    assert set(one(runner, "MATCH (t:FormerTeam) RETURN collect(t.team_id)")) == teams != set()
    held = [{(row["person_id"], row["role_id"]) for row in month["assignments"]} for month in sheets]
    until = {pair: day for day, before, after in zip(DAYS[1:], held, held[1:], strict=False) for pair in before - after}
    text = (
        "MATCH (p:Person|FormerPerson)-[h:FORMERLY_HOLDS]->(r:Role|FormerRole) WHERE h.ended IS NOT NULL "
        "RETURN collect([p.person_id, r.role_id, toString(h.until)])"
    )
    found = {(person, role): day for person, role, day in one(runner, text)}
    assert found == {pair: day.isoformat() for pair, day in until.items() if pair not in held[-1]}
    for kind, start, end in cypher_builder.sourced_edges():
        if f"FORMERLY_{kind}" in RELATIONSHIPS and not NODES[start].event:
            hung = f"MATCH (a:{start}|Former{start})-[:{kind}]->(b:{end}|Former{end})"
            former = "any(label IN labels(a) + labels(b) WHERE label STARTS WITH 'Former')"
            assert one(runner, f"{hung} WHERE {former} RETURN count(*)") == 0, kind


def _periods(runner: Neo4jRunner) -> None:
    """Every link has one period that stands and says its state; only changes of a state make periods."""
    standing = "MATCH (p:LinkPeriod) WHERE p.until IS NULL RETURN collect([p.link_id, p.state])"
    links = "MATCH (l:Link) RETURN collect([l.link_id, l.state])"
    assert sorted(one(runner, standing)) == sorted(one(runner, links))
    text = "MATCH (p:LinkPeriod) RETURN p.link_id AS link, p.state AS state, p.since AS since, p.until AS until"
    told = [tuple(map(str, row.values())) for row in runner.read(text).rows]
    told.sort(key=lambda row: (row[0], row[2]))
    for (link, state, _, until), (other, after, since, _) in pairwise(told):
        assert link != other or until < since or (until == since and state != after)
    ever = len({link for link, *_ in told})
    assert ever < len(told) < 2 * ever
