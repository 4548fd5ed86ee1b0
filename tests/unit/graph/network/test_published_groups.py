"""Groups of networks that others published, against figures worked out independently."""

from __future__ import annotations

import csv
import json
from typing import Any

import numpy as np
import pytest

from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import assortativity, silos
from tests.support.samples import sample

NETWORKS = {
    "krackhardt/advice": ("krackhardt/ht_advice", "krackhardt advice"),
    "krackhardt/friends": ("krackhardt/ht_friends", "krackhardt friends"),
    "krackhardt/reports": ("krackhardt/ht_reports", ""),
    "lazega/advice": ("lazega/law_advice", "lazega advice"),
    "lazega/friends": ("lazega/law_friends", "lazega friends"),
    "lazega/cowork": ("lazega/law_cowork", "lazega cowork"),
    "ukfaculty": ("ukfaculty/ukfaculty", "ukfaculty"),
    "hospital_rfid": ("hospital_rfid/rfid", "hospital"),
}
COLUMNS = {"school": "Group", "hospital": "Status"}


def rows(name: str) -> list[dict[str, str]]:
    with sample(name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def read(name: str) -> tuple[Network, list[dict[str, str]]]:
    people = rows(f"data/{NETWORKS[name][0]}_nodes.csv")
    number = {person["id"]: place for place, person in enumerate(people)}
    ties = [(number[tie["from"]], number[tie["to"]]) for tie in rows(f"data/{NETWORKS[name][0]}_edges.csv")]
    ends = np.array(ties)
    return Network.of(len(people), ends[:, 0], ends[:, 1]), people


def labels(name: str, people: list[dict[str, str]], attribute: str) -> list[str]:
    column = "Status" if name == "hospital_rfid" else COLUMNS.get(attribute, attribute)
    return [person[column] for person in people]


def expected() -> dict[str, Any]:
    known: dict[str, Any] = json.loads(sample("data/EXPECTED.json").read_text(encoding="utf-8"))
    return known


@pytest.mark.parametrize("name", NETWORKS)
def test_index_of_every_group(name: str) -> None:
    known = expected()[name]
    network, people = read(name)
    kinds = [key.removeprefix("groups_") for key in known if key.startswith("groups_")]
    assert kinds
    for kind in kinds:
        groups = Groups.named(kind, labels(name, people, kind))
        found, published = silos.compute(network, groups), known[f"groups_{kind}"]
        assert groups.count == published["k"]
        assert found.inside.sum() == published["internal_ties"]
        assert found.outside.sum() / 2 == published["external_ties"]
        for place, label in enumerate(groups.ids):
            group = published["per_group"][label]
            assert groups.people[place] == group["size"]
            assert 2 * found.inside[place] == group["internal_degree"]
            assert found.outside[place] == group["external_degree"]
            assert found.by_contacts[place] == pytest.approx(group["EI"], abs=1e-4)


@pytest.mark.parametrize("name", [name for name, (_, title) in NETWORKS.items() if title])
def test_share_inside_against_permuted_membership(name: str) -> None:
    known = expected()["_group_segregation_permutation_tests"]
    network, people = read(name)
    title = NETWORKS[name][1]
    kinds = [key.removeprefix(f"{title} ") for key in known if key.startswith(f"{title} ")]
    assert kinds
    for kind in kinds:
        found = assortativity.compute(network, Groups.named(kind, labels(name, people, kind)))
        published = known[f"{title} {kind}"]
        assert found.share == pytest.approx(published["intra_share"], abs=1e-3)
        assert found.share_expected == pytest.approx(published["expected_share"], abs=3e-3)
        assert found.p == pytest.approx(published["p"], abs=0.03)
        width = (found.share_high - found.share_low) / 3.29
        assert (found.share - found.share_expected) / width == pytest.approx(published["z"], abs=0.5, rel=0.15)
