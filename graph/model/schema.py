"""Types for declaring the graph: properties, node types, relationship types."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """Type of a property's value, as Neo4j stores it."""

    TEXT = "text"
    NUMBER = "number"
    WHOLE = "whole"
    FLAG = "flag"
    DATE = "date"
    MOMENT = "moment"
    TEXTS = "list of text"


@dataclass(frozen=True)
class Property:
    """One property of a node or relationship.

    Attributes:
        name: Its name in the graph and in Cypher.
        kind: Type of its value.
        help: What a sheet's column of this name holds, for those who fill it; empty for what no sheet gives.
        values: The only values allowed; empty means any.
        restricted: Personal data, or what stands for it: never in a log, an error, a cache key or a shipped query.
        sealed_as: For personal data: the property that stands for it in the graph, a keyed hash, while the value itself
            is in the vault (`graph.vault`). Empty for what is in the graph as it is.
        derived: Computed by Loopline, not given by a source; left out of the graph's hash.
        low: Lowest number allowed; None for no limit.
        high: Highest number allowed; None for no limit.
        above_low: The number must be above `low`, not equal to it.
        not_before: Names of dates in the same row that this one can't precede.
        ahead: Whether the date may be later than the date that the files describe.
        begins: Whether the date is a first day, which may be recorded before it comes.
        ends: Whether the date is the day from which something has ended, which a year such as 9999 leaves open.
        passing: Whether it is blank again once what it tells of is over, such as the first day of a vacancy.
        dates_row: Whether it is the day from which the row is true: of two rows with one key the later one counts.
        step: For a derived value: the derivation step that writes it, if another one creates the node.
        first: Initial value on a new derived node, until that step changes it; None for none.
        id_of: Label of the node whose id the text is, though no relationship follows from it; `ANY` where another
            property tells the label.
    """

    name: str
    kind: Kind = Kind.TEXT
    values: tuple[str, ...] = ()
    help: str = ""
    restricted: bool = False
    sealed_as: str = ""
    derived: bool = False
    low: float | None = None
    high: float | None = None
    above_low: bool = False
    not_before: tuple[str, ...] = ()
    ahead: bool = False
    begins: bool = False
    ends: bool = False
    passing: bool = False
    dates_row: bool = False
    step: str = ""
    first: bool | int | None = None
    id_of: str = ""


ANY = "*"
"""For an id of a label that another property tells."""


def dates(
    *names: str, not_before: tuple[str, ...] = (), ahead: bool = False, passing: bool = False, **help_: str
) -> tuple[Property, ...]:
    """Properties that are dates: names alone, or names with their help."""
    return tuple(
        Property(name, Kind.DATE, help=text, not_before=not_before, ahead=ahead, passing=passing)
        for name, text in _helped(names, help_)
    )


def end_days(not_before: tuple[str, ...] = (), **help_: str) -> tuple[Property, ...]:
    """Properties that are days from which something has ended, maybe ahead or open: names with their help."""
    return tuple(
        Property(name, Kind.DATE, help=text, not_before=not_before, ahead=True, ends=True, passing=True)
        for name, text in help_.items()
    )


def flags(*names: str, **help_: str) -> tuple[Property, ...]:
    """Properties that are true or false: names alone, or names with their help."""
    return tuple(Property(name, Kind.FLAG, help=text) for name, text in _helped(names, help_))


def numbers(
    *names: str, low: float | None = None, high: float | None = None, above_low: bool = False, **help_: str
) -> tuple[Property, ...]:
    """Properties that are numbers, within limits: names alone, or names with their help."""
    return tuple(
        Property(name, Kind.NUMBER, help=text, low=low, high=high, above_low=above_low)
        for name, text in _helped(names, help_)
    )


def whole(*names: str, low: float | None = None, high: float | None = None, **help_: str) -> tuple[Property, ...]:
    """Properties that are whole numbers, within limits: names alone, or names with their help."""
    return tuple(Property(name, Kind.WHOLE, help=text, low=low, high=high) for name, text in _helped(names, help_))


def texts(*names: str, **help_: str) -> tuple[Property, ...]:
    """Properties that are text: names alone, or names with their help."""
    return tuple(Property(name, help=text) for name, text in _helped(names, help_))


def _helped(names: tuple[str, ...], help_: dict[str, str]) -> list[tuple[str, str]]:
    return [*((name, "") for name in names), *help_.items()]


class Origin(StrEnum):
    """Where nodes or relationships of a type come from."""

    SOURCED = "sourced"
    DERIVED = "derived"
    HISTORY = "history"
    BOOKKEEPING = "bookkeeping"


_CARRIED = (Origin.SOURCED, Origin.HISTORY)


@dataclass(frozen=True)
class NodeType:
    """A label with its key, properties and indexes.

    Attributes:
        event: What happened on a day, or a word that rows use: it stays as it is, and no load ends it.
        life: Names of the dates on which it begins and ends, where its own row tells.
    """

    label: str
    key: str
    properties: tuple[Property, ...] = ()
    origin: Origin = Origin.SOURCED
    indexes: tuple[str, ...] = ()
    event: bool = False
    life: tuple[str, str] | None = None

    @property
    def all_properties(self) -> tuple[Property, ...]:
        """Key, declared and bookkeeping properties."""
        return (Property(self.key), *self.properties, *(_NODE_TRAIL if self.origin in _CARRIED else ()))


@dataclass(frozen=True)
class RelationshipType:
    """A relationship type with the labels it may join and its properties.

    Attributes:
        ends: Pairs of (start label, end label).
        identity: Properties that, with type, both ends and source, identify a relationship.
        marks: Derived property of the start node: the last load that changed its outgoing relationships, so that out of
            millions only changes have to be read; empty if not needed.
        step: For a derived type: the derivation step that writes it, if another one creates the start node.
        event: What happened on a day: it stays as it is, and no load ends it.
    """

    type: str
    ends: tuple[tuple[str, str], ...]
    properties: tuple[Property, ...] = ()
    identity: tuple[str, ...] = ()
    origin: Origin = Origin.SOURCED
    marks: str = ""
    step: str = ""
    event: bool = False

    @property
    def life(self) -> tuple[str, str] | None:
        """Names of the dates on which it begins and ends, where its own row tells."""
        first = next((prop.name for prop in self.properties if prop.begins), None)
        last = next((prop.name for prop in self.properties if prop.ends), None)
        return (first, last) if first and last else None

    @property
    def all_properties(self) -> tuple[Property, ...]:
        """Declared and bookkeeping properties."""
        return (*self.properties, *(_RELATIONSHIP_TRAIL if self.origin in _CARRIED else ()))


# What every sourced node carries: the sources that describe it, the number of the load that last wrote it, that row's
# as-of date and, if two or more sources describe it, each one's claims (where names stay in the graph, names are among
# them); and, if no source states it any more, the number of the load that ended it and that load's as-of date.
_NODE_TRAIL = (
    Property("sources", Kind.TEXTS),
    Property("load", Kind.WHOLE),
    Property("stated", Kind.DATE),
    Property("claims", restricted=True),
    Property("ended", Kind.WHOLE),
    Property("ended_on", Kind.DATE),
)
NODE_TRAIL = tuple(prop.name for prop in _NODE_TRAIL)
# The source that states it, the number of the load that last wrote it, that row's as-of date and, if other sources
# state it too, the names of the properties that are theirs because this source leaves them blank.
_RELATIONSHIP_TRAIL = (
    Property("source"),
    Property("load", Kind.WHOLE),
    Property("stated", Kind.DATE),
    Property("filled", Kind.TEXTS),
)
ENDED = (Property("until", Kind.DATE), Property("ended", Kind.WHOLE))
"""What an ended relationship carries: the day from which it is no longer so, and the load that ended it, if one did."""
