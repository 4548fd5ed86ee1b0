"""Implementation drivers of each district, with the roles that are responsible for them."""

from __future__ import annotations

from collections.abc import Iterator

from graph.model.vocabulary import DRIVERS
from loaders.generator.extras import ExtraSheet
from loaders.generator.state import Draft

COLUMNS = ("team_id", "driver", "role_id")

_ROLES = {"coaching": "member", "training": "second", "fidelity": "data", "decision_support_data": "data"}
"""Posts by driver; the lead is responsible for the others."""


def driver_rows(draft: Draft) -> Iterator[tuple[object, ...]]:
    """Every driver of each district team."""
    for team in draft.all_teams():
        if team.active and team.type == "DIT":
            for driver in DRIVERS:
                role = team.role_id(_ROLES.get(driver, "lead"))
                yield team.team_id, driver, None if driver in team.work.undriven else role


SHEETS: tuple[ExtraSheet, ...] = (("drivers", COLUMNS, driver_rows),)
