"""Two sources that state the same relationships, on a server: once under the plain name, and exactly taken back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from graph.connection import Neo4jRunner
from graph.loading.hashing import graph_hash
from tests.support.loading_command import Load, Run, one, wrote_nothing
from tests.support.loading_help import folder
from tests.support.two_sources import MONTHS, told

pytestmark = pytest.mark.integration

READ = """
MATCH (person:Person|FormerPerson)-[held:HOLDS|ALSO_HOLDS|FORMERLY_HOLDS|UPCOMING_HOLDS]->(:Role|FormerRole)
RETURN type(held) AS type, person.person_id AS person, held.source AS source, held.fte AS fte, held.core AS core
"""


def holders(runner: Neo4jRunner) -> tuple[Any, ...]:
    return told(list(runner.read(READ).rows))


def test_every_month_and_back_again(load: Load, run: Run, runner: Neo4jRunner, tmp_path: Path) -> None:
    hashes = []
    for number, month in enumerate(MONTHS):
        path = folder(tmp_path / str(number), **month.sheets)
        assert load(path, source=month.source, as_of=month.as_of)[0] == 0
        assert holders(runner) == (month.shown, month.also, month.former), f"month {number + 1}"
        assert wrote_nothing(load(path, source=month.source, as_of=month.as_of)[1])
        hashes.append(graph_hash(runner))
    for number, month in reversed(list(enumerate(MONTHS))[1:]):
        code, _, err = run("undo", month.source, "--reason", "to see what was there before")
        assert code == 0, err
        assert graph_hash(runner) == hashes[number - 1], f"month {number} again"
        before = MONTHS[number - 1]
        assert holders(runner) == (before.shown, before.also, before.former)
    assert not one(runner, "MATCH ()-[r]->() WHERE r.filled IS NOT NULL OR type(r) STARTS WITH 'ALSO_' RETURN count(r)")


def test_two_sources_in_either_order_make_one_graph(load: Load, runner: Neo4jRunner, tmp_path: Path) -> None:
    """The later word is that of the later date, whichever came first."""
    months = MONTHS[:2]
    for month in months:
        assert load(folder(tmp_path / month.source, **month.sheets), source=month.source, as_of=month.as_of)[0] == 0
    wanted, found = graph_hash(runner), holders(runner)
    runner.write("MATCH (n) DETACH DELETE n")
    for month in reversed(months):
        assert load(tmp_path / month.source, source=month.source, as_of=month.as_of)[0] == 0
    assert (graph_hash(runner), holders(runner)) == (wanted, found)
