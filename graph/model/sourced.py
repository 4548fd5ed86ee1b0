"""The part of the graph that the sheets describe, with the help that the data dictionary gives for each column.

A property that a row fills stands here once: its type, its limits, the dates that it can't precede, and what it holds.
"""

from __future__ import annotations

from dataclasses import replace

from graph.model.schema import (
    ANY,
    Kind,
    NodeType,
    Property,
    RelationshipType,
    dates,
    end_days,
    flags,
    numbers,
    texts,
    whole,
)
from graph.model.vocabulary import (
    ALIAS_KINDS,
    BARRIER_STATES,
    CHANNELS,
    FUNCTIONS,
    LEVELS,
    ROLE_CODES,
    STAGES,
    TEAM_KINDS,
)

_MOST_FTE = 1.5
_TEN_YEARS = 3_660
_MOST = 1e6


def _period(since: str, until: str) -> tuple[Property, ...]:
    return (Property("since", Kind.DATE, help=since, begins=True), *end_days(("since",), until=until))


# Where a barrier stands at the as-of date: which team has it, since when, and when an answer was due.
BARRIER_STANDING = (
    Property("state", values=BARRIER_STATES),
    *texts("at_team"),
    *dates("since"),
    *whole("days", "due_days", "round_trip"),
    *flags("heard"),
)

SOURCED_NODES = (
    NodeType(
        "Unit",
        "unit_id",
        (
            Property("name", help="Name as people know it"),
            Property("level", values=LEVELS, help="Where the unit stands on the line from the state to the building"),
            *flags(in_scope="Whether the program is meant to reach this unit"),
            *dates(scope_from="Day from which the program is meant to reach it", ahead=True),
            *dates(opened="First day of operation"),
            *end_days(("opened",), closed="Day from which it no longer operates"),
            *numbers(staff_fte="Staff, in full-time equivalents", low=0, high=_MOST),
            Property("zone", help="Transformation zone: the part of the state where the program starts"),
            Property("scoped", Kind.FLAG, derived=True, step="scope"),
            Property("buildings", Kind.WHOLE, derived=True, step="scope"),
        ),
        indexes=("level",),
    ),
    NodeType(
        "Team",
        "team_id",
        (
            Property("name", help="Name as people know it"),
            Property(
                "type",
                Kind.TEXTS,
                help="Type of team, one of the profile's or an alias of it; two for a team that is both",
            ),
            Property("type_given"),
            Property("kind", values=TEAM_KINDS, help="What the team is for; by default its type's"),
            Property(
                "status", values=("active", "forming", "inactive"), help="Whether it works yet; by default active"
            ),
            *whole(meets_every_days="Days between its regular meetings", low=1, high=_TEN_YEARS),
            *flags(
                decision_rights="Whether it may decide on its own",
                works_between_meetings="Whether its members work for it between meetings",
            ),
            *dates(chartered_on="Day its charter (purpose, members, ways of working) was agreed"),
            *dates(charter_reviewed_on="Day its charter was last reviewed", not_before=("chartered_on",)),
            Property("stage", values=STAGES, help="Stage of implementation of the team itself"),
            *dates(stage_since="First day in that stage"),
            Property(
                "target_outcome",
                values=("support_RIT", "support_DIT", "support_BIT", "support_teachers"),
                help="Whom the team's work is meant to support",
            ),
            *end_days(funding_ends="Day from which it is no longer paid for"),
            *dates(planned_start="Day on which a team that is forming is to start", ahead=True, passing=True),
            *dates(selection_recorded_on="Day the choice of its members was written down"),
            # Share of the team's members whose contacts are known in the window; blank if it has no members.
            Property("covered", Kind.NUMBER, derived=True, step="coverage"),
        ),
    ),
    NodeType(
        "Role",
        "role_id",
        (
            Property("title", help="Title of the position or of the seat on a team"),
            Property("code", values=ROLE_CODES, help="What kind of role it is"),
            Property("function", values=FUNCTIONS, help="What the role is responsible for"),
            *flags(
                required="Whether the team requires it",
                linking="Whether it is to carry the link to another team",
                authority="Whether it may commit its unit",
            ),
            *numbers(fte_planned="Time set aside for it, in full-time equivalents", low=0, high=_MOST_FTE),
            *dates(vacant_since="First day on which nobody held it", passing=True),
        ),
        indexes=("code",),
    ),
    NodeType(
        "Person",
        "person_id",
        (
            Property("name", restricted=True, sealed_as="name_key", help="Name"),
            Property("email", restricted=True, sealed_as="email_key", help="E-mail address"),
            Property("job_title", help="Job title in the staff system"),
            *numbers(employed_fte="Employment, in full-time equivalents", low=0, high=_MOST_FTE),
            Property("hired", Kind.DATE, help="First day of employment", begins=True, dates_row=True),
            *end_days(("hired",), left="Day from which the person is no longer employed"),
            # What the mail address becomes under the operator's key: by it two sources are joined.
            Property("address_key", restricted=True),
            Property("contacts_load", derived=True),
            # What name and address become under the same key: by it a change is seen, and the vault finds the text.
            Property("name_key", restricted=True),
            Property("email_key", restricted=True),
        ),
        # Empty while names lie in the vault: they tell at once whether any name lies in the graph.
        indexes=("contacts_load", "address_key", "name", "email"),
        life=("hired", "left"),
    ),
    NodeType(
        "Protocol",
        "protocol_id",
        (
            Property("information", help="What is to be passed on"),
            Property("responsible_role", help="Id of the role that sends it", id_of="Role"),
            *whole(every_days="Days between two messages", low=1, high=_TEN_YEARS),
            Property("format", help="How it is sent, such as a form, a meeting or an e-mail"),
            *whole(response_days="Days within which an answer is due", low=0, high=_TEN_YEARS),
            *texts(response_format="How the answer is sent", rationale="Why the agreement is as it is"),
            *_period("First day of the agreement", "Day from which the agreement no longer holds"),
            *dates(revisited_on="Day the two teams last reviewed it"),
            *dates(checked_on="Day both sides were last asked whether it works"),
        ),
        life=("since", "until"),
    ),
    NodeType(
        "Barrier",
        "barrier_id",
        (
            Property("source", values=("inside", "family", "community", "partner"), help="Who noticed it"),
            Property(
                "kind", values=("barrier", "facilitator"), help="Whether it hinders or helps; by default it hinders"
            ),
            *texts(theme="What it is about, in a word", category="Category that decides which team may answer it"),
            Property("level_needed", values=LEVELS, help="Level at which it can be resolved"),
            *dates(raised_on="Day the team raised it"),
            *dates(
                resolved_on="Day it was resolved",
                reported_back_on="Day the team that raised it heard the result",
                not_before=("raised_on",),
            ),
            *(replace(prop, derived=True, step="barriers") for prop in BARRIER_STANDING),
        ),
        event=True,
    ),
    NodeType(
        "Innovation",
        "innovation_id",
        (
            Property("name", help="Name of the program or practice"),
            Property("class", help="What kind it is, such as reading or behavior"),
            *flags(
                described="Whether its philosophy and who it is for are written down",
                functions_defined="Whether its essential functions are defined",
                operational="Whether each function says what people do and say",
                fidelity_measured="Whether there is a measure of doing it as intended",
            ),
        ),
    ),
    NodeType("Category", "category", event=True),
    NodeType("Skill", "skill", event=True),
    NodeType("Driver", "driver", event=True),
    NodeType(
        "Assessment",
        "assessment_id",
        (
            *texts(
                instrument="Name of the instrument, such as the State Capacity Assessment",
                version="Its version",
                subscale="Part of the instrument; blank for the total",
            ),
            *dates(held_on="Day of the assessment"),
            *numbers(score="Points reached", out_of="Points that can be reached"),
        ),
        event=True,
    ),
    NodeType("Meeting", "meeting_id", (*dates(held_on="Day of the meeting"), *whole("size")), event=True),
    NodeType(
        "Cycle",
        "cycle_id",
        (
            *dates(planned_on="Day the cycle's plan was made", ahead=True),
            *dates(
                done_on="Day the plan was carried out",
                studied_on="Day the results were looked at",
                acted_on="Day the team decided what follows",
            ),
        ),
        event=True,
    ),
    NodeType(
        "Change",
        "change_id",
        (
            Property(
                "kind",
                values=("decision", "structure", "administrative_practice", "policy"),
                help="What was changed",
            ),
            Property("name", help="The change, in a few words"),
            *dates(
                decided_on="Day it was decided",
                reviewed_on="Day its effect was reviewed",
                feedback_on="Day those affected were asked",
            ),
        ),
        event=True,
    ),
    NodeType(
        "LinkCheck",
        "check_id",
        (
            Property("confirmed_by_team", help="Id of the team that filled in the row, one of the two", id_of="Team"),
            *dates(period_end="Last day of the quarter that the row is about", ahead=True),
            *dates(met_on="Day of the last meeting of the two teams in it"),
            *flags(
                we_heard_from_them="Whether the other team sent something",
                they_answered_us="Whether the other team answered",
            ),
            *whole(
                people_ours="How many of this team's members were in contact with the other team",
                people_theirs="How many of the other team's members were",
                low=0,
                high=10_000,
            ),
        ),
        event=True,
    ),
    NodeType(
        "Collection",
        "collection_id",
        (
            Property("source", help="What was collected, such as mail, meetings or checks"),
            Property("from", Kind.DATE, help="First day that is covered"),
            *dates(to="Last day that is covered", not_before=("from",), ahead=True),
        ),
        event=True,
    ),
    # An id that was given up, and the one that counts instead, in every later row of any source.
    NodeType(
        "Alias",
        "alias_id",
        (
            Property("kind", values=tuple(ALIAS_KINDS), help="What the two ids stand for"),
            Property("old_id", help="The id that is given up", id_of=ANY),
            Property("new_id", help="The id that counts instead", id_of=ANY),
            *dates(since="Day from which it does; by default the date of the load"),
        ),
        event=True,
    ),
)

_STATED = (
    *_period("First day on record", "Day from which it is no longer so"),
    *dates(endorsed_on="Day both teams confirmed the link"),
)

SOURCED_RELATIONSHIPS = (
    RelationshipType("PART_OF", (("Unit", "Unit"),)),
    RelationshipType("SERVES", (("Team", "Unit"),)),
    RelationshipType("SUPPORTS", (("Team", "Team"),), _STATED, ("since",)),
    RelationshipType("REPORTS_TO", (("Team", "Team"),), _STATED, ("since",)),
    RelationshipType("ON", (("Role", "Team"),)),
    RelationshipType("AT", (("Role", "Unit"),)),
    RelationshipType("DEPUTY", (("Role", "Role"),)),
    RelationshipType(
        "HOLDS",
        (("Person", "Role"),),
        (
            *numbers(fte="Time the person has for the role, in full-time equivalents", low=0, high=_MOST_FTE),
            *_period("First day in the role", "Day from which the person no longer has the role"),
            *flags(acting="Whether the person holds it for the time being", core="Whether the person is a core member"),
            *dates(onboarded_on="Day the person was introduced to the role"),
        ),
        ("since",),
    ),
    RelationshipType("MANAGED_BY", (("Person", "Person"),)),
    RelationshipType("WORKS_AT", (("Person", "Unit"),)),
    RelationshipType(
        "COMMUNICATES_WITH",
        (("Person", "Person"),),
        (
            Property("channel", values=CHANNELS, help="How they were in contact"),
            *numbers(
                count="How many times the first addressed the second from `first` to `last`",
                low=0,
                high=1e9,
                above_low=True,
            ),
            *dates(first="First day of contact that the row counts"),
            *dates(last="Last day of contact that the row counts", not_before=("first",)),
        ),
        ("channel", "first", "last"),
        marks="contacts_load",
        event=True,
    ),
    RelationshipType("FROM", (("Protocol", "Team"), ("LinkCheck", "Team"))),
    RelationshipType("TO", (("Protocol", "Team"), ("LinkCheck", "Team"))),
    RelationshipType("RAISED_BY", (("Barrier", "Team"),)),
    RelationshipType(
        "HANDLED_BY",
        (("Barrier", "Team"),),
        (
            *dates(received_on="Day the team received it"),
            *dates(
                passed_on="Day the team passed it on",
                answered_on="Day the team answered it",
                not_before=("received_on",),
            ),
        ),
        ("received_on",),
        event=True,
    ),
    RelationshipType("DECIDES", (("Team", "Category"),)),
    RelationshipType(
        "HAS_SKILL",
        (("Team", "Skill"),),
        (
            *whole(holders="How many of the team's members have the skill", low=0, high=10_000),
            *dates(as_of="Day on which they were counted"),
        ),
        ("as_of",),
    ),
    RelationshipType(
        "DRIVES", (("Team", "Driver"),), (Property("role_id", help="Id of the role responsible for it", id_of="Role"),)
    ),
    RelationshipType("JOINT_WORK", (("Unit", "Unit"),), texts(why="What the two must do together")),
    RelationshipType(
        "USES",
        (("Team", "Innovation"),),
        (
            Property("stage", values=STAGES, help="Stage of implementation of the program in this team"),
            *dates(since="First day in that stage"),
            *numbers(fidelity="How closely it is done as intended, as the measure gives it"),
            Property("as_of", Kind.DATE, help="Day on which the row was true", dates_row=True),
            *whole(
                staff_expected="Staff who are to use it",
                staff_supported="Of these, staff who get training or coaching",
                low=0,
                high=_MOST,
            ),
            *dates(
                fidelity_measured_on="Day fidelity was last measured",
                outcome_reviewed_on="Day outcomes were last reviewed",
            ),
        ),
        ("since",),
    ),
    RelationshipType("ATTENDED", (("Person", "Meeting"),), event=True),
    RelationshipType("HELD_BY", (("Meeting", "Team"),)),
    RelationshipType("OWNED_BY", (("Cycle", "Team"), ("Change", "Team"))),
)
