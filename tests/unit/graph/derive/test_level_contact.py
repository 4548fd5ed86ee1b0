"""The verdict on a level: who could be in contact, and that a silent level has no single silos."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from graph.derive.step import Work
from graph.derive.steps.contacts import Evidence
from graph.derive.steps.level_contact import Verdict, judge_level, level_row
from graph.model.derived_cypher import derived_columns
from graph.network.core.groups import Groups
from graph.network.core.network import Network
from graph.network.groups import peer_baseline, silos
from graph.network.groups.silos import Silos
from graph.profile.calendar import SchoolCalendar
from graph.profile.profile import Profile

PROFILE = Profile.load("education")


def _level(name: str, *more: tuple[int, int], size: int = 6, count: int = 8) -> tuple[Network, Groups]:
    """Groups in which all know each other, and given ties between them."""
    inside = [pair for at in range(count) for pair in combinations(range(at * size, (at + 1) * size), 2)]
    ends = np.array([*inside, *more])
    groups = Groups.of(name, np.repeat(np.arange(count), size), count, [f"{name}{at}" for at in range(count)])
    return Network.of(count * size, ends[:, 0], ends[:, 1]), groups


def _verdict(
    network: Network, groups: Groups, *, formed: tuple[int, ...] | None = None, unknown: tuple[int, ...] = ()
) -> tuple[Verdict, Silos]:
    """The verdict where all units have a formed team, or only those given; of some, no contact is known."""
    units = range(groups.count) if formed is None else formed
    found = [[f"{groups.level}{at}", f"T{at}"] for at in units]
    evidence = Evidence(collected={f"T{at}": [(None, None)] for at in units if at not in unknown})
    work: Any = SimpleNamespace(
        profile=PROFILE,
        loaded={"teams"},
        calendar=SchoolCalendar(date(2026, 5, 3)),
        found=lambda _, types: types and found,
        keep=lambda _: evidence,
    )
    judged = silos.compute(network, groups)
    return judge_level(cast("Work", work), network, judged, peer_baseline.compute(judged)), judged


def _as_stored(verdict: Verdict, judged: Silos) -> dict[str, Any]:
    return dict(zip(("level", *derived_columns("LevelContact")), level_row(judged, verdict, "1"), strict=True))


def test_a_silent_level_has_no_single_silos() -> None:
    verdict, judged = _verdict(*_level("region"))
    assert verdict.silent is True
    assert not verdict.inward.any()
    row = _as_stored(verdict, judged)
    assert (row["groups"], row["known"], row["compared"], row["able"], row["apart"]) == (8, 8, 0, 8, 8)
    assert (row["people"], row["ties"], row["across"], row["silent"]) == (48, 120, 0, True)
    assert row["inside"] == 1.0
    assert row["expected"] == pytest.approx(120 * (1 - 8 * 30 / (48 * 47)))


def test_a_level_in_contact_compares_its_units() -> None:
    verdict, judged = _verdict(*_level("region", *((6 * at, 6 * at + 6) for at in range(7))))
    assert (verdict.silent, int(verdict.apart.sum()), verdict.compared) == (False, 0, 8)
    assert _as_stored(verdict, judged)["silent"] is False


def test_units_without_a_formed_team_could_not_be_in_contact() -> None:
    network, groups = _level("district")
    verdict, judged = _verdict(network, groups, formed=(3,))
    assert np.flatnonzero(verdict.able).tolist() == [3]
    assert verdict.silent is None, "a lone district has nobody to be in contact with"
    assert _as_stored(verdict, judged)["apart"] == 1
    # Offices need no team.
    assert _verdict(*_level("office"), formed=())[0].silent is True


def test_units_whose_own_team_has_no_contact_records_are_not_said_to_be_silent() -> None:
    network, groups = _level("district", *((6 * at, 6 * at + 6) for at in range(6)))
    assert np.flatnonzero(_verdict(network, groups)[0].apart).tolist() == [7]
    verdict, judged = _verdict(network, groups, unknown=(7,))
    assert not judged.withheld[7], "the other people of the district have theirs"
    assert (bool(verdict.able[7]), bool(verdict.apart[7])) == (False, False)


@pytest.mark.parametrize("level", ["school", "team"])
def test_buildings_and_teams_are_not_asked_for_contact_with_each_other(level: str) -> None:
    verdict, judged = _verdict(*_level(level))
    assert verdict.silent is None
    assert not verdict.able.any()
    row = _as_stored(verdict, judged)
    assert (row["able"], row["expected"], row["silent"]) == (None, None, None)
    assert row["inside"] == 1.0


def test_units_of_too_few_people_are_not_asked() -> None:
    verdict, _ = _verdict(*_level("region", size=4))
    assert not verdict.able.any()
