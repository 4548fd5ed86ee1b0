"""Addresses that name nothing, and addresses and names that try to be markup: every page ends them as text."""

from __future__ import annotations

import pytest

from tests.pages.test_pages_invented import markup, opened, stand_on
from tests.support.screens import texts
from tests.support.views import Views

pytestmark = pytest.mark.pages

HOSTILE = '"><img src=x onerror=alert(1)><script>alert(1)</script>'


@pytest.mark.parametrize(
    ("module", "params", "says"),
    [
        ("alignment", {"at": "R99"}, "No unit R99 is known."),
        ("continuity", {"link": "R99"}, "No link that hangs on one person has the id R99; all of them are shown."),
        ("findings", {"region": "R99"}, "No unit is called R99; the whole state is shown."),
        ("loop_board", {"at": "R99"}, "No unit is called R99; the whole state is shown."),
        ("findings", {"rule": "Q-1"}, "No finding has the rule Q-1; it chooses nothing."),
        ("silos", {"by": "planet"}, "Nothing here is compared by planet; this is by office."),
        ("loop_board", {"cell": "XIT.alive"}, "No cell with pairs is called XIT.alive; the whole board is shown."),
        ("query_console", {"query": "s99"}, "No shipped query is called s99."),
    ],
)
def test_an_address_that_names_nothing_is_told_so(
    module: str, params: dict[str, str], says: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_on(monkeypatch, Views())
    assert says in texts(markup(opened(module, **params)))
    assert 'class="unknown"' not in markup(opened(module))


def test_a_hostile_address_ends_as_text(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    made = markup(opened("alignment", at=HOSTILE))
    assert "<img" not in made
    assert "<script" not in made


def test_names_from_the_data_never_become_markup(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views()
    hostile = [{**row, "name": HOSTILE} for row in views.loop_regions()]
    finding = [{**views.stored_findings()[0], "sentence": HOSTILE}]
    place = [{**views.finding_places()[0], "region": HOSTILE}]
    team = [{**views.teams_not_covered()[0], "name": HOSTILE}]
    alone = [{**row, "lower": HOSTILE, "upper": HOSTILE} for row in views.one_person_links()]
    role = [{**views.one_person_roles()[0], "title": HOSTILE, "team": HOSTILE}]
    office = [{**row, "name": HOSTILE} for row in views.silo_units("office")]
    contact = {"silo_units": office, "one_person_links": alone, "one_person_roles": role}
    stand_on(
        monkeypatch,
        Views(
            loop_regions=hostile,
            stored_findings=finding,
            finding_places=place,
            teams_not_covered=team,
            **contact,
        ),
    )
    for module in ("loop_board", "silos", "continuity", "findings", "data_health", "briefing"):
        made = markup(opened(module))
        assert "<img" not in made, module
        assert "<script" not in made, module
    assert "onerror=alert(1)" in texts(markup(opened("findings")))
