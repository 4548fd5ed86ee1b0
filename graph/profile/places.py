"""Values for query files besides thresholds: a profile's team types and kinds of pairs, by place on the line.

A query declares `from: profile.district_team` and never names a type, so that the same file works for fields with
other team types. If a profile lacks a value, the query is not evaluable, and the reason is given in words.
"""

from __future__ import annotations

from typing import Any

from graph.profile.fields import Declared

PLACES = {"state": "state", "region": "region", "district": "district", "building": "school"}
"""The line's places in query files, each with its level in the graph."""

_TEAM = "implementation team"
_LEADERS = "leadership team"


def _lacks() -> dict[str, str]:
    found = {}
    for place, level in PLACES.items():
        found[f"{place}_team"] = f"{_TEAM} at the level {level}"
        found[f"{place}_leaders"] = f"{_LEADERS} at the level {level}"
    return found | {
        "implementation_teams": f"{_TEAM} at any level",
        "leadership_teams": f"{_LEADERS} at any level",
        "line_teams": "team at any level",
        "district_pairs": "support pair down to the level district",
        "building_pairs": "support pair down to the level school",
        "levels": "level",
        "level_words": "level",
        "building_words": "level school",
        "role_codes": "level",
        "role_words": "level",
        "support_kinds": "support pair",
        "support_steps": "support pair",
        "state_team_names": "team at the level state",
        "state_team_types": "team at the level state",
        "team_types": "type of team",
        "team_levels": "type of team",
        "outcome_teams": "type of team with a target outcome",
        "outcomes": "type of team with a target outcome",
    }


LACKS = _lacks()
"""By name of a value: what a profile without it lacks, in words."""


def places_of(profile: Declared) -> dict[str, Any]:
    """Values for query files by name: team types, kinds of pairs and their words; missing ones are left out."""
    tiers = {tier.level: tier for tier in profile.tiers}
    values: dict[str, Any] = {}
    for place, level in PLACES.items():
        tier = tiers.get(level)
        values[f"{place}_team"] = tier.implementation if tier else None
        values[f"{place}_leaders"] = tier.leadership if tier else None
    values["implementation_teams"] = [tier.implementation for tier in profile.tiers]
    values["leadership_teams"] = [tier.leadership for tier in profile.tiers if tier.leadership]
    values["line_teams"] = [
        kind for tier in profile.tiers for kind in (tier.leadership, tier.implementation) if kind is not None
    ]
    values |= {"levels": list(profile.levels), "level_words": [tier.one for tier in profile.tiers]}
    values["building_words"] = tiers[PLACES["building"]].many if PLACES["building"] in tiers else None
    values |= _posts(profile) | _pairs(profile) | _of_state(profile) | _types(profile)
    return {name: value for name, value in values.items() if value}


def _posts(profile: Declared) -> dict[str, list[str]]:
    """Role codes that the profile has a word of its own for, and these words in the same order."""
    leaders = {tier.level: tier.leader_name for tier in profile.tiers}
    named = {
        "superintendent": leaders.get(PLACES["district"]),
        "principal": leaders.get(PLACES["building"]),
        "teacher": profile.practitioners.removesuffix("s"),
    }
    known = {code: word for code, word in named.items() if word}
    return {"role_codes": list(known), "role_words": list(known.values())}


def _pairs(profile: Declared) -> dict[str, list[str]]:
    """Kinds of support pairs: all of them with their steps in words, and those down to two of the places."""
    level = {entry.type: entry.level for entry in profile.team_types}
    words = {tier.level: tier.one for tier in profile.tiers}
    pairs = [pair for pair in profile.pairs if pair.group == "support"]
    return {
        "support_kinds": [pair.kind for pair in pairs],
        "support_steps": [
            f"{words[level[pair.upper]][:1].upper()}{words[level[pair.upper]][1:]} to {words[level[pair.lower]]}"
            for pair in pairs
        ],
        "district_pairs": [pair.kind for pair in pairs if level[pair.lower] == PLACES["district"]],
        "building_pairs": [pair.kind for pair in pairs if level[pair.lower] == PLACES["building"]],
    }


def _of_state(profile: Declared) -> dict[str, list[str]]:
    """The top tier's teams, leaders first, with their names in the same order."""
    names = {entry.type: entry.name for entry in profile.team_types}
    top = profile.tiers[0]
    types = [kind for kind in (top.leadership, top.implementation) if kind is not None]
    return {"state_team_types": types, "state_team_names": [names[kind] for kind in types]}


def _types(profile: Declared) -> dict[str, list[str]]:
    """All types of team with their levels, and those with a target outcome with it, each in the same order."""
    aimed = [entry for entry in profile.team_types if entry.target_outcome]
    return {
        "team_types": [entry.type for entry in profile.team_types],
        "team_levels": [entry.level for entry in profile.team_types],
        "outcome_teams": [entry.type for entry in aimed],
        "outcomes": [entry.target_outcome for entry in aimed if entry.target_outcome],
    }
