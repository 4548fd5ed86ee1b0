"""Real networks that others published: what a shipped query says of them against figures worked out independently."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboards.loads.run import Way, run_load
from graph.connection import Neo4jRunner, connect
from graph.derive.run import derive
from graph.kept.load_input import LoadInput
from graph.profile.profile import Profile
from graph.queries.catalog import catalog
from graph.queries.evaluate import Context, run
from graph.settings import Settings
from loaders.mapping import loader
from loaders.mapping.file import find
from tests.support.samples import sample

pytestmark = pytest.mark.integration

EDUCATION = Profile.load("education")
NETWORKS = {
    "krackhardt/advice": "krackhardt/ht_advice",
    "krackhardt/friends": "krackhardt/ht_friends",
    "krackhardt/reports": "krackhardt/ht_reports",
    "lazega/advice": "lazega/law_advice",
    "lazega/friends": "lazega/law_friends",
    "lazega/cowork": "lazega/law_cowork",
    "ukfaculty": "ukfaculty/ukfaculty",
    "uc_messages": "uc_messages/ucsocial",
}


@pytest.fixture
def empty(server_settings: Settings) -> Iterator[Neo4jRunner]:
    """A connection to a server with nothing in the graph."""
    with connect(server_settings) as runner:
        runner.write("MATCH (n) DETACH DELETE n")
        yield runner
        runner.write("MATCH (n) DETACH DELETE n")


@pytest.mark.parametrize("name", NETWORKS)
def test_contact_figures(name: str, empty: Neo4jRunner, server_settings: Settings, tmp_path: Path) -> None:
    known: dict[str, Any] = json.loads(sample("data/EXPECTED.json").read_text(encoding="utf-8"))[name]
    for part in ("edges", "nodes"):
        shutil.copy(sample(f"data/{NETWORKS[name]}_{part}.csv"), tmp_path)
    gathered = loader.reader(find("contacts"))([tmp_path], "network")
    run_load(server_settings, LoadInput("network", date(2026, 6, 1), gathered, EDUCATION), Way(derive=False))
    derive(empty, EDUCATION)
    query = catalog()["contact_figures"]
    answer = run(query, empty, profile=EDUCATION, context=Context.read(empty))
    said = answer.rows[0].values
    assert said["people"] == known["n"]
    assert said["people"] - said["in_contact"] == known["isolates"]
    assert said["contacts"] == known["simple_edges"]
    assert said["pairs"] == known["undirected_edges"]
    assert said["one_way"] == known["oneway_pairs"]
    assert said["answered"] == pytest.approx(known["reciprocity"], abs=1e-6)
    assert said["density"] == pytest.approx(known["density"], abs=1e-6)
