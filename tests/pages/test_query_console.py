"""The query console on an invented state: what runs, what is refused, and what it says of the answer."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.test_pages_invented import markup, opened, stand_on
from tests.support.screens import texts
from tests.support.views import Views

pytestmark = pytest.mark.pages


def console(monkeypatch: pytest.MonkeyPatch, text: str, **params: str) -> AppTest:
    stand_on(monkeypatch, Views())
    page = opened("query_console", **params)
    if text:
        page.text_area(key="console text").set_value(text).run()
    return page.button(key="run").click().run()


def test_console_runs_what_only_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    page = console(monkeypatch, "MATCH (u:Unit) WHERE u.level = $level RETURN u.level AS level, $as_of AS given")
    assert "2 rows in" in texts(markup(page))
    assert page.dataframe[0].value.shape == (2, 2)
    field = next(each for each in page.text_input if each.label == "$level")
    field.set_value("region").run()
    page.button(key="run").click().run()
    assert "'level': 'region'" in page.dataframe[0].value.iloc[0]["given"]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("MATCH (u:Unit) DETACH DELETE u", "not read-only"),
        ("LOAD CSV FROM 'file:///etc/passwd' AS row RETURN row", "reads files and addresses"),
        ("CALL dbms.listConfig() YIELD name RETURN name", "procedure"),
        ("MATCH (u:Unit) RETURN u.level AS x // \rUNION SHOW SETTINGS", "with SHOW, it is not read-only"),
        ("MATCH (u:Unit) RETURN 'no end", "a text in line 1 has no end"),
        ("UNWIND range(1, 100000000) AS x RETURN x", "at most 1,000,000"),
        ("MATCH (u:Unit) RETURN u.unit_id AS write", "plan is not read-only"),
        ("MATCH (fault:Unit) RETURN fault.unit_id AS id", "no such thing"),
        ("", ""),
    ],
)
def test_console_refuses_in_words(text: str, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    page = console(monkeypatch, text)
    said = texts(markup(page))
    if why:
        assert why in said
        assert not page.dataframe
    else:
        assert "2 rows in" in said


@pytest.mark.parametrize(("setting", "found"), [("graph", False), ("vault", True)])
def test_console_is_closed_while_names_lie_in_the_graph(
    setting: str, found: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LOOPLINE_NAMES", setting)
    stand_on(monkeypatch, Views(any_named=[{"found": found}]))
    page = opened("query_console")
    said = texts(markup(page))
    assert "Own queries are closed, because names and addresses of people lie in the graph" in said
    assert "load" in said
    assert not page.text_area
    assert not page.button


def test_console_closes_when_names_come_into_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views()
    stand_on(monkeypatch, views)
    page = opened("query_console")
    views.changed["any_named"] = [{"found": True}]
    page.button(key="run").click().run()
    assert not page.dataframe
    assert "Own queries are closed" in texts(markup(page))


def test_console_says_that_names_are_not_in_the_graph(monkeypatch: pytest.MonkeyPatch) -> None:
    said = texts(markup(console(monkeypatch, "MATCH (p:Person) RETURN p.name AS level, 1 AS given")))
    assert "Person.name is empty" in said
    assert "their names and addresses are not in the graph" in said


def test_console_holds_values_to_what_the_header_says(monkeypatch: pytest.MonkeyPatch) -> None:
    views = Views()
    stand_on(monkeypatch, views)
    monkeypatch.setattr(
        "dashboards.screens.query_console.page.unknown_values",
        lambda _query, _runner, given: [f"None is {given['unit']}."],
    )
    page = opened("query_console", query="units_below")
    for typed, said in (("1", "None is R9."), ("-1", "depth must be 0 or more, not -1.")):
        for label, value in (("$unit", "R9"), ("$depth", typed)):
            next(each for each in page.text_input if each.label == label).set_value(value).run()
        page.button(key="run").click().run()
        assert said in texts(markup(page))


def test_console_says_when_rows_are_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    page = console(monkeypatch, "MATCH (many:Unit) RETURN many.level AS level, 1 AS given")
    assert "The first 10,000 rows in" in texts(markup(page))
    assert len(page.dataframe[0].value) == 10_000


def test_console_starts_from_the_query_that_the_address_names(monkeypatch: pytest.MonkeyPatch) -> None:
    stand_on(monkeypatch, Views())
    page = opened("query_console", query="units_below")
    assert "MATCH way = (unit:Unit)" in (page.text_area(key="console text").value or "")
    assert {each.label for each in page.text_input} == {"$depth", "$unit"}
    page.selectbox(key="console start").set_value("line_losses").run()
    assert "PASSES" in (page.text_area(key="console text").value or "")
    unknown = opened("query_console", query="nothing")
    assert "MATCH (team:Team)" in (unknown.text_area(key="console text").value or "")
