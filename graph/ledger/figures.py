"""How many critical findings are open at a load, and for how long: figures that only the ledger can tell."""

from __future__ import annotations

from statistics import median

from graph.ledger.entry import Figure, Ledger, Moment
from graph.model.vocabulary import SEVERITIES

CRITICAL = "critical_findings"
"""Their metric: `open` counts them, `median_days` is the median of the days for which each is open."""


def critical_figures(ledger: Ledger, now: Moment) -> tuple[Figure, ...]:
    """Figures about critical findings that stand for themselves and that nobody has waived.

    Args:
        ledger: The ledger after the load.
        now: The load.

    Returns:
        How many there are; with any, also the median of their ages in days of the loads' as-of dates.
    """
    days = [
        (now.as_of - entry.open_since).days
        for entry in ledger.entries.values()
        if entry.standing and entry.status != "waived" and entry.severity == SEVERITIES[0] and not entry.cause
    ]
    count = Figure(CRITICAL, "open", "", float(len(days)))
    return (count, Figure(CRITICAL, "median_days", "", float(median(days)))) if days else (count,)
