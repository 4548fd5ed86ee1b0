"""The ledger of findings survives a rebuild as it was, and `as-of` has it as it was known at the date."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.connection import connect
from graph.ledger.entry import Figure, Ledger
from graph.ledger.store import read_events, read_figures, read_ledger
from graph.server import Phase, phase, stop
from graph.settings import Settings
from tests.integration.test_ledger import RIT1, ROLES, TEAMS, UNITS
from tests.support.command_line import Done, loopline
from tests.support.loading_help import folder

pytestmark = [pytest.mark.integration, pytest.mark.slow]

R1, R2 = "s02_region_without_team|R1", "s02_region_without_team|R2"


def told(settings: Settings) -> tuple[Ledger, list[dict[str, Any]]]:
    with connect(settings) as runner:
        return read_ledger(runner).ledger, read_events(runner)


def figures(settings: Settings) -> dict[int, tuple[Figure, ...]]:
    """All figures by the number of the load."""
    with connect(settings) as runner:
        loads = runner.read("MATCH (figure:Figure) RETURN DISTINCT figure.load AS load").column("load")
        return {load: read_figures(runner, load) for load in sorted(loads)}


def done(settings: Settings, *words: str) -> Done:
    result = loopline(settings, *words)
    assert result.returncode == 0, (words, result.stderr)
    return result


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A data folder with three loads of two sources, about whose findings people entered something."""
    settings = Settings(home=tmp_path_factory.mktemp("ledger") / "home")
    sheets = tmp_path_factory.mktemp("sheets")
    small = {"units": UNITS, "teams": TEAMS, "roles": ROLES}
    try:
        done(settings, "load", str(folder(sheets / "1", **small)), "--source", "hr", "--as-of", "2026-08-31")
        done(settings, "finding", "assign", R2, "r2", "--due", "2026-12-01")
        done(settings, "finding", "waive", R2, "--until", "2027-08-31", "--reason", "a team is being formed")
        later = {**small, "teams": TEAMS + RIT1}
        done(settings, "load", str(folder(sheets / "2", **later)), "--source", "hr", "--as-of", "2026-09-30")
        other = {"teams": TEAMS.splitlines()[0] + "\nRMT2,Lake leaders,RMT,active,R2\n"}
        done(settings, "load", str(folder(sheets / "3", **other)), "--source", "survey", "--as-of", "2026-08-15")
        done(settings, "finding", "note", R2, "Ask again in spring.")
        yield settings
    finally:
        stop(settings)


def test_a_rebuilt_store_has_the_ledger_that_was(used: Settings, tmp_path: Path) -> None:
    before, happened = told(used)
    known = figures(used)
    assert list(known) == [1, 2, 3]
    assert Figure("alignment", "buildings", "ST", 2.0) in known[1]
    assert (before.entries[R1].status, before.entries[R2].status) == ("resolved", "waived")
    second = used.at(tmp_path / "second")
    try:
        report = json.loads(done(used, "rebuild", "--into", str(second.home), "--format", "json").stdout)
        assert report["same"] is True
        assert told(second) == (before, happened)
        assert figures(second) == known
        assert [event["by"] for event in happened if event["kind"] == "note"] != [None]
        # The next month goes on from there.
        done(second, "finding", "ack", R2)
        assert told(second)[0].sequence == before.sequence + 1
    finally:
        stop(second)


def test_in_the_place_of_the_store_in_use(used: Settings) -> None:
    before = told(used), figures(used)
    done(used, "rebuild")
    assert (told(used), figures(used)) == before


def test_as_it_was_known_at_a_date(used: Settings, tmp_path: Path) -> None:
    past = used.at(tmp_path / "past")
    try:
        stop(used)
        said = done(used, "as-of", "2026-08-31", "--into", str(past.home)).stdout
        assert f"LOOPLINE_HOME={past.home} loopline dashboard" in said
        assert (phase(used), phase(past)) == (Phase.STOPPED, Phase.STOPPED), "neither ran before"
        ledger, events = told(past)
        entry = ledger.entries[R2]
        assert ledger.entries[R1].status == "open"
        assert (entry.status, entry.owner, entry.first_seen, entry.first_load) == ("waived", "r2", date(2026, 8, 31), 1)
        assert {event["kind"] for event in events if event["finding_id"] == R2} == {"opened", "assigned", "waived"}
        # The survey's load was the third, and is the second of what was known then.
        assert entry.last_load == 2
        known = figures(used)
        assert figures(past) == {1: known[1], 2: known[3]}
    finally:
        stop(past)
