"""Barriers and successes that teams raised, their way up the line, and who may decide what."""

from __future__ import annotations

from collections.abc import Iterator

from loaders.generator.barrier_log import entries
from loaders.generator.extras import ExtraSheet
from loaders.generator.state import Draft
from loaders.generator.world import TYPES

BARRIERS = (
    "barrier_id", "team_id", "raised_on", "source", "kind", "theme", "category", "level_needed", "resolved_on",
    "reported_back_on",
)  # fmt: skip
ESCALATIONS = ("barrier_id", "team_id", "received_on", "passed_on", "answered_on")
AUTHORITY = ("team_id", "category")

# Which team decides on what.
_DECIDES = {"SMT": ("data", "policy"), "RIT": ("materials",), "DMT": ("time", "staffing"), "BMT": ("schedule",)}


def barrier_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Barriers and successes raised by building teams."""
    for entry in entries(draft):
        yield (
            entry.barrier_id, entry.team.team_id, entry.raised, entry.source, entry.kind, entry.theme, entry.category,
            entry.level, entry.resolved, entry.reported,
        )  # fmt: skip


def escalation_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Which teams they reached, when, and when an answer went back."""
    for entry in entries(draft):
        for step in entry.way:
            yield entry.barrier_id, step.team.team_id, step.received, step.passed, step.answered


def authority_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Which team may decide what."""
    for team in draft.all_teams():
        if team.active:
            decides = [team.type] if draft.world.led(team.unit.level) else TYPES[team.unit.level]
            for category in (one for part in decides for one in _DECIDES.get(part, ())):
                if (team.team_id, category) not in draft.practice.undecided:
                    yield team.team_id, category


SHEETS: tuple[ExtraSheet, ...] = (
    ("barriers", BARRIERS, barrier_rows),
    ("escalations", ESCALATIONS, escalation_rows),
    ("authority", AUTHORITY, authority_rows),
)
