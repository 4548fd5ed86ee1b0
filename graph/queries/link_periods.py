"""Periods of links (`graph.ledger.periods`), written before questions about them are asked."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from graph.ledger.entry import Moment
from graph.ledger.store import Journal
from graph.ledger.update import update_periods
from graph.profile.profile import Profile
from graph.queries.dependencies import Names, touched
from graph.queries.evaluate import Context, to_json
from graph.runner import Counters, Runner

_STEP = "link_state"
_THRESHOLDS = (
    "rhythm_days",
    "window_days",
    "stale_factor",
    "paper_factor",
    "coverage_share",
    "collected_share",
    "meeting_max",
)
"""By what a link's state is judged, other than facts. Breaks are left out: each year has its own."""
WRITTEN: Names = touched({"LinkPeriod"})
"""What is changed where a period is written."""


def keep_periods(
    runner: Runner,
    context: Context,
    profile: Profile,
    thresholds: Mapping[str, Any],
    journal: Journal | None = None,
) -> Counters:
    """Write which links stand otherwise than before; nothing where links were not judged since the last load.

    Args:
        runner: The graph.
        context: What is in the graph, by the published loads alone.
        profile: Gives the family of each state.
        thresholds: The profile's parameters.
        journal: Keeps changes of the ledger outside of the graph.
    """
    if context.load is None or context.as_of is None or _STEP not in context.ran:
        return Counters()
    how = judged_by(profile, thresholds)
    return update_periods(runner, how, Moment(context.as_of, 0, context.load), journal)


def judged_by(profile: Profile, thresholds: Mapping[str, Any]) -> str:
    """Changes with what decides how links are judged, other than facts."""
    values = [{name: thresholds.get(name) for name in _THRESHOLDS}, dict(profile.families)]
    return hashlib.sha256(to_json(values).encode()).hexdigest()[:12]
