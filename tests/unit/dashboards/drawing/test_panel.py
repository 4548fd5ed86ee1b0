"""The panel claims only what is known: well, not begun and not known are three things, and a gap says what it costs."""

from __future__ import annotations

from dataclasses import replace

from dashboards.drawing.building_cards import building_cards
from dashboards.drawing.cards import panel
from dashboards.drawing.inputs import LinkFacts, UnitRef
from dashboards.drawing.link_sentences import why
from dashboards.drawing.summary import summary
from tests.support.pictures import TODAY, Unit, picture_of

STATE = UnitRef("S", "Example", "state")


def state_of(region: str = "", district: str = "", codes: str = "") -> tuple[Unit, Unit, Unit]:
    """A state with one region and one district of two buildings; the letters are those of `Unit`."""
    top = Unit(STATE)
    below = top.add("region", "Only", region, number="1")
    last = below.add("district", "One", district).schools(2, codes)
    return top, below, last


def test_what_is_not_known_is_not_called_well() -> None:
    beside = panel(picture_of(state_of(codes="??")[2]))
    assert beside.heading == "We can't tell yet"
    card = beside.cards[0]
    assert (card.title, card.text) == (
        "No gap is on record",
        "For 2 buildings too few contact records were received.",
    )
    assert card.do == "One team and the One School 1 team send their contact records."


def test_what_has_not_begun_is_not_called_well() -> None:
    for unit in state_of(district="s")[1:]:
        beside = panel(picture_of(unit))
        assert (beside.heading, beside.cards[0].title) == ("Not begun", "Nothing to repair yet")
        assert beside.cards[0].text.startswith("2 buildings have not begun; no contact is due yet.")
    assert (
        "The district team is forming, planned by 15 January."
        in panel(picture_of(state_of(district="s")[2])).cards[0].text
    )


def test_a_weak_link_above_is_not_passed_over() -> None:
    for unit in state_of(region="d")[1:]:
        beside = panel(picture_of(unit))
        assert (beside.heading, beside.cards[0].title) == ("Make safer first", "State team to Region 1: one way")
        assert beside.cards[0].do == "State team asks Region 1 what it needs, and writes down the answer."


def test_what_is_not_known_or_not_begun_comes_before_a_weak_link_higher_up() -> None:
    for made, heading in ((state_of(region="d", codes="??"), "We can't tell yet"), (state_of("d", "s"), "Not begun")):
        beside = panel(picture_of(made[2]))
        assert beside.heading == heading
        assert [card.number for card in beside.cards] == [0, 1]
        assert beside.cards[1].title == "State team to Region 1: one way"


def test_all_is_not_well_under_a_banner() -> None:
    top = state_of()[0]
    assert panel(picture_of(top)).heading == "All well"
    top.leaders = "n"
    assert panel(picture_of(top)).heading == "The line holds"


def test_a_gap_says_what_a_repair_reconnects() -> None:
    one, several = panel(picture_of(state_of(codes="m")[2])), panel(picture_of(state_of(district="m")[1]))
    assert one.cards[0].text.startswith("Cuts off 1 building; a repair reconnects it.")
    assert several.cards[0].text.startswith("Cuts off 2 buildings; a repair reconnects all.")
    part = panel(picture_of(state_of(district="m", codes="m")[1]))
    assert part.cards[0].text.startswith("Cuts off 2 buildings; a repair reconnects 1.")


def test_a_gap_that_cuts_nothing_off_says_which_of_both_is_the_reason() -> None:
    below_a_gap = panel(picture_of(state_of(district="m", codes="m")[2])).cards[1]
    assert below_a_gap.text.startswith("It is already cut off higher up.")
    not_begun = panel(picture_of(state_of(region="s", district="m")[1])).cards[0]
    assert not_begun.text.startswith("Its 2 buildings have not begun yet.")


def _line(unit: Unit) -> tuple[str, str, str]:
    first, second, third = building_cards(picture_of(unit.below[0]))
    return first.text, second.text, third.text


def test_nobody_owns_a_step_that_is_not_due() -> None:
    assert _line(state_of(district="s")[2])[1] == "Nothing yet. It is counted apart until it is due."


def test_a_team_that_is_not_formed_is_not_asked_to_meet_its_leaders() -> None:
    unit = state_of(codes="n")[2]
    picture = picture_of(unit.below[0])
    own = picture.path[-1].link
    assert own is not None
    leaders = LinkFacts("x", "BIT-BLT", "missing", "gap", own.lower, own.lower, no_team="lower")
    changed = replace(picture, path=(*picture.path[:-1], replace(picture.path[-1], leaders=leaders)))
    assert "cut the building off" not in building_cards(changed)[2].text


def test_too_few_records_and_none_are_told_apart() -> None:
    unit = state_of(codes="?")[2]
    assert _line(unit)[0] == (
        "Too few contact records between One and One School 1 were received. "
        "At most 40% of the members of either team have contact records: too few to tell."
    )
    picture = picture_of(unit.below[0])
    link = picture.path[-1].link
    assert link is not None
    none = replace(link, covered=0.0)
    assert why(none, TODAY) == "We can't tell: no contact records."
    changed = replace(picture, path=(*picture.path[:-1], replace(picture.path[-1], link=none)))
    assert building_cards(changed)[0].text == "No contact records between One and One School 1 were received."
    assert summary(changed)[0][0].startswith("No contact records")
