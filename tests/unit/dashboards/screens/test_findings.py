"""The findings page: sentences first, the Cypher behind each number, what can't be answered at the end."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from dashboards.drawing.inputs import UnitRef
from dashboards.screens.findings.page import chosen_words, rows_of
from dashboards.screens.findings.since import standing_of
from dashboards.screens.findings.text import (
    Answered,
    Choice,
    Open,
    choose,
    chosen_headline,
    compose,
    compose_open,
    compose_side,
    headline_of,
    lead_of,
)
from dashboards.shell.markup import join
from dashboards.shell.region import Place
from dashboards.shell.stored import Finding, nest
from tests.support.screens import texts

AS_OF = date(2026, 10, 31)
DISTRICT = Finding("Foxborough has no district team.", "critical", 19, ("D6", "R3"), "D6", "R3", "Cedar Valley")
OTHER = Finding("Deerfield is silent.", "high", 7, ("D9", "R2"), "D9", "R2", "Lake Country")
TEXT = "MATCH (u:Unit) WHERE u.name < $limit\nRETURN u.unit_id AS unit_id"
FIRST = Answered(
    "s02",
    "S-02",
    "District without team",
    "Which districts?",
    "Form one.",
    "Seed 2",
    "critical",
    "cypher/findings/s02.cypher",
    TEXT,
    (("limit", "5"),),
    (DISTRICT, OTHER),
    (DISTRICT, OTHER),
    60,
    "districts",
)
MANY = tuple(Finding(f"Finding {n}.", "medium", n, (), f"B{n}", "R2", "Lake Country") for n in range(300, 0, -1))
SECOND = Answered("f07", "F-07", "Overdue", "Which links?", severity="medium", found=MANY, every=MANY)


def test_headline_and_lead_count_everything() -> None:
    assert headline_of([FIRST, SECOND]) == "302 findings: 1 critical, 1 high, 300 lower."
    said = texts(join(*lead_of([FIRST], [Open("n01", "N-01", "Q?", "x")], 34, 30)))
    asked = "34 questions (30 about findings, 4 about figures)"
    assert said == f"The largest concerns 19 buildings . 1 of {asked} can't be answered yet; they stand at the end."
    said = texts(join(*lead_of([FIRST], [], 34, 30)))
    assert f"All {asked} could be answered." in said
    assert headline_of([]) == "Nothing to repair was found."
    open_ = [Open("n01", "N-01", "Q?", "x")]
    assert headline_of([], open_) == "No finding, but 1 question can't be answered yet."


def test_every_row_leads_to_its_place_or_says_that_it_has_none() -> None:
    rows = (DISTRICT, Finding("Two offices are silent.", "high", 0, office=True), Finding("Early reading.", "low", 0))
    made = compose([Answered("x", "X-01", "Some", "Which?", found=rows, every=rows)], Choice(), AS_OF)
    assert re.findall(r'<a href="([^"]+)"[^>]*aria-label="Show', made) == ["alignment?at=D6", "silos"]
    assert made.count("not in the drawing") == 1


def test_a_count_says_of_what_it_is() -> None:
    alone = Answered("p02", "P-02", "Roles", "Which?", found=(DISTRICT,), every=(DISTRICT,))
    assert "Roles critical 1 finding Foxborough" in texts(compose([alone], Choice(), AS_OF))
    assert "1 high 2 of 60 districts Foxborough" in texts(compose([FIRST], Choice(), AS_OF))
    assert "1 high 2 findings Foxborough" in texts(compose([FIRST], Choice(kind="S"), AS_OF))


@pytest.mark.parametrize(
    ("choice", "left"),
    [
        (Choice(), 302),
        (Choice(rule="F-07"), 300),
        (Choice(severity="critical"), 1),
        (Choice(region="R2"), 301),
        (Choice(kind="S"), 2),
        (Choice(kind="S", region="R2"), 1),
        (Choice(kind="S", severity="medium"), 0),
    ],
)
def test_filters(choice: Choice, left: int) -> None:
    assert sum(len(each.found) for each in choose([FIRST, SECOND], choice)) == left


def test_sentences_stand_before_the_cypher_with_its_parameters_as_run() -> None:
    made = compose([FIRST, SECOND], Choice(), AS_OF)
    said = texts(made)
    assert said.index("Foxborough has no district team.") < said.index("The Cypher behind this number")
    assert TEXT.replace("\n", " ") in said
    assert "limit = 5, as_of = 2026-10-31" in said
    assert "cypher/findings/s02.cypher" in said
    assert "2 of 60 districts" in said
    assert 'href="query-console?query=s02"' in made
    assert 'href="alignment?at=D6"' in made


def test_long_lists_are_cut_and_the_rest_is_counted() -> None:
    few = compose([FIRST, SECOND], Choice(), AS_OF)
    assert "Show 294 more" in few
    assert "rule=F-07" in few
    one = compose([SECOND], Choice(rule="F-07"), AS_OF)
    assert "100 more: download the list to see them all." in texts(one)


def test_an_empty_choice_says_so() -> None:
    assert "No finding is about this choice." in texts(compose([], Choice(rule="S-02"), AS_OF))


def test_what_cannot_be_answered_says_what_is_missing() -> None:
    made = compose_open([Open("n01", "N-01", "Which offices are silos?", "the step silos has not run")])
    assert made is not None
    assert "Which offices are silos? N-01 the step silos has not run" in texts(made)
    assert "These say nothing either way." in texts(made)
    assert compose_open([]) is None


def test_counts_beside_the_list_lead_to_a_choice() -> None:
    made = compose_side([FIRST, SECOND], Choice(kind="S"))
    assert 'href="findings?severity=critical"' in made
    assert "Structure of the line 2" in texts(made)
    assert "Show all findings" in made


LAKE = ("Lake Country", "", None, None, "")


def test_downloaded_rows_are_the_chosen_ones() -> None:
    assert rows_of(
        choose([replace(FIRST, found=(DISTRICT, replace(OTHER, finding_id="f02|D9")))], Choice(severity="high"))
    ) == [
        (
            "S-02",
            "s02",
            "high",
            7,
            "Deerfield is silent.",
            "Form one.",
            "",
            "",
            ("D9", "R2"),
            "Lake Country",
            "",
            None,
            None,
            "f02|D9",
        )
    ]


def test_the_headline_of_a_choice_counts_what_is_shown() -> None:
    everything = [FIRST, SECOND]
    kept = choose(everything, Choice(severity="critical", region="R3"))
    options = {"severity": {"critical": "Critical"}, "kind": {}, "rule": {}}
    place = Place("R3", UnitRef("R3", "Cedar Valley", "region", "3"))
    words = chosen_words(options, Choice(severity="critical", region="R3"), place)
    assert chosen_headline(everything, kept, words) == "Region 3 Cedar Valley; critical: 1 of 302 findings."
    assert chosen_headline(everything, [FIRST], "S").endswith("2 of 302 findings, 1 critical, 1 high.")
    assert chosen_headline(everything, [], words) == "Region 3 Cedar Valley; critical: none of 302 findings."


def test_what_follows_stands_under_its_cause_and_is_counted_apart() -> None:
    cause = replace(DISTRICT, finding_id="s02|D6")
    waits = replace(OTHER, query="s01_building_team_unsupported", cause="s02|D6")
    lost = tuple(replace(waits, sentence=f"School {n} waits.", finding_id=f"s01|{n}") for n in range(3))
    stray = replace(OTHER, finding_id="s01|X", cause="s02|gone")
    (first, second) = nest([lost[0], cause, *lost[1:], stray])
    assert (first.follow, second) == (lost, stray)
    answered = [
        replace(FIRST, found=(first,), every=(cause,)),
        replace(SECOND, rule="S-01", found=(stray,), every=(*lost, stray)),
    ]
    assert headline_of(answered) == "2 findings: 1 critical, 1 high. 3 more follow from them."
    said = texts(compose(answered, Choice(), AS_OF))
    assert "3 findings follow from this School 0 waits." in said
    assert "1 of 60 districts" in said
    # Chosen by their rule, all are listed; chosen by severity, those under a cause pass or not with it.
    assert len(choose(answered, Choice(rule="S-01"))[0].found) == 4
    assert [len(each.found) for each in choose(answered, Choice(severity="high"))] == [1]
    assert [row[7] for row in rows_of(choose(answered, Choice(kind="S", severity="critical")))] == [
        "",
        *["Foxborough has no district team."] * 3,
    ]


def test_a_finding_about_a_link_says_who_does_what() -> None:
    acting = replace(DISTRICT, owner="Region 3 team", do="Region 3 team and the superintendent form one.")
    said = texts(compose([replace(FIRST, found=(acting,))], Choice(), AS_OF))
    assert "Do: Region 3 team and the superintendent form one. Owner: Region 3 team." in said
    assert "Do: Form one." not in said


def test_a_region_without_findings_where_there_are_none_at_all_is_good_news() -> None:
    assert chosen_headline([], [], "Region 2") == "Region 2: nothing to repair was found."
    assert chosen_headline([FIRST], [], "Region 2").startswith("Region 2: none of ")


SINCE = date(2026, 1, 31)


@pytest.mark.parametrize(
    ("known", "said"),
    [
        ({"status": "open"}, "Open since 31 January 2026."),
        ({"status": "reopened"}, "There again since 31 January 2026."),
        ({"status": "acknowledged"}, "Acknowledged, open since 31 January 2026."),
        (
            {"status": "waived", "waived_until": date(2027, 1, 31)},
            "Waived until 31 January 2027, open since 31 January 2026.",
        ),
        (
            {"status": "open", "role": "Director, Elm", "due": date(2026, 12, 1)},
            "Open since 31 January 2026. Owner: Director, Elm, due 1 December 2026.",
        ),
        # Beside what is to be done stands who does it; the role that was named counts before the team.
        (
            {"status": "open", "do": "Call.", "owner": "Elm team", "role": "Director, Elm"},
            "Open since 31 January 2026.",
        ),
    ],
)
def test_a_finding_says_since_when_it_is_open(known: dict[str, object], said: str) -> None:
    finding = replace(OTHER, open_since=SINCE, **known)  # type: ignore[arg-type]
    assert standing_of(finding) == said
    shown = texts(compose([replace(FIRST, found=(finding,), every=(finding,))], Choice(), AS_OF))
    assert said in shown
    assert ("Do: Call. Owner: Director, Elm." in shown) is ("do" in known)
    assert "Elm team" not in shown


def test_a_finding_that_the_ledger_does_not_know_says_nothing() -> None:
    assert standing_of(OTHER) == ""
