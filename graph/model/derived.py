"""The part of the graph that derivation writes: node and relationship types that come from no source.

Adding one takes one entry here; if it joins sourced nodes, its ends are in `graph/model/nodes.py`. Its statements are
generated (`graph.model.derived_cypher`). A step gives the values of a row in the order used here.
"""

from __future__ import annotations

from dataclasses import replace

from graph.model.schema import Kind, NodeType, Origin, Property, RelationshipType, dates, flags, numbers, texts, whole
from graph.model.vocabulary import FAMILIES, LINE_LEVELS, LINE_STATES, LINK_STATES


def _by(step: str, *properties: Property) -> tuple[Property, ...]:
    """Properties written by a later step than the one that creates the node."""
    return tuple(replace(prop, step=step) for prop in properties)


DERIVED_NODES = (
    NodeType(
        "Link",
        "link_id",
        (
            Property("kind"),
            Property("group", values=("support", "leadership")),
            Property("no_team", values=("upper", "lower", "both")),
            # The end whose team should be there by now; `no_team` also names an end whose team is only starting.
            Property("absent", values=("upper", "lower", "both")),
            *dates("planned"),
            *whole("buildings"),
            *_by(
                "link_state",
                Property("state", values=LINK_STATES),
                Property("family", values=FAMILIES),
                *whole("rhythm", "protocols"),
                *dates("agreed_on"),
                *numbers("covered"),
                # Whether support of the lower teams is on record, and for how many it is not; absent if not known.
                *flags("supported"),
                *whole("unsupported"),
            ),
            # Most links of a state keep their initial values, which are not written twice.
            # The last contact by its day, and days in session since then; one person's by its month alone.
            *_by(
                "redundancy",
                *whole("people"),
                Property("single", Kind.FLAG, first=False),
                *dates("last_contact"),
                *whole("days_since"),
                *texts("last_month"),
            ),
            *_by(
                "lines",
                Property("cuts_off", Kind.WHOLE, first=0),
                Property("reconnects", Kind.WHOLE, first=0),
                # Buildings connected today whose line passes the link.
                Property("connected", Kind.WHOLE, first=0),
            ),
        ),
        origin=Origin.DERIVED,
        indexes=("kind",),
    ),
    NodeType(
        "Line",
        "line_id",
        (
            Property("state", values=LINE_STATES),
            *flags("both_ways", "weak", "engaged", "in_place"),
            Property("reaches", values=LINE_LEVELS),
            # Disjoint paths to the state's leaders, 3 meaning 3 or more; and the same for the earlier period, absent if
            # too little is on record for it.
            *_by("routes", *whole("routes", "routes_before")),
        ),
        origin=Origin.DERIVED,
    ),
    NodeType(
        "Silo",
        "silo_id",
        (
            Property("level"),
            *whole("people", "peers", "ties", "inside", "outside"),
            *numbers("observed", "expected", "low", "high", "p", "q", "usual", "usual_p", "usual_q", "covered"),
            # The verdicts: more inward than size explains and than is usual; and, of those that could be in contact
            # with others of their level, whether there is none.
            *flags("inward", "apart"),
            *texts("method", "version", "load"),
        ),
        origin=Origin.DERIVED,
        indexes=("level",),
    ),
    # All units, or teams, of a level: how inward they are, and whether those that could be in contact are.
    NodeType(
        "LevelContact",
        "level",
        (
            *whole("groups", "known", "compared", "inward", "able", "apart", "people", "ties", "across"),
            *numbers("inside", "fair", "expected", "p"),
            *flags("silent"),
            *texts("version", "load"),
        ),
        origin=Origin.DERIVED,
    ),
    NodeType(
        "UnitPair",
        "pair_id",
        (
            Property("level"),
            *whole("ties"),
            *numbers("expected", "p", "q"),
            Property("state", values=("talk", "little", "silent", "withheld")),
            *flags("required"),
            *whole("paths", "brokers"),
            *numbers("share"),
            *texts("version", "load"),
        ),
        origin=Origin.DERIVED,
        indexes=("level",),
    ),
    NodeType(
        "ContactFigure",
        "channel",
        (*whole("people", "in_contact", "contacts", "pairs"), *texts("load")),
        origin=Origin.DERIVED,
    ),
    NodeType(
        "Cut",
        "cut_id",
        (
            Property("kind", values=("person", "tie")),
            *whole("people", "teams", "buildings"),
            *texts("version", "load"),
        ),
        origin=Origin.DERIVED,
    ),
    # Leaders of a level whose contacts all know each other, and all leaders who could be told.
    NodeType(
        "Circle",
        "circle_id",
        (Property("level"), *whole("people", "leaders"), *texts("version", "load")),
        origin=Origin.DERIVED,
    ),
    # Leaders of a level whose coreness fell from period to period, and all leaders who could be told.
    NodeType(
        "Drift",
        "drift_id",
        (Property("level"), *whole("people", "leaders"), *numbers("usual"), *texts("version", "load")),
        origin=Origin.DERIVED,
    ),
    # The few people whose leaving would separate the most others.
    NodeType(
        "KeySet",
        "set_id",
        (
            *whole("size", "people"),
            *numbers("before", "after"),
            *whole("teams", "buildings"),
            *numbers("covered"),
            *texts("version", "load"),
        ),
        origin=Origin.DERIVED,
    ),
    # How well the communities of contact match the units, or the teams, of a level.
    NodeType(
        "Likeness",
        "level",
        (
            *whole("groups", "people"),
            *numbers("ari", "low", "high", "nmi"),
            *whole("communities"),
            *numbers("modularity", "stability"),
            *whole("seeds"),
            *numbers("covered"),
            *texts("method", "version", "load"),
        ),
        origin=Origin.DERIVED,
    ),
    # How contact among the teams of one level mixes stages; per innovation where known.
    NodeType(
        "StageMix",
        "mix_id",
        (
            Property("level"),
            *whole("teams", "ties", "same"),
            *numbers("expected", "low", "high", "p"),
            Property("stages", Kind.TEXTS),
            *texts("method", "version", "load"),
        ),
        origin=Origin.DERIVED,
    ),
)

DERIVED_RELATIONSHIPS = (
    RelationshipType("MEMBER_OF", (("Person", "Team"),), (*flags("core"), *numbers("fte")), origin=Origin.DERIVED),
    RelationshipType("OWED_BY", (("Link", "Unit"),), origin=Origin.DERIVED),
    # The unit whose team, or whose leader, is to repair the link.
    RelationshipType("REPAIRED_BY", (("Link", "Unit"),), origin=Origin.DERIVED),
    RelationshipType("UPPER", (("Link", "Team"),), origin=Origin.DERIVED),
    RelationshipType("LOWER", (("Link", "Team"),), origin=Origin.DERIVED),
    # The roles of the one person who holds a support link: their leaving would end all contact of the pair.
    RelationshipType("HELD_THROUGH", (("Link", "Role"),), origin=Origin.DERIVED, step="redundancy"),
    # The few units with which contact is most lacking, the most lacking first.
    RelationshipType(
        "MEND", (("Silo", "Unit"),), (*whole("place", "ties"), *numbers("expected")), origin=Origin.DERIVED
    ),
    # The role of the person who carries most of the contact between two units.
    RelationshipType("CARRIED_BY", (("UnitPair", "Role"),), origin=Origin.DERIVED),
    RelationshipType("PASSES", (("Line", "Link"),), whole("step"), origin=Origin.DERIVED),
    RelationshipType("BREAKS_AT", (("Line", "Link"),), origin=Origin.DERIVED),
)
