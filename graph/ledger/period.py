"""A period of a link: from one change of its state to the next, as plain values."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from typing import Any


@dataclass(frozen=True)
class Judgment:
    """How a link is judged now: its state, and the family that the profile puts it in."""

    state: str
    family: str


@dataclass(frozen=True)
class Period:
    """How a link stood for a while; see the node type `LinkPeriod` in `graph.model.bookkeeping`.

    Attributes:
        family: As the profile had it when the period began.
        began: How it began, one of `graph.model.vocabulary.PERIOD_BEGINS`.
        since: As-of date from which it stood so, as far as loads tell.
        load: Number of the load that opened it.
        until: As-of date from which it stood otherwise, or was no longer there; None while it stands.
        ended: Number of the load that ended it.
    """

    link_id: str
    state: str
    family: str
    began: str
    since: date
    load: int
    until: date | None = None
    ended: int | None = None

    @property
    def period_id(self) -> str:
        """One link has one period that begins on a date."""
        return f"{self.link_id}|{self.since.isoformat()}"

    def row(self) -> dict[str, Any]:
        """Its properties in the graph."""
        return {"period_id": self.period_id, **vars(self)}


PERIOD_FIELDS = tuple(field.name for field in fields(Period))
