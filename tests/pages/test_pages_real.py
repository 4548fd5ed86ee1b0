"""Every page on the demo state in a real Neo4j: the same numbers on all of them, and nothing personal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest

from dashboards.overview import overview_of
from dashboards.picture.headline import headline
from dashboards.screens.alignment_data import read_picture
from dashboards.screens.briefing import read_brief
from dashboards.screens.findings import read_answered
from dashboards.screens.loop_board import read_board
from dashboards.shell import readers
from dashboards.shell.launch import PAGES
from dashboards.shell.readers import view
from graph.connection import Neo4jRunner, connect
from graph.settings import Settings
from tests.pages.test_pages_invented import markup, opened
from tests.unit.screens import texts

pytestmark = [pytest.mark.pages, pytest.mark.integration]


@pytest.fixture(scope="module")
def door(demo: Settings) -> Iterator[Neo4jRunner]:
    with connect(demo) as runner:
        yield runner


@pytest.fixture(autouse=True)
def _on_the_demo(door: Neo4jRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "runner", lambda: door)


@pytest.mark.parametrize("module", [page.module.rsplit(".", 1)[1] for page in PAGES])
def test_every_page_shows_the_demo(module: str) -> None:
    said = texts(markup(opened(module)))
    assert "Invented data: this is the demo state." in said
    assert "can't be shown" not in said


def test_all_pages_say_the_same_numbers() -> None:
    ground = readers.stand()
    picture = read_picture(ground, None, partial(view, ground))
    assert picture is not None
    counts = picture.counts
    assert counts.total == ground.buildings == 400
    brief = read_brief(ground, picture)
    assert (brief.connected, brief.both_ways, brief.total) == (counts.connected, counts.both_ways, counts.total)
    assert brief.total - sum(loss.total for loss in brief.losses) == counts.connected
    assert sum(row.counts.connected for row in picture.rows) == counts.connected
    assert sum(row.counts.cut_off for row in picture.rows) == counts.cut_off
    cut = sum(gap.cuts_off for gap in picture.repairs.gaps)
    assert cut == counts.cut_off
    board = read_board(ground, None, only_gaps=False)
    assert board.total() == sum(share.pairs for _, shares in board.regions for share in shares.values()) + 1
    assert board.row("DIT-BIT") == counts.total


def test_the_picture_for_commands_is_the_page_s(door: Neo4jRunner) -> None:
    ground = readers.stand()
    picture = read_picture(ground, None, partial(view, ground))
    assert picture is not None
    assert headline(overview_of(door)) == headline(picture)


def test_from_the_state_to_a_building_without_a_team() -> None:
    ground = readers.stand()
    state = read_picture(ground, None, partial(view, ground))
    assert state is not None
    gap = next(gap for gap in state.repairs.gaps if gap.no_team == "lower" and gap.lower.level == "district")
    district = read_picture(ground, gap.lower.unit_id, partial(view, ground))
    assert district is not None
    assert district.counts.cut_off == district.counts.total
    building = read_picture(ground, district.rows[0].unit.unit_id, partial(view, ground))
    assert building is not None
    assert [step.unit.level for step in building.path] == ["state", "region", "district", "school"]
    assert building.path[2].link is not None
    assert building.path[2].link.no_team == "lower"


def test_findings_are_all_there_and_lead_to_units(door: Neo4jRunner) -> None:
    answered = read_answered(readers.stand())
    found = [one for each in answered for one in each.found]
    kept = "MATCH (finding:Finding) WHERE finding.rule <> 'D-06' RETURN count(finding) AS findings"
    stored = door.read(kept).rows[0]["findings"]
    assert len(found) == stored > 50
    known = {row["id"] for row in door.read("MATCH (u:Unit) RETURN u.unit_id AS id").rows}
    assert {one.unit_id for one in found if one.unit_id} <= known
    assert sum(bool(one.unit_id) for one in found) > len(found) / 2


def test_no_page_shows_a_person(door: Neo4jRunner) -> None:
    people = door.read("MATCH (p:Person) RETURN p.person_id AS id, p.name AS name, p.email AS email").rows
    names = {row["name"] for row in people if row["name"]} | {row["email"] for row in people if row["email"]}
    said = "\n".join(texts(markup(opened(page.module.rsplit(".", 1)[1]))) for page in PAGES)
    shown = {name for name in names if name in said and re.search(rf"\b{re.escape(name)}\b", said)}
    assert names
    assert not shown
