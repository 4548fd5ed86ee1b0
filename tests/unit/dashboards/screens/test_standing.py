"""What every page says around its own words: how old the data are, that they are invented, what is missing."""

from __future__ import annotations

import importlib
from datetime import date
from typing import get_type_hints

import pytest

from dashboards.commands.run import run
from dashboards.drawing.palette import DARK, LIGHT
from dashboards.screens.query_console.page import _frame, _typed, _value
from dashboards.screens.query_console.text import compose_refusal, compose_schema, result_line
from dashboards.shell import address
from dashboards.shell.directory import Part, compose, parts_of
from dashboards.shell.downloads import csv_bytes
from dashboards.shell.finder import results
from dashboards.shell.forms import team_form
from dashboards.shell.launch import OPTIONS, flags
from dashboards.shell.layout import _style, as_of_text, crumbs, not_derived, nothing_loaded, top, unreachable
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import tag
from dashboards.shell.pages import PAGES
from graph.errors import ServerError
from graph.model.nodes import NODES
from graph.model.sheets import SHEETS
from graph.profile.profile import Profile, available
from graph.queries.catalog import catalog
from graph.queries.read_only_guard import BOUNDS
from graph.queries.statement_limits import LIMITS
from tests.support.screens import texts

DAY = date(2026, 10, 31)


def test_as_of_text() -> None:
    known = LoadContext(load="x", as_of=DAY, loaded="all", coverage=0.999)
    assert texts(as_of_text(known)) == "Data as of 31 Oct 2026 · contact records for >99% of active teams"
    assert texts(as_of_text(LoadContext(load="x", as_of=DAY, loaded="teams"))).endswith("no contact records yet")
    assert texts(as_of_text(LoadContext(load="x", as_of=DAY, loaded="units"))).endswith("no teams yet")
    assert texts(as_of_text(LoadContext())) == "No data yet"
    assert 'class="late"' in as_of_text(LoadContext(load="x", as_of=DAY, loaded="all", late=True))


def test_invented_data_say_so_on_every_page() -> None:
    assert "Invented data" in top(LoadContext(load="x", as_of=DAY, invented=True), tag("p", "body"))
    assert "Invented" not in top(LoadContext(load="x", as_of=DAY), tag("p", "body"))


def test_missing_data_are_told_in_words() -> None:
    said = texts(nothing_loaded(LoadContext(), "Alignment"))
    assert "Nothing is loaded yet. Load a staff export to begin." in said
    units = LoadContext(load="x", as_of=DAY, loaded="units", buildings=1400)
    assert "We know 1,400 buildings, but not their teams. Load the teams sheet." in texts(compose(units, []))
    assert "loopline derive" in texts(not_derived(units, "Briefing"))


def test_trouble_is_a_sentence_and_a_remedy() -> None:
    said = texts(unreachable("Findings", ServerError("Neo4j can't be <reached>.", "Run `loopline doctor`.")))
    assert "This page can't be shown now. Neo4j can't be <reached>. Run `loopline doctor`." in said


def test_crumbs_name_where_we_are_and_what_to_choose() -> None:
    assert (
        texts(crumbs(tag("strong", "State"), then="all regions"))
        == "State \N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK} all regions"
    )


def test_found_units_lead_to_the_drawing_whatever_their_names() -> None:
    rows: list[dict[str, object]] = [
        {"unit_id": "B<1>", "name": "<b>Oak</b>", "level": "school", "within": "Elm", "counted": True, "total": 30},
        {"unit_id": "B2", "name": "", "level": "school", "within": None, "counted": False},
        {"unit_id": "ST", "name": "Tamarack", "level": "state", "within": None, "counted": True},
    ]
    made = results("oak", rows)
    assert "<b>" not in made
    assert 'href="alignment?at=B%253C1%253E"' in made
    told = "The best 3 of 30 units. Type more to find others."
    assert texts(made) == f"<b>Oak</b> building in Elm B2 building, not in scope Tamarack state {told}"
    assert f'data-say="{told}"' in made
    assert 'data-typed="oak"' in made
    assert "1 unit found." in results("oak", [{**rows[0], "total": 1}])
    assert "No unit has “<i>” in its name or id." in texts(results("<i>", []))


def test_nothing_is_asked_from_outside() -> None:
    assert OPTIONS["browser.gatherUsageStats"] is False
    assert OPTIONS["server.address"] == "127.0.0.1"
    assert "--server.fileWatcherType=none" in flags(8600)
    assert "--server.port=8600" in flags(8600)


def test_every_page_has_an_address_and_a_place_of_its_own_and_one_is_home() -> None:
    packages = [importlib.import_module(page.module.removesuffix(".page")) for page in PAGES]
    positions = [package.POSITION for package in packages]
    assert positions == sorted(set(positions))
    assert [page.path for page in PAGES if page.home] == ["briefing"]
    assert len({page.path for page in PAGES}) == len(PAGES)
    assert all(
        (package.__doc__ or "").startswith(f"The page {page.title}: ")
        for package, page in zip(packages, PAGES, strict=True)
    )


def test_links_between_pages_lead_to_pages() -> None:
    named = {value for name, value in vars(address).items() if name.isupper() and isinstance(value, str)}
    assert named <= {page.path for page in PAGES}


def test_the_style_has_both_palettes() -> None:
    style = _style()
    for role in LIGHT:
        assert f"--ll-{role}:light-dark({LIGHT[role]},{DARK[role]})" in style


def test_bench_names_no_personal_property() -> None:
    hidden = {prop.name for node in NODES.values() for prop in node.all_properties if prop.restricted}
    assert hidden
    said = texts(compose_schema())
    assert f"A query: {LIMITS}." in said
    assert f"An answer: {BOUNDS}." in said
    told = get_type_hints(run, include_extras=True)["file"].__metadata__[0].help
    assert BOUNDS in told
    person = said.split("Person ")[1].split("Protocol ")[0]
    assert not hidden & {word.strip(",") for word in person.split()}


def test_bench_says_when_rows_are_left_out_and_that_empty_is_not_good_news() -> None:
    assert "The first 10,000 rows" in result_line(10_000, 1.0, cut=True)
    assert "Empty is not good news" in result_line(0, 0.1, cut=False)
    assert result_line(0, 0.1, ["There is no label 'Taem'; did you mean 'Team'?"], cut=False).endswith(
        "did you mean &#x27;Team&#x27;?</p>"
    )
    assert "LOAD <CSV>" in texts(compose_refusal(ServerError("LOAD <CSV> is refused.")))


def test_bench_parameters_take_their_declared_type_and_else_what_they_look_like() -> None:
    query = catalog()["units_below"]
    assert _value("depth", "2", query) == 2
    assert _value("unit", " ", query) is None
    assert _value("x", "2026-09-01", None) == date(2026, 9, 1)
    assert _value("x", '["a"]', None) == ["a"]
    assert _value("x", "0042", None) == "0042"
    assert _value("x", "R3", None) == "R3"
    assert (_typed(True), _typed(["a", "b"]), _typed(None), _typed(0.8)) == ("true", "a,b", "", "0.8")


def test_bench_columns_hold_one_type() -> None:
    assert _frame(("a", "b"), [([1, 2], {"x": DAY}), ("t", None)]) == {
        "a": ["1, 2", "t"],
        "b": ['{"x": "2026-10-31"}', ""],
    }


def test_every_page_can_be_loaded_with_all_it_reads() -> None:
    assert all(callable(page.load()) for page in PAGES)


def test_a_directory_shows_units_and_vacant_posts_by_region() -> None:
    units = [
        {"unit_id": "R10", "name": "Region 10 Far", "level": "region", "districts": 2, "buildings": 7},
        {"unit_id": "R2", "name": "Region 2 Lake", "level": "region", "districts": 1, "buildings": 3},
    ]
    posts = [{"unit_id": "R2", "posts": 8, "vacant": 2}, {"unit_id": "R2", "posts": 2, "vacant": 1}]
    parts = parts_of(units, posts)
    assert [(part.unit.unit_id, part.posts, part.vacant) for part in parts] == [("R2", 10, 3), ("R10", None, 0)]
    made = compose(LoadContext("l", DAY, "units", 10), parts)
    said = texts(made)
    assert "In scope: 2 regions with 3 districts. 3 of 10 posts are vacant (30%)." in said
    assert "Region 2 Lake 1 3 10 3 30%" in said
    assert 'href="alignment?at=R2"' in made
    assert "vacant" not in texts(compose(LoadContext("l", DAY, "units", 10), [Part(parts[0].unit, 1, 3)]))


@pytest.mark.parametrize("name", available())
def test_the_form_for_teams_names_the_team_expected_at_each_unit_and_claims_none(name: str) -> None:
    profile = Profile.load(name)
    units = [{"unit_id": "=D1", "name": "Elm", "level": "district"}, {"unit_id": "O", "name": "", "level": "office"}]
    columns, rows = team_form(units, profile)
    row = dict(zip(columns, rows[0], strict=True))
    assert len(rows) == 1
    assert row["team_id"] is None
    assert SHEETS["teams"].columns["team_id"].required
    assert row["unit_id"] == "=D1"
    assert profile.team_type(str(row["type"])).level == "district"
    assert b"'=D1" in csv_bytes(columns, rows)
