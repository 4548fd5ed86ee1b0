"""Networks that others published: components, cuts, betweenness, constraint and reciprocity, worked out elsewhere."""

from __future__ import annotations

import csv
import gzip
import json
from typing import Any

import numpy as np
import pytest

from graph.network.centrality import betweenness, constraint
from graph.network.core.network import Network
from graph.network.structure import components, cuts, reciprocity
from tests.support.samples import sample

NETWORKS = {
    "krackhardt/advice": "krackhardt/ht_advice",
    "krackhardt/friends": "krackhardt/ht_friends",
    "krackhardt/reports": "krackhardt/ht_reports",
    "krackhardt_kite": "krackhardt_kite/kite",
    "lazega/advice": "lazega/law_advice",
    "lazega/friends": "lazega/law_friends",
    "lazega/cowork": "lazega/law_cowork",
    "ukfaculty": "ukfaculty/ukfaculty",
    "mooc_ed/dlt1": "mooc_ed/dlt1",
    "hospital_rfid": "hospital_rfid/rfid",
    "arenas_email": "arenas_email/arenas_email",
    "uc_messages": "uc_messages/ucsocial",
}


def expected(name: str) -> dict[str, Any]:
    known: dict[str, Any] = json.loads(sample("data/EXPECTED.json").read_text(encoding="utf-8"))[name]
    return known


def rows(name: str) -> list[dict[str, str]]:
    with sample(name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read(name: str) -> tuple[Network, list[str]]:
    """The network, every pair of people once each way, and the names of people."""
    people = rows(f"data/{NETWORKS[name]}_nodes.csv")
    key = "UID" if "UID" in people[0] else "id"
    number = {person[key]: place for place, person in enumerate(people)}
    one, other = ("Sender", "Receiver") if name.startswith("mooc") else ("from", "to")
    ties = [(number[tie[one]], number[tie[other]]) for tie in rows(f"data/{NETWORKS[name]}_edges.csv")]
    ends = np.array(ties)
    names = [person.get("Firstname") or person[key] for person in people]
    return Network.of(len(people), ends[:, 0], ends[:, 1]), names


def check_structure(network: Network, known: dict[str, Any]) -> cuts.Cuts:
    parts = components.compute(network)
    assert len(parts.weak_sizes) == known["weak_components"]
    assert parts.weak_sizes.max() == known["largest_weak"]
    if known["directed"]:
        assert len(parts.strong_sizes) == known["strong_components"]
        assert parts.strong_sizes.max() == known["largest_strong"]
        assert reciprocity.compute(network).answered == pytest.approx(known["reciprocity"], abs=1e-6)
    assert int((network.both.degrees == 0).sum()) == known["isolates"]
    found = cuts.compute(network)
    assert (len(found.points), len(found.bridges)) == (known["articulation_points"], known["bridges"])
    return found


@pytest.mark.parametrize("name", NETWORKS)
def test_figures_agree_with_the_published_ones(name: str) -> None:
    known = expected(name)
    network, names = read(name)
    found = check_structure(network, known)
    if "articulation_ids" in known:
        assert {names[point] for point in found.points} == {str(one) for one in known["articulation_ids"]}
    between = betweenness.compute(network)
    assert isinstance(between, betweenness.ExactBetweenness)
    number = {one: place for place, one in enumerate(names)}
    for one, figure in known["undirected_betweenness_top5"]:
        assert between.betweenness[number[str(one)]] == pytest.approx(figure, abs=1e-4)
    top = sorted(between.betweenness, reverse=True)[:5]
    assert top == pytest.approx([figure for _, figure in known["undirected_betweenness_top5"]], abs=1e-4)
    burt = constraint.compute(network, weighted=False).constraint
    for one, figure in known["burt_constraint_lowest5"]:
        assert burt[number[str(one)]] == pytest.approx(figure, abs=1e-5)
    lowest = [figure for _, figure in known["burt_constraint_lowest5"]]
    assert sorted(burt[~np.isnan(burt)])[:5] == pytest.approx(lowest, abs=1e-5)


def test_mails_of_thirty_thousand() -> None:
    with gzip.open(sample("data/enron_email_36k/Email-Enron.txt.gz"), "rt", encoding="utf-8") as lines:
        ends = np.loadtxt(lines, dtype=np.int64)
    known = expected("enron_36k")
    check_structure(Network.of(known["n"], ends[:, 0], ends[:, 1]), known)
