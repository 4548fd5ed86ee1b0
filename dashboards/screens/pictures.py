"""Pictures for pages: read once for each load and unit, then cached."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.screens.alignment.read import read_picture
from dashboards.shell.address import FINDINGS, address, write_at
from dashboards.shell.readers import view
from dashboards.shell.stored import findings_of, nest

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Picture
    from dashboards.shell.load_context import LoadContext


# The rules whose findings the view `support_missing` counts.
_SUPPORT = "S-01,S-03,S-04"


def picture_for(context: LoadContext, unit_id: str | None) -> Picture | None:
    """The picture of a unit, by default of the state; None if there is no such unit.

    Args:
        context: The published load.
        unit_id: Id as given in the units sheet.
    """
    return _kept_picture(context.load, unit_id, context)


def support_findings(picture: Picture) -> str:
    """The address of the findings about missing support in a picture's unit."""
    region = _region_of(picture)
    return address(FINDINGS, rule=_SUPPORT, at=write_at([region] if region else []))


def all_findings(picture: Picture) -> str:
    """The address of all findings about a picture's region, or about the state."""
    region = _region_of(picture)
    return address(FINDINGS, at=write_at([region] if region else []))


def _region_of(picture: Picture) -> str | None:
    return next((step.unit.unit_id for step in picture.path if step.unit.level == "region"), None)


# Pictures are immutable, so all sessions can share them; the stamp in the key gives every load its own picture.
@st.cache_resource(show_spinner=False, max_entries=64, ttl=3600)
def _kept_picture(stamp: str, unit_id: str | None, _context: LoadContext) -> Picture | None:  # noqa: ARG001 - the stamp is part of the key
    picture = read_picture(_context, unit_id, partial(view, _context))
    if picture is None or picture.unit.level not in {"state", "region"}:
        return picture
    return replace(picture, findings=_findings(_context, picture))


def _findings(context: LoadContext, picture: Picture) -> int:
    """Critical and high findings that stand for themselves, about a region or the state."""
    region = _region_of(picture)
    return sum(
        finding.severity in {"critical", "high"} and region in {None, finding.region_id}
        for finding in nest(findings_of(context))
    )
