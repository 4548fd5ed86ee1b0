"""The graph: every label, relationship type and property, declared once.

Constraints, indexes, the writer's statements, the checks of query files and the schema documentation are generated
from here. Adding a node or relationship type is one entry.
"""

from __future__ import annotations

from graph.model.derived import DERIVED_NODES, DERIVED_RELATIONSHIPS
from graph.model.schema import Kind, NodeType, Origin, Property, RelationshipType, dates, flags, numbers, texts, whole
from graph.model.vocabulary import CHANNELS, FUNCTIONS, LEVELS, ROLE_CODES, STAGES, TEAM_KINDS

_MOST_FTE = 1.5
_TEN_YEARS = 3_660
_PERIOD = (*dates("since"), *dates("until", not_before=("since",), ahead=True))

_SOURCED_NODES = (
    NodeType(
        "Unit",
        "unit_id",
        (
            Property("name"),
            Property("level", values=LEVELS),
            *flags("in_scope"),
            *dates("scope_from", ahead=True),
            *dates("opened"),
            *dates("closed", not_before=("opened",), ahead=True),
            *numbers("staff_fte", low=0, high=1e6),
            Property("zone"),
            Property("scoped", Kind.FLAG, derived=True, step="scope"),
            Property("buildings", Kind.WHOLE, derived=True, step="scope"),
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
            *whole("meets_every_days", low=1, high=_TEN_YEARS),
            *flags("decision_rights", "works_between_meetings"),
            *dates("chartered_on"),
            *dates("charter_reviewed_on", not_before=("chartered_on",)),
            Property("stage", values=STAGES),
            *dates("stage_since"),
            Property("target_outcome", values=("support_RIT", "support_DIT", "support_BIT", "support_teachers")),
            *dates("funding_ends", "planned_start", ahead=True),
            *dates("selection_recorded_on"),
            # Share of the team's members whose contacts are known in the window; blank if it has no members.
            Property("covered", Kind.NUMBER, derived=True, step="coverage"),
        ),
    ),
    NodeType(
        "Role",
        "role_id",
        (
            Property("title"),
            Property("code", values=ROLE_CODES),
            Property("function", values=FUNCTIONS),
            *flags("required", "linking", "authority"),
            *numbers("fte_planned", low=0, high=_MOST_FTE),
            *dates("vacant_since"),
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
            *numbers("employed_fte", low=0, high=_MOST_FTE),
            *dates("hired"),
            *dates("left", not_before=("hired",)),
            Property("contacts_load", derived=True),
        ),
        indexes=("contacts_load",),
    ),
    NodeType(
        "Protocol",
        "protocol_id",
        (
            *texts("information", "responsible_role"),
            *whole("every_days", low=1, high=_TEN_YEARS),
            Property("format"),
            *whole("response_days", low=0, high=_TEN_YEARS),
            *texts("response_format", "rationale"),
            *_PERIOD,
            *dates("revisited_on"),
        ),
    ),
    NodeType(
        "Barrier",
        "barrier_id",
        (
            Property("source", values=("inside", "family", "community", "partner")),
            Property("kind", values=("barrier", "facilitator")),
            *texts("theme", "category"),
            Property("level_needed", values=LEVELS),
            *dates("raised_on"),
            *dates("resolved_on", "reported_back_on", not_before=("raised_on",)),
        ),
    ),
    NodeType(
        "Innovation",
        "innovation_id",
        (
            *texts("name", "class"),
            *flags("described", "functions_defined", "operational", "fidelity_measured"),
        ),
    ),
    NodeType("Category", "category"),
    NodeType("Skill", "skill"),
    NodeType("Driver", "driver"),
    NodeType(
        "Assessment",
        "assessment_id",
        (*texts("instrument", "version", "subscale"), *dates("held_on"), *numbers("score", "out_of")),
    ),
    NodeType("Meeting", "meeting_id", (*dates("held_on"), *whole("size"))),
    NodeType("Cycle", "cycle_id", (*dates("planned_on", ahead=True), *dates("done_on", "studied_on", "acted_on"))),
    NodeType(
        "Change",
        "change_id",
        (
            Property("kind", values=("decision", "structure", "administrative_practice", "policy")),
            Property("name"),
            *dates("decided_on", "reviewed_on", "feedback_on"),
        ),
    ),
    NodeType(
        "LinkCheck",
        "check_id",
        (
            *texts("confirmed_by_team"),
            *dates("period_end", ahead=True),
            *dates("met_on"),
            *flags("we_heard_from_them", "they_answered_us"),
            *whole("people_ours", "people_theirs", low=0, high=10_000),
        ),
    ),
    NodeType(
        "Collection",
        "collection_id",
        (Property("source"), *dates("from"), *dates("to", not_before=("from",), ahead=True)),
    ),
)

_BOOKKEEPING_NODES = (
    NodeType(
        "Load",
        "load_id",
        (
            *texts("source", "content_hash", "mapping", "status"),
            # The profile of the load: a shipped profile's name or a file's path, and its fingerprint.
            *texts("profile", "profile_fingerprint"),
            *dates("as_of"),
            Property("loaded_at", Kind.MOMENT),
            *whole("sequence", "read", "loaded", "quarantined", "duplicates"),
            *texts("quarantine"),
            # Labels and relationship types that it added or changed; absent if not known.
            Property("touched", Kind.TEXTS),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "LoadBatch",
        "batch_id",
        (
            *texts("load_id", "source", "sheet"),
            *dates("as_of"),
            *whole("read", "loaded", "quarantined", "duplicates"),
        ),
        Origin.BOOKKEEPING,
        indexes=("sheet",),
    ),
    NodeType(
        "Derivation",
        "step",
        (
            *texts("load", "version", "told"),
            *dates("as_of"),
            *whole("sequence", "rows", "judged", "milliseconds"),
            Property("reads", Kind.TEXTS),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "Answer",
        "query",
        (
            *texts("rule", "kind", "title", "load", "version", "told", "content"),
            *dates("as_of"),
            *flags("evaluable"),
            Property("missing", Kind.TEXTS),
            *whole("rows", "population"),
        ),
        Origin.BOOKKEEPING,
    ),
    NodeType(
        "Finding",
        "finding_id",
        (
            *texts("query", "rule", "key", "severity", "sentence", "content"),
            Property("ids", Kind.TEXTS),
            *whole("buildings", "rank"),
        ),
        Origin.BOOKKEEPING,
        indexes=("query",),
    ),
)

NODES: dict[str, NodeType] = {node.label: node for node in (*_SOURCED_NODES, *DERIVED_NODES, *_BOOKKEEPING_NODES)}

_SOURCED_RELATIONSHIPS = (
    RelationshipType("PART_OF", (("Unit", "Unit"),)),
    RelationshipType("SERVES", (("Team", "Unit"),)),
    RelationshipType("SUPPORTS", (("Team", "Team"),), (*_PERIOD, *dates("endorsed_on")), ("since",)),
    RelationshipType("REPORTS_TO", (("Team", "Team"),), (*_PERIOD, *dates("endorsed_on")), ("since",)),
    RelationshipType("ON", (("Role", "Team"),)),
    RelationshipType("AT", (("Role", "Unit"),)),
    RelationshipType("DEPUTY", (("Role", "Role"),)),
    RelationshipType(
        "HOLDS",
        (("Person", "Role"),),
        (*numbers("fte", low=0, high=_MOST_FTE), *_PERIOD, *flags("acting", "core"), *dates("onboarded_on")),
        ("since",),
    ),
    RelationshipType("MANAGED_BY", (("Person", "Person"),)),
    RelationshipType("WORKS_AT", (("Person", "Unit"),)),
    RelationshipType(
        "COMMUNICATES_WITH",
        (("Person", "Person"),),
        (
            Property("channel", values=CHANNELS),
            *numbers("count", low=0, high=1e9, above_low=True),
            *dates("first"),
            *dates("last", not_before=("first",)),
        ),
        ("channel", "first", "last"),
        marks="contacts_load",
    ),
    RelationshipType("FROM", (("Protocol", "Team"), ("LinkCheck", "Team"))),
    RelationshipType("TO", (("Protocol", "Team"), ("LinkCheck", "Team"))),
    RelationshipType("RAISED_BY", (("Barrier", "Team"),)),
    RelationshipType(
        "HANDLED_BY",
        (("Barrier", "Team"),),
        (*dates("received_on"), *dates("passed_on", "answered_on", not_before=("received_on",))),
        ("received_on",),
    ),
    RelationshipType("DECIDES", (("Team", "Category"),)),
    RelationshipType(
        "HAS_SKILL", (("Team", "Skill"),), (*whole("holders", low=0, high=10_000), *dates("as_of")), ("as_of",)
    ),
    RelationshipType("DRIVES", (("Team", "Driver"),), texts("role_id")),
    RelationshipType("JOINT_WORK", (("Unit", "Unit"),), texts("why")),
    RelationshipType(
        "USES",
        (("Team", "Innovation"),),
        (
            Property("stage", values=STAGES),
            *dates("since"),
            *numbers("fidelity"),
            *dates("as_of"),
            *whole("staff_expected", "staff_supported", low=0, high=1e6),
            *dates("fidelity_measured_on", "outcome_reviewed_on"),
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
            ("Circle", "Role"),
            ("Drift", "Role"),
            ("StageMix", "Innovation"),
            ("KeySet", "Role"),
        ),
    ),
)

RELATIONSHIPS: dict[str, RelationshipType] = {
    rel.type: rel for rel in (*_SOURCED_RELATIONSHIPS, *_MIXED_RELATIONSHIPS, *DERIVED_RELATIONSHIPS)
}


def is_restricted(label: str, name: str) -> bool:
    """Whether a property is personal data under this label."""
    return any(prop.restricted for prop in NODES[label].all_properties if prop.name == name)


def is_sourced(start: str, end: str) -> bool:
    """Whether a relationship between these labels comes from a source rather than from derivation."""
    return NODES[start].origin is Origin.SOURCED and NODES[end].origin is Origin.SOURCED
