"""Periods of links on a real graph: opened by loads, taken back and built again with them, told by findings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.connection import Neo4jRunner, connect
from graph.kept.ledger import kept_ledger
from graph.ledger.store import settle
from graph.loading.hashing import graph_hash
from graph.profile.profile import Profile
from graph.refresh import refresh
from graph.runner import Runner
from graph.server import stop
from graph.settings import Settings
from tests.integration.test_ledger import RIT1, TEAMS, UNITS
from tests.support.command_line import loopline
from tests.support.every_answer import answers
from tests.support.loading_command import Load, Run
from tests.support.loading_help import folder

pytestmark = pytest.mark.integration

PROFILE = Profile.load("education")
LINK = "SIT-RIT:R1"
YEARS = [date(year, 9, 30) for year in (2022, 2023, 2024, 2025)]
_CHECKS = "from_team,to_team,period_end,confirmed_by_team,we_heard_from_them,they_answered_us\n"
_PROTOCOLS = "protocol_id,from_team,to_team,every_days,since\np1,SIT,RIT1,30,2022-01-01\n"


def sheets(day: date, *, contact: bool | None = True) -> dict[str, str]:
    """A year's export: whether the state's team and the region's were in contact; None where nobody says."""
    given = {"units": UNITS, "teams": TEAMS + RIT1, "protocols": _PROTOCOLS}
    said = "yes" if contact else "no"
    return given if contact is None else {**given, "link_checks": f"{_CHECKS}SIT,RIT1,{day},SIT,{said},{said}\n"}


def periods(runner: Runner, link: str = LINK) -> list[tuple[Any, ...]]:
    """Every property of a link's periods, in order."""
    text = (
        "MATCH (p:LinkPeriod {link_id: $link}) RETURN p.period_id AS period_id, p.state AS state, p.family AS family, "
        "p.began AS began, p.since AS since, p.until AS until, p.load AS load, p.ended AS ended ORDER BY since"
    )
    return [tuple(row.values()) for row in runner.read(text, {"link": link}).rows]


def told(runner: Runner) -> list[tuple[Any, ...]]:
    """State, how it began, since and until."""
    return [(state, began, since, until) for _, state, _, began, since, until, *_ in periods(runner)]


@pytest.fixture
def year(load: Load, runner: Neo4jRunner, server_settings: Settings, tmp_path: Path) -> Callable[..., int]:
    """Load a year and find what is to be found; gives how much was written."""

    def year(day: date, *, profile: Profile = PROFILE, source: str = "hr", **given: str) -> int:
        at = tmp_path / f"{day}-{len(list(tmp_path.iterdir()))}"
        code, report, said = load(folder(at, **given), as_of=day.isoformat(), source=source)
        assert code == 0, (report, said)
        return refresh(runner, profile, journal=kept_ledger(server_settings)).written.total

    return year


def test_what_was_lost_came_back_and_was_lost_again(
    year: Callable[..., int], run: Run, runner: Neo4jRunner, server_settings: Settings
) -> None:
    year(YEARS[0], **sheets(YEARS[0]))
    assert told(runner) == [("alive", "first", YEARS[0], None)]
    lacks = ("an earlier load to compare with",)
    assert {answers(runner)[name][""]["missing"] for name in ("c02_link_lost", "c04_lost_again")} == {lacks}
    assert year(YEARS[0], **sheets(YEARS[0])) == 0

    year(YEARS[1], **sheets(YEARS[1], contact=False))
    assert told(runner) == [("alive", "first", YEARS[0], YEARS[1]), ("paper", "changed", YEARS[1], None)]
    found = answers(runner)
    assert set(found["c02_link_lost"]) == {LINK, ""}
    lost = found["c02_link_lost"][LINK]
    assert (lost["since"], lost["cause"]) == (YEARS[1], f"f05_silent_link|{LINK}")
    assert "The link between Tamarack and Region 1 North is lost since 30 September 2023" in lost["sentence"]
    assert set(found["c04_lost_again"]) == {""}
    row = json.loads(run("run", "links_of", "-p", f"links={LINK}", "--format", "json")[1])[0]
    assert (row["since"], row["began"], row["held_until"]) == ("2023-09-30", "changed", "2023-09-30")

    year(YEARS[2], **sheets(YEARS[2]))
    assert set(answers(runner)["c02_link_lost"]) == {""}
    year(YEARS[3], **sheets(YEARS[3], contact=False))
    found = answers(runner)
    again = found["c04_lost_again"][LINK]
    assert (again["back"], again["since"], again["cause"]) == (YEARS[2], YEARS[3], f"f05_silent_link|{LINK}")
    assert found["c02_link_lost"][LINK]["since"] == YEARS[3]
    assert year(YEARS[3], **sheets(YEARS[3], contact=False)) == 0

    # The graph loses its ledger; what is kept brings all of it back. None of it is a fact of a source.
    before, facts = periods(runner), graph_hash(runner)
    runner.write("MATCH (n:LinkPeriod|LedgerEntry|LedgerEvent|LedgerQuestion|Ledger) DELETE n")
    assert graph_hash(runner) == facts
    settle(runner, kept_ledger(server_settings))
    assert periods(runner) == before


def test_a_link_that_can_t_be_judged_is_not_lost(year: Callable[..., int], runner: Neo4jRunner) -> None:
    year(YEARS[0], **sheets(YEARS[0]))
    year(YEARS[1], **sheets(YEARS[1], contact=None))
    assert told(runner)[-1] == ("cant_tell", "changed", YEARS[1], None)
    assert set(answers(runner)["c02_link_lost"]) == {""}
    year(YEARS[2], **sheets(YEARS[2], contact=False))
    assert told(runner)[-1] == ("paper", "told", YEARS[2], None)
    lost = answers(runner)["c02_link_lost"][LINK]
    assert (lost["since"], lost["in_use_until"]) == (YEARS[2], YEARS[1])


@pytest.mark.slow
def test_a_second_source_of_the_same_date_has_the_last_word(year: Callable[..., int], runner: Neo4jRunner) -> None:
    first = sheets(YEARS[0])
    year(YEARS[0], **first)
    later = sheets(YEARS[1])
    checks = later.pop("link_checks")
    year(YEARS[1], **later)
    assert told(runner)[-1][0] == "cant_tell"
    year(YEARS[1], source="survey", link_checks=checks)
    assert told(runner) == [("alive", "first", YEARS[0], None)]


@pytest.mark.slow
def test_what_other_settings_judge_otherwise_is_not_lost(year: Callable[..., int], runner: Neo4jRunner) -> None:
    window = PROFILE.thresholds["window_days"].model_copy(update={"value": 400})
    wide = PROFILE.model_copy(update={"thresholds": {**PROFILE.thresholds, "window_days": window}})
    year(YEARS[0], profile=wide, **sheets(YEARS[0]))
    year(YEARS[1], profile=wide, **sheets(YEARS[1], contact=False))
    assert told(runner)[-1] == ("stale", "changed", YEARS[1], None)
    year(YEARS[2], **sheets(YEARS[2], contact=False))
    assert told(runner)[-1] == ("paper", "judged", YEARS[2], None)
    found = answers(runner)
    assert set(found["c02_link_lost"]) == {""}
    assert LINK in found["f05_silent_link"]


@pytest.mark.slow
def test_a_load_that_is_taken_back_takes_its_periods_with_it(run: Run, runner: Neo4jRunner, tmp_path: Path) -> None:
    states = []
    for at, (day, contact) in enumerate(zip(YEARS[:3], (True, False, True), strict=True)):
        path = folder(tmp_path / f"{at}", **sheets(day, contact=contact))
        code, _, err = run("load", str(path), "--source", "hr", "--as-of", day.isoformat())
        assert code == 0, err
        states.append((graph_hash(runner), periods(runner), answers(runner)))
    assert [len(known) for _, known, _ in states] == [1, 2, 3]
    for before in reversed(states[:2]):
        code, _, err = run("undo", "hr")
        assert code == 0, err
        assert (graph_hash(runner), periods(runner), answers(runner)) == before
    code, _, err = run("load", str(tmp_path / "1"), "--source", "hr", "--as-of", YEARS[1].isoformat())
    assert code == 0, err
    assert periods(runner) == states[1][1]


@pytest.fixture(scope="module")
def used(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Settings]:
    """A data folder with three years."""
    settings = Settings(home=tmp_path_factory.mktemp("periods") / "home")
    at = tmp_path_factory.mktemp("sheets")
    try:
        for day, contact in zip(YEARS[:3], (True, False, True), strict=True):
            path = folder(at / f"{day}", **sheets(day, contact=contact))
            done = loopline(settings, "load", str(path), "--source", "hr", "--as-of", day.isoformat())
            assert done.returncode == 0, done.stderr
        yield settings
    finally:
        stop(settings)


@pytest.mark.slow
@pytest.mark.parametrize("words", [("rebuild",), ("as-of", YEARS[1].isoformat())], ids=["rebuild", "as-of"])
def test_what_is_built_again_has_the_periods_that_were(used: Settings, words: tuple[str, ...], tmp_path: Path) -> None:
    with connect(used) as runner:
        before, lost = periods(runner), set(answers(runner)["c02_link_lost"])
    other = used.at(tmp_path / "other")
    try:
        done = loopline(used, *words, "--into", str(other.home))
        assert done.returncode == 0, done.stderr
        with connect(other) as runner:
            found, lost_there = periods(runner), set(answers(runner)["c02_link_lost"])
    finally:
        stop(other)
    if words[0] == "rebuild":
        assert (found, lost_there) == (before, lost)
    else:
        assert [row[:6] for row in found] == [before[0][:6], (*before[1][:5], None)]
        assert (lost, lost_there) == ({""}, {LINK, ""})
