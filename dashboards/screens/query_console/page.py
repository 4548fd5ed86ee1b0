"""The query console: run your own read-only Cypher, starting from a shipped query."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, cast

import streamlit as st

from dashboards.screens.query_console.text import compose_head, compose_refusal, compose_schema, result_line
from dashboards.shell import layout, panel, readers
from dashboards.shell.address import QUERY_CONSOLE
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import crumbs, top
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import Markup, join, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import shown_params
from dashboards.shell.region import chosen_place, region_choice
from graph.errors import LooplineError, QueryError, ServerError
from graph.queries.arguments import parse, unknown_values
from graph.queries.catalog import Query, catalog
from graph.queries.own_cypher import closed, remarks
from graph.queries.query_header import AS_OF
from graph.queries.read_only_guard import checked, run_own
from graph.queries.statement_limits import MAX_CHARACTERS
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.queries.read_only_guard import Reader

_KINDS = {"finding": "Findings", "metric": "Metrics", "view": "Views"}
_FIRST = (
    "MATCH (team:Team)-[:SERVES]->(unit:Unit)\nRETURN unit.level AS level, count(team) AS teams\nORDER BY teams DESC"
)
_TEXT, _START, _DONE = "console text", "console start", "console done"


@dataclass(frozen=True, slots=True)
class Done:
    """The result of the last run.

    Attributes:
        columns: Column names.
        rows: Cells.
        cut: Whether there were more rows than are shown.
        seconds: How long it took.
        warnings: The server's warnings.
    """

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]
    cut: bool
    seconds: float
    warnings: tuple[str, ...] = ()


def show() -> None:
    """The page."""
    run_page("Query console", _body, needs="load")


def _body(context: LoadContext) -> None:
    refusal = closed(readers.runner(), Settings.from_env())
    head = compose_head(closed=refusal is not None)
    panel.show(top(context, crumbs(tag("strong", "Query console"), _whole(context)), head), key="top")
    with st.container(key="console"):
        left, right = st.columns([910, 300], gap="medium")
    requested = st.query_params.get("query", "")
    if refusal is not None:
        with left:
            panel.show(compose_refusal(refusal), key="refusal")
        return
    with left:
        stray = layout.unknown("" if requested in catalog() else requested, "No shipped query is called {}.")
        panel.show(join(stray), key="stray")
        _start()
        text = st.text_area("Cypher", key=_TEXT, height=190, max_chars=MAX_CHARACTERS, label_visibility="collapsed")
        query = _shipped(text or "")
        values = _parameters(text or "", query, context)
        if st.button("Run", key="run", type="primary"):
            st.session_state[_DONE] = _run(text or "", values, query, context)
        _result(st.session_state.get(_DONE))
    with right:
        panel.show(compose_schema(), key="schema")


def _whole(context: LoadContext) -> Markup | None:
    """A chosen region stays for the next page; a question of one's own is about the whole state."""
    return region_choice(context, QUERY_CONSOLE, narrows=False) if chosen_place(context).at else None


def _start() -> None:
    """The choice of shipped queries; the one named by the address is selected."""
    requested = st.query_params.get("query", "")
    if _TEXT not in st.session_state or (requested and st.session_state.get("console asked") != requested):
        st.session_state["console asked"] = requested
        known = requested in catalog()
        st.session_state[_START] = requested if known else ""
        st.session_state[_TEXT] = catalog()[requested].text if known else _FIRST
        st.session_state.pop(_DONE, None)
    names = ["", *(query.id for kind in _KINDS for query in catalog().of_kind(kind))]
    st.selectbox(
        "Start from a shipped query",
        names,
        format_func=lambda name: _title(name) if name else "a query of my own",
        key=_START,
        on_change=_take,
    )


def _title(name: str) -> str:
    query = catalog()[name]
    rule = f"{query.rule} " if query.rule else ""
    return f"{_KINDS[query.kind][:-1]}: {rule}{query.title}"


def _take() -> None:
    """Put the chosen query's text into the editor."""
    name = st.session_state[_START]
    if name:
        st.session_state[_TEXT] = catalog()[name].text
    st.session_state.pop(_DONE, None)


def _shipped(text: str) -> Query | None:
    """The shipped query whose unchanged text is in the editor."""
    name = cast("str", st.session_state.get(_START) or "")
    query = catalog().get(name)
    return query if query is not None and query.text.strip() == text.strip() else None


def _parameters(text: str, query: Query | None, context: LoadContext) -> dict[str, str]:
    """One input for each parameter of the text, filled with the values that the query runs with."""
    try:
        names = sorted({*checked(text).params} - {AS_OF})
    except QueryError:  # told when it is run
        names = []
    if not names:
        return {}
    known = shown_params(query, context.as_of) if query else {}
    values: dict[str, str] = {}
    with st.container(horizontal=True, key="parameters"):
        for name in names:
            filled = _typed(known.get(name))
            help_ = query.params[name].help if query and name in query.params else None
            values[name] = (
                st.text_input(f"${name}", value=filled, key=f"param {name} {query is None}", help=help_) or ""
            )
    return values


def _typed(value: object) -> str:
    """A value as it would be typed."""
    if value is None:
        return ""
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return str(value).lower() if isinstance(value, bool) else str(value)


def _run(text: str, values: dict[str, str], query: Query | None, context: LoadContext) -> Done | LooplineError:
    """Run the text if the read-only guard accepts it; a rejection is returned as an error."""
    began = time.monotonic()
    try:
        params = {name: _value(name, typed, query) for name, typed in values.items()}
        if (refusal := closed(readers.runner(), Settings.from_env())) is not None:
            return refusal
        found = run_own(text, cast("Reader", readers.runner()), {**params, AS_OF: context.as_of})
        warnings = (
            *found.warnings,
            *remarks(text),
            *(unknown_values(query, readers.runner(), params) if query else ()),
        )
    except ServerError as error:
        readers.reopen()
        return error
    except LooplineError as error:
        return error
    rows = [tuple(row[name] for name in found.result.columns) for row in found.result.rows]
    return Done(found.result.columns, rows, found.cut, time.monotonic() - began, warnings)


def _value(name: str, typed: str, query: Query | None) -> Any:  # noqa: ANN401 - a value of any type
    """A parameter's value: of the declared type, or else guessed from the text."""
    if not typed.strip():
        return None
    if query is not None and name in query.params:
        return parse(query, name, typed.strip())
    try:
        return date.fromisoformat(typed.strip())
    except ValueError:
        pass
    try:
        return json.loads(typed)
    except ValueError:
        return typed


def _result(done: Done | LooplineError | None) -> None:
    """The last run's rows, or why there are none."""
    if done is None:
        return
    if isinstance(done, LooplineError):
        panel.show(compose_refusal(done), key="refusal")
        return
    with st.container(horizontal=True, vertical_alignment="center", key="line"):
        panel.show(result_line(len(done.rows), done.seconds, done.warnings, cut=done.cut), key="result")
        csv_button(done.columns, done.rows, "loopline_rows.csv")
    if done.rows:
        st.dataframe(_frame(done.columns, done.rows), hide_index=True, width="stretch")


def _frame(columns: Sequence[str], rows: Sequence[Sequence[object]]) -> dict[str, list[object]]:
    """Rows as columns; lists and maps become text, so that each column has one type."""
    return {name: _column([_shown(row[at]) for row in rows]) for at, name in enumerate(columns)}


def _column(values: list[object]) -> list[object]:
    """A column of text shows unknown values as empty; numbers keep None, so that they stay numbers."""
    if all(value is None or isinstance(value, str) for value in values):
        return [value or "" for value in values]
    return values


def _shown(value: object) -> object:
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value)
    return json.dumps(value, default=str, ensure_ascii=False) if isinstance(value, dict) else value
