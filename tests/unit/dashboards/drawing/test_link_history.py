"""Since when a link stands as it does, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from dashboards.drawing.cards import link_card
from dashboards.drawing.inputs import Facts
from dashboards.drawing.link_history import so_since
from dashboards.screens.alignment.gaps import cells
from dashboards.screens.alignment.read import Names
from graph.model.vocabulary import PERIOD_BEGINS
from graph.queries.catalog import catalog
from tests.support.views import link_row
from tests.unit.dashboards.drawing.test_link_sentences import link

FIRST, LAST = date(2026, 8, 31), date(2026, 10, 31)
BEFORE = date(2025, 8, 31)


@pytest.mark.parametrize(
    ("began", "since", "held_until", "said"),
    [
        ("changed", LAST, LAST, "Unchanged since the load of 31 October; it held until then."),
        ("changed", FIRST, BEFORE, "Unchanged since the load of 31 August; it last held until 31 August 2025."),
        ("changed", FIRST, None, "Unchanged since the load of 31 August."),
        ("new", FIRST, None, "Unchanged since the load of 31 August."),
        ("first", FIRST, None, "Unchanged since the first load, 31 August."),
        ("told", LAST, None, "Unchanged since the load of 31 October; before, we could not tell."),
        (
            "told",
            LAST,
            FIRST,
            "Unchanged since the load of 31 October; before, we could not tell; it last held until 31 August.",
        ),
        ("judged", LAST, LAST, "Unchanged since the load of 31 October; before, links were judged by other settings."),
        ("first", LAST, None, ""),
        (None, None, None, ""),
    ],
)
def test_since_when_a_link_is_as_it_is(
    began: str | None, since: date | None, held_until: date | None, said: str
) -> None:
    assert so_since(replace(link("paper"), began=began, since=since, held_until=held_until), LAST) == said


def test_how_a_period_begins_is_known_everywhere() -> None:
    told = {began: so_since(replace(link("paper"), began=began, since=FIRST), LAST) for began in PERIOD_BEGINS}
    known = {began for began, said in told.items() if "the first load" not in said and "before" not in said}
    assert known == {"new", "changed"}, "of the others it is said that it may have been so before"


def test_a_link_that_is_not_due_yet_has_no_such_date() -> None:
    assert so_since(replace(link("starting"), began="changed", since=FIRST), LAST) == ""


def test_a_card_says_since_when() -> None:
    lost = replace(link("paper"), began="changed", since=LAST, held_until=LAST, cuts_off=3, reconnects=3)
    assert (
        " Unchanged since the load of 31 October; it held until then. Cuts off 3 buildings"
        in link_card(lost, Facts(as_of=LAST)).text
    )
    holds = replace(link("alive"), began="first", since=FIRST)
    assert link_card(holds, Facts(as_of=LAST)).text.endswith("Unchanged since the first load, 31 August.")
    assert "Unchanged" not in link_card(link("paper"), Facts(as_of=LAST)).text


def test_the_list_of_gaps_says_it_too() -> None:
    lost = replace(link("paper"), began="changed", since=LAST, held_until=LAST)
    assert cells(lost, LAST)[1].endswith(" Unchanged since the load of 31 October; it held until then.")


def test_a_row_of_a_view_gives_its_period() -> None:
    row = link_row("D1", since=LAST, began="told", held_until=FIRST)
    assert so_since(Names(()).link(row), LAST).startswith(
        "Unchanged since the load of 31 October; before, we could not tell"
    )


def test_every_view_of_links_gives_all_of_a_link() -> None:
    views = [query for query in catalog().of_kind("view") if "agreed_on" in {column.name for column in query.columns}]
    assert len(views) == 5
    for query in views:
        row = link_row("D1", since=LAST, began="changed", held_until=LAST)
        given = {column.name: row[column.name] for column in query.columns if column.name in row}
        assert so_since(Names(()).link(given), LAST) == "Unchanged since the load of 31 October; it held until then.", (
            query.id
        )
