"""What a load would change, for people: record by record, with the unit of each and its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.loading.changed_cells import plain_name
from graph.loading.comparison import Difference, changes_of, labels_of
from graph.loading.rehearsal import Rehearsed, look_closer
from graph.loading.store import Store
from graph.staging.stage import Staged

_NAMED = {"Unit": "name", "Team": "name", "Role": "title"}
"""Labels whose records have a name that is nobody's."""


@dataclass(frozen=True)
class Foreseen:
    """What a load would change.

    Attributes:
        differences: States that would begin, end or change, in the model's order; of a source's first load no
            relationships.
        names: Names of units and teams and titles of roles, by label and id.
        units: The unit of each unit, team, role and person in `differences`, by label and id.
        differing: By label or type, how many changed records would differ in each property.
    """

    differences: list[Difference] = field(default_factory=list)
    names: Mapping[tuple[str, str], str | None] = field(default_factory=dict)
    units: Mapping[tuple[str, str], str] = field(default_factory=dict)
    differing: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


def foresee(found: Rehearsed, store: Store, staged: Staged) -> Foreseen:
    """What a rehearsed load would change.

    Args:
        found: The rehearsal.
        store: Reads the graph.
        staged: The load's rows.
    """
    if not found.places:
        look_closer(found, store, staged)
    differences = changes_of(found.journal)
    units: dict[tuple[str, str], str] = {}
    for each in differences:
        if isinstance(each.kind, str):
            now, before = found.new_places.get(each.kind, {}), found.places.get(each.kind, {})
            unit = now.get(each.key[0]) or before.get(each.key[0])
            if unit is not None:
                units[each.kind, each.key[0]] = unit
    differing = {
        name: Counter({plain_name(column): count for column, count in columns.items()})
        for name, columns in found.plan.differing.items()
    }
    return Foreseen(differences, _names(store, differences, units, staged), units, differing)


def _names(
    store: Store, differences: list[Difference], units: Mapping[tuple[str, str], str], staged: Staged
) -> dict[tuple[str, str], str | None]:
    names = labels_of(store, differences)
    names |= {("Unit", key): name for key, name in store.named("Unit", set(units.values())).items()}
    for label, column in _NAMED.items():
        if label in staged.nodes:
            frame = staged.nodes[label]
            given = zip(frame.iloc[:, 0], frame[column], strict=True)
            names |= {(label, key): name for key, name in given if (label, key) not in names and name is not None}
    return names
