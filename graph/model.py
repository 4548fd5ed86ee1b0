"""The graph: every label, relationship type and property, declared once.

Constraints, indexes, the writer's statements, the checks of query files and the schema documentation are generated
from here. Adding a node or relationship type is one entry.
"""

from __future__ import annotations

from graph.schema import Kind, NodeType, Origin, Property, RelationshipType
from graph.vocabulary import (
    CHANNELS,
    FAMILIES,
    FUNCTIONS,
    LEVELS,
    LINE_STATES,
    LINK_STATES,
    ROLE_CODES,
    STAGES,
    TEAM_KINDS,
)


def _dates(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name, Kind.DATE) for name in names)


def _flags(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name, Kind.FLAG) for name in names)


def _numbers(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name, Kind.NUMBER) for name in names)


def _whole(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name, Kind.WHOLE) for name in names)


def _texts(*names: str) -> tuple[Property, ...]:
    return tuple(Property(name) for name in names)


_SOURCED_NODES = (
    NodeType(
        "Unit",
        "unit_id",
        (
            Property("name"),
            Property("level", values=LEVELS),
            *_flags("in_scope"),
            *_dates("scope_from", "opened", "closed"),
            *_numbers("staff_fte"),
            Property("zone"),
            Property("scoped", Kind.FLAG, derived=True),
            Property("buildings", Kind.WHOLE, derived=True),
        ),
        indexes=("level",),
    ),
    NodeType(
        "Team",
        "team_id",
        (
            Property("name"),
            Property("type", Kind.TEXTS),
            Property("type_given"),
            Property("kind", values=TEAM_KINDS),
            Property("status", values=("active", "forming", "inactive")),
            *_whole("meets_every_days"),
            *_flags("decision_rights", "works_between_meetings"),
            *_dates("chartered_on", "charter_reviewed_on"),
            Property("stage", values=STAGES),
            *_dates("stage_since"),
            Property("target_outcome", values=("support_RIT", "support_DIT", "support_BIT", "support_teachers")),
            *_dates("funding_ends", "planned_start", "selection_recorded_on"),
            # Share of the team's members whose contacts are known in the window; blank where it has no members.
            Property("covered", Kind.NUMBER, derived=True),
        ),
    ),
    NodeType(
        "Role",
        "role_id",
        (
            Property("title"),
            Property("code", values=ROLE_CODES),
            Property("function", values=FUNCTIONS),
            *_flags("required", "linking", "authority"),
            *_numbers("fte_planned"),
            *_dates("vacant_since"),
        ),
        indexes=("code",),
    ),
    NodeType(
        "Person",
        "person_id",
        (
            Property("name", restricted=True),
            Property("email", restricted=True),
            Property("job_title"),
            *_numbers("employed_fte"),
            *_dates("hired", "left"),
        ),
    ),
    NodeType(
        "Protocol",
        "protocol_id",
        (
            *_texts("information", "responsible_role"),
            *_whole("every_days"),
            Property("format"),
            *_whole("response_days"),
            *_texts("response_format", "rationale"),
            *_dates("since", "until", "revisited_on"),
        ),
    ),
    NodeType(
        "Barrier",
        "barrier_id",
        (
            Property("source", values=("inside", "family", "community", "partner")),
            Property("kind", values=("barrier", "facilitator")),
            *_texts("theme", "category"),
            Property("level_needed", values=LEVELS),
            *_dates("raised_on", "resolved_on", "reported_back_on"),
        ),
    ),
    NodeType(
        "Innovation",
        "innovation_id",
        (
            *_texts("name", "class"),
            *_flags("described", "functions_defined", "operational", "fidelity_measured"),
        ),
    ),
    NodeType("Category", "category"),
    NodeType("Skill", "skill"),
    NodeType("Driver", "driver"),
    NodeType(
        "Assessment",
        "assessment_id",
        (*_texts("instrument", "version", "subscale"), *_dates("held_on"), *_numbers("score", "out_of")),
    ),
    NodeType("Meeting", "meeting_id", (*_dates("held_on"), *_whole("size"))),
    NodeType("Cycle", "cycle_id", _dates("planned_on", "done_on", "studied_on", "acted_on")),
    NodeType(
        "Change",
        "change_id",
        (
            Property("kind", values=("decision", "structure", "administrative_practice", "policy")),
            Property("name"),
            *_dates("decided_on", "reviewed_on", "feedback_on"),
        ),
    ),
    NodeType(
        "LinkCheck",
        "check_id",
        (
            *_texts("confirmed_by_team"),
            *_dates("period_end", "met_on"),
            *_flags("we_heard_from_them", "they_answered_us"),
            *_whole("people_ours", "people_theirs"),
        ),
    ),
    NodeType("Collection", "collection_id", (Property("source"), *_dates("from", "to"))),
)

_DERIVED_NODES = (
    NodeType(
        "Link",
        "link_id",
        (
            Property("kind"),
            Property("group", values=("support", "leadership")),
            Property("state", values=LINK_STATES),
            Property("family", values=FAMILIES),
            Property("no_team", values=("upper", "lower", "both")),
            *_dates("planned", "last_contact", "last_down", "last_up", "agreed_on"),
            *_whole("days_since", "rhythm", "protocols", "people"),
            *_flags("single"),
            *_numbers("covered"),
            *_whole("cuts_off", "reconnects", "buildings"),
        ),
        origin=Origin.DERIVED,
        indexes=("kind",),
    ),
    NodeType(
        "Line",
        "line_id",
        (
            Property("state", values=LINE_STATES),
            *_flags("both_ways", "weak", "engaged", "in_place"),
            Property("reaches", values=("state", "region", "district", "school")),
            # Ways to the state's leaders, no two through the same person; 3 stands for 3 or more.
            *_whole("routes"),
        ),
        origin=Origin.DERIVED,
    ),
    NodeType(
        "Silo",
        "silo_id",
        (
            Property("level"),
            *_whole("people", "peers", "ties", "inside", "outside"),
            *_numbers("observed", "expected", "low", "high", "p", "q", "usual", "usual_p", "usual_q", "covered"),
            *_texts("method", "version", "load"),
        ),
        origin=Origin.DERIVED,
        indexes=("level",),
    ),
    NodeType(
        "UnitPair",
        "pair_id",
        (
            Property("level"),
            *_whole("ties"),
            *_numbers("expected", "p", "q"),
            Property("state", values=("talk", "little", "silent", "withheld")),
            *_flags("required"),
            *_whole("paths", "brokers"),
            *_numbers("share"),
            *_texts("version", "load"),
        ),
        origin=Origin.DERIVED,
        indexes=("level",),
    ),
    NodeType(
        "ContactFigure",
        "channel",
        (*_whole("people", "in_contact", "contacts", "pairs"), *_texts("load")),
        origin=Origin.DERIVED,
    ),
    NodeType(
        "Cut",
        "cut_id",
        (
            Property("kind", values=("person", "tie")),
            *_whole("people", "teams", "buildings"),
            *_texts("version", "load"),
        ),
        origin=Origin.DERIVED,
    ),
)

_BOOKKEEPING_NODES = (
    NodeType(
        "Load",
        "load_id",
        (
            *_texts("source", "content_hash", "mapping", "status"),
            *_dates("as_of"),
            Property("loaded_at", Kind.MOMENT),
            *_whole("sequence", "read", "loaded", "quarantined", "duplicates"),
            *_texts("quarantine"),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "LoadBatch",
        "batch_id",
        (
            *_texts("load_id", "source", "sheet"),
            *_dates("as_of"),
            *_whole("read", "loaded", "quarantined", "duplicates"),
        ),
        Origin.BOOKKEEPING,
        indexes=("sheet",),
    ),
    NodeType(
        "Derivation",
        "step",
        (*_texts("load", "version"), *_dates("as_of"), *_whole("rows", "milliseconds")),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "Answer",
        "query",
        (
            *_texts("rule", "kind", "title", "load", "version", "content"),
            *_dates("as_of"),
            *_flags("evaluable"),
            Property("missing", Kind.TEXTS),
            *_whole("rows", "population"),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "Finding",
        "finding_id",
        (
            *_texts("query", "rule", "key", "severity", "sentence", "content"),
            Property("ids", Kind.TEXTS),
            *_whole("buildings", "rank"),
        ),
        Origin.BOOKKEEPING,
        indexes=("query",),
    ),
)

NODES: dict[str, NodeType] = {node.label: node for node in (*_SOURCED_NODES, *_DERIVED_NODES, *_BOOKKEEPING_NODES)}

_PERIOD = _dates("since", "until")
_SOURCED_RELATIONSHIPS = (
    RelationshipType("PART_OF", (("Unit", "Unit"),)),
    RelationshipType("SERVES", (("Team", "Unit"),)),
    RelationshipType("SUPPORTS", (("Team", "Team"),), (*_PERIOD, *_dates("endorsed_on")), ("since",)),
    RelationshipType("REPORTS_TO", (("Team", "Team"),), (*_PERIOD, *_dates("endorsed_on")), ("since",)),
    RelationshipType("ON", (("Role", "Team"),)),
    RelationshipType("AT", (("Role", "Unit"),)),
    RelationshipType("DEPUTY", (("Role", "Role"),)),
    RelationshipType(
        "HOLDS",
        (("Person", "Role"),),
        (*_numbers("fte"), *_PERIOD, *_flags("acting", "core"), *_dates("onboarded_on")),
        ("since",),
    ),
    RelationshipType("MANAGED_BY", (("Person", "Person"),)),
    RelationshipType("WORKS_AT", (("Person", "Unit"),)),
    RelationshipType(
        "COMMUNICATES_WITH",
        (("Person", "Person"),),
        (Property("channel", values=CHANNELS), *_numbers("count"), *_dates("first", "last")),
        ("channel", "first", "last"),
    ),
    RelationshipType("FROM", (("Protocol", "Team"), ("LinkCheck", "Team"))),
    RelationshipType("TO", (("Protocol", "Team"), ("LinkCheck", "Team"))),
    RelationshipType("RAISED_BY", (("Barrier", "Team"),)),
    RelationshipType(
        "HANDLED_BY", (("Barrier", "Team"),), _dates("received_on", "passed_on", "answered_on"), ("received_on",)
    ),
    RelationshipType("DECIDES", (("Team", "Category"),)),
    RelationshipType("HAS_SKILL", (("Team", "Skill"),), (*_whole("holders"), *_dates("as_of")), ("as_of",)),
    RelationshipType("DRIVES", (("Team", "Driver"),), _texts("role_id")),
    RelationshipType("JOINT_WORK", (("Unit", "Unit"),), _texts("why")),
    RelationshipType(
        "USES",
        (("Team", "Innovation"),),
        (
            Property("stage", values=STAGES),
            *_dates("since"),
            *_numbers("fidelity"),
            *_dates("as_of"),
            *_whole("staff_expected", "staff_supported"),
            *_dates("fidelity_measured_on", "outcome_reviewed_on"),
        ),
        ("since",),
    ),
    RelationshipType("ATTENDED", (("Person", "Meeting"),)),
    RelationshipType("HELD_BY", (("Meeting", "Team"),)),
    RelationshipType("OWNED_BY", (("Cycle", "Team"), ("Change", "Team"))),
)

# OF and the two ends of a Link join sourced and derived nodes under one type each: the pair of labels tells them apart.
_MIXED_RELATIONSHIPS = (
    RelationshipType(
        "OF",
        (
            ("Assessment", "Unit"),
            ("Assessment", "Team"),
            ("Collection", "Team"),
            ("Link", "Unit"),
            ("Line", "Unit"),
            ("Silo", "Unit"),
            ("Silo", "Team"),
            ("UnitPair", "Unit"),
            ("Cut", "Role"),
        ),
    ),
)

_DERIVED_RELATIONSHIPS = (
    RelationshipType("MEMBER_OF", (("Person", "Team"),), (*_flags("core"), *_numbers("fte")), origin=Origin.DERIVED),
    RelationshipType("OWED_BY", (("Link", "Unit"),), origin=Origin.DERIVED),
    RelationshipType("UPPER", (("Link", "Team"),), origin=Origin.DERIVED),
    RelationshipType("LOWER", (("Link", "Team"),), origin=Origin.DERIVED),
    # The roles of whoever alone holds a support link: each one's leaving would end all contact of the pair.
    RelationshipType("HELD_THROUGH", (("Link", "Role"),), origin=Origin.DERIVED),
    # The few units with which contact is most lacking, the most lacking first.
    RelationshipType(
        "MEND", (("Silo", "Unit"),), (*_whole("place", "ties"), *_numbers("expected")), origin=Origin.DERIVED
    ),
    # The role of whoever carries most of the contact between two units.
    RelationshipType("CARRIED_BY", (("UnitPair", "Role"),), origin=Origin.DERIVED),
    RelationshipType("PASSES", (("Line", "Link"),), _whole("step"), origin=Origin.DERIVED),
    RelationshipType("BREAKS_AT", (("Line", "Link"),), origin=Origin.DERIVED),
)

RELATIONSHIPS: dict[str, RelationshipType] = {
    rel.type: rel for rel in (*_SOURCED_RELATIONSHIPS, *_MIXED_RELATIONSHIPS, *_DERIVED_RELATIONSHIPS)
}


def is_restricted(label: str, name: str) -> bool:
    """Whether a property is personal data under this label."""
    return any(prop.restricted for prop in NODES[label].all_properties if prop.name == name)


def is_sourced(start: str, end: str) -> bool:
    """Whether a relationship between these labels comes from a source rather than from deriving."""
    return NODES[start].origin is Origin.SOURCED and NODES[end].origin is Origin.SOURCED
