"""Support on record: a record of its own, beside contact, and the same one that the findings read."""

from __future__ import annotations

from datetime import date

import pytest

from graph.derive.steps.contacts import Evidence
from graph.derive.steps.link_state import Judge
from graph.derive.steps.required_pairs import End, Formed, Pair
from graph.derive.steps.support import Support
from graph.model.cypher_builder import statement
from graph.profile.profile import Profile
from graph.queries.catalog import catalog

PROFILE = Profile.load("education")
AS_OF = date(2026, 5, 3)
FINDINGS = ("s01_building_team_unsupported", "s03_district_team_unsupported", "s04_regional_team_unsupported")


def pair(*lower: str, group: str = "support", formed: Formed = Formed.ACTIVE) -> Pair:
    return Pair("DIT-BIT", group, End("D", "DIT", Formed.ACTIVE, ("U",)), End("B", "BIT", formed, lower), 1)


def support(**teams: tuple[str, str]) -> Support:
    """Teams with their types and the types of those that support them, each as words."""
    return Support(
        {team: frozenset(types.split()) for team, (types, _) in teams.items()},
        {team: frozenset(given.split()) for team, (_, given) in teams.items()},
    )


@pytest.mark.parametrize(
    ("teams", "lacking"),
    [
        ({"L": ("BIT", "DIT")}, 0),
        ({"L": ("BIT", "")}, 1),
        ({"L": ("BIT", "RIT SIT")}, 1),  # support from higher up does not stand in for it
        ({"L": ("BIT DIT", "")}, None),  # carries both functions
        ({"L": ("BIT", ""), "M": ("BIT", "DIT")}, 1),
        ({"L": ("BIT", ""), "M": ("BIT DIT", "")}, 1),
        ({"L": ("BIT", ""), "M": ("BIT", "")}, 2),
    ],
)
def test_teams_that_lack_support(teams: dict[str, tuple[str, str]], lacking: int | None) -> None:
    assert support(**teams).lacking(pair(*sorted(teams))) == lacking


def test_pairs_to_which_no_rule_about_support_applies() -> None:
    known = support(L=("BIT", ""))
    assert known.lacking(pair("L", group="leadership")) is None
    assert known.lacking(pair(formed=Formed.MISSING)) is None
    assert known.lacking(pair("forming", formed=Formed.STARTING)) is None


@pytest.mark.parametrize(("given", "supported", "unsupported"), [("DIT", True, 0), ("", False, 1), (None, None, None)])
def test_support_is_written_beside_the_state_and_changes_nothing_about_it(
    given: str | None, supported: bool | None, unsupported: int | None
) -> None:
    contact = Evidence(
        members={"U": frozenset({"u"}), "L": frozenset({"l"})},
        crossing={("U", "L"): {("u", "l"): 5}, ("L", "U"): {("l", "u"): 5}},
        seen={"u": 5, "l": 5},
        shared_count=True,
    )
    known = None if given is None else support(L=("BIT", given))
    found = Judge(contact, PROFILE, PROFILE.calendar(AS_OF), frozenset({"teams", "contacts"}), known).judge(pair("L"))
    assert (found.state, found.family) == ("alive", "holds")
    assert (found.supported, found.unsupported) == (supported, unsupported)


@pytest.mark.parametrize("name", FINDINGS)
def test_findings_and_deriving_ask_the_same(name: str) -> None:
    """The pattern stands in each file, because each can be run by itself; it must be the same to the letter."""
    derived = _condition(statement("derive/link_state/supports"))
    assert _condition(catalog()[name].text) == derived
    assert "team_links" in catalog()[name].sheets
    assert "link_state" in catalog()[name].needs


def _condition(text: str) -> str:
    """When a record of support counts, without who gives it."""
    at = text.index("(team)<-[:SUPPORTS]-(")
    return text[at : text.index(")\n", at)].replace("(supporter:Team", "(upper:Team")
