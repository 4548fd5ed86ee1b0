"""The record of each step's last run, and what has changed since."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from graph.model.cypher_builder import statement
from graph.queries.dependencies import Names, touched
from graph.runner import Runner

# What every load writes in addition to its facts.
_BOOKKEEPING = ("Load", "LoadBatch")


@dataclass(frozen=True)
class StepRecord:
    """A step's last run, as stored on its node.

    Attributes:
        load: Id of the last load at that time; empty if the run after it was interrupted.
        version: Of the step and of the profile.
        basis: Which contact it counted.
        sequence: The load's number.
        reads: Names of what it read (`graph.queries.dependencies`).
    """

    step: str
    load: str | None
    version: str
    as_of: date
    rows: int
    basis: str | None
    sequence: int | None
    reads: tuple[str, ...]

    @classmethod
    def read(cls, runner: Runner) -> dict[str, StepRecord]:
        """All records, by step."""
        found = runner.read(statement("derive/run/recorded")).column("found")[0]
        names = [field.name for field in fields(cls)]
        return {row[0]: cls(**dict(zip(names, [*row[:-1], tuple(row[-1] or ())], strict=True))) for row in found}

    def params(self) -> dict[str, Any]:
        """The record's fields as the statement that writes it takes them."""
        return {field.name: getattr(self, field.name) for field in fields(self)} | {"reads": list(self.reads)}


@dataclass(frozen=True)
class Latest:
    """The load that was published last, and the latest as-of date of any; all None if there is none.

    Attributes:
        older: An older version wrote loads, which tell nothing of what has ended.
    """

    load: str | None = None
    sequence: int | None = None
    as_of: date | None = None
    older: bool = False

    @classmethod
    def read(cls, runner: Runner) -> Latest:
        """Read it from the graph."""
        rows = runner.read(statement("derive/run/latest")).rows
        return cls(**rows[0]) if rows else cls()


def changed_since(runner: Runner, records: Sequence[StepRecord]) -> tuple[Names | None, str | None]:
    """Names of what loads have changed since the load after which all these steps ran, and that load's id.

    None if that can't be said: the steps ran after different ones, a load was cut off, or a sheet came for the first
    time.
    """
    after = {(record.load, record.sequence) for record in records}
    load, sequence = after.pop() if len(after) == 1 else (None, None)
    if not load or sequence is None:
        return None, None
    found = runner.read(statement("derive/run/since"), {"load": load, "sequence": sequence}).rows[0]
    if not found["known"] or found["sheets"]:
        return None, None
    return touched({*found["touched"], *_BOOKKEEPING}) if found["loads"] else frozenset(), load
