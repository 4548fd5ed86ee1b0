"""Every page without a server: what it says on an invented state, and when something is missing."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from dashboards.shell import readers
from dashboards.shell.pages import PAGES
from graph.errors import ServerError
from tests.support.screens import texts
from tests.support.views import Door, Views, link_row

pytestmark = pytest.mark.pages

VACANT = {
    "unit_id": "R1",
    "unit": "Region 1 North",
    "level": "region",
    "code": "principal",
    "post": "principal",
    "posts": 9,
    "vacant": 4,
}
ALONE = {"connected": 1, "inside": 0, "within": [], "written": False}


def stand_on(monkeypatch: pytest.MonkeyPatch, views: Views) -> Door:
    door = Door(views, [{**VACANT, "share": 4 / 9}])
    monkeypatch.setattr(readers, "runner", lambda: door)
    return door


def opened(module: str, **params: str) -> AppTest:
    page = AppTest.from_string(f"from dashboards.screens.{module}.page import show\nshow()", default_timeout=60)
    for name, value in params.items():
        page.query_params[name] = value
    return page.run()


def markup(page: AppTest) -> str:
    """Everything that the page's panels and picture were given."""
    assert not page.exception, page.exception
    said = []
    for element in page.get("bidi_component"):
        if element.proto.json:
            data = json.loads(element.proto.json)
            said.append(data["html"] if "html" in data else json.dumps(data, ensure_ascii=False))
    return "\n".join(said)


MODULES = [page.module.split(".")[2] for page in PAGES]


@pytest.mark.parametrize(
    ("module", "says"),
    [
        ("alignment", ["1 of 3 buildings in scope (of 4) is connected", "Data as of 31 Oct 2026"]),
        ("loop_board", ["2 of 4 required pairs hold", "1 North", "Regional team and state team"]),
        (
            "continuity",
            ["Two links hang on one person each", "1 connected building depends", "acting until 31 Jan 2027"],
        ),
        (
            "findings",
            [
                "1 finding: 1 critical.",
                "Region 2 has no state support.",
                "the step silos has not run since the last load",
            ],
        ),
        (
            "data_health",
            [
                "Contact records are in, and recent enough, for 92% of active teams.",
                "in the graph now",
                "1,234",
                "1 North",
                "4 of 9",
                "Elm (Region 2 Lake) district team",
            ],
        ),
        ("briefing", ["1 of 3 buildings in scope is connected", "2 of 3", "Region 2 has no state support."]),
        (
            "loads",
            [
                "The data are as of 31 October 2026, from 1 source; no load waits for a decision.",
                "Load 1 hr 31 Oct 2026",
                "It was held, and approved: two offices were closed",
            ],
        ),
        ("query_console", ["Ask the graph yourself", "Relationships"]),
    ],
)
def test_each_page_tells_its_own(module: str, says: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    said = texts(markup(opened(module)))
    for words in says:
        assert words in said


@pytest.mark.parametrize("module", MODULES)
def test_nothing_loaded(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views(published=[])
    stand_on(monkeypatch, views)
    said = texts(markup(opened(module)))
    assert "Nothing is loaded yet. Load a staff export to begin." in said
    assert "No data yet" in said
    assert {name for name, _ in views.asked} == {"published"}


def grounded(**changes: Any) -> list[dict[str, Any]]:
    return [{**Views().load_context()[0], **changes}]


@pytest.mark.parametrize("module", ["loop_board", "continuity", "briefing"])
def test_units_without_teams(module: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views(load_context=grounded(sheets=["units"], buildings=400, coverage=None)))
    said = texts(markup(opened(module)))
    assert "We know 400 buildings, but not their teams. Load the teams sheet." in said


def test_units_without_teams_are_named_on_the_alignment_page(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(
        monkeypatch,
        Views(load_context=grounded(sheets=["units"], coverage=None), links_of=[], links_below=[], repairs_below=[]),
    )
    said = texts(markup(opened("alignment")))
    assert "We know 3 buildings, but not their teams. Load the teams sheet." in said


def test_teams_without_contacts(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views(load_context=grounded(sheets=["units", "teams"], coverage=None))
    stand_on(monkeypatch, views)
    said = texts(markup(opened("briefing")))
    assert "We can't tell yet what is connected: contact records are missing." in said
    assert "no contact records yet" in said


def test_links_that_were_not_worked_out(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views(published=[{**Views().published()[0], "derived": None}]))
    for module in ("alignment", "briefing", "loop_board", "silos", "continuity"):
        assert "loopline derive" in texts(markup(opened(module)))


def test_invented_data_say_so_on_every_page(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views(load_context=grounded(sources=["demo"])))
    for module in MODULES:
        assert "Invented data: this is the demo state." in texts(markup(opened(module))), module


def test_a_server_that_is_gone_is_told_in_words(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone() -> Door:
        raise ServerError("The connection to Neo4j was lost.", "Run `loopline doctor`, then try again.")

    monkeypatch.setattr(readers, "runner", gone)
    for module in MODULES:
        said = texts(markup(opened(module)))
        assert "The connection to Neo4j was lost. Run `loopline doctor`, then try again." in said
        assert "Traceback" not in said


@pytest.mark.parametrize(("moves", "shown"), [(1, True), (100, False)])
def test_a_page_that_was_overtaken_by_a_load_begins_anew(
    monkeypatch: pytest.MonkeyPatch, moves: int, shown: bool
) -> None:
    """A load is published right after a page's first views were read: what it read is not shown, and not kept."""
    stand_on(monkeypatch, Views())
    asked, ask = iter(range(10_000)), readers.ask

    def moving(name: str, *more: Any) -> list[dict[str, Any]]:
        rows = ask(name, *more)
        return [{**rows[0], "stamp": f"{min(next(asked), moves)} of {moves}"}] if name == "published" else rows

    monkeypatch.setattr(readers, "ask", moving)
    said = texts(markup(opened("alignment")))
    assert ("1 of 3 buildings in scope" in said) is shown
    assert ("What is loaded changes just now" in said) is not shown


def test_a_second_look_asks_only_what_is_published(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views()
    stand_on(monkeypatch, views)
    opened("alignment")
    first = len(views.asked)
    assert first > 5
    opened("alignment")
    assert [name for name, _ in views.asked[first:]] == ["published"]


def test_a_new_load_is_seen_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views()
    stand_on(monkeypatch, views)
    opened("loop_board")
    views.changed["published"] = [{**views.published()[0], "stamp": "another"}]
    views.changed["loop_board"] = [{"kind": "SIT-RIT", "shown": "alive", "pairs": 5}]
    assert "All 5 required pairs hold" in texts(markup(opened("loop_board")))


def test_a_cell_selects_its_list(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    said = texts(markup(opened("loop_board", cell="SIT-RIT.paper")))
    assert "Selected: region and state, on paper only" in said
    assert "Region 2 Lake and the state team" in said
    unknown = texts(markup(opened("loop_board", cell="SIT-RIT.<script>")))
    assert "Choose a number to see its pairs" in unknown


@pytest.mark.parametrize(
    ("at", "says"),
    [
        ("R2", "Region 2 Lake: 1 of 3 buildings"),
        ("R2/D1", "Elm: 1 of 3 buildings"),
        ("D1", "Elm: 1 of 3 buildings"),
        ("R2/D1/B1", "Oak is cut off: the line breaks between"),
        ("nobody", "No unit nobody is known."),
    ],
)
def test_the_address_names_the_place(at: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    assert says in texts(markup(opened("alignment", at=at)))


def test_a_row_of_continuity_selects_what_falls_with_it(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views()
    stand_on(monkeypatch, views)
    first = texts(markup(opened("continuity")))
    assert "If this role falls vacant Team lead, Region 2 team" in first
    other = texts(markup(opened("continuity", link="X:R2:D1")))
    assert "If this one person leaves Region 2 to Elm" in other
    assert ("lines_lost", {"links": ["X:R2:D1"]}) in views.asked
    assert "Team lead, Region 2 team" in texts(markup(opened("continuity", link="nobody")))


def test_a_link_that_the_old_address_names_is_still_selected(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    page = opened("continuity", at="X:R2:D1")
    said = texts(markup(page))
    assert "If this one person leaves Region 2 to Elm" in said
    assert "No unit is called" not in said
    assert dict(page.query_params) in ({"link": "X:R2:D1"}, {"link": ["X:R2:D1"]})


@pytest.mark.parametrize("at", ["R2", "R2/D1/B1", "B1"])
def test_a_chosen_region_is_shown_alone_and_stays_in_every_link(at: str, monkeypatch: pytest.MonkeyPatch) -> None:
    rest = [{**link_row("R1", people=1, single=True, state="alive"), **ALONE, "region_id": "R1"}]
    other = {**Views().stored_findings()[0], "finding_id": "x|R1", "sentence": "Region 1 is silent.", "key": "R1"}
    views = Views()
    places = [*views.finding_places(), {**views.finding_places()[0], "finding_id": "x|R1", "region_id": "R1"}]
    found = [*views.stored_findings(), {**other, "finding_id": f"{other['query']}|R1"}]
    places[1]["finding_id"] = f"{other['query']}|R1"
    changed = {
        "one_person_links": [*views.one_person_links(), *rest],
        "finding_places": places,
        "stored_findings": found,
    }
    stand_on(monkeypatch, Views(**changed, loop_board=[{"kind": "SIT-RIT", "shown": "paper", "pairs": 1}]))
    heads = {
        "briefing": "Region 2 Lake: 1 of 3 buildings",
        "loop_board": "Region 2 Lake: 0 of 1 required pairs hold.",
        "continuity": "Region 2 Lake: two links hang on one person each",
        "findings": "Region 2 Lake: 1 of 2 findings.",
    }
    for module in MODULES:
        made = markup(opened(module, at=at))
        said = texts(made)
        if module in heads:
            assert f"{heads[module]}" in said, module
            assert "Region 2 Lake only" in said, module
        elif module != "alignment":
            assert "whole state; Region 2 Lake stays chosen for the other pages" in said, module
        inside = [href for href in re.findall(r'href="([^"]+)"', made) if not href.startswith("alignment")]
        gone = [href for href in inside if "at=" not in href]
        assert len(gone) <= 2, (module, gone)  # "show all", and all findings


def test_silos_by_office_by_region_and_as_a_table(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views(load_context=grounded(sheets=["units", "people", "contacts", "joint_work"]))
    stand_on(monkeypatch, views)
    office = markup(opened("silos"))
    assert 'href="silos?by=region"' in office
    region = texts(markup(opened("silos", by="region")))
    assert "No two regions are in contact with each other on record." in region
    assert "10 Far" in region
    assert "too few people to show" in texts(markup(opened("silos", show="table")))
    asked = {given["group_min"] for name, given in views.asked if name == "silo_pairs"}
    assert asked == {5, 10}, "a file that leaves the page takes larger groups"


def test_silos_open_on_regions_where_there_are_no_offices(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views(pair_levels=[{"level": "region", "pairs": 3, "required": 0}]))
    made = markup(opened("silos"))
    assert "10 Far" in made
    assert "by office" not in made
    stand_on(monkeypatch, Views(pair_levels=[], published=[{**Views().published()[0], "stamp": "2"}]))
    assert "nobody's place of work is on record" in texts(markup(opened("silos")))


@pytest.mark.parametrize(("module", "says"), [("silos", "who talks with whom"), ("continuity", "hang on one person")])
def test_pages_about_contact_say_that_none_was_loaded(module: str, says: str, monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views(load_context=grounded(sheets=["units", "teams", "roles", "assignments"], coverage=None))
    stand_on(monkeypatch, views)
    said = texts(markup(opened(module)))
    assert f"{says}: contact records are missing." in said
    assert {name for name, _ in views.asked} == {"published", "load_context", "units_below"}


def test_all_gaps_as_a_list(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    page = opened("alignment", list="gaps")
    said = texts(markup(page))
    assert "1 gap cuts off 2 buildings." in said
    assert "Back to the drawing" in said


def test_opening_another_place_changes_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    from dashboards.screens.alignment import page as alignment

    kept: dict[str, str] = {}
    monkeypatch.setattr(st, "query_params", kept)
    alignment._open(["R2", "D/1"])
    assert kept == {"at": "R2/D%2F1"}
    alignment._list()
    assert kept.pop("list") == "gaps"
    alignment._gaps(True)
    alignment._open([])
    assert kept == {"only": "gaps"}
    alignment._gaps(False)
    assert kept == {}


def test_filters_stand_in_the_address(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    assert "Region 2 has no state support." in texts(markup(opened("findings", severity="critical")))
    page = opened("findings")
    page.selectbox(key="kind ").set_value("S").run()
    assert page.query_params["kind"] in ("S", ["S"])
    page.selectbox(key="severity ").set_value("critical").run()
    assert "Show all findings" in texts(markup(page))
    page.selectbox(key="kind S").set_value("").run()
    assert "kind" not in page.query_params


def test_findings_not_worked_out_are_not_called_none(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views(stored_answers=[], stored_findings=[]))
    said = texts(markup(opened("findings")))
    assert "Findings are not worked out yet." in said
    assert "Nothing to repair" not in said
