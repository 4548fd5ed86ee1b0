"""Lines and what gaps cost, against the definition played out on small states."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.derive.steps.lines import Known, Line, costs_of, line_of, ways_of
from graph.derive.steps.required_pairs import Pair, Team, required_pairs
from graph.derive.steps.scope import Unit, Units, scope_of
from graph.profile.profile import Profile

PROFILE = Profile.load("education")
AS_OF = date(2026, 5, 3)
LATER = AS_OF + timedelta(days=30)

Families = dict[str, str]


def tree(*rows: tuple[str, str, str | None]) -> Units:
    return scope_of({row[0]: Unit(*row) for row in rows}, AS_OF, "school")


def pairs_of(units: Units, teams: list[Team]) -> dict[str, Pair]:
    return {pair.link_id: pair for pair in required_pairs(units, teams, PROFILE, AS_OF)}


def families_of(pairs: dict[str, Pair], chosen: Families) -> Families:
    """A pair without a team is a gap, or starting; any other is as chosen, else it holds."""

    def family(pair: Pair) -> str:
        if pair.missing:
            return "gap"
        if pair.no_team:
            return "starting"
        return chosen.get(pair.link_id, "holds")

    return {link_id: family(pair) for link_id, pair in pairs.items()}


def lines_of(units: Units, pairs: dict[str, Pair], families: Families) -> dict[str, Line]:
    known = Known(
        family=families,
        formed={link_id: pair.no_team is None for link_id, pair in pairs.items()},
        leadership={
            pair.lower.unit: families[pair.link_id] == "holds" for pair in pairs.values() if pair.group == "leadership"
        },
        level={unit_id: unit.level for unit_id, unit in units.items()},
    )
    return {way.building: line_of(way, known) for way in ways_of(units, pairs.values(), PROFILE)}


STATE = tree(
    ("S", "state", None),
    ("R", "region", "S"),
    ("D", "district", "R"),
    ("E", "district", "R"),
    *((f"D{n}", "school", "D") for n in range(3)),
    *((f"E{n}", "school", "E") for n in range(2)),
)
KIND = {"state": "SIT SMT", "region": "RIT", "district": "DIT DMT", "school": "BIT BMT"}
TEAMS = [
    Team(f"{unit_id}:{kind}", (kind,), "active", None, unit_id)
    for unit_id, unit in STATE.items()
    for kind in KIND[unit.level or ""].split()
]


def without(*team_ids: str) -> list[Team]:
    assert set(team_ids) <= {team.team_id for team in TEAMS}
    return [team for team in TEAMS if team.team_id not in team_ids]


def forming(team_id: str) -> Team:
    return next(replace(team, status="forming", planned_start=LATER) for team in TEAMS if team.team_id == team_id)


def draw(teams: list[Team], chosen: Families | None = None) -> tuple[dict[str, Line], dict[str, tuple[int, int, int]]]:
    pairs = pairs_of(STATE, teams)
    families = families_of(pairs, chosen or {})
    lines = lines_of(STATE, pairs, families)
    return lines, costs_of(lines.values(), families, pairs)


def test_all_well() -> None:
    lines, costs = draw(TEAMS)
    line = lines["D0"]
    assert line.links == ("SIT-RIT:R", "RIT-DIT:D", "DIT-BIT:D0")
    assert (line.state, line.both_ways, line.weak, line.engaged, line.in_place, line.reaches, line.breaks_at) == (
        *("connected", True, False, True, True),
        *("state", None),
    )
    assert {link_id: cost for link_id, cost in costs.items() if cost != (0, 0, 0)} == {
        "SIT-RIT:R": (0, 0, 5),
        "RIT-DIT:D": (0, 0, 3),
        "RIT-DIT:E": (0, 0, 2),
        **{f"DIT-BIT:{building}": (0, 0, 1) for building in lines},
    }


@pytest.mark.parametrize(
    ("chosen", "state", "reaches"),
    [
        ({"RIT-DIT:D": "gap"}, "cut_off", "district"),
        ({"SIT-RIT:R": "gap"}, "cut_off", "region"),
        ({"DIT-BIT:D0": "gap"}, "cut_off", "school"),
        ({"DIT-BIT:D0": "cant_tell"}, "cant_tell", "school"),
        ({"SIT-RIT:R": "cant_tell", "DIT-BIT:D0": "gap"}, "cut_off", "school"),  # a known gap before not knowing
        ({"SIT-RIT:R": "weak"}, "connected", "state"),
        ({"SIT-RIT:R": "one_way"}, "connected", "state"),
        ({"DIT-DMT:D": "gap"}, "connected", "state"),  # leadership never cuts
        ({"DIT-BIT:D1": "gap"}, "connected", "state"),
    ],
)
def test_the_state_of_a_line(chosen: Families, state: str, reaches: str) -> None:
    line = draw(TEAMS, chosen)[0]["D0"]
    assert (line.state, line.reaches) == (state, reaches)
    assert line.both_ways == (state == "connected" and "one_way" not in chosen.values())
    assert line.weak == ("weak" in chosen.values())
    assert line.engaged == ("DIT-DMT:D" not in chosen)
    assert line.in_place


def test_a_building_that_has_not_begun_is_cut_off_by_nothing() -> None:
    teams = [*without("D:DIT"), forming("D:DIT")]
    line = draw(teams, {"SIT-RIT:R": "cant_tell"})[0]["D0"]
    assert (line.state, line.in_place, line.reaches) == ("starting", False, "school")
    lines, costs = draw(teams, {"SIT-RIT:R": "gap"})
    assert (lines["D0"].state, lines["D0"].breaks_at) == ("starting", None)
    assert lines["E0"].state == "cut_off"
    assert costs["SIT-RIT:R"] == (2, 2, 0)  # the buildings of the other district


def test_below_a_team_that_is_forming_nothing_has_begun() -> None:
    teams = [*without("R:RIT", "D:DIT", "D0:BIT"), forming("R:RIT")]
    lines, costs = draw(teams, {"DIT-BIT:E0": "gap"})
    assert {line.state for line in lines.values()} == {"starting"}
    assert set(costs.values()) == {(0, 0, 0)}
    pairs = pairs_of(STATE, teams)
    assert {pairs[link_id].absent for link_id in ("SIT-RIT:R", "RIT-DIT:D", "DIT-BIT:D0", "BIT-BMT:D0")} == {None}


def test_before_the_day_from_which_it_is_in_scope_nothing_has_begun() -> None:
    early = {**STATE, "D": replace(STATE["D"], scope_from=LATER)}
    units = scope_of(early, AS_OF, "school")
    found = pairs_of(units, without("D:DIT", "D0:BIT", "D0:BMT"))
    assert {found[link_id].absent for link_id in ("RIT-DIT:D", "DIT-BIT:D0", "BIT-BMT:D0")} == {None}
    assert found["DIT-BIT:D0"].owner == "S"


def test_a_gap_belongs_to_the_nearest_team_that_works() -> None:
    found = pairs_of(STATE, without("D:DIT", "E0:BIT"))
    assert found["DIT-BIT:D0"].owner == "R"  # the district's team is not formed
    assert (found["RIT-DIT:D"].owner, found["DIT-BIT:E0"].owner) == ("R", "E")
    # The leaders of a team that works repair the pair with it; a team that is not there is formed from above.
    assert (found["BIT-BMT:D0"].owner, found["BIT-BMT:E0"].owner, found["DIT-DMT:D"].owner) == ("D0", "E", "R")
    nobody = pairs_of(STATE, without("S:SIT", "R:RIT", "D:DIT"))
    assert nobody["DIT-BIT:D0"].owner == "S"
    late = [*without("D:DIT"), replace(forming("D:DIT"), planned_start=AS_OF - timedelta(days=1))]
    assert pairs_of(STATE, late)["DIT-BIT:D0"].owner == "R"


def test_forming_a_team_closes_every_pair_missing_only_for_want_of_it() -> None:
    _, costs = draw(without("D:DIT"))
    assert costs["RIT-DIT:D"] == (3, 3, 0)
    assert costs["SIT-RIT:R"] == (0, 0, 2)  # the other district stays connected
    assert costs["DIT-BIT:D0"] == (0, 0, 0)  # claimed by the first gap from the state down


def test_what_another_gap_still_cuts_is_not_reconnected() -> None:
    _, costs = draw(without("D:DIT", "D0:BIT"))
    assert costs["RIT-DIT:D"] == (3, 2, 0)
    _, costs = draw(TEAMS, {"RIT-DIT:D": "gap", "DIT-BIT:D1": "gap", "DIT-BIT:E0": "gap"})
    assert costs["RIT-DIT:D"] == (3, 2, 0)
    assert costs["DIT-BIT:D1"] == (0, 0, 0)
    assert costs["DIT-BIT:E0"] == (1, 1, 0)


def test_a_region_without_a_team() -> None:
    _, costs = draw(without("R:RIT", "D:DIT"))
    assert costs["SIT-RIT:R"] == (5, 2, 0)


def test_what_is_still_forming_is_neither_cut_off_nor_reconnected() -> None:
    _, costs = draw([*without("R:RIT", "D:DIT"), forming("D:DIT")])
    assert costs["SIT-RIT:R"] == (2, 2, 0)


@pytest.mark.parametrize(
    ("rows", "links", "state", "reaches"),
    [
        ([("S", "state", None), ("B", "school", "S")], (), "cant_tell", "school"),
        ([("S", "state", None), ("R", "region", "S"), ("B", "school", "R")], ("SIT-RIT:R",), "cant_tell", "school"),
        (
            [("S", "state", None), ("D", "district", "S"), ("B", "school", "D")],
            ("SIT-DIT:D", "DIT-BIT:B"),
            *("connected", "state"),
        ),
        ([("D", "district", None), ("B", "school", "D")], ("DIT-BIT:B",), "cant_tell", "district"),
        ([("B", "school", None)], (), "cant_tell", "school"),
        ([("B", "school", "B")], (), "cant_tell", "school"),
        (
            [("S", "state", None), ("O", "office", "S"), ("D", "district", "O"), ("B", "school", "D")],
            ("SIT-DIT:D", "DIT-BIT:B"),
            *("connected", "state"),
        ),
    ],
)
def test_states_of_any_shape_have_lines(
    rows: list[tuple[str, str, str | None]], links: tuple[str, ...], state: str, reaches: str
) -> None:
    units = tree(*rows)
    teams = [
        Team(f"{unit_id}:{kind}", (kind,), "active", None, unit_id)
        for unit_id, unit in units.items()
        for kind in KIND.get(unit.level or "", "").split()
    ]
    pairs = pairs_of(units, teams)
    line = lines_of(units, pairs, families_of(pairs, {}))["B"]
    assert (line.links, line.state, line.reaches) == (links, state, reaches)
    assert line.in_place == line.engaged == (state == "connected")


# Played out ----------------------------------------------------------------------------------------------------------

FAMILY = st.sampled_from(["holds", "holds", "weak", "one_way", "gap", "cant_tell"])
STATUS = st.sampled_from(["active", "active", "active", "forming", "none"])


@st.composite
def states(draw: st.DrawFn) -> tuple[Units, list[Team], Families]:
    """A small state of any shape with some teams missing or forming and any states of the rest."""
    rows: list[tuple[str, str, str | None]] = [("S", "state", None)]
    rows += [(f"R{region}", "region", "S") for region in range(draw(st.integers(0, 2)))]
    over = [row[0] for row in rows]
    rows += [(f"D{n}", "district", draw(st.sampled_from(over))) for n in range(draw(st.integers(1, 3)))]
    over += [row[0] for row in rows if row[1] == "district"]
    rows += [(f"B{n}", "school", draw(st.sampled_from(over[::-1]))) for n in range(draw(st.integers(1, 5)))]
    units = tree(*rows)
    teams = [
        Team(f"{unit_id}:{kind}", (kind,), status, LATER, unit_id)
        for unit_id, unit in units.items()
        for kind in KIND[unit.level or ""].split()
        if (status := draw(STATUS)) != "none"
    ]
    chosen = {link_id: draw(FAMILY) for link_id in pairs_of(units, teams)}
    return units, teams, chosen


def first_gap(line: Line, families: Families) -> str | None:
    if "starting" in {families[link] for link in line.links}:
        return None
    return next((link for link in line.links if families[link] == "gap"), None)


@settings(deadline=None, max_examples=300)
@given(state=states())
def test_costs_are_what_happens_when_a_gap_is_repaired(state: tuple[Units, list[Team], Families]) -> None:
    units, teams, chosen = state
    pairs = pairs_of(units, teams)
    families = families_of(pairs, chosen)
    lines = lines_of(units, pairs, families)
    costs = costs_of(lines.values(), families, pairs)
    for link_id, pair in pairs.items():
        claimed = [building for building, line in lines.items() if first_gap(line, families) == link_id]
        assert costs[link_id][0] == len(claimed)
        assert costs[link_id][2] == sum(link_id in line.links for line in lines.values() if line.state == "connected")
        if families[link_id] != "gap":
            assert costs[link_id][:2] == (0, 0)
            continue
        # Form what is missing for real, and take what teams then agree on as good.
        new = [Team(f"new:{kind}", (kind,), "active", None, unit_id) for unit_id, kind in pair.missing]
        after = pairs_of(units, [*teams, *new])
        well = {other: "holds" for other in after if pairs[other].missing and not after[other].missing}
        repaired = lines_of(units, after, families_of(after, {**chosen, **well, link_id: "holds"}))
        assert costs[link_id][1] == sum(repaired[building].state not in {"cut_off", "starting"} for building in claimed)


@settings(deadline=None)
@given(state=states())
def test_every_building_is_counted_once_and_claimed_once(state: tuple[Units, list[Team], Families]) -> None:
    units, teams, chosen = state
    pairs = pairs_of(units, teams)
    families = families_of(pairs, chosen)
    lines = lines_of(units, pairs, families)
    costs = costs_of(lines.values(), families, pairs)
    assert set(lines) == {unit_id for unit_id, unit in units.items() if unit.level == "school"}
    assert sum(cut for cut, _, _ in costs.values()) == sum(line.state == "cut_off" for line in lines.values())
    for line in lines.values():
        on_way = {families[link] for link in line.links}
        assert (line.state == "cut_off") == (first_gap(line, families) is not None)
        assert line.breaks_at == first_gap(line, families)
        if line.state == "connected":
            assert on_way <= {"holds", "weak", "one_way"}
            assert line.reaches == "state"
            assert line.both_ways == ("one_way" not in on_way)
        else:
            assert not line.both_ways
            assert not line.weak


def test_a_building_that_is_part_of_no_state_has_no_line() -> None:
    units = {**STATE, **tree(("X", "school", None), ("R9", "region", None), ("Y", "school", "R9"))}
    below = scope_of(units, AS_OF, "school")
    assert {way.building for way in ways_of(below, (), PROFILE)}.isdisjoint({"X", "Y"})
    assert "X" in {way.building for way in ways_of({"X": below["X"]}, (), PROFILE)}, "without any state all have one"
