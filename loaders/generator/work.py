"""How a team works beside its links: its stage, its rhythm, its decisions, and what of that is on record."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date


@dataclass(slots=True)
class Work:
    """How one team works; healthy until a defect changes it.

    Attributes:
        decides: It may decide on its own.
        between: Its members work for it between meetings.
        every: Days between its regular meetings; None for the usual rhythm.
        met: Days in session since its last meeting; None for a recent one.
        selected: How its members were chosen is on record.
        uses: Its program is on record.
        stage: Its stage, if it is not the usual one.
        staged: Days in that stage, if they are not the usual ones.
        measured: Days in session since fidelity was last measured, if it is measured and they are not the usual ones.
        holders: Members with a skill, by skill, if they are not the usual two or three.
        undriven: Drivers for which no role is named.
        ends: Last day of everyone on a post, by key.
    """

    decides: bool = True
    between: bool = True
    every: int | None = None
    met: int | None = None
    selected: bool = True
    uses: bool = True
    stage: str = ""
    staged: int | None = None
    measured: int | None = None
    holders: dict[str, int] = field(default_factory=dict)
    undriven: frozenset[str] = frozenset()
    ends: dict[str, date] = field(default_factory=dict)
