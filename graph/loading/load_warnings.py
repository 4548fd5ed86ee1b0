"""What a load is told beside its counts: nothing is refused for it, but it is often a slip."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pandas as pd

from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Kind, Property
from graph.staging.extract import Gathered
from graph.staging.stage import Staged

AHEAD = timedelta(days=366)
"""A day further than this after today is taken for a slip."""


def load_warnings(gathered: Gathered, staged: Staged, as_of: date, today: date) -> list[str]:
    """Sentences about files without rows, and about an as-of date that can hardly be meant.

    Args:
        gathered: What a loader read.
        staged: Its rows, checked.
        as_of: The day the files are said to speak of.
        today: The day by the machine's clock, which decides nothing else.
    """
    sentences = [
        f"{file.file} has a header but no rows; it counts as loaded and empty."
        for file in gathered.files
        if len(file.lines) == 0
    ]
    if as_of > today + AHEAD:
        sentences.append(
            f"The as-of date {as_of} is more than a year in the future. Is the year right? "
            "Findings are computed as of the latest as-of date, and data loaded with an earlier date counts as older."
        )
    first = _first_after(staged, as_of)
    if first is not None:
        sentences.append(
            f"The as-of date {as_of} is before every date in the files; the earliest is {first}. Is the year right?"
        )
    return sentences


def _first_after(staged: Staged, as_of: date) -> date | None:
    """The first of all dates where every one is later and one at least is of what has happened; else None."""
    first: date | None = None
    happened = False
    for prop, days in _dates(staged):
        if any(day <= as_of for day in days):
            return None
        for day in days:
            first = day if first is None or day < first else first
            happened = happened or not prop.ahead
    return first if happened else None


def _dates(staged: Staged) -> Iterator[tuple[Property, list[date]]]:
    """Days of each column of dates, with its declaration; columns without any are left out."""
    frames = [(NODES[label].properties, frame) for label, frame in staged.nodes.items()]
    frames += [(RELATIONSHIPS[kind].properties, frame) for (kind, _, _), frame in staged.edges.items()]
    for properties, frame in frames:
        for prop in properties:
            if prop.kind is Kind.DATE and prop.name in frame.columns:
                days = pd.unique(frame[prop.name].dropna())
                if len(days):
                    yield prop, list(days)
