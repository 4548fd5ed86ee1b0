"""Teams in contact, out of people in contact: against looking at every two of them."""

from __future__ import annotations

from itertools import combinations

import numpy as np

from graph.derive.steps.stages import contracted
from graph.network.core.network import Network
from tests.unit.graph.network.drawn import drawn


def test_teams_are_in_contact_through_any_two_people_or_one_on_both() -> None:
    # Team 0: 0 and 1; team 1: 2; team 2: 2 and 3; team 3: 4, who is in contact with 0 and with 5, on no team.
    network = Network.of(6, np.array([1, 0, 4, 5]), np.array([0, 4, 5, 3]))
    found = contracted(network, np.array([0, 1, 2, 2, 3, 4]), np.array([0, 0, 1, 2, 2, 3]), 4)
    assert sorted(zip(found.start.tolist(), found.end.tolist(), strict=True)) == [(0, 3), (1, 2)]
    assert contracted(network, np.zeros(0, np.int64), np.zeros(0, np.int64), 0).size == 0


def test_against_every_two_teams() -> None:
    seen = 0
    for number, one in enumerate(drawn(400, 91)):
        dice = np.random.default_rng([92, number])
        members = [set(np.flatnonzero(dice.random(one.size) < 0.3).tolist()) for _ in range(5)]
        rows = sorted((person, team) for team, people in enumerate(members) for person in people)
        person, team = np.array(rows, np.int64).reshape(-1, 2).T
        found = contracted(one.network, person, team, 5)
        ties = set(zip(one.network.start.tolist(), one.network.end.tolist(), strict=True))
        wanted = {
            (a, b)
            for a, b in combinations(range(5), 2)
            if members[a] & members[b] or any((p, q) in ties or (q, p) in ties for p in members[a] for q in members[b])
        }
        assert set(zip(found.start.tolist(), found.end.tolist(), strict=True)) == wanted
        seen += len(wanted)
    assert seen > 500
