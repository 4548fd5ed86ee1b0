"""Missing support: said beside contact in the same words everywhere, no gap, and a way to the findings about it."""

from __future__ import annotations

from dataclasses import replace

from dashboards.drawing.building_cards import building_cards
from dashboards.drawing.cards import panel, row_card
from dashboards.drawing.inputs import Facts
from dashboards.drawing.legend import legends
from dashboards.drawing.link_details import details
from dashboards.drawing.link_sentences import do, facts_of, sentence, todo
from dashboards.drawing.payload import View, build_body
from dashboards.drawing.table import csv_text, table_of
from tests.support.pictures import TODAY, Unit, picture_of, small_state
from tests.unit.dashboards.drawing.test_link_sentences import STATE, link


def test_support_is_said_beside_contact_in_the_same_words() -> None:
    lacking = link("alive", supported=False)
    assert sentence(lacking, TODAY) == "Link holds: last contact 25 days ago; support not on record"
    assert sentence(lacking, TODAY, dated=False) == "Link holds; support not on record"
    assert facts_of(lacking, TODAY)[-1] == "support not on record"
    assert ("Support", "not on record") in details(lacking, Facts())
    assert todo(lacking) == do(lacking) == "Region 6 team puts on record who supports Foxborough."
    single = link("alive", supported=False, single=True)
    assert sentence(single, TODAY) == "Link holds, but one person, no stand-in; support not on record"
    assert sentence(single, TODAY, dated=False) == "Link holds, but one person, no stand-in"
    assert "second person" in do(single)
    weak = link("goodwill", supported=False, protocols=0)
    assert sentence(weak, TODAY).endswith("; support not on record")
    assert sentence(weak, TODAY, dated=False) == "In contact, but nothing in writing"
    for gap in (link("paper", supported=False), link("missing", no_team="upper", supported=False)):
        assert "support not on record" not in sentence(gap, TODAY)
        assert ("Support", "not on record") in details(gap, Facts())
    for fine in (link("alive", supported=True), link("alive", supported=None)):
        told = " ".join((sentence(fine, TODAY), *facts_of(fine, TODAY), *dict(details(fine, Facts())), todo(fine)))
        assert "upport" not in told


def _without_support() -> Unit:
    top = Unit(STATE)
    top.add("region", "Only", number="1").add("district", "One").schools(2)
    return top


def test_support_that_is_missing_is_no_gap_and_leads_to_the_findings() -> None:
    picture = picture_of(_without_support())
    assert panel(picture).support == ""
    beside = panel(replace(picture, unsupported=1, unsupported_in_contact=1))
    assert (beside.heading, beside.cards[0].title) == ("The line holds", "Nothing to repair")
    assert beside.support == "1 team has no support on record, though in contact"
    many = replace(picture_of(small_state()), unsupported=66, unsupported_in_contact=5)
    assert panel(many).support == "66 teams have no support on record, 5 of them in contact"
    assert panel(many).heading == "Repair first"
    waiting = "60 of them because the team above is still to be formed"
    assert panel(replace(many, unsupported_waiting=60)).support == (
        f"66 teams have no support on record, {waiting}, 5 of them in contact"
    )
    all_wait = panel(replace(many, unsupported_waiting=66, unsupported_in_contact=0)).support
    assert all_wait.endswith("on record, all of them because the team above is still to be formed")
    early = replace(many, facts=replace(many.facts, loaded="teams"), unsupported_in_contact=0)
    assert (panel(early).heading, panel(early).support) == ("Collect first", "66 teams have no support on record")


def test_support_on_the_card_in_the_table_and_in_the_file() -> None:
    picture = picture_of(_without_support())
    row = picture.rows[0]
    assert row.link is not None
    lacking = replace(row.link, supported=False)
    card = row_card(replace(row, link=lacking), picture.facts, ("r",))
    assert (card.title, ("Support", "not on record") in card.facts) == ("State team to Region 1: holds", True)
    assert "support not on record" in card.text
    assert card.do == "State team puts on record who supports Region 1."
    changed = replace(picture, rows=(replace(row, link=lacking),))
    line = next(line for line in csv_text(table_of(changed)).splitlines() if line.startswith("Region 1"))
    assert "support not on record" in line
    assert "puts on record who supports Region 1" in line
    assert "support" not in csv_text(table_of(picture)).lower()


def test_one_building_says_which_support_is_missing() -> None:
    picture = picture_of(_without_support().below[0].below[0].below[0])
    why_, do_, aside = building_cards(picture)
    assert do_.text == "Nothing to repair. Keep the agreed rhythm."
    step = picture.path[1]
    assert step.link is not None
    lacking = replace(step, link=replace(step.link, supported=False))
    changed = replace(picture, path=(picture.path[0], lacking, *picture.path[2:]))
    cards = building_cards(changed)
    assert cards[0] == why_  # the line holds as before
    assert cards[1].text == "State team puts on record who supports Region 1. Keep the agreed rhythm."
    assert cards[2].text == "Support between the state and its region is not on record."
    assert "support not on record" in csv_text(table_of(changed))
    formless = replace(
        lacking, link=replace(step.link, state="missing", family="gap", no_team="upper", supported=False)
    )
    gap = building_cards(replace(picture, path=(picture.path[0], formless, *picture.path[2:])))
    assert "Support between" not in gap[2].text
    assert aside.text.startswith("Leaders are in contact")


def test_the_panel_is_sent_with_it_and_the_legend_says_that_holding_is_about_contact() -> None:
    picture = replace(picture_of(small_state()), unsupported=3, unsupported_in_contact=3)
    for view in (View(), View(still=True)):
        assert (
            build_body(picture, view)["panel"]["support"] == "3 teams have no support on record, all of them in contact"
        )
    assert all("contact both ways: holds" in legend for name, legend in legends().items() if name)
