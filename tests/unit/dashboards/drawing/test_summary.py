"""The sentences under the headline: whose link it is that lets no line work both ways."""

from __future__ import annotations

from dataclasses import replace

from dashboards.drawing.inputs import Picture, UnitRef
from dashboards.drawing.summary import summary
from tests.support.pictures import Unit, picture_of, small_state


def _lead(picture: Picture) -> str:
    return "".join(text for text, _ in summary(picture))


def test_lead_says_whose_link_lets_no_line_work_both_ways() -> None:
    picture = picture_of(small_state().below[2])
    link = picture.path[-1].link
    assert link is not None
    one_way = replace(link, state="one_way_down", family="one_way")
    told = replace(
        picture,
        path=(*picture.path[:-1], replace(picture.path[-1], link=one_way)),
        counts=replace(picture.counts, both_ways=0),
    )
    said = "No line here works both ways: the link with the state team is one way. Owner: State team."
    assert said in _lead(told)
    assert "works both ways:" not in _lead(picture)


def test_what_has_no_place_in_the_state_is_told_for_the_whole_state_alone() -> None:
    top = small_state()
    for picture, said in ((picture_of(top), True), (picture_of(top.below[2]), False)):
        adrift = replace(picture, facts=replace(picture.facts, unplaced=1))
        sentence = "1 more building is not counted: its place in the state is not on record."
        assert (sentence in _lead(adrift)) is said
        assert "not counted" not in _lead(picture)


def _state(first: str, second: str = "") -> Unit:
    top = Unit(UnitRef("S", "Example", "state"))
    for number, code in (("1", first), ("2", second)):
        top.add("region", "Some", code, number=number).add("district", f"Town {number}").schools(2)
    return top


def test_the_state_is_told_whose_link_lets_no_line_work_both_ways() -> None:
    assert "No line works both ways: the link with Region 1 is one way. Owner: State team." in _lead(
        picture_of(_state("d", "s"))
    )
    assert "No line works both ways: the links with 2 regions are one way." in _lead(picture_of(_state("d", "u")))
    assert "works both ways:" not in _lead(picture_of(_state("d")))


def test_leaders_below_are_not_blamed_for_what_the_state_lacks() -> None:
    top = _state("")
    picture = picture_of(top)
    all_engaged = replace(picture, counts=replace(picture.counts, engaged=4))
    assert "All 4 have engaged leaders at every level." in _lead(all_engaged)
    top.leaders = "n"
    bare = picture_of(top)
    said = _lead(replace(bare, counts=replace(bare.counts, engaged=0, measured=3)))
    assert "No line has engaged leaders at every level, because of the state: it has no leadership team; 3 meas" in said
    top.leaders = "m"
    bare = picture_of(top)
    said = _lead(replace(bare, counts=replace(bare.counts, engaged=0)))
    assert said.endswith("no contact between its team and its leaders is on record.")
