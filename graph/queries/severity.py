"""How severe a finding is, decided here for every query: by what it costs today, not by its kind alone.

A query that declares `effect: COLUMN` names the column with the buildings that it cuts off, or would cut off if one
person left. From the profile's `critical_buildings` on the finding is critical; with any effect it is high; without one
it is medium at most. A `severity` in the row itself comes first, for the state's own teams and for what has stages.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from graph.errors import QueryError
from graph.model.vocabulary import SEVERITIES, Severity
from graph.wording import say_list

if TYPE_CHECKING:
    from graph.queries.catalog import Query

CRITICAL_FROM = "critical_buildings"
"""The profile's threshold: buildings that a critical finding cuts off, or would cut off."""


def severity_of(query: Query, values: Mapping[str, Any], critical_from: int | None) -> Severity:
    """The severity of one row of a finding.

    Args:
        query: The finding.
        values: The row by column.
        critical_from: The profile's threshold; needed by queries with an effect.

    Raises:
        QueryError: The row has a severity that does not exist.
    """
    given = values.get("severity")
    if given is not None and given not in SEVERITIES:
        raise QueryError(f"{query.file}: {given!r} is not a severity.", f"Use one of {say_list(SEVERITIES)}.")
    declared: Severity = given or query.severity or "info"
    if given is not None or not query.effect or critical_from is None:
        return declared
    cost = values[query.effect] or 0
    if cost >= critical_from:
        return "critical"
    if cost > 0:
        return "high"
    return max(declared, "medium", key=SEVERITIES.index)
