"""Findings that follow from what is planted, and from how large a state is, wherever they follow.

They are read off the whole draft at the end, so that no defect needs to know what another one leads to.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from graph.profile.words import worded
from loaders.generator.posts import IMPLEMENTATION
from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft, Link, Team


def expect_consequences(draft: Draft, unusual: Iterable[Unit]) -> None:
    """Add to the key what follows about leaders, about wide support and about who may decide.

    Args:
        draft: The state, with its defects.
        unusual: Units that have not begun, or whose only team serves another unit as well.
    """
    _expect_leaders_apart(draft)
    _expect_leaders_alone(draft, {unit.unit_id for unit in unusual})
    _expect_wide_support(draft)
    _expect_powerless(draft)


def _expect_leaders_apart(draft: Draft) -> None:
    """Teams in contact with their leaders, or of unknown contact, with whom they share no member."""
    for link in draft.leading.values():
        silent = link.down is None and link.up is None and (link.upper.collected or link.lower.collected)
        if link.upper.active and link.lower.active and not silent and not _share(link):
            draft.key.add("S-13", link.lower.unit_and_team(), "nobody sits on it and on the leadership team")


def _share(link: Link) -> bool:
    """Whether someone holds a post on both teams of a leadership link."""
    together = link.lower.leaders is link.upper
    return together and any(post.shared and post.shared not in link.upper.vacant for post in link.lower.posts)


def _expect_leaders_alone(draft: Draft, unusual: set[str]) -> None:
    """Leadership teams to which no implementation team reports."""
    implementers = [team for team in draft.all_teams() if team.active and team.type in IMPLEMENTATION]
    reported_to = {leaders for team in implementers for leaders in team.reports_to}
    for unit_id, link in draft.leading.items():
        alone = link.upper.active and link.upper not in reported_to and link.lower.status != "forming"
        if alone and unit_id not in unusual:
            draft.key.add("S-14", link.upper.unit_and_team(), "no implementation team is recorded to report to it")


def _expect_wide_support(draft: Draft) -> None:
    """Teams that support more teams, or regions with more buildings, than the profile's limits."""
    threshold = draft.world.profile.threshold
    most, reach = threshold("support_max"), threshold("region_buildings_max")
    supported = Counter[Team](upper for team in draft.all_teams() if team.active for upper in set(team.supported_by))
    for team, count in supported.items():
        if team.active and count > most:
            draft.key.add("S-18", team.unit_and_team(), f"it is recorded to support {count} teams")
    for region in draft.skeleton.regions:
        team = draft.implementers(region)
        count = sum(unit.level == "school" and draft.implementers(unit).active for unit in region.below())
        if team.active and count > reach:
            draft.key.add("S-18", team.unit_and_team(), f"{count} {worded('buildings with a team are in its region')}")


def _expect_powerless(draft: Draft) -> None:
    """Teams that may not decide, with nobody on them who may."""
    for team in draft.all_teams():
        able = any(post.authority for post in team.posts)
        if team.active and team.type in IMPLEMENTATION and team.work.decides is False and not able:
            draft.key.add("T-10", team.unit_and_team(), "no role on it may decide, nor may the team")
