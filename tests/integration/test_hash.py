"""The canonical hash: equal for equal facts in whatever order they came, different as soon as a fact differs."""

from __future__ import annotations

import tempfile
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from graph.connection import Neo4jRunner
from graph.loading.hashing import graph_hash
from graph.loading.load import load
from graph.staging.extract import Extract
from tests.support.loading_help import DAY, EDUCATION, SMALL, gather
from tests.support.names_help import MemoryVault, names_in

pytestmark = pytest.mark.integration


def put(runner: Neo4jRunner, gathered: Extract, source: str = "hr", as_of: date = DAY) -> None:
    """Load without a quarantine file and without a vault's file: the hashes of names stand for them."""
    names = names_in(MemoryVault())
    load(runner, gathered, EDUCATION, names=names, source=source, as_of=as_of, keep_problems=lambda *_: "")


NAMES = st.sampled_from(["Ann", "Bea", ""])
EXPORT = st.dictionaries(
    st.sampled_from(["p1", "p2", "p3"]), st.tuples(NAMES, st.sampled_from(["", "p1", "p2"]), st.booleans()), min_size=1
)


def export(rows: dict[str, tuple[str, str, bool]]) -> Extract:
    """People, and contacts between them."""
    people = [f"{key},{name},{boss}" for key, (name, boss, _) in rows.items()]
    met = [key for key, (_, _, meets) in rows.items() if meets]
    contacts = [f"{key},p4,email,{n},2026-01-0{n}" for n, key in enumerate(met, start=1)]
    with tempfile.TemporaryDirectory() as folder:
        return gather(
            Path(folder),
            people="\n".join(["person_id,name,manager_id", *people]) + "\n",
            contacts="\n".join(["from_person,to_person,channel,count,last", *contacts]) + "\n",
        )


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(one=EXPORT, two=EXPORT, gap=st.integers(-1, 1))
def test_the_order_of_two_sources_does_not_matter(
    runner: Neo4jRunner,
    one: dict[str, tuple[str, str, bool]],
    two: dict[str, tuple[str, str, bool]],
    gap: int,
) -> None:
    everyone = export(dict.fromkeys(("p1", "p2", "p3", "p4"), ("", "", False)))
    loads = {"hr": (export(one), DAY), "survey": (export(two), DAY + timedelta(days=gap))}
    hashes = set()
    for order in (("hr", "survey"), ("survey", "hr")):
        runner.write("MATCH (n) DETACH DELETE n")
        put(runner, everyone, "register", date(2020, 1, 1))
        for source in order:
            gathered, day = loads[source]
            put(runner, gathered, source, day)
        hashes.add(graph_hash(runner))
    assert len(hashes) == 1


def test_what_is_in_the_hash_and_what_is_not(runner: Neo4jRunner, tmp_path: Path) -> None:
    empty = graph_hash(runner)
    put(runner, gather(tmp_path, **SMALL))
    whole = graph_hash(runner)
    assert whole != empty
    for left_out in (
        "CREATE (:Load {load_id: 'x'})-[:OF]->(:LoadBatch {batch_id: 'y'})",
        "MATCH (u:Unit {unit_id: 'S1'}) CREATE (:Link {link_id: 'l'})-[:OF]->(u)",
        "MATCH (p:Person {person_id: 'p1'}), (t:Team {team_id: 't1'}) CREATE (p)-[:MEMBER_OF]->(t)",
        "MATCH (u:Unit) SET u.scoped = true, u.buildings = 3",
        "MATCH (n) SET n.load = 'another', n.stated = date('2030-01-01')",
        "MATCH ()-[r]->() SET r.load = 'another', r.stated = date('2030-01-01')",
    ):
        runner.write(left_out)
        assert graph_hash(runner) == whole, left_out
    seen = {whole}
    for fact in (
        "MATCH (u:Unit {unit_id: 'S1'}) SET u.name = 'Other'",
        "MATCH (:Person {person_id: 'p1'})-[h:HOLDS]->() SET h.fte = 0.6",
        "MATCH (:Person {person_id: 'p1'})-[h:HOLDS]->() SET h.source = 'survey'",
        "MATCH (u:Unit {unit_id: 'S1'}) SET u.sources = ['hr', 'survey']",
        "MATCH (:Person {person_id: 'p2'})-[m:MANAGED_BY]->() DELETE m",
        "MATCH (t:Team {team_id: 't2'}) DETACH DELETE t",
    ):
        runner.write(fact)
        assert graph_hash(runner) not in seen, fact
        seen.add(graph_hash(runner))
