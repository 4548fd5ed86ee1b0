"""The only way to run Cypher: a small protocol, so that everything above it can be tested without a server."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    import pandas as pd

Params = Mapping[str, Any]
Statement = tuple[str, Params]


class NotProvenError(Exception):
    """What a transaction depends on does not hold (any more); it was rolled back."""


@dataclass(frozen=True)
class Result:
    """Rows of a query.

    Attributes:
        columns: Column names in RETURN order.
        rows: One dict per row, values as Python types (`datetime.date` for dates).
    """

    columns: tuple[str, ...]
    rows: list[dict[str, Any]]

    def frame(self) -> pd.DataFrame:
        """The rows as a data frame of objects, with all columns even if there are no rows."""
        import pandas as pd

        return pd.DataFrame(self.rows, columns=list(self.columns), dtype=object)

    def column(self, name: str) -> list[Any]:
        """Values of one column, in row order."""
        return [row[name] for row in self.rows]


@dataclass
class Counters:
    """The server's counters of what a write changed."""

    nodes_created: int = 0
    nodes_deleted: int = 0
    relationships_created: int = 0
    relationships_deleted: int = 0
    properties_set: int = 0
    labels_added: int = 0
    labels_removed: int = 0
    constraints_added: int = 0
    indexes_added: int = 0

    def add(self, other: Counters) -> None:
        """Sum another statement's counters into this one."""
        for name, value in vars(other).items():
            setattr(self, name, getattr(self, name) + value)

    @property
    def total(self) -> int:
        """Sum of all counters: zero exactly when nothing was written."""
        return sum(vars(self).values())


@dataclass(frozen=True)
class Plan:
    """The server's own plan of a statement, from EXPLAIN: nothing was run.

    Attributes:
        query_type: `r`, `rw`, `w` or `s` (schema).
        operators: Names of all operators of the plan, without the `@database` suffix.
        details: The `Details` text of each operator, in the same order (including procedure names).
        estimated: The most rows that the planner expects from an operator.
        columns: Column names the statement returns.
        parameters: Names of the parameters it needs.
        notifications: The server's notifications, such as an unknown label or property, as `code: description`.
    """

    query_type: str
    operators: tuple[str, ...]
    details: tuple[str, ...] = ()
    estimated: float = 0.0
    columns: tuple[str, ...] = ()
    parameters: tuple[str, ...] = ()
    notifications: tuple[str, ...] = field(default=())


@dataclass(frozen=True)
class Answered:
    """What a bounded query gave.

    Attributes:
        result: The rows that came before a bound was reached.
        cut: There were more.
    """

    result: Result
    cut: bool


class Own(Protocol):
    """A user's own statements, in a READ transaction over a bounded line that is always rolled back."""

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Plan a statement without running it."""
        ...

    def some(self, text: str, params: Params | None = None, *, rows: int, values: int) -> Answered:
        """The first rows: at most so many, with at most so many values in them."""
        ...


class Runner(Protocol):
    """Runs statements; `graph.connection` has the real one, tests use a recording fake."""

    def read(self, text: str, params: Params | None = None, *, timeout: float | None = None) -> Result:
        """Run in a READ session; raises QueryError if the server rejects it. Safe to call from several threads."""
        ...

    def write(self, text: str, params: Params | None = None) -> Counters:
        """Run one statement in a write transaction of its own."""
        ...

    def write_all(self, statements: Iterable[Statement], *, proof: Statement | None = None) -> Counters:
        """Run statements in one write transaction: all or none.

        Args:
            statements: Run in their order.
            proof: Runs before them and has to change something; its changes are not counted.

        Raises:
            NotProvenError: The proof changed nothing; nothing was written.
        """
        ...

    def explain(self, text: str, params: Params | None = None) -> Plan:
        """Plan a statement without running it."""
        ...
