"""The loop board: every pair counts once, numbers add up, what is missing is never praised."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboards.drawing.inputs import LinkFacts, UnitRef
from dashboards.screens.loop_board.side import compose_side
from dashboards.screens.loop_board.text import (
    STATES,
    Board,
    Pair,
    Share,
    compose_board,
    headline_of,
    holds_of,
    kinds,
    lead_of,
)
from dashboards.shell.forms import check_form
from dashboards.shell.markup import join
from graph.model.vocabulary import LINK_STATES
from graph.profile.profile import Profile, available
from graph.profile.words import speaking
from tests.support.screens import texts

AS_OF = date(2026, 10, 31)
REGION = UnitRef("R2", "Lake Country", "region", "2")
DISTRICT = UnitRef("D9", "Deerfield", "district")
COUNTS = {
    ("SIT-RIT", "alive"): 6,
    ("SIT-RIT", "one_way_down"): 1,
    ("SIT-RIT", "paper"): 1,
    ("RIT-DIT", "alive"): 39,
    ("RIT-DIT", "missing"): 2,
    ("RIT-DIT", "no_team"): 2,
    ("RIT-DIT", "starting"): 2,
    ("DIT-DMT", "alive"): 41,
    ("DIT-DMT", "no_team"): 4,
}


def board(**changes: object) -> Board:
    return Board(**{"counts": COUNTS, "as_of": AS_OF, **changes})  # type: ignore[arg-type]


def link(state: str = "paper") -> LinkFacts:
    return LinkFacts(
        "RIT-DIT:D9",
        "RIT-DIT",
        state,  # type: ignore[arg-type]
        "gap",
        REGION,
        DISTRICT,
        last_contact=date(2026, 4, 20),
        protocols=1,
        rhythm=30,
    )


def test_every_state_of_a_link_has_a_column() -> None:
    assert set(LINK_STATES) | {"no_team"} == set(STATES)


def test_each_row_adds_up_to_its_pairs() -> None:
    made = compose_board(board())
    for row in re.findall(r"<tr><th scope=\"row\" class=\"who\">.*?</tr>", made):
        pairs = int(re.search(r'<td class="pairs">(\d+)</td>', row)[1])  # type: ignore[index]
        cells = [int(found) for found in re.findall(r"<strong[^>]*>(\d+)</strong>", row)]
        assert sum(cells) == pairs


def test_the_bar_is_the_share_of_the_row() -> None:
    made = compose_board(board())
    widths = [float(found) for found in re.findall(r'class="bar holds" style="width:([\d.]+)px"', made)]
    assert widths == pytest.approx([49 * 6 / 8, 49 * 39 / 45, 49 * 41 / 45], abs=0.06)


def test_headline_counts_all_pairs_and_the_lead_says_what_holds_means_for_leaders_too() -> None:
    assert headline_of(board()) == "86 of 96 required pairs hold; 2 have not begun yet."
    means = holds_of(writing=True)
    assert means == (
        "A pair holds when contact goes both ways and is on time; on the line from state to building it is agreed in "
        "writing, too."
    )
    assert texts(join(*lead_of(board()))).endswith(means)
    assert means in texts(compose_side(board()))
    assert "writing" not in texts(join(*lead_of(board(writing=False))))


def test_headline_when_all_hold_when_nothing_is_required_and_when_half_is_unknown() -> None:
    assert headline_of(board(counts={("SIT-RIT", "alive"): 3})).startswith("All 3 required pairs hold")
    assert headline_of(board(counts={})) == "No pair of teams is required yet: no unit is in scope."
    unknown = {("SIT-RIT", "alive"): 2, ("SIT-RIT", "cant_tell"): 2}
    assert headline_of(board(counts=unknown)) == "For 2 of 4 required pairs we can't tell yet."


def test_lead_tells_silence_unformed_teams_and_one_way() -> None:
    said = texts(join(*lead_of(board())))
    assert "3 pairs have no contact on record" in said
    assert "in 6, a team is not formed yet" in said
    assert "In 1, messages go down and nothing is on record coming back." in said
    assert lead_of(board(counts={("SIT-RIT", "alive"): 3})) == [holds_of(writing=True)]
    assert lead_of(board(counts={})) == []


def test_a_chosen_cell_lists_its_pairs_with_owner_and_way_to_the_drawing() -> None:
    side = compose_side(board(chosen=("RIT-DIT", "missing"), pairs=[Pair(link(), "Region 2", "R2-T", "D9-T")]))
    said = texts(side)
    assert "Selected: district and region, nothing on record" in said
    assert "Deerfield and Region 2" in said
    assert "Agreed in writing; no contact on record since 20 April. Owner: Region 2 team." in said
    assert 'href="alignment?at=D9"' in side
    assert "And 1 smaller ones: choose a region" in said
    assert "If they are in contact, record it" in said
    assert 'data-say="Selected: district and region, nothing on record: 1 listed."' in side


def test_all_pairs_of_a_cell_can_be_reached_and_one_can_be_listed_alone() -> None:
    pairs = [Pair(replace(link("missing"), link_id=f"RIT-DIT:D{n}")) for n in range(120)]
    counts = {("RIT-DIT", "missing"): 120}
    side = compose_side(board(chosen=("RIT-DIT", "missing"), pairs=pairs, counts=counts))
    assert side.count("<li>") == 120
    assert "Show 50 more of 114" in side
    assert "Show 14 more of 14" in side
    assert "smaller ones" not in side
    alone = compose_side(board(chosen=("RIT-DIT", "missing"), pairs=pairs, counts=counts, only_pair="RIT-DIT:D7"))
    assert alone.count("<li>") == 1
    assert "Show all 120" in alone


def test_a_leader_pair_of_a_building_names_its_district_and_a_team_that_is_missing_has_nothing_to_record() -> None:
    school = UnitRef("B1", "Oak", "school")
    silent = LinkFacts("BIT-BMT:B1", "BIT-BMT", "missing", "gap", school, school)
    side = compose_side(board(chosen=("BIT-BMT", "missing"), pairs=[Pair(silent, "Elm")]))
    assert "Oak in Elm" in texts(side)
    unformed = replace(link("missing"), no_team="lower")
    assert "record it" not in texts(compose_side(board(chosen=("RIT-DIT", "no_team"), pairs=[Pair(unformed)])))


def test_the_form_has_a_row_for_each_team_to_fill_in() -> None:
    columns, rows = check_form([("S-T", "R2-T")], AS_OF)
    assert columns[:5] == ("from_team", "to_team", "period_end", "confirmed_by_team", "met_on")
    assert [row[:5] for row in rows] == [("S-T", "R2-T", AS_OF, "S-T", None), ("S-T", "R2-T", AS_OF, "R2-T", None)]
    assert all(value is None for row in rows for value in row[4:])


def test_only_gaps_hides_rows_and_regions_that_hold() -> None:
    shares = {"RIT-DIT": Share(4, 4)}
    all_hold = (UnitRef("R1", "North", "region", "1"), shares)
    some = (REGION, {"RIT-DIT": Share(4, 3)})
    counts = {**COUNTS, ("BIT-BMT", "alive"): 9}
    made = compose_board(board(counts=counts, regions=[all_hold, some], only_gaps=True))
    assert "principal" not in texts(made).split("Pairs that hold")[0]
    assert "2 Lake Country" in made
    assert "1 North" not in made
    assert "Only gaps are shown. Hidden, because nothing is missing: 1 kind of pairs and 1 region." in texts(made)


def test_what_has_not_begun_counts_against_nobody() -> None:
    counts = {("RIT-DIT", "alive"): 1, ("RIT-DIT", "missing"): 6, ("RIT-DIT", "starting"): 53}
    assert headline_of(board(counts=counts)) == "1 of 7 required pairs holds; 53 have not begun yet."
    assert headline_of(board(counts={("RIT-DIT", "starting"): 5})) == "None of the 5 required pairs has begun yet."
    held = {("RIT-DIT", "alive"): 7, ("RIT-DIT", "starting"): 1}
    assert headline_of(board(counts=held)) == "All 7 required pairs that have begun hold; 1 has not begun yet."
    regions = [(REGION, {"RIT-DIT": Share(8, 1, "", 1), "DIT-BIT": Share(67, 0, "", 67)})]
    lower = texts(compose_board(board(counts=counts, regions=regions))).split("Pairs that hold, by region")[1]
    assert "1 of 7" in lower
    assert "0 of 67" not in lower
    assert "2 Lake Country" not in compose_board(
        board(counts=counts, regions=[(REGION, {"RIT-DIT": Share(8, 0, "", 8)})], only_gaps=True)
    )


@pytest.mark.parametrize(("holding", "size"), [(9, "full"), (8, "half"), (6, "half"), (5, "quarter"), (0, "quarter")])
def test_circles_of_the_lower_table(holding: int, size: str) -> None:
    made = compose_board(board(regions=[(REGION, {"RIT-DIT": Share(10, holding)})]))
    lower = made.split("Pairs that hold, by region")[1]
    assert f"{holding} of 10" in lower
    looks = {"full": "ll-holds", "half": "A6.5,6.5 0 0,0 6.5,0Z", "quarter": "M10,10H3.5"}
    assert looks[size] in lower
    assert not any(mark in lower for name, mark in looks.items() if name != size)


def test_a_single_pair_shows_its_own_state() -> None:
    made = compose_board(board(regions=[(REGION, {"SIT-RIT": Share(1, 0, "paper")})]))
    assert "on paper only" in made.split("Pairs that hold, by region")[1]


@pytest.mark.parametrize("name", available())
def test_every_kind_of_a_profile_has_a_row(name: str) -> None:
    profile = Profile.load(name)
    with speaking(profile):
        assert {pair.kind for pair in profile.pairs} == {kind.kind for kind in kinds()}


def test_rows_are_named_in_the_profiles_words() -> None:
    with speaking(Profile.load("child_welfare")):
        named = {kind.kind: kind.name for kind in kinds()}
    assert named["CIT-OCT"] == "Local office team and its county team"
    assert named["CIT-CST"] == "County team and county director's team"
    assert named["SIT-SST"] == "State team and state sponsor team"
