"""Groups at every level for the contact measures, and how much of everyone's contact is known."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from graph.derive.read.contacts import read_records
from graph.derive.step import Work
from graph.derive.steps.contacts import read_evidence
from graph.derive.steps.coverage import covered_share
from graph.derive.steps.scope import read_units
from graph.network.core.groups import NOWHERE, Groups, levels

TEAM = "team"


@dataclass(frozen=True)
class Levels:
    """Groups of people.

    Attributes:
        units: Groups of units by level; the state, which is one group, is left out.
        part_of: By level, the number of the unit above each of its units, at whatever level; -1 for none.
        teams: Teams as groups. Someone on several teams counts as outside of each.
        covered: Whether each person's contacts are known, [people].
    """

    units: Mapping[str, Groups]
    part_of: Mapping[str, NDArray[np.int64]]
    teams: Groups
    covered: NDArray[np.bool_]

    def share(self, groups: Groups) -> NDArray[np.float64]:
        """Share of each group's people whose contacts are known; not a number for a group without people."""
        people = groups.people
        return np.where(people > 0, groups.sums(self.covered.astype(np.float64)) / np.maximum(people, 1), np.nan)


def read_levels(work: Work) -> Levels:
    """Everyone who has not left, by unit and by team."""
    records = work.keep(read_records)
    units = work.keep(read_units)[1]
    ids = sorted(units)
    number = {unit_id: place for place, unit_id in enumerate(ids)}
    above = np.array([number.get(units[unit_id].parent or "", NOWHERE) for unit_id in ids], dtype=np.int64)
    own = np.array([number.get(unit_id, NOWHERE) for unit_id in records.units.tolist()], dtype=np.int64)
    own[~records.here] = NOWHERE
    found = levels(own, above, [units[unit_id].level or "" for unit_id in ids], ids)
    kept = {level: groups for level, groups in found.items() if level not in ("", "state")}
    part_of = {
        level: np.array([above[number[unit_id]] for unit_id in groups.ids], dtype=np.int64)
        for level, groups in kept.items()
    }
    return Levels(kept, part_of, _teams(work), _covered(work))


def _teams(work: Work) -> Groups:
    records, members = work.keep(read_records), work.keep(read_evidence).members
    times = Counter(person for people in members.values() for person in people)
    labels: list[str | None] = [None] * len(records.people)
    for team, people in members.items():
        for person in people:
            place = records.places[person]
            if times[person] == 1 and records.here[place]:
                labels[place] = team
    return Groups.named(TEAM, labels)


def _covered(work: Work) -> NDArray[np.bool_]:
    """Whether a person's contacts in the period are known.

    Of someone on a team, the sheet of what was collected decides, if there is one, as it does for the team (D-05): to
    be named in other people's records is not to have one's own. Of anyone else, to appear at all has to do.
    """
    records, evidence = work.keep(read_records), work.keep(read_evidence)
    window = int(work.profile.threshold("window_days"))
    known = records.latest <= (work.as_of - work.calendar.back(window)).days
    if evidence.collected is not None:
        covered = {True: set[str](), False: set[str]()}
        for team, people in evidence.members.items():
            covered[bool(covered_share(team, evidence, work.calendar, work.profile))] |= people
        for told in (False, True):  # someone on several teams is known through any one of them
            known[[records.places[person] for person in covered[told]]] = told
    return known
