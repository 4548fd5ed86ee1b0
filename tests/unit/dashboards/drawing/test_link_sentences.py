"""What the pictures say: every link state, every kind of headline, parts that add up, no jargon."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboards.drawing.building_cards import building_cards
from dashboards.drawing.cards import link_card, panel
from dashboards.drawing.headline import headline
from dashboards.drawing.inputs import Counts, Facts, LinkFacts, Repairs, UnitRef
from dashboards.drawing.link_sentences import do, facts_of, reports_to, row_status, sentence, state_words, title, why
from dashboards.drawing.summary import summary
from tests.support.pictures import (
    TODAY,
    Unit,
    eastlake,
    link_of,
    one_building,
    picture_of,
    row_of,
    small_state,
)

STATE = UnitRef("S", "Example", "state")
REGION = UnitRef("R6", "Iron Range", "region", "6")
DISTRICT = UnitRef("D9", "Foxborough", "district")
SCHOOL = UnitRef("B4", "Keller High School", "school")
JARGON = re.compile(r"\b([Nn]ode|[Ee]dge|[Pp]ath|[Cc]entrality|[Cc]omponent|null|None|nan|[Ss]core)\b")


def link(state: str = "alive", **given: object) -> LinkFacts:
    family = {"alive": "holds", "goodwill": "weak", "stale": "weak", "paper": "gap", "missing": "gap"}.get(state, state)
    family = "one_way" if state.startswith("one_way") else family
    facts: dict[str, object] = {
        "link_id": "RIT-DIT:D9",
        "kind": "RIT-DIT",
        "state": state,
        "family": family,
        "upper": REGION,
        "lower": DISTRICT,
        "days_since": 25,
        "rhythm": 30,
        "protocols": 1,
        "people": 3,
        "buildings": 19,
    }
    return LinkFacts(**(facts | given))  # type: ignore[arg-type]


def test_link_sentences() -> None:
    said = {
        sentence(link("alive"), TODAY): "Link holds: last contact 25 days ago",
        sentence(link("alive", days_since=1), TODAY): "Link holds: last contact 1 day ago",
        sentence(link("alive", days_since=0), TODAY): "Link holds: last contact today",
        sentence(link("alive", single=True), TODAY): "Link holds, but one person, no stand-in",
        sentence(link("goodwill", protocols=0), TODAY): "In contact, but nothing in writing",
        sentence(link("one_way_down"), TODAY): "Messages go down; nothing back on record",
        sentence(link("one_way_up"), TODAY): "Messages come up; nothing down on record",
        sentence(link("stale", days_since=64), TODAY): "Last contact 64 days ago; agreed every 30",
        sentence(link("stale", days_since=64, protocols=0), TODAY): "Last contact 64 days ago; expected every 30",
        sentence(link("paper"), TODAY): "Agreed in writing; no contact on record",
        sentence(
            link("paper", last_contact=date(2026, 1, 2)), TODAY
        ): "Agreed in writing; no contact on record since 2 January",
        sentence(
            link("missing", protocols=0, last_contact=date(2025, 9, 1)), TODAY
        ): "Nothing in writing; no contact on record since 1 September 2025",
        sentence(link("missing", protocols=None), TODAY): "No contact on record",
        sentence(link("missing", no_team="lower"), TODAY): "No district implementation team yet",
        sentence(link("missing", no_team="both"), TODAY): "No district implementation team yet",
        sentence(link("missing", no_team="upper"), TODAY): "Waits for a team: the Region 6 team is not formed",
        sentence(
            link("starting", no_team="lower", planned=date(2027, 1, 15)), TODAY
        ): "Team is forming, planned by 15 January",
        sentence(link("starting", no_team="lower"), TODAY): "Not begun yet: nothing is due here",
        sentence(link("cant_tell", days_since=None), TODAY): "We can't tell: no contact records",
    }
    for got, expected in said.items():
        assert got == expected


@pytest.mark.parametrize("state", ["alive", "goodwill", "one_way_down", "one_way_up", "stale", "paper", "missing",
                                   "starting", "cant_tell"])  # fmt: skip
@pytest.mark.parametrize("no_team", [None, "upper", "lower", "both"])
@pytest.mark.parametrize("lower", [REGION, DISTRICT, SCHOOL])
def test_every_state_has_words_without_jargon(state: str, no_team: str | None, lower: UnitRef) -> None:
    if no_team and state not in {"missing", "starting"}:
        return
    upper = {"region": STATE, "district": REGION, "school": DISTRICT}[lower.level]
    facts = link(state, no_team=no_team, lower=lower, upper=upper, days_since=None, people=None)
    texts = [
        sentence(facts, TODAY),
        title(facts),
        why(facts, TODAY),
        do(facts),
        state_words(facts),
        *facts_of(facts, TODAY),
    ]
    card = link_card(facts, Facts(as_of=TODAY))
    texts += [card.text, card.do, *(text for pair in card.facts for text in pair)]
    for text in texts:
        assert not JARGON.search(text), text
        assert "  " not in text, text
        assert ".." not in text, text
    own = replace(facts, upper=lower, link_id="x")
    assert reports_to(own)
    assert title(own)


def test_a_line_that_holds_above_buildings_of_which_nothing_can_be_told_says_so() -> None:
    row = row_of(small_state().below[0].below[0])
    assert row.link is not None
    holds = replace(row, leaders=None, counts=Counts(connected=1, cant_tell=0))
    assert row_status(holds, TODAY).text.startswith("Link holds")
    unsure = replace(holds, counts=Counts(connected=1, cant_tell=6))
    assert row_status(unsure, TODAY) == ("Holds; for its buildings we can't tell", "ink")
    assert row_status(replace(unsure, counts=Counts(connected=7, cant_tell=6)), TODAY) == row_status(holds, TODAY)
    # One person and support that is not on record are what to act on, and a building is what its own line is.
    for link in (replace(row.link, single=True), replace(row.link, supported=False)):
        assert "can't tell" not in row_status(replace(unsure, link=link), TODAY).text
    building = row_of(small_state().below[0].below[0].below[0])
    assert "can't tell" not in row_status(replace(building, leaders=None, counts=Counts(cant_tell=1)), TODAY).text


def test_leaders_are_mentioned_when_only_they_are_silent() -> None:
    unit = small_state().below[0].below[0].below[0]
    unit.leaders = "m"
    assert row_status(row_of(unit), TODAY).text == "Holds; no contact with leaders on record"


def _text(picture: object) -> str:
    return "".join(text for text, _ in summary(picture))  # type: ignore[arg-type]


def test_lead_names_the_gap_that_cuts_off_most() -> None:
    picture = picture_of(small_state())
    text = _text(picture)
    assert text.startswith(
        f"{picture.counts.cut_off} are cut off, 54 of them by one gap: the support that the state team owes to "
        "Region 6."
    )
    assert "For 5 we can't tell; 11 have not begun yet." in text
    assert summary(picture)[0][1]


def test_lead_of_a_region_names_the_district_that_loses_most() -> None:
    text = _text(picture_of(small_state().below[2]))
    assert re.match(
        r"20 are cut off, 19 of them in Cedar District 6, which has no district team; 8 have not begun yet\.", text
    )


def test_lead_of_a_district_held_by_one_person() -> None:
    top = small_state()
    text = _text(picture_of(eastlake(top)))
    assert "2 are cut off." in text
    assert "The whole district reaches its region team through one person with no stand-in." in text


def test_a_weak_link_is_explained_where_it_is_first_spoken_of() -> None:
    top = small_state()
    for picture in (picture_of(top), picture_of(top.below[2])):
        assert "on a weak link (nothing in writing, or contact overdue)." in _text(picture)


def test_lead_below_a_gap_names_that_gap() -> None:
    text = _text(picture_of(small_state().below[5].below[0]))
    assert text.startswith(
        "All 6 are cut off by the gap between the state and its region: agreed in writing; no contact"
    )


def test_lead_says_when_data_are_late() -> None:
    picture = picture_of(small_state(), Facts(as_of=date(2026, 5, 3), late=True))
    assert _text(picture).startswith("As of 3 May 2026: ")


def test_one_building() -> None:
    picture = picture_of(one_building(small_state()))
    assert headline(picture).endswith("is cut off: the line breaks between the region and its district.")
    assert "No recorded route carries what the school reports to the state" in _text(picture)
    cards = building_cards(picture)
    assert [card.title for card in cards] == ["Why it breaks here", "What to do", "While you are here"]
    assert "Owner: Region 4 team." in cards[1].text
    assert "this does not cut the building off" in cards[2].text


def test_repair_first_ranks_gaps_by_buildings_and_the_rest_adds_up() -> None:
    picture = picture_of(small_state())
    beside = panel(picture)
    sizes = [int(found[1]) for card in beside.cards if (found := re.match(r"Cuts off (\d+) building", card.text))]
    assert sizes == sorted(sizes, reverse=True)
    found = re.fullmatch(r"(\d+) more gaps cut off the other (\d+) buildings\.", beside.foot)
    assert found
    assert int(found[1]) + 3 == picture.repairs.gap_count
    assert int(found[2]) + sum(sizes) == picture.counts.cut_off
    assert [card.number for card in beside.cards] == [1, 2, 3]


def test_repair_first_of_a_district_begins_with_its_own_line() -> None:
    top = small_state()
    beside = panel(picture_of(eastlake(top)))
    assert beside.cards[0].title == "Eastlake depends on one person"
    assert beside.cards[1].title == "Keller Elementary has no team"
    broken = panel(picture_of(top.below[5].below[1]))
    assert broken.cards[0].title == "State team to Region 6: silent"
    assert broken.cards[0].text.startswith("Cuts off all 8 here, 54 in all")


def test_without_gaps_one_person_links_follow_then_weak_links() -> None:
    top = Unit(STATE)
    region = top.add("region", "Only", "1", number="1")
    region.add("district", "One", "w").schools(6)
    beside = panel(picture_of(top))
    assert [card.title for card in beside.cards] == [
        "State team to Region 1: one person",
        "Region 1 to One: nothing in writing",
    ]
    assert beside.heading == "Make safer first"


def test_all_well_is_said_plainly() -> None:
    top = Unit(STATE)
    top.add("region", "Only", number="1").add("district", "One").schools(2)
    beside = panel(picture_of(top))
    assert beside.heading == "All well"
    assert beside.cards[0].title == "Nothing to repair"


def test_missing_upper_team_gets_one_card() -> None:
    top = Unit(STATE)
    top.add("region", "Only", number="1").add("district", "One", "n").schools(6)
    assert len([card for card in panel(picture_of(top)).cards if "has no district team" in card.title]) == 1


def test_both_numbers_of_a_gap() -> None:
    card = link_card(replace(link("missing", no_team="lower"), cuts_off=19, reconnects=16), Facts(as_of=TODAY))
    assert card.text == "The Region 6 team owes it support. Until a team forms, 19 buildings are cut off."
    assert card.do.endswith("Reconnects 16 buildings; 3 have another gap.")


def test_repairs_may_be_empty() -> None:
    picture = replace(picture_of(small_state()), repairs=Repairs())
    assert panel(picture).cards
    assert _text(picture)


def test_link_ids_of_the_builder_are_those_of_the_model() -> None:
    facts = link_of(small_state().below[0])
    assert facts is not None
    assert facts.link_id == f"SIT-RIT:{facts.lower.unit_id}"
