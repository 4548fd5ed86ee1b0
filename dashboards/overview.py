"""The state's picture for commands, read without a dashboard."""

from __future__ import annotations

from typing import Any

from dashboards.drawing.inputs import StatePicture
from dashboards.screens.alignment.read import read_picture
from dashboards.shell.load_context import LoadContext, Row, View, load_context_of
from graph.connection import connect
from graph.errors import LooplineError
from graph.profile.profile import Profile
from graph.profile.recorded import recorded_profile
from graph.profile.words import speak
from graph.queries.catalog import catalog
from graph.queries.evaluate import parameters
from graph.runner import Runner
from graph.settings import Settings


def read_overview(settings: Settings | None = None) -> StatePicture:
    """The picture of the state as of the last published load.

    Args:
        settings: Data folder and server; read from the environment by default.

    Raises:
        LooplineError: The graph can't be reached, nothing was loaded, or there is no unit of level state.
    """
    with connect(settings or Settings.from_env()) as runner:
        return overview_of(runner)


def overview_of(runner: Runner, profile: Profile | None = None) -> StatePicture:
    """The same over an open connection.

    Args:
        runner: The graph.
        profile: Sets thresholds and words; by default the one that the last load recorded.

    Raises:
        LooplineError: Nothing was loaded, or there is no unit of level state.
    """
    published = _published(runner)
    if published is None:
        raise LooplineError("Nothing is loaded yet.", "First run `loopline load PATH --source NAME --as-of DATE`.")
    view = views_of(runner, profile)
    context: LoadContext = load_context_of(published, view("load_context")[0])
    picture = read_picture(context, None, view)
    if not isinstance(picture, StatePicture):
        raise LooplineError(
            "No unit of level state was loaded.", "Add a row with level state to the units sheet, and load it again."
        )
    return picture


def views_of(runner: Runner, profile: Profile | None = None) -> View:
    """Rows of views over an open connection, as of the last published load.

    Args:
        runner: The graph.
        profile: Sets thresholds and words; by default the one that the last load recorded.
    """
    rules = profile or recorded_profile(runner)
    speak(rules)
    published = _published(runner)
    as_of = published["as_of"] if published else None

    def view(name: str, **given: Any) -> list[Row]:  # noqa: ANN401 - values of declared parameters
        query = catalog()[name]
        return runner.read(query.text, parameters(query, as_of, rules, given)).rows

    return view


def _published(runner: Runner) -> Row | None:
    return next(iter(runner.read(catalog()["published"].text, {"as_of": None}).rows), None)
