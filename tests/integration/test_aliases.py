"""Ids that change, on a server: history goes along, `undo` and `rebuild` give the same graph, findings stay."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from graph.connection import Neo4jRunner
from graph.errors import QueryError
from graph.ledger.store import read_ledger
from graph.loading.hashing import graph_hash
from graph.model.renaming_cypher import move_edges
from graph.server import stop
from graph.settings import Settings
from graph.vault.vault import known_vault
from loaders.generator import Options, generate
from tests.support.command_line import loopline
from tests.support.every_answer import answers
from tests.support.loading_command import Load, Run, one
from tests.support.loading_help import folder
from tests.support.months import next_month, read_sheets, write_sheets
from tests.support.renumbered import ALIASES, DISTRICTS, FULL, INTO, MERGED, all_renumbered, renumbered

pytestmark = pytest.mark.integration


def known(settings: Settings, runner: Neo4jRunner) -> tuple[str, int]:
    """All facts with their names, and how many relationships there are in all tenses."""
    facts = graph_hash(runner, known_vault(settings))
    return facts, one(runner, "MATCH (a)-[r]->(b) WHERE r.source IS NOT NULL RETURN count(r)")


def test_what_gets_another_id_is_the_same_node(
    load: Load, run: Run, runner: Neo4jRunner, server_settings: Settings, tmp_path: Path
) -> None:
    assert load(folder(tmp_path / "a", **FULL))[0] == 0
    assert load(folder(tmp_path / "b", people=FULL["people"]), source="sis")[0] == 0
    before = known(server_settings, runner)
    element = one(runner, "MATCH (p:Person {person_id: 'p1'}) RETURN elementId(p)")
    sheets = renumbered(FULL) | {"aliases": ALIASES}
    code, report, err = load(folder(tmp_path / "c", **sheets), as_of="2026-10-01")
    assert code == 0, err
    assert report["renamed"] == {"Unit": 4, "Team": 2, "Role": 2, "Person": 2}
    tallies = {**report["nodes"], **report["relationships"]}
    assert [name for name, tally in tallies.items() if tally["new"] + tally["changed"] + tally["ended"]] == ["Alias"]
    assert one(runner, "MATCH (p:Person {person_id: 'p1-new'}) RETURN elementId(p)") == element
    assert one(runner, "MATCH (c:LinkCheck) RETURN c.check_id") == "t1-new|t2-new|2026-06-30|t1-new"
    assert one(runner, "MATCH (:Team)-[r:DRIVES]->() RETURN r.role_id") == "r1-new"
    assert known(server_settings, runner)[1] == before[1]
    code, report, err = load(folder(tmp_path / "d", people=FULL["people"]), source="sis", as_of="2026-10-02")
    assert code == 0, err
    assert report["nodes"]["Person"]["same"] == 2
    assert any("name an old id" in note for note in report["notes"])
    assert one(runner, "MATCH (p:Person|FormerPerson) RETURN count(p)") == 2
    for source in ("sis", "hr"):
        code, _, err = run("undo", source)
        assert code == 0, err
    assert known(server_settings, runner) == before


def test_what_is_merged_ends_and_gives_on_what_hangs_on_it(
    load: Load, run: Run, runner: Neo4jRunner, server_settings: Settings, tmp_path: Path
) -> None:
    assert load(folder(tmp_path / "a", **(FULL | {"units": DISTRICTS})))[0] == 0
    zed, work = "person_id,name,unit_id\np9,Zed,D1\n", "unit_a,unit_b\nD1,S1\n"
    assert load(folder(tmp_path / "s", people=zed, joint_work=work), source="sis")[0] == 0
    before = known(server_settings, runner)
    code, report, err = load(folder(tmp_path / "b", units=MERGED, aliases=INTO), as_of="2026-10-01")
    assert code == 0, err
    assert (report["renamed"], report["merged"], report["merged_into"]) == ({}, {"Unit": 1}, {"Unit": {"D1": "D2"}})
    assert one(runner, "MATCH (u:FormerUnit) RETURN u.unit_id") == "D1"
    served = "MATCH (t:Team {team_id: 't1'})-[r:SERVES]->(u:Unit) RETURN u.unit_id"
    assert one(runner, served) == "D2"
    past = (
        "MATCH (:Person {person_id: 'p9'})-[r:FORMERLY_WORKS_AT]->(u:FormerUnit) RETURN toString(r.until) + u.unit_id"
    )
    assert one(runner, past) == "2026-09-15D1"
    assert one(runner, "MATCH (:Person {person_id: 'p9'})-[:WORKS_AT]->(u:Unit) RETURN u.unit_id") == "D2"
    assert one(runner, "MATCH (u:Unit)-[:JOINT_WORK]->(:Unit {unit_id: 'S1'}) RETURN u.unit_id") == "D2"
    code, _, err = run("undo", "hr")
    assert code == 0, err
    assert known(server_settings, runner) == before


def test_what_would_move_to_nowhere_is_refused(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    assert load(folder(tmp_path / "a", **FULL))[0] == 0
    moved = {"source": ["hr"], "start": ["t1"], "end": ["D9"], "stated": [date(2026, 9, 1)], "load": 2}
    with pytest.raises(QueryError, match="missing"):
        runner.write_all([(move_edges("SERVES", "Team", "Unit"), moved)])


MARK = "Q_"


HISTORY = (
    "MATCH (n:LinkPeriod) RETURN [n.period_id, n.link_id, n.state, n.began, n.since, n.until, n.load] AS row",
    "MATCH (n:Figure) RETURN [n.figure_id, n.metric, n.column, n.key, n.value, n.load] AS row",
)


def told(runner: Neo4jRunner) -> tuple[str, list[str]]:
    """All answers, and the ledger: findings with their status and since when, periods of links, and figures.

    All of it without the mark of new ids.
    """
    entries = read_ledger(runner).ledger.entries.values()
    names = ("finding_id", "key", "status", "since", "open_since", "first_seen", "first_load", "last_load", "severity")
    listed = [repr([getattr(entry, name) for name in names]) for entry in entries]
    listed += [repr(row) for text in HISTORY for row in runner.read(text).column("row")]
    plain = repr(sorted((query, sorted(map(repr, rows.items()))) for query, rows in answers(runner).items()))
    return plain.replace(MARK, ""), sorted(row.replace(MARK, "") for row in listed)


@pytest.mark.slow
def test_a_month_with_all_ids_made_anew_finds_what_it_finds_without(
    load: Load, run: Run, runner: Neo4jRunner, tmp_path: Path
) -> None:
    made = generate(Options(districts=2, regions=1, buildings=6, seed=11, others=0), tmp_path / "a").folder
    first = read_sheets(made)
    second = next_month(first, 2, date(2026, 11, 30))
    months = [first, second, all_renumbered(second, first, MARK)]
    paths = [write_sheets(tmp_path / f"month{at}", sheets) for at, sheets in enumerate(months)]
    found = []
    for path, day in ((paths[0], "2026-10-31"), (paths[1], "2026-11-30")):
        assert load(path, as_of=day)[0] == 0
        assert run("derive")[0] == 0
        found.append(told(runner))
    assert run("undo", "hr")[0] == 0
    assert told(runner) == found[0]
    code, report, err = load(paths[2], as_of="2026-11-30")
    assert code == 0, err
    assert report["renamed"] == {
        label: len(first[sheet])
        for label, sheet in (("Unit", "units"), ("Team", "teams"), ("Role", "roles"), ("Person", "people"))
    }
    assert run("derive")[0] == 0
    plain, ledger = told(runner)
    assert ledger == found[1][1]
    assert plain == found[1][0]
    assert run("undo", "hr")[0] == 0
    assert told(runner) == found[0]


@pytest.mark.slow
def test_a_rebuild_replays_it(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path / "home")
    months = [
        (FULL, "hr", "2026-09-01"),
        ({"people": FULL["people"]}, "sis", "2026-09-01"),
        (renumbered(FULL) | {"aliases": ALIASES}, "hr", "2026-10-01"),
        ({"people": FULL["people"]}, "sis", "2026-10-02"),
        ({"aliases": "kind,old_id,new_id\nunit,S1-new,D1-new\n"}, "notices", "2026-10-03"),
    ]
    try:
        for at, (sheets, source, day) in enumerate(months):
            path = folder(tmp_path / f"{at}", **sheets)
            done = loopline(settings, "load", str(path), "--source", source, "--as-of", day, "--no-derive")
            assert done.returncode == 0, done.stderr
        assert "Merged, with what hung on them: unit S1-new into D1-new." in done.stdout
        before = loopline(settings, "db", "hash").stdout.strip()
        done = loopline(settings, "rebuild", "--into", str(tmp_path / "second"), "--format", "json")
        assert done.returncode == 0, done.stderr
        assert (json.loads(done.stdout)["same"], json.loads(done.stdout)["hash"]) == (True, before)
    finally:
        stop(settings)
