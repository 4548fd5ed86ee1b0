"""A change of the ledger as JSON, for the file that keeps it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, replace
from datetime import date, datetime
from typing import Any

from graph.errors import LooplineError
from graph.ledger.entry import Asked, Change, Entry, Event, Figure, Moment
from graph.ledger.period import Period

_VERSION = 2
_KNOWN = (1, _VERSION)
"""Version 1 had no figures and no periods of links."""
_DATES = ("since", "open_since", "first_seen", "last_seen", "due", "waived_until")


def to_text(change: Change) -> bytes:
    """The content of a file."""
    return json.dumps({"version": _VERSION, **asdict(change)}, ensure_ascii=False, default=_iso).encode()


def from_text(content: bytes) -> Change:
    """The change in a file.

    Raises:
        LooplineError: It was written by a newer version.
    """
    facts = json.loads(content)
    if facts.pop("version") not in _KNOWN:
        raise LooplineError(
            "A kept change of the ledger was written by a newer version of Loopline.", "Use that version."
        )
    return Change(
        now=Moment(**{**facts["now"], "as_of": date.fromisoformat(facts["now"]["as_of"])}),
        renamed=tuple((old, new) for old, new in facts["renamed"]),
        links=tuple((old, new) for old, new in facts.get("links", ())),
        keys=tuple((metric, old, new) for metric, old, new in facts.get("keys", ())),
        entries=tuple(_entry(row) for row in facts["entries"]),
        seen=tuple(facts["seen"]),
        events=tuple(Event(**row) for row in facts["events"]),
        asked=tuple(Asked(**row) for row in facts["asked"]),
        gone=tuple(facts["gone"]),
        figures=_figures(facts.get("figures")),
        periods=tuple(map(_period, facts.get("periods", ()))),
        dropped=tuple(facts.get("dropped", ())),
        judged=facts.get("judged", ""),
        sequence=facts["sequence"],
        entered_at=datetime.fromisoformat(facts["entered_at"]) if facts["entered_at"] else None,
    )


def renumbered(change: Change, numbers: Mapping[int, int]) -> Change:
    """The same change in a graph whose loads have other numbers; a load that is not there keeps its own.

    Args:
        change: A change.
        numbers: The number that each load has there, by the one that it had.
    """
    entries = tuple(
        replace(
            entry,
            first_load=numbers.get(entry.first_load, entry.first_load),
            last_load=numbers.get(entry.last_load, entry.last_load),
        )
        for entry in change.entries
    )
    periods = tuple(
        replace(
            period,
            load=numbers.get(period.load, period.load),
            ended=None if period.ended is None else numbers.get(period.ended, period.ended),
        )
        for period in change.periods
    )
    now = replace(change.now, load=numbers.get(change.now.load, change.now.load))
    return replace(change, now=now, entries=entries, periods=periods)


def _figures(rows: list[dict[str, Any]] | None) -> tuple[Figure, ...] | None:
    return None if rows is None else tuple(Figure(**row) for row in rows)


def _entry(row: dict[str, Any]) -> Entry:
    days = {name: date.fromisoformat(row[name]) if row[name] else None for name in _DATES}
    return Entry(**{**row, **days, "ids": tuple(row["ids"])})


def _period(row: dict[str, Any]) -> Period:
    until = date.fromisoformat(row["until"]) if row["until"] else None
    return Period(**{**row, "since": date.fromisoformat(row["since"]), "until": until})


def _iso(value: Any) -> str:  # noqa: ANN401 - json's own signature
    if isinstance(value, date | datetime):
        return value.isoformat()
    raise TypeError(f"{type(value).__name__} can't be written as JSON")
