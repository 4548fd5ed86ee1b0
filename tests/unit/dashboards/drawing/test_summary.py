"""The sentences under the headline: whose link it is that lets no line work both ways."""

from __future__ import annotations

from dataclasses import replace

from dashboards.drawing.inputs import Picture
from dashboards.drawing.summary import summary
from tests.support.pictures import picture_of, small_state


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
