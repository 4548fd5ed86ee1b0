"""Pictures for pages: read once for each load and unit, then cached."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import streamlit as st

from dashboards.screens.alignment.read import read_picture
from dashboards.shell.address import FINDINGS, address, write_at
from dashboards.shell.readers import view

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
    region = next((step.unit.unit_id for step in picture.path if step.unit.level == "region"), None)
    return address(FINDINGS, rule=_SUPPORT, at=write_at([region] if region else []))


# Pictures are immutable, so all sessions can share them; the stamp in the key gives every load its own picture.
@st.cache_resource(show_spinner=False, max_entries=64, ttl=3600)
def _kept_picture(stamp: str, unit_id: str | None, _context: LoadContext) -> Picture | None:  # noqa: ARG001 - the stamp is part of the key
    return read_picture(_context, unit_id, partial(view, _context))
