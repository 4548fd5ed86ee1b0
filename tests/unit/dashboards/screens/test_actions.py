"""Who acts on a finding: the owner and the action of its links."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dashboards.drawing.inputs import LinkFacts, UnitRef
from dashboards.drawing.link_sentences import do, owner_name
from dashboards.screens.actions import with_action
from dashboards.shell.stored import Finding
from graph.queries.catalog import catalog

DISTRICT = UnitRef("D", "Fernville", "district")
REGION = UnitRef("R", "Cedar Valley", "region", "3")


def _missing(name: str, **values: object) -> LinkFacts:
    building = UnitRef(name, name, "school")
    link = LinkFacts(
        f"DIT-BIT:{name}", "DIT-BIT", "missing", "gap", DISTRICT, building, no_team="lower", owner=DISTRICT
    )
    return replace(link, **values)  # type: ignore[arg-type]


def _finding(*links: LinkFacts) -> Finding:
    return Finding("A.", "high", 1, query="s06_buildings_without_team", link_ids=tuple(link.link_id for link in links))


def test_a_finding_about_one_link_has_the_links_own_owner_and_action() -> None:
    link = _missing("B1")
    found = with_action(_finding(link), [link])
    assert (found.owner, found.do) == (owner_name(link), do(link)) == ("Fernville team", do(link))


def test_a_finding_about_several_links_says_the_same_for_each_of_them_once() -> None:
    links = [_missing("B1", owner=REGION), _missing("B2", owner=REGION)]
    found = with_action(_finding(*links), links)
    assert found.owner == "Region 3 team"
    assert found.do == "For each of them: Region 3 team and the principal form one."


def test_a_finding_about_no_link_keeps_its_advice() -> None:
    assert with_action(_finding(), []) == _finding()


def test_a_team_that_is_missing_is_formed_even_before_contact_records_are_loaded() -> None:
    assert do(_missing("B1", state="cant_tell", family="cant_tell")) == do(_missing("B1"))


@pytest.mark.parametrize("rule", ["S-02", "S-06", "S-07"])
def test_findings_about_missing_teams_name_links_so_that_no_owner_stands_in_the_advice_alone(rule: str) -> None:
    assert all(query.repairs for query in catalog().values() if query.rule == rule)
