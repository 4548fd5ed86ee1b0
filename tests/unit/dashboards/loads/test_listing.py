"""The one list of loads: what the graph and the data folder say of each, and what becomes of records in words."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from dashboards.loads.counts import CONNECTIONS, by_kind, plural, split
from dashboards.loads.listing import list_loads
from graph.kept.notes import LoadNotes, Made

A, B, C = "a" * 16, "b" * 16, "c" * 16
FACTS = {"source": "hr", "as_of": "2026-11-30", "held_at": "2026-12-01T08:00:00+00:00", "digest": "d"}


def row(load_id: str, **changes: Any) -> dict[str, Any]:
    blank = dict.fromkeys(("mapping", "profile", "quarantine"))
    known = {"number": 1, "source": "hr", "as_of": date(2026, 9, 30), "loaded_at": "2026-10-01T08:15:30.123456789Z"}
    counts = {"read": 9, "loaded": 6, "quarantined": 2, "duplicates": 1, "mode": "full", "reason": ""}
    return {"load_id": load_id, "published": True, **blank, **known, **counts, **changes}


def test_held_ones_come_first_and_each_has_one_state(tmp_path: Path) -> None:
    notes = LoadNotes(tmp_path)
    notes.note(
        B, {**FACTS, "state": "held", "reasons": ["40 of 100 people are gone."], "plan": {"Person": {"ended": 40}}}
    )
    dropped = {"reason": "cut off", "rejected_at": "2026-12-02T08:00:00+00:00"}
    notes.note(C, {**FACTS, "held_at": "2026-12-03T08:00:00+00:00", "state": "rejected", "reasons": ["x."], **dropped})
    (tmp_path / f"000001-{A}.input").touch()
    unfinished = row("d" * 16, published=False, number=None, read=None)
    held, rejected, begun, published = list_loads([unfinished, row(A)], notes)
    assert [each.state for each in (held, rejected, begun, published)] == [
        "held", "rejected", "not finished", "published",
    ]  # fmt: skip
    assert (held.as_of, held.reasons, held.plan) == (
        date(2026, 11, 30), ("40 of 100 people are gone.",), {"Person": {"ended": 40}},
    )  # fmt: skip
    assert held.input_kept
    assert not rejected.input_kept
    assert (rejected.when, rejected.reason) == (datetime(2026, 12, 2, 8, tzinfo=UTC), "cut off")
    assert published.when == datetime(2026, 10, 1, 8, 15, 30, 123456, tzinfo=UTC)
    assert (published.read, published.loaded, published.set_aside, published.copies) == (9, 6, 2, 1)
    assert published.input_kept
    assert published.reason is None


def test_an_approved_load_says_why_it_was_held_and_who_agreed(tmp_path: Path) -> None:
    notes = LoadNotes(tmp_path)
    notes.note(B, {**FACTS, "state": "held", "reasons": ["9 units are gone."], "earlier": []})
    notes.settle(B, Made("2026-12-02T08:00:00+00:00", "a merger", "ann"))
    approved, plain = list_loads([row(B, reason="a merger"), row(A)], notes)
    assert (approved.state, approved.reasons, approved.reason) == ("published", ("9 units are gone.",), "a merger")
    assert approved.agreed == "It was held, and approved by ann"
    assert (plain.reasons, plain.by, plain.agreed) == ((), None, "")


def test_a_load_that_was_taken_back_says_when(tmp_path: Path) -> None:
    notes = LoadNotes(tmp_path)
    notes.note(B, {**FACTS, "state": "undone", "reasons": [], "reason": None})
    (found,) = list_loads([], notes)
    assert (found.state, found.when, found.reason) == ("undone", datetime(2026, 12, 1, 8, tzinfo=UTC), None)


@pytest.mark.parametrize(
    ("label", "words"), [("Person", "people"), ("LinkCheck", "link checks"), ("Category", "categories")]
)
def test_labels_in_plain_words(label: str, words: str) -> None:
    assert plural(label) == words


def test_kinds_come_in_the_models_order_and_connections_are_one() -> None:
    nodes, ties = split(
        {"HOLDS": {"new": 2}, "Person": {"ended": 3}, "PART_OF": {"new": 1, "ended": 4}, "Unit": {"new": 5}}
    )
    assert [(name, dict(tally)) for name, tally in by_kind(nodes, ties)] == [
        ("units", {"new": 5}),
        ("people", {"ended": 3}),
        (CONNECTIONS, {"new": 3, "ended": 4}),
    ]
