"""Every query file on a real server: judged by the server's own plan, and run on the smallest graphs that matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest

from graph.connection import Neo4jRunner, connect
from graph.profile.profile import Profile
from graph.queries.catalog import Query, catalog
from graph.queries.evaluate import Row, parameters, rows_of
from graph.queries.lint import lint_on_server, write_tokens
from graph.queries.query_header import READS
from graph.queries.severity import CRITICAL_FROM
from graph.settings import Settings
from tests.cases import Case, all_cases

pytestmark = pytest.mark.integration

QUERIES = [query for query in catalog().values() if query.kind in READS]
EDUCATION = Profile.load("education")


@pytest.fixture(scope="module")
def runner(server_settings: Settings) -> Iterator[Neo4jRunner]:
    """A connection to a server that knows every name of the model."""
    with connect(server_settings) as found:
        write_tokens(found)
        yield found
        found.write("MATCH (n) DETACH DELETE n")


@pytest.mark.every_server
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
def test_the_server_agrees_with_the_header(query: Query, runner: Neo4jRunner) -> None:
    assert lint_on_server(query, runner) == []


@pytest.mark.parametrize("case", list(all_cases()), ids=lambda case: f"{case.query}-{case.name}")
def test_case(case: Case, runner: Neo4jRunner) -> None:
    query = catalog()[case.query]
    case.write(runner)
    params = parameters(query, case.as_of, EDUCATION, case.params)
    rows = rows_of(query, runner.read(query.text, params), int(EDUCATION.threshold(CRITICAL_FROM)))
    found = [_shown(query, row) for row in rows]
    assert len(found) == len(case.expect), f"{case.because}: {found}"
    for place, expected in enumerate(case.expect):
        wanted = {**expected, "ids": sorted(expected["ids"])} if "ids" in expected else expected
        # A page shows a view's rows in the order they come.
        among = found[place : place + 1] if query.kind == "view" else found
        assert any(wanted == {name: row[name] for name in wanted} for row in among), (
            f"{case.because}: {wanted}, {found}"
        )
    for row in rows:
        assert "not known" not in row.sentence
        assert query.kind != "finding" or row.sentence.endswith(".")
    if case.name == "fires":
        assert rows


def _shown(query: Query, row: Row) -> dict[str, Any]:
    """What a case may check of a row; ids in one order, as a case gives them in any."""
    own = {"severity": row.severity, "ids": row.ids} if query.kind == "finding" else {}
    shown = {**row.values, **own}
    return {**shown, "ids": sorted(shown["ids"])} if "ids" in shown else shown


@pytest.fixture(scope="module")
def loaded(runner: Neo4jRunner) -> Neo4jRunner:
    """The same connection, with one published load and no more in the graph."""
    load = "CREATE (:Load {load_id: 'l1', status: 'published', as_of: date('2026-06-01'), sequence: 1})"
    runner.write_all([("MATCH (n) DETACH DELETE n", {}), (load, {})])
    return runner


@pytest.mark.every_server
@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.id)
def test_a_file_runs_elsewhere_after_its_params_line(query: Query, loaded: Neo4jRunner) -> None:
    given = {}
    if query.shown_params:
        line = query.shown_params.removeprefix(":params")
        given = loaded.read(f"RETURN {line} AS params").rows[0]["params"]
        assert set(given) == set(query.params) | ({"as_of"} if "$as_of" in query.text else set())
        assert given.get("as_of", date(2026, 6, 1)) == date(2026, 6, 1)
    assert list(loaded.read(query.text, given).columns) == [column.name for column in query.columns]


@pytest.mark.every_server
def test_islands_are_walked_without_listing_every_way(runner: Neo4jRunner) -> None:
    # Between teams that both support and report there are more ways than can be listed: only the walk that marks
    # where it has been comes to an end.
    query = catalog()["s22_islands"]
    plan = runner.explain(query.text, {"as_of": date(2026, 6, 1)})
    walks = [
        operator for operator in plan.operators if operator.startswith(("VarLength", "Repeat", "BidirectionalRepeat"))
    ]
    over_teams = [operator for operator in walks if "Pruning" in operator]
    assert len(over_teams) >= 5
    assert not [operator for operator in walks if operator.startswith(("Repeat", "BidirectionalRepeat"))]
