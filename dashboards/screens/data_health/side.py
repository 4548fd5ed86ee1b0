"""The right column of the data health page: what needs a person, and what can't be answered yet."""

from __future__ import annotations

from dashboards.screens.data_health.text import Health, Silent, lacking_records
from dashboards.shell.address import FINDINGS, address, unit_address
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.profile.words import worded
from graph.wording import say_count, say_date

_SHOWN_REASONS = 3
_SHOWN_TEAMS = 3


def compose_side(health: Health) -> Markup:
    """The cards on the right: what needs attention."""
    cards = [_silent(health), _aside(health), _unanswered(health)]
    if not any(cards):
        cards = [
            _card("Nothing waits here", tag("p", "Every sheet came in whole, and every question can be answered."))
        ]
    return join(tag("h2", "Needs a person", class_="side"), cards)


def _card(title: str, *body: Child) -> Markup:
    return tag("div", tag("h3", title), *body, class_="card")


def _silent(health: Health) -> Markup | None:
    if not health.silent:
        return None
    first, more = health.silent[0], health.silent_count - len(health.silent[:_SHOWN_TEAMS])
    title = lacking_records(health.silent_count, health.never_count)
    if health.silent_count == 1:
        title = f"{first.team}: {_lacks(first)}"
    rows = [
        tag(
            "p",
            link(team.team, unit_address(team.unit_id)),
            f": {_depends(team)[:-1]}; {_lacks(team)}." if health.silent_count > 1 else f": {_depends(team)}",
            class_="each",
        )
        for team in health.silent[:_SHOWN_TEAMS]
    ]
    foot = tag("p", f"And {more:,} more. The team's coordinator can send them.", class_="muted") if more > 0 else None
    return _card(title, rows, foot)


def _lacks(team: Silent) -> str:
    """What is wrong with a team's contact records."""
    if team.never:
        return "no contact records at all"
    if team.until is None:
        return "contact records too old or too few"
    return f"the last contact records end on {say_date(team.until)}"


def _depends(team: Silent) -> str:
    if team.buildings == team.cant_tell == 1:
        return worded("one building depends on it, and we can't tell whether its line holds.")
    depend = worded("building depends" if team.buildings == 1 else "buildings depend")
    unsure = f"; for {team.cant_tell:,} of them we can't tell whether the line holds" if team.cant_tell else ""
    return f"{team.buildings:,} {depend} on it{unsure}."


def _aside(health: Health) -> Markup | None:
    aside, cells = sum(row.aside for row in health.came), sum(row.cells for row in health.came)
    told = [
        *([f"{say_count(aside, 'row', 'rows')} set aside"] if aside else []),
        *([f"{say_count(cells, 'cell', 'cells')} left out of rows that were loaded"] if cells else []),
    ]
    if not told:
        return None
    parts = [f"{reason} ({rows:,})" for reason, rows in health.reasons[:_SHOWN_REASONS]]
    most = f" Most often: {', '.join(parts)}." if parts else ""
    return _card(
        ", ".join(told),
        tag("p", f"Each with file, row, column and reason; a row may have several.{most}"),
    )


def _unanswered(health: Health) -> Markup | None:
    count = len(health.unanswered)
    if not count:
        return None
    best = None
    if health.best:
        sheet, questions = health.best
        best = tag(
            "p", "Most is unlocked by ", tag("strong", sheet), f": {say_count(questions, 'question', 'questions')}."
        )
    items = [
        tag("li", tag("span", question), tag("span", f" ({missing})", class_="muted"))
        for question, missing in health.unanswered
    ]
    return _card(
        f"{say_count(count, 'question', 'questions')} can't be answered yet",
        best,
        tag("details", tag("summary", "Which, and what each waits for"), tag("ul", items)),
        tag("p", link("Open the findings", address(FINDINGS)), class_="do"),
    )
