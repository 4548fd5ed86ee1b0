"""Every page on the demo state in a real Neo4j: the same numbers on all of them, and nothing personal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

import pytest

from dashboards.drawing.cards import panel, row_card
from dashboards.drawing.headline import headline
from dashboards.drawing.inputs import Picture
from dashboards.overview import overview_of
from dashboards.screens.alignment.read import read_picture
from dashboards.screens.briefing.page import read_brief
from dashboards.screens.continuity.page import read_standing
from dashboards.screens.data_health.text import lacking_records
from dashboards.screens.findings.page import read_answered
from dashboards.screens.loop_board.page import read_board
from dashboards.screens.silos.page import read_matrix
from dashboards.screens.silos.text import headline_of
from dashboards.shell import readers
from dashboards.shell.load_context import LoadContext
from dashboards.shell.pages import PAGES
from dashboards.shell.readers import view
from graph.connection import Neo4jRunner, connect
from graph.settings import Settings
from graph.vault.vault import known_vault
from tests.pages.test_pages_invented import markup, opened
from tests.support.screens import texts

pytestmark = [pytest.mark.pages, pytest.mark.integration]


@pytest.fixture(scope="module")
def door(demo: Settings) -> Iterator[Neo4jRunner]:
    with connect(demo) as runner:
        yield runner


@pytest.fixture(autouse=True)
def _on_the_demo(door: Neo4jRunner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "runner", lambda: door)


@pytest.mark.parametrize("module", [page.module.split(".")[2] for page in PAGES])
def test_every_page_shows_the_demo(module: str) -> None:
    said = texts(markup(opened(module)))
    assert "Invented data: this is the demo state." in said
    assert "can't be shown" not in said


def picture_of_state(context: LoadContext) -> Picture:
    picture = read_picture(context, None, partial(view, context))
    assert picture is not None
    return picture


def test_all_pages_say_the_same_numbers() -> None:
    context = readers.current_load()
    picture = read_picture(context, None, partial(view, context))
    assert picture is not None
    counts = picture.counts
    assert counts.total == context.buildings == 400
    brief = read_brief(context, picture)
    assert (brief.connected, brief.both_ways, brief.total) == (counts.connected, counts.both_ways, counts.total)
    assert brief.total - sum(loss.total for loss in brief.losses) == counts.connected
    assert sum(row.counts.connected for row in picture.rows) == counts.connected
    assert sum(row.counts.cut_off for row in picture.rows) == counts.cut_off
    cut = sum(gap.cuts_off for gap in picture.repairs.gaps)
    assert cut == counts.cut_off
    board = read_board(context, None, only_gaps=False)
    assert board.total() == sum(share.pairs for _, shares in board.regions for share in shares.values()) + 1
    assert board.row("DIT-BIT") == counts.total


def test_the_picture_for_commands_is_the_page_s(door: Neo4jRunner) -> None:
    context = readers.current_load()
    picture = read_picture(context, None, partial(view, context))
    assert picture is not None
    assert headline(overview_of(door)) == headline(picture)


def test_from_the_state_to_a_building_without_a_team() -> None:
    context = readers.current_load()
    state = read_picture(context, None, partial(view, context))
    assert state is not None
    gap = next(gap for gap in state.repairs.gaps if gap.no_team == "lower" and gap.lower.level == "district")
    district = read_picture(context, gap.lower.unit_id, partial(view, context))
    assert district is not None
    assert district.counts.cut_off == district.counts.total
    building = read_picture(context, district.rows[0].unit.unit_id, partial(view, context))
    assert building is not None
    assert [step.unit.level for step in building.path] == ["state", "region", "district", "school"]
    assert building.path[2].link is not None
    assert building.path[2].link.no_team == "lower"


def test_findings_are_all_there_and_lead_to_units(door: Neo4jRunner) -> None:
    answered = read_answered(readers.current_load())
    found = [one for each in answered for one in each.every]
    kept = "MATCH (finding:Finding) WHERE finding.rule <> 'D-06' RETURN count(finding) AS findings"
    stored = door.read(kept).rows[0]["findings"]
    assert len(found) == stored > 50
    known = {row["id"] for row in door.read("MATCH (u:Unit) RETURN u.unit_id AS id").rows}
    assert {one.unit_id for one in found if one.unit_id} <= known
    # Only what is about a program has no place in the drawing; roles and teams are shown where they work.
    nowhere = {each.rule for each in answered for one in each.every if not one.unit_id and not one.office}
    assert nowhere <= {"N-09", "T-20", "T-21"}


def test_links_say_of_support_what_the_findings_say(door: Neo4jRunner) -> None:
    context = readers.current_load()
    state = picture_of_state(context)
    named = [
        one.ids[0] for each in read_answered(context) if each.rule in {"S-01", "S-03", "S-04"} for one in each.every
    ]
    assert state.unsupported == len(named) > state.unsupported_in_contact > 0
    ends = door.read(
        "MATCH (link:Link {group: 'support'})-[:LOWER]->(team:Team) "
        "RETURN link.link_id AS link, link.supported AS supported, collect(team.team_id) AS teams"
    ).rows
    assert {each["link"] for each in ends if each["supported"] is False} == {
        each["link"] for each in ends if set(each["teams"]) & set(named)
    }
    # A region whose support is not on record holds by its contact, and says what is missing.
    row = next(row for row in state.rows if row.link and row.link.supported is False)
    assert row.link is not None
    assert row.link.family == "holds"
    assert ("Support", "not on record") in row_card(row, state.facts, (row.unit.unit_id,)).facts
    assert panel(state).support.startswith(f"{len(named)} teams have no support on record, ")
    below = sum(
        made.unsupported
        for each in state.rows
        if (made := read_picture(context, each.unit.unit_id, partial(view, context)))
    )
    assert below == len(named)
    assert panel(state).support in texts(markup(opened("briefing")))


def test_continuity_says_what_the_findings_say() -> None:
    context = readers.current_load()
    standing = read_standing(context, "", every=False, listed=False, table=False)
    told = {(row["link_id"], row["standing"]) for row in readers.answer(context, "p01_one_person_link")}
    alone = {(row.link.link_id, "nobody stands in") for row in standing.rows}
    assert told == alone | {(row.link.link_id, "one person, covered") for row in standing.covered}
    assert len(alone) >= 3
    assert 0 < standing.different <= sum(row.lose for row in standing.rows)
    assert (standing.connected, standing.total) == (read_brief(context, picture_of_state(context)).connected, 400)
    for role in readers.answer(context, "p02_role_sole_link"):
        chosen = next(row for row in standing.rows if row.roles and row.roles[0].role_id == role["role_id"])
        selected = read_standing(context, chosen.link.link_id, every=False, listed=False, table=False)
        assert (len(selected.breaks), selected.lost) == (role["links"], role["lose"] or 0)


def test_silos_count_the_pairs_that_the_findings_name() -> None:
    context = readers.current_load()
    matrix = read_matrix(context, "", table=False)
    assert matrix.level == "office"
    named = {
        frozenset((row["unit_a"], row["unit_b"])) for row in readers.answer(context, "n03_joint_work_without_contact")
    }
    assert {frozenset((pair.one, pair.other)) for pair in matrix.silences} == named
    assert named
    assert len(matrix.pairs) == len(matrix.units) * (len(matrix.units) - 1) / 2
    assert read_matrix(context, "region", table=False).level == "region"


def test_silos_the_findings_and_the_metric_say_the_same_of_levels() -> None:
    context = readers.current_load()
    found = readers.answer(context, "n01_silent_level")
    metric = {row["level"]: row for row in readers.answer(context, "inwardness")}
    assert [row["level"] for row in found] == [level for level, row in metric.items() if row["silent"]] == ["region"]
    (region,) = found
    assert (region["able"], region["across"]) == (metric["region"]["able"], metric["region"]["across"]) == (8, 0)
    assert region["expected"] == round(metric["region"]["expected"]) > 1_000
    matrix = read_matrix(context, "region", table=False)
    said = texts(markup(opened("silos", by="region")))
    assert headline_of(matrix) == "No contact between any of the 8 regions is on record."
    assert said.count(headline_of(matrix)[:-1]) == 3, "headline, card and list"
    assert f"about {region['expected']:,} of their" in said
    office = read_matrix(context, "", table=False)
    assert len(office.inward) == sum(row["inward"] for row in metric.values() if row["level"] != "team") == 0
    by_level = {of.level: of.inside for of in office.figures}
    assert by_level == {level: row["inside"] for level, row in metric.items() if level != "team"}


def test_data_health_lists_the_teams_that_the_findings_name() -> None:
    context = readers.current_load()
    found = readers.answer(context, "d05_contacts_not_collected")
    rows = view(context, "teams_not_covered")
    assert {(row["team_id"], row["unit_id"]) for row in rows} == {(row["team_id"], row["unit_id"]) for row in found}
    assert found
    assert {row["teams"] for row in rows} == {len(found)}
    never = sum(row["lack"] == "were never received" for row in found)
    assert lacking_records(len(found), never) in texts(markup(opened("data_health")))


def test_no_page_shows_a_person(door: Neo4jRunner, demo: Settings) -> None:
    vault = known_vault(demo)
    assert vault is not None
    ids = [row["id"] for row in door.read("MATCH (p:Person) RETURN p.person_id AS id").rows]
    names = {text for person in ids for _, text in vault.texts(person).values()}
    said = "\n".join(texts(markup(opened(page.module.split(".")[2]))) for page in PAGES)
    shown = {name for name in names if name in said and re.search(rf"\b{re.escape(name)}\b", said)}
    assert names
    assert not shown
