"""Allowed values of properties, in the field's words: one list each for the model, sheets, profile and pages."""

from __future__ import annotations

from typing import Literal, get_args

Severity = Literal["critical", "high", "medium", "low", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""Severities of findings, the most severe first."""
RULE_FAMILIES = {
    "S": "Structure of the line",
    "T": "Teams",
    "P": "Continuity",
    "F": "Contact and agreements",
    "N": "Silos",
    "Z": "Transformation zones",
    "A": "Assessments",
    "C": "Change over time",
    "D": "Data",
}
"""The rule family behind each letter, in display order."""
LineLevel = Literal["state", "region", "district", "school"]
LINE_LEVELS: tuple[LineLevel, ...] = get_args(LineLevel)
"""Levels of the line from the state office to the building."""
LEVEL_WORDS: dict[str, str] = {**dict(zip(LINE_LEVELS, LINE_LEVELS, strict=True)), "school": "building"}
"""Levels of the line as leaders call them."""
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
LinkState = Literal[
    "alive", "goodwill", "one_way_down", "one_way_up", "stale", "paper", "missing", "starting", "cant_tell"
]
LINK_STATES: tuple[LinkState, ...] = get_args(LinkState)
LinkFamily = Literal["holds", "weak", "one_way", "gap", "starting", "cant_tell"]
FAMILIES: tuple[LinkFamily, ...] = get_args(LinkFamily)
LINE_STATES = ("connected", "cut_off", "starting", "cant_tell")
BARRIER_STATES = ("raised", "waiting", "passed_on", "answered", "resolved", "reported_back")
"""Where a barrier stands: received by nobody, with a team, between two teams, answered, resolved, or heard back."""
STANDING = ("open", "acknowledged", "waived", "reopened")
"""Statuses of a finding that is there."""
ALIAS_KINDS = {"unit": "Unit", "team": "Team", "role": "Role", "person": "Person"}
"""What can get another id, as the sheet aliases says it, with its label."""
LEDGER_STATUSES = (*STANDING, "resolved", "ended", "unknown")
"""Statuses of a finding: there; no longer found; ended with what it was about; of a question that can't be answered."""
OVER = ("resolved", "ended")
"""Statuses of a finding that is no longer there."""
LEDGER_EVENTS = (
    "opened",
    "newly_answered",
    "resolved",
    "subject_gone",
    "reopened",
    "unknown",
    "known_again",
    "question_changed",
    "renamed",
    "new_ids",
    "more_severe",
    "less_severe",
    "severity",
    "waiver_ended",
    "acknowledged",
    "waived",
    "assigned",
    "note",
)
"""What happens to a finding; `severity` is only in older ledgers. To the last four a person's word belongs."""
PERIOD_BEGINS = ("first", "new", "changed", "told", "judged")
"""How a period of a link begins: with the first load that tells of links, so that it may have been so before; with a
link that was not there before; with a change of its state; with a link that could not be told before; and with links
being judged in another way than before. Only where it is `new` or `changed` is it known since when it is so.
"""
