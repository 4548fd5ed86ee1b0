"""The words of the field that a property can hold: each list once, for the model, the sheets, the profile and pages."""

from __future__ import annotations

LEVELS = ("state", "region", "district", "school", "office", "external", "county")
TEAM_KINDS = ("leadership", "implementation", "advisory", "governance", "coordination")
STAGES = ("exploration", "installation", "initial", "full")
_ENSURING = ("ensure_implementation", "engage_community", "create_hospitable_environments")
FUNCTIONS = (*_ENSURING, "leadership", "management", "coordination")
ROLE_CODES = (
    "chief",
    "superintendent",
    "principal",
    "regional_director",
    "team_lead",
    "coordinator",
    "coach",
    "teacher",
    "family",
    "community",
    "external_partner",
    "other",
)
CHANNELS = ("email", "meeting", "chat", "survey", "other")
DRIVERS = (
    "selection",
    "training",
    "coaching",
    "fidelity",
    "decision_support_data",
    "facilitative_administration",
    "systems_intervention",
    "leadership",
)
SKILLS = (
    "innovation",
    "implementation_science",
    "improvement_cycles",
    "systems_change",
    "cross_functional",
    "executive",
    "managerial",
)
LINK_STATES = (
    "alive",
    "goodwill",
    "one_way_down",
    "one_way_up",
    "stale",
    "paper",
    "missing",
    "starting",
    "cant_tell",
)
FAMILIES = ("holds", "weak", "one_way", "gap", "starting", "cant_tell")
LINE_STATES = ("connected", "cut_off", "starting", "cant_tell")
