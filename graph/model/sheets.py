"""The input contract: every sheet, and what its rows become in the graph.

Columns are not listed here: they are the properties that `graph.model.nodes` declares for the node or relationship a
row makes, plus the ids of the nodes it joins. A sheet is one entry in `_SHEETS`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

from graph.model.nodes import NODES, RELATIONSHIPS, lasting
from graph.model.schema import ANY, Kind, Property
from graph.model.vocabulary import DRIVERS, SKILLS


@dataclass(frozen=True)
class End:
    """One end of a relationship that a row makes.

    Attributes:
        label: Label of the node.
        column: Column that holds its id; empty means the node that the row itself makes.
        creates: The row creates the node (a category, a skill), so its id is never unknown.
        upward: It leads up a hierarchy, whose top may name itself.
        help: What the column holds, for those who fill it.
    """

    label: str
    column: str = ""
    creates: bool = False
    help: str = ""
    upward: bool = False


@dataclass(frozen=True)
class Edge:
    """A relationship that a row makes if both ids are given.

    Attributes:
        where: (column, value): only rows with this value make it.
        listed: Its column has several ids, separated by `|`.
    """

    type: str
    start: End
    end: End
    where: tuple[str, str] | None = None
    listed: bool = False

    @property
    def ends(self) -> tuple[str, str]:
        """Labels of both ends."""
        return self.start.label, self.end.label


@dataclass(frozen=True)
class Column:
    """One column as the sheet's reader sees it.

    Attributes:
        refers: Label of the node whose id is in this column; empty for a plain value.
        dangles: The id must exist in the files or in the graph.
        fact: The property of the model that the column fills: its limits, and which dates it can't precede.
    """

    name: str
    kind: Kind
    required: bool = False
    values: tuple[str, ...] = ()
    refers: str = ""
    dangles: bool = False
    restricted: bool = False
    is_id: bool = False
    fact: Property | None = None

    @property
    def free(self) -> bool:
        """Whether the column is free text, in which any word can be meant."""
        return self.kind is Kind.TEXT and not (self.values or self.is_id)


@dataclass(frozen=True)
class Sheet:
    """One sheet of the contract.

    Attributes:
        name: The file's stem or the workbook sheet's name.
        node: Label of the node each row makes; empty for sheets of relationships only.
        key: Columns that make up the node's key; one column is the id itself, several are joined with `|`.
        required: Columns that must be present and filled.
        edges: Relationships a row makes.
        one_of: At least one of these columns must be filled.
        apart: Two columns that can't name the same node.
        step: The step of "what to collect first" that needs it; 0 for none.
        choices: Values allowed in columns that are ids of created nodes.
        extra: Columns that the row needs in addition to the model's properties.
        firm: Columns that may be blank, but take the row with them where they can't be read.
    """

    name: str
    node: str = ""
    key: tuple[str, ...] = ()
    required: tuple[str, ...] = ()
    edges: tuple[Edge, ...] = ()
    one_of: tuple[str, ...] = ()
    apart: tuple[str, str] | None = None
    step: int = 0
    choices: dict[str, tuple[str, ...]] = field(default_factory=dict)
    extra: tuple[Property, ...] = ()
    firm: tuple[str, ...] = ()

    @cached_property
    def columns(self) -> dict[str, Column]:
        """All columns by name: the key first, then ids, then values."""
        found: dict[str, Column] = {}
        for name in self.key if self.node else ():
            found[name] = self._column(Property(name, help=_OWN_ID), is_id=len(self.key) == 1)
        for edge in self.edges:
            for end in (edge.start, edge.end):
                if end.column:
                    kind = Kind.TEXTS if edge.listed else Kind.TEXT
                    found[end.column] = self._column(
                        Property(end.column, kind, self.choices.get(end.column, ()), end.help),
                        refers=end.label,
                        dangles=not end.creates,
                        is_id=True,
                    )
        for prop in (*self._values(), *self.extra):
            known = found.get(prop.name)
            if known is None or not (known.refers or known.is_id):
                found[prop.name] = self._column(prop)
        return found

    @cached_property
    def person_columns(self) -> frozenset[str]:
        """Columns that hold the id of one person."""
        own = self.key if self.node == "Person" else ()
        return frozenset(own) | {
            name for name, column in self.columns.items() if column.refers == "Person" and column.kind is Kind.TEXT
        }

    @property
    def event(self) -> bool:
        """Whether its rows tell what happened on a day, so that none of them ends by being left out."""
        return all(not lasting((edge.type, *edge.ends)) for edge in self.edges) and not (
            self.node and not NODES[self.node].event
        )

    def needs(self, column: str) -> bool:
        """Whether a row is nothing without this column: it is required, or the row's only tie to others."""
        return column in self.required or column in self.key or column in self.firm

    def _values(self) -> tuple[Property, ...]:
        node = NODES[self.node] if self.node else None
        own = node.properties if node else ()
        edges = tuple(p for edge in self.edges for p in RELATIONSHIPS[edge.type].properties)
        return tuple(p for p in (*own, *edges) if not p.derived and p.name not in _COMPUTED.get(self.name, ()))

    def _column(self, prop: Property, *, refers: str = "", dangles: bool = False, is_id: bool = False) -> Column:
        required, is_id = prop.name in self.required, is_id or prop.id_of == ANY
        return Column(prop.name, prop.kind, required, prop.values, refers, dangles, prop.restricted, is_id, prop)


# Properties that staging computes from other columns of the row.
_COMPUTED = {"meetings": ("size",), "teams": ("type_given",), "people": ("address_key", "name_key", "email_key")}

_OWN_ID = "Your own id for it, the same in every load"


def _unit(text: str, column: str = "unit_id") -> End:
    return End("Unit", column, help=text)


def _team(text: str, column: str = "team_id") -> End:
    return End("Team", column, help=text)


def _own(label: str) -> End:
    return End(label)


def _to(relationship: str, own: str, end: End) -> Edge:
    return Edge(relationship, _own(own), end)


_FROM_TO = (_team("The team that it goes out from", "from_team"), _team("The other team", "to_team"))

_SHEETS = (
    Sheet(
        "units",
        "Unit",
        ("unit_id",),
        ("unit_id", "name", "level"),
        (_to("PART_OF", "Unit", End("Unit", "parent_id", help="The unit directly above", upward=True)),),
        step=1,
    ),
    Sheet(
        "people",
        "Person",
        ("person_id",),
        ("person_id",),
        (
            _to("WORKS_AT", "Person", _unit("Where the person works")),
            _to("MANAGED_BY", "Person", End("Person", "manager_id", help="Who leads the person", upward=True)),
        ),
    ),
    Sheet(
        "teams",
        "Team",
        ("team_id",),
        ("team_id", "name", "type", "unit_id"),
        (_to("SERVES", "Team", _unit("The unit that the team serves")),),
        step=1,
    ),
    Sheet(
        "roles",
        "Role",
        ("role_id",),
        ("role_id", "title"),
        (
            _to("ON", "Role", _team("The team that the role is on")),
            _to("AT", "Role", _unit("The unit that the role belongs to")),
            _to("DEPUTY", "Role", End("Role", "deputy_role_id", help="The role that stands in")),
        ),
        one_of=("team_id", "unit_id"),
        step=2,
    ),
    Sheet(
        "assignments",
        required=("person_id", "role_id"),
        edges=(
            Edge(
                "HOLDS", End("Person", "person_id", help="Who holds the role"), End("Role", "role_id", help="The role")
            ),
        ),
        step=2,
    ),
    Sheet(
        "team_links",
        required=("from_team", "to_team", "type"),
        edges=(
            Edge("SUPPORTS", *_FROM_TO, where=("type", "supports")),
            Edge("REPORTS_TO", *_FROM_TO, where=("type", "reports_to")),
        ),
        extra=(Property("type", values=("supports", "reports_to"), help="What the first team does for the second"),),
        step=1,
    ),
    Sheet(
        "link_checks",
        "LinkCheck",
        ("from_team", "to_team", "period_end", "confirmed_by_team"),
        ("from_team", "to_team", "period_end", "confirmed_by_team"),
        (_to("FROM", "LinkCheck", _FROM_TO[0]), _to("TO", "LinkCheck", _FROM_TO[1])),
        apart=("from_team", "to_team"),
        step=3,
    ),
    Sheet(
        "collected",
        "Collection",
        ("source", "team_id", "from", "to"),
        ("source", "team_id", "from", "to"),
        (_to("OF", "Collection", _team("The team whose contacts were collected")),),
    ),
    Sheet(
        "joint_work",
        required=("unit_a", "unit_b"),
        edges=(
            Edge(
                "JOINT_WORK", _unit("One of two units that must work together", "unit_a"), _unit("The other", "unit_b")
            ),
        ),
    ),
    Sheet(
        "protocols",
        "Protocol",
        ("protocol_id",),
        ("protocol_id", "from_team", "to_team"),
        (_to("FROM", "Protocol", _FROM_TO[0]), _to("TO", "Protocol", _FROM_TO[1])),
        apart=("from_team", "to_team"),
        step=3,
    ),
    Sheet(
        "contacts",
        required=("from_person", "to_person", "channel", "count"),
        edges=(
            Edge(
                "COMMUNICATES_WITH",
                End("Person", "from_person", help="Who addressed the other"),
                End("Person", "to_person", help="Who was addressed"),
            ),
        ),
    ),
    Sheet(
        "barriers",
        "Barrier",
        ("barrier_id",),
        ("barrier_id", "team_id", "raised_on"),
        (_to("RAISED_BY", "Barrier", _team("The team that raised it")),),
        step=4,
    ),
    Sheet(
        "escalations",
        required=("barrier_id", "team_id", "received_on"),
        edges=(Edge("HANDLED_BY", End("Barrier", "barrier_id", help="The barrier"), _team("A team that received it")),),
        step=4,
    ),
    Sheet(
        "authority",
        required=("team_id", "category"),
        edges=(
            Edge(
                "DECIDES",
                _team("The team that may decide"),
                End("Category", "category", creates=True, help="What it may decide about, as in the sheet barriers"),
            ),
        ),
        step=4,
    ),
    Sheet(
        "team_skills",
        required=("team_id", "skill", "holders"),
        edges=(Edge("HAS_SKILL", _team("The team"), End("Skill", "skill", creates=True, help="The skill")),),
        choices={"skill": SKILLS},
    ),
    Sheet(
        "drivers",
        required=("team_id", "driver"),
        edges=(
            Edge(
                "DRIVES",
                _team("The team responsible for it"),
                End("Driver", "driver", creates=True, help="What makes a program work: an implementation driver"),
            ),
        ),
        choices={"driver": DRIVERS},
    ),
    Sheet(
        "changes",
        "Change",
        ("change_id",),
        ("change_id", "team_id", "kind", "decided_on"),
        (_to("OWNED_BY", "Change", _team("The team that made it")),),
    ),
    Sheet("innovations", "Innovation", ("innovation_id",), ("innovation_id", "name")),
    Sheet(
        "team_innovations",
        required=("team_id", "innovation_id"),
        edges=(
            Edge(
                "USES",
                _team("The team that uses it"),
                End("Innovation", "innovation_id", help="The program or practice"),
            ),
        ),
        step=5,
    ),
    Sheet(
        "cycles",
        "Cycle",
        ("cycle_id",),
        ("cycle_id", "team_id"),
        (_to("OWNED_BY", "Cycle", _team("The team that runs it")),),
    ),
    Sheet(
        "meetings",
        "Meeting",
        ("meeting_id",),
        ("meeting_id", "team_id", "held_on"),
        (
            _to("HELD_BY", "Meeting", _team("The team that met")),
            Edge("ATTENDED", End("Person", "attendees", help="Who attended"), _own("Meeting"), listed=True),
        ),
    ),
    Sheet("aliases", "Alias", ("kind", "old_id"), ("kind", "old_id", "new_id"), firm=("since",)),
    Sheet(
        "assessments",
        "Assessment",
        ("assessment_id",),
        ("assessment_id", "instrument", "held_on"),
        (_to("OF", "Assessment", _unit("The unit assessed")), _to("OF", "Assessment", _team("The team assessed"))),
        one_of=("unit_id", "team_id"),
    ),
)

SHEETS: dict[str, Sheet] = {sheet.name: sheet for sheet in _SHEETS}

# Relationships in a node's own row, by type, start and end label: a node has at most one per source, so that another id
# in the row replaces it.
SINGLE = frozenset(
    (edge.type, edge.start.label, edge.end.label)
    for sheet in _SHEETS
    for edge in sheet.edges
    if sheet.node and not edge.start.column and not edge.listed
)
