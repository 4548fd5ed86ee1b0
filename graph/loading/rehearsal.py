"""A load's plan before anything is written: the same comparison as in writing, with the writes left out."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from dataclasses import dataclass, field

from graph.loading.differences import Stamp
from graph.loading.journal import Journal
from graph.loading.names import Names
from graph.loading.plan import Plan, Planner
from graph.loading.store import Begun, Store
from graph.staging.stage import SheetCount, Staged


@dataclass(frozen=True)
class Rehearsed:
    """What a load would do.

    Attributes:
        plan: Counts by label and type.
        digest: Of all that would be written; another one if the graph or the files differ.
        known: By label that the load lists, ids that the source stated before.
        given: The same, that it states now.
        gone: The same, that it no longer states.
        counts: Rows by sheet, each with the rows of the source's last load that had the sheet, and of these set aside.
        lists: Names of the sheets that list all there is of something.
        parents: Parent unit by unit, in the graph.
        places: By label, the unit of each id in the graph; read by `look_closer`, at once if something is gone.
        new_places: By label, the unit of each id in the files.
        unit_names: Names of units in the graph, by id; read as the places are.
        names: By label, names of those gone and of those new, by id.
        journal: What it would change, record by record.
    """

    plan: Plan
    digest: str
    journal: Journal
    known: dict[str, set[str]]
    given: dict[str, set[str]]
    gone: dict[str, set[str]]
    counts: list[tuple[SheetCount, int, int]]
    lists: frozenset[str] = frozenset()
    parents: dict[str, str] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)
    new_places: dict[str, dict[str, str]] = field(default_factory=dict)
    unit_names: dict[str, str] = field(default_factory=dict)
    names: dict[str, tuple[dict[str, str], dict[str, str]]] = field(default_factory=dict)

    def new(self, label: str) -> set[str]:
        """Ids that the source states for the first time."""
        return self.given.get(label, set()) - self.known.get(label, set())


def rehearse(store: Store, staged: Staged, stamp: Stamp, before: Begun, names: Names) -> Rehearsed:
    """Compare a load with the graph, and write nothing.

    Args:
        store: Reads the graph.
        staged: The load's rows.
        stamp: What each row would carry.
        before: What was written before.
        names: People's names; forgets what it notes.
    """
    planner = Planner(store, stamp, before, names)
    digest = hashlib.sha256()
    for text, params in planner.steps(staged):
        digest.update(repr((text, sorted(params.items()))).encode("utf-8", "surrogatepass"))
    names.forget()
    absence = staged.absence
    gone = {
        label: (absence.gone[label] | absence.unsaid[label]) - absence.merged.get(label, {}).keys()
        for label in absence.known
    }
    given = {label: set(staged.nodes[label].iloc[:, 0]) for label in absence.known if label in staged.nodes}
    last = store.last_sheets(stamp.source)
    counts = [(count, *last.get(count.sheet, (0, 0))) for count in staged.counts]
    digest_text = digest.hexdigest()[:16]
    found = Rehearsed(planner.plan, digest_text, planner.journal, absence.known, given, gone, counts, absence.lists)
    if any(gone.values()):
        look_closer(found, store, staged)
    return found


def look_closer(found: Rehearsed, store: Store, staged: Staged) -> None:
    """Read where those who are gone were, and what they were called."""
    found.parents.update(store.parents())
    found.places.update(store.places())
    units = {unit for of_label in found.places.values() for unit in of_label.values()}
    known = found.parents.keys() | set(found.parents.values()) | found.gone.get("Unit", set()) | units
    found.unit_names.update(store.named("Unit", known))
    places: dict[str, dict[str, str]] = defaultdict(dict)
    for (_, start, end), frame in staged.edges.items():
        if end == "Unit" and start in ("Team", "Person", "Role"):
            places[start] |= dict(zip(frame["start"], frame["end"], strict=True))
    roles_on = staged.edges.get(("ON", "Role", "Team"))
    if roles_on is not None:
        of_team = {**found.places.get("Team", {}), **places["Team"]}
        at = {role: of_team.get(team) for role, team in zip(roles_on["start"], roles_on["end"], strict=True)}
        places["Role"] |= {role: unit for role, unit in at.items() if unit is not None}
    places["Unit"] = {unit: unit for unit in found.given.get("Unit", set())}
    found.new_places.update(places)
    for label in ("Unit", "Team"):
        if found.gone.get(label) and label in staged.nodes:
            frame = staged.nodes[label]
            new = found.new(label)
            named = {key: name for key, name in zip(frame.iloc[:, 0], frame["name"], strict=True) if key in new}
            found.names[label] = (store.named(label, found.gone[label]), named)
