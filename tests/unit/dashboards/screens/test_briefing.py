"""The briefing: figures, line and sentences come from one set of counts and agree with each other."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboards.drawing.card import Card
from dashboards.screens.briefing.band import thinning
from dashboards.screens.briefing.brief import Brief, Loss, StepLinks
from dashboards.screens.briefing.changes import Changed, changes_of
from dashboards.screens.briefing.page import losses_of, step_links_of
from dashboards.screens.briefing.text import compose, compose_top, headline_of
from dashboards.shell.load_context import LoadContext
from dashboards.shell.stored import Finding
from tests.support.screens import texts

CONTEXT = LoadContext(load="x", as_of=date(2026, 10, 31), loaded="all", buildings=400)
LOSSES = (Loss("region", 58, 0, 0), Loss("district", 61, 11, 6), Loss("school", 17, 0, 0))
STEPS = (
    StepLinks("state", "region", 8, 6, lost=58),
    StepLinks("region", "district", 60, 39, lost=61, weakest=True),
    StepLinks("district", "school", 400, 307, lost=17),
)


CRITICAL = (
    Finding("Foxborough waits.", "critical", 31, unit_id="D6", owner="Region 3 team", do="Form one."),
    *(Finding(f"Town {n} waits.", "critical", 30) for n in range(8)),
)


def brief(**changes: object) -> Brief:
    values = {
        "context": CONTEXT,
        "connected": 247,
        "both_ways": 206,
        "cut_off": 136,
        "starting": 11,
        "cant_tell": 6,
        "losses": LOSSES,
        "steps": STEPS,
        "alone": 8,
        "critical": CRITICAL,
        "critical_count": 9,
        "largest": 58,
    }
    return Brief(**{**values, **changes})  # type: ignore[arg-type]


def test_headline() -> None:
    said = headline_of(brief())
    assert said == (
        "247 of the 389 buildings that have begun are connected, 206 of them both ways; 11 have not begun yet. "
        "One gap alone cuts off 58."
    )
    assert headline_of(brief(starting=0, cut_off=147)).startswith("247 of 400 buildings in scope are connected, 206")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        (
            {"connected": 400, "both_ways": 400, "cut_off": 0, "starting": 0, "cant_tell": 0, "largest": 0},
            "All 400 buildings have an unbroken line, all of them both ways.",
        ),
        (
            {"connected": 10, "both_ways": 0, "cut_off": 48, "starting": 338, "cant_tell": 4, "largest": 20},
            (
                "10 of the 62 buildings that have begun are connected, none of them both ways; 338 have not begun yet. "
                "One gap alone cuts off 20."
            ),
        ),
        (
            {"connected": 0, "both_ways": 0, "cut_off": 383},
            "0 of the 389 buildings that have begun are connected; 11 have not begun yet. One gap alone cuts off 58.",
        ),
        ({"connected": 0, "both_ways": 0, "cut_off": 0, "starting": 0, "cant_tell": 0}, "No building is in scope."),
        (
            {"context": LoadContext(load="x", loaded="teams")},
            "We can't tell yet what is connected: contact records are missing.",
        ),
    ],
)
def test_headline_at_the_edges(changes: dict[str, object], said: str) -> None:
    assert headline_of(brief(**changes)) == said


def test_a_headline_does_not_count_what_nobody_knows_as_lost() -> None:
    assert headline_of(brief(starting=0, connected=100, both_ways=50, cut_off=50, cant_tell=250)) == (
        "For 250 of 400 buildings in scope we can't tell yet; 100 are connected, 50 of them both ways. "
        "One gap alone cuts off 58."
    )
    assert headline_of(brief(starting=0, connected=0, both_ways=0, cut_off=200, cant_tell=200, largest=1)) == (
        "For 200 of 400 buildings in scope we can't tell yet; 0 are connected."
    )


def test_a_first_year_counts_against_what_has_begun() -> None:
    said = texts(compose(brief(connected=10, both_ways=0, cut_off=48, starting=338, cant_tell=4)))
    assert "Buildings connected 10 of 62 0 both ways" in said


def test_where_nothing_has_begun_nothing_is_counted() -> None:
    nothing = brief(connected=0, both_ways=0, cut_off=0, starting=67, cant_tell=0, steps=(), largest=0)
    said = texts(compose(nothing))
    assert "None of the 67 buildings has begun yet: nothing is counted." in said
    assert "Nothing has begun yet: no link is due." in said
    assert "None has begun yet" in texts(thinning(nothing))
    for wrong in ("0 of 67", "0 both ways", "not known", "thins"):
        assert wrong not in said


def test_no_step_is_called_weakest_where_all_hold() -> None:
    steps = (StepLinks("state", "region", 8, 8), StepLinks("region", "district", 58, 58, 2))
    said = texts(compose(brief(connected=389, both_ways=389, cut_off=0, cant_tell=0, steps=steps, largest=0)))
    assert "Every link that is due holds 66 links All hold" in said
    one = texts(
        compose(brief(starting=400, connected=0, cut_off=0, cant_tell=0, steps=(StepLinks("state", "region", 1, 1),)))
    )
    assert "Every link that is due holds 1 link All hold" in one
    assert "State to region: 8 of 8; region to district: 58 of 58. 2 links have not begun." in said
    assert "389 of 389 connected" in said
    assert "Weakest" not in said


def test_the_step_with_the_smallest_share_is_the_weakest_where_nothing_is_cut_off() -> None:
    steps = (StepLinks("state", "region", 8, 8), StepLinks("region", "district", 58, 50))
    assert "Weakest step: region to district 50 of 58 of these links hold" in texts(compose(brief(steps=steps)))


def test_the_reason_why_no_line_works_both_ways_is_with_the_figure() -> None:
    why = "No line works both ways: the link with Region 1 is one way. Owner: State team."
    assert f"0 both ways 63% of the 389 that have begun, or up to 65% with the 6 we can't tell. {why}" in texts(
        compose(brief(both_ways=0, one_way=why))
    )


def test_what_is_not_counted_is_told_with_the_figure_of_the_state() -> None:
    adrift = replace(CONTEXT, unplaced=2)
    said = "2 more buildings are not counted: their place in the state is not on record."
    assert said in texts(compose(brief(context=adrift)))
    assert "not counted" not in texts(compose(brief(context=adrift, name="Region 3")))
    assert "not counted" not in texts(compose(brief()))


def test_a_critical_problem_has_its_action_even_without_an_owner() -> None:
    said = texts(compose(brief(critical=(Finding("No team is on record.", "critical", 400, do="Charter it."),))))
    assert "Do: Charter it." in said
    assert "Owner" not in said


def test_tiles_say_the_same_numbers_as_the_headline() -> None:
    said = texts(compose(brief()))
    assert "Buildings connected 247 of 389 206 both ways" in said
    assert "63% of the 389 that have begun, or up to 65% with the 6 we can't tell" in said
    assert "Most are cut off: region to district 61 cut off 39 of 60 of its links hold" in said
    assert "State to region: 6 of 8; district to building: 307 of 400" in said
    assert "Links with no stand-in 8" in said
    assert "Critical problems open 9" in said


def test_a_tile_that_cannot_be_worked_out_says_what_is_missing_instead_of_a_figure() -> None:
    said = texts(
        compose(
            brief(
                context=LoadContext(load="x", loaded="teams"),
                alone=None,
                alone_missing="no contacts",
                critical_count=None,
            )
        )
    )
    assert "We can't tell: contacts, meetings or link checks were not loaded." in said
    assert "We can't tell: no contacts." in said
    assert "We can't tell: findings were not worked out for this load." in said
    assert "39 of 60" not in said


def test_half_unknown_prints_no_share() -> None:
    said = texts(compose(brief(connected=100, both_ways=90, cut_off=50, starting=0, cant_tell=250)))
    assert "%" not in said
    assert "We can't tell for 250 of 400 buildings" in said


def test_the_band_is_as_wide_as_the_buildings_it_still_carries() -> None:
    made = thinning(brief())
    bands = [float(height) for height in re.findall(r'height="([\d.]+)" fill="var\(--ll-holds\)"', made)]
    assert bands == pytest.approx([40, 34.2, 34.2, 26.4, 26.4, 24.7], abs=0.01)


def test_losses_and_stops_add_up() -> None:
    said = texts(thinning(brief()))
    for words in ("400", "342", "264", "247", "58 cut off here", "61 cut off here", "11 not begun", "6 can't tell"):
        assert words in said
    assert sum(loss.total for loss in LOSSES) == 400 - 247
    label = re.search(r'aria-label="([^"]+)"', thinning(brief()))
    assert label is not None
    assert "Down to the region: 58 cut off; 342 left." in label[1]


def test_a_state_without_regions_has_two_steps() -> None:
    rows = [{"level": "district", "cut_off": 3, "starting": 0, "cant_tell": 1}]
    assert losses_of(rows, ["district", "school"]) == (Loss("district", 3, 0, 1), Loss("school", 0, 0, 0))
    two = brief(
        connected=6, both_ways=6, cut_off=3, starting=0, cant_tell=1, losses=losses_of(rows, ["district", "school"])
    )
    assert "state to district" in texts(thinning(two))
    assert "Region" not in texts(thinning(two))


def test_links_that_hold_by_step() -> None:
    rows = [
        {"kind": "DIT-BIT", "pairs": 400, "holds": 307, "starting": 0, "lost": 17, "weakest": False},
        {"kind": "RIT-DIT", "pairs": 60, "holds": 39, "starting": 2, "lost": 61, "weakest": True},
    ]
    assert tuple(step_links_of(rows).values()) == (
        StepLinks("region", "district", 60, 39, 2, 61, weakest=True),
        StepLinks("district", "school", 400, 307, 0, 17),
    )


def test_links_that_are_only_starting_are_said_to_be_counted() -> None:
    steps = (StepLinks("state", "region", 8, 6), StepLinks("region", "district", 60, 39, 2))
    assert "2 links have not begun." in texts(compose(brief(steps=steps)))
    assert "links have not begun" not in texts(compose(brief()))


def test_support_that_is_not_on_record_leads_to_the_findings() -> None:
    card = Card("State team to Region 6: silent", "Cuts off 58 buildings.", 1, (), "Call.", ("R6",))
    said = "3 teams have no support on record"
    for repairs in ((card,), ()):
        made = compose(brief(repairs=repairs, support=said, findings="findings?kind=S"))
        assert f"{said}: see Findings" in texts(made)
        assert 'href="findings?kind=S"' in made
    assert "support on record" not in texts(compose(brief(repairs=(card,))))


def test_cards_lead_to_the_drawing_and_nothing_needs_history() -> None:
    card = Card("State team to Region 6: silent", "Cuts off 58 buildings.", 1, (), "Call.", ("R6",))
    made = compose_top(brief()) + compose(brief(repairs=(card,)))
    assert 'href="alignment?at=R6"' in made
    assert 'href="alignment?at=D6"' in made
    assert "Foxborough waits. Do: Form one. Owner: Region 3 team." in texts(made)
    assert "5 more: all critical problems" in texts(made)
    for word in ("July", "trend", "better", "worse", "Decisions", "By 15"):
        assert word not in texts(made)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ((), "No finding is new, there again, more or less severe, or repaired."),
        ((Changed("resolved", 1),), "1 finding is repaired."),
        (
            (Changed("opened", 4, 12), Changed("reopened", 1), Changed("resolved", 1_200), Changed("unknown", 2)),
            (
                "4 findings are new (and 12 more that follow from others), 1 is there again after it was gone, "
                "1,200 are repaired "
                "and 2 can't be told from the last load."
            ),
        ),
        ((Changed("opened", 0, 3),), "3 findings that follow from others are new."),
        (
            (Changed("opened", 1), Changed("question_changed", 2)),
            "1 finding is new and 2 differ because the questions were changed.",
        ),
    ],
)
def test_what_changed_since_the_last_load_is_told_in_one_sentence(changes: tuple[Changed, ...], said: str) -> None:
    assert f"What changed since the last load {said}" in texts(compose(brief(changes=changes)))


ROW = {"findings": 0, "following": 0, "sentences": [], "why": [], "as_of": date(2026, 10, 31)}


def test_sentences_of_what_is_new_back_and_resolved_are_told() -> None:
    rows = [
        {**ROW, "kind": kind, "findings": 1, "sentences": [f"{kind} it is."], "why": [f"Why {kind}."]}
        for kind in ("resolved", "opened", "unknown", "more_severe", "subject_gone")
    ]
    rows.append({**ROW, "kind": "reopened"})
    changes = changes_of(rows)
    assert changes is not None
    assert [each.kind for each in changes] == ["opened", "more_severe", "resolved", "subject_gone", "unknown"]
    said = texts(compose(brief(changes=changes)))
    assert "New: opened it is. More severe: more_severe it is. Why more_severe. Repaired: Until " in said
    assert "Until 31 October 2026: resolved it is. Ended: Until 31 October 2026: subject_gone it is." in said
    assert "Why resolved." not in said
    assert "unknown it is." not in said


def test_the_first_load_has_nothing_to_compare_with() -> None:
    assert changes_of([]) is None
    assert "What changed" not in texts(compose(brief()))
