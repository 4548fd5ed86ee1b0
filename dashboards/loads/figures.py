"""What a load did to the state's figures: each at the date before and now."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from graph.ledger.figures import CRITICAL
from graph.profile.words import worded
from graph.wording import say_date, say_number

if TYPE_CHECKING:
    from datetime import date

    from graph.refresh import Refreshed
    from graph.runner import Runner

_ALIGNMENT = "alignment"
_SHOWN = {
    (_ALIGNMENT, "connected"): "buildings connected",
    (_ALIGNMENT, "both_ways"): "buildings connected both ways",
    (_ALIGNMENT, "cut_off"): "buildings cut off by a known gap",
    (_ALIGNMENT, "cant_tell"): "buildings of which we can't tell",
    (CRITICAL, "open"): "critical findings open",
}


def figures_of(runner: Runner, refreshed: Refreshed) -> list[dict[str, Any]]:
    """The state's figures, as plain values; what is not known has none, and one without a date before has no `before`.

    A figure that is only known of an earlier date is not one of now, and is left out.

    Args:
        runner: The graph.
        refreshed: What was found after the load.
    """
    from graph.queries.catalog import catalog

    state = next((row.key for each in refreshed.answers if each.query == _ALIGNMENT for row in each.rows), "")
    params = {"as_of": refreshed.as_of, "metrics": [_ALIGNMENT, CRITICAL], "keys": [state, ""]}
    rows = runner.read(catalog()["figures_over_time"].text, params).rows
    told: dict[date, dict[tuple[str, str], float]] = {}
    for row in rows:
        told.setdefault(row["as_of"], {})[row["metric"], row["column"]] = row["value"]
    now = told.pop(refreshed.as_of, {}) if refreshed.as_of else {}
    last = max(told, default=None)
    before, day = (told[last], last.isoformat()) if last else ({}, None)
    return [
        {"figure": worded(words), "now": now[which], "before": before.get(which), "before_on": day}
        for which, words in _SHOWN.items()
        if which in now
    ]


def say_figure(figure: dict[str, Any]) -> str:
    """A figure in words: "buildings connected: 217; 298 as of 30 September 2026"."""
    from datetime import date

    now = f"{figure['figure']}: {say_number(figure['now'])}"
    if figure["before_on"] is None:
        return now
    before = "not known" if figure["before"] is None else say_number(figure["before"])
    return f"{now}; {before} as of {say_date(date.fromisoformat(figure['before_on']))}"
