"""A roll-out by years: which regions have begun, and where teams are still forming.

In the first year one region has begun and the other regional teams are forming. In the second year half of the regions
have: the first is complete, the others have their regional team, and their district teams are forming. Below a team
that is forming there is none yet; leaders' own teams are there all along.
"""

from __future__ import annotations

from collections.abc import Iterator

from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft

YEARS = (1, 2)


def roll_out(draft: Draft) -> list[Unit]:
    """Take away the teams that a state in this year of its roll-out does not have yet.

    Returns:
        Units that have not begun: defects and variation leave them alone.
    """
    year, regions = draft.options.year, draft.skeleton.regions
    if year is None:
        return []
    half = max(1, len(regions) // 2)
    waiting: list[Unit] = []
    for place, region in enumerate(regions):
        if place == 0:
            continue
        if year > 1 and place < half:
            for district in region.children:
                waiting += _wait(draft, district)
        else:
            waiting += _wait(draft, region)
    return waiting


def _wait(draft: Draft, top: Unit) -> Iterator[Unit]:
    """The team of a unit is forming, and there is none below it."""
    for unit in top.below():
        team = draft.implementers(unit)
        team.status = None
        yield unit
    team = draft.implementers(top)
    team.status = "forming"
    team.planned = draft.days.back(-draft.dice(f"planned {top.unit_id}").between(40, 110))
