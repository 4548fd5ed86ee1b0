"""How pages read data: view queries and stored answers, cached until the next load.

All cache keys include the load's stamp, so that a new load or derivation is visible at once. What is read is kept and
shown only if the stamp is the same afterwards, so that a page does not mix two loads, but for the moment at which the
server applies a commit. Nothing depends on a user: cached rows may be shown to anyone who can open the page.
"""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.shell.load_context import LoadContext, Row, load_context_of, stamp_of
from dashboards.shell.pinned import pinned
from graph.connection import connect
from graph.errors import ServerError
from graph.profile.profile import Profile
from graph.profile.recorded import recorded_profile
from graph.profile.words import speak
from graph.queries.catalog import Query, catalog
from graph.queries.evaluate import Answer, parameters
from graph.queries.stored import stored
from graph.settings import Settings

if TYPE_CHECKING:
    from graph.runner import Runner

Params = tuple[tuple[str, Any], ...]
"""Parameters as (name, value), sorted by name: the cache key of an answer."""

_CACHE_SECONDS = 3600


class Connection:
    """One open connection for all pages of this process."""

    def __init__(self, settings: Settings) -> None:
        self._stack = ExitStack()
        self.runner: Runner = self._stack.enter_context(connect(settings))

    def close(self) -> None:
        """Close the connection."""
        self._stack.close()


@st.cache_resource(show_spinner=False)
def _connection() -> Connection:
    return Connection(Settings.from_env())


def runner() -> Runner:
    """The graph, connected once per process."""
    return _connection().runner


def reopen() -> None:
    """Drop a lost connection, so that the next page opens a new one."""
    _connection.clear()


def profile() -> Profile:
    """The profile that the last load used.

    Raises:
        LooplineError: It can't be found, or has changed since.
    """
    return recorded_profile(runner())


@st.cache_resource(show_spinner=False, max_entries=4)
def _profile_of(stamp: str) -> Profile:  # noqa: ARG001 - the stamp is part of the key
    return profile()


def _thresholds(as_of: date | None) -> dict[str, Any]:
    return profile().parameters(as_of)


def params_of(query: Query, given: dict[str, Any], as_of: date | None) -> dict[str, Any]:
    """Parameters of a query: those given, the profile's thresholds, the defaults, and the as-of date."""
    thresholds = _thresholds(as_of) if any(param.threshold for param in query.params.values()) else {}
    return parameters(query, as_of, given=given, thresholds=thresholds)


def shown_params(query: Query, as_of: date | None) -> dict[str, Any]:
    """Parameters of a query as shown next to its text; what the profile lacks is null instead of an error."""
    thresholds = _thresholds(as_of)
    names = {name: param.threshold for name, param in query.params.items() if param.threshold}
    lacks = {name: None for name, of in names.items() if of.removesuffix("_before") not in thresholds}
    return parameters(query, as_of, given=lacks, thresholds=thresholds)


def ask(name: str, given: dict[str, Any] | None = None, as_of: date | None = None) -> list[Row]:
    """Run a view without caching its rows.

    Raises:
        LooplineError: The graph can't be reached, or the server refuses the query.
    """
    query = catalog()[name]
    try:
        return runner().read(query.text, params_of(query, given or {}, as_of)).rows
    except ServerError:
        reopen()
        raise


@st.cache_data(show_spinner=False, max_entries=400, ttl=_CACHE_SECONDS)
def _cached(name: str, given: Params, as_of: date, stamp: str) -> list[Row]:
    named = {key: list(value) if isinstance(value, tuple) else value for key, value in given}
    return pinned(stamp, lambda: ask(name, named, as_of), _stamp)


def _stamp() -> str:
    """The stamp of what is published now; empty if nothing is."""
    rows = ask("published")
    return stamp_of(rows[0]) if rows else ""


def view(context: LoadContext, name: str, **given: Any) -> list[Row]:  # noqa: ANN401 - values of declared parameters
    """Rows of a view for the load that a page shows, from the cache if they were read before.

    Args:
        context: The published load.
        name: Id of the view.
        given: Parameters that differ from their defaults.

    Raises:
        LooplineError: It can't be read, or another load was published meanwhile.
    """
    key = tuple(sorted((name_, tuple(value) if isinstance(value, list) else value) for name_, value in given.items()))
    if context.as_of is None:
        return []
    return _cached(name, key, context.as_of, context.load)


# A resource, not data, so that thousands of findings are not copied each time a page is drawn. Nobody changes them.
@st.cache_resource(show_spinner=False, max_entries=2, ttl=_CACHE_SECONDS)
def _stored(stamp: str) -> list[Answer]:
    return pinned(stamp, lambda: stored(runner()), _stamp)


def answers(context: LoadContext) -> list[Answer]:
    """All stored answers of the last load, findings and metrics.

    Args:
        context: The published load.
    """
    if context.as_of is None:
        return []
    try:
        return _stored(context.load)
    except ServerError:
        reopen()
        raise


def answer(context: LoadContext, name: str) -> list[Row]:
    """Rows of a finding or metric as stored after the last load.

    Args:
        context: The published load.
        name: Id of the query.
    """
    return [dict(row.values) for each in answers(context) if each.query == name for row in each.rows]


def current_load() -> LoadContext:
    """The load that a page shows; read once at its start.

    Raises:
        LooplineError: The graph can't be reached.
    """
    rows = ask("published")
    if not rows:
        return LoadContext()
    speak(_profile_of(stamp_of(rows[0])))
    return load_context_of(rows[0], _cached("load_context", (), rows[0]["as_of"], stamp_of(rows[0]))[0])
