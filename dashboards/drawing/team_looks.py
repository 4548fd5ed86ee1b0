"""The looks of teams: formed, starting, missing or cut off; the link's state is shown by the link."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dashboards.drawing.glyphs import Look
    from dashboards.drawing.inputs import LinkFacts, Row


def own_team(link: LinkFacts | None, leaders: LinkFacts | None, *, cut_off: bool) -> Look:
    """The implementation team of a unit.

    Args:
        link: Its support link to the team above.
        leaders: The link to its own leaders.
        cut_off: Whether the line is broken above it, its own link included.
    """
    missing = (link is not None and link.no_team in {"lower", "both"}) or (
        leaders is not None and leaders.no_team in {"lower", "both"}
    )
    shown = link or leaders
    if missing and shown is not None:
        return "starting" if shown.state == "starting" else "missing"
    if link is not None and link.state == "starting" and link.no_team is None:
        return "starting"
    return "cut_off" if cut_off else "formed"


def top_team(leaders: LinkFacts | None, below: Iterable[LinkFacts | None]) -> Look:
    """The state implementation team, which has no link above it.

    Args:
        leaders: The link to the State Management Team.
        below: The links that it owes; if all of them lack their upper team, there is none.
    """
    links = [link for link in below if link is not None]
    missing = bool(links) and all(link.no_team in {"upper", "both"} for link in links)
    if missing or (leaders is not None and leaders.no_team in {"lower", "both"}):
        shown = leaders if leaders is not None and leaders.no_team in {"lower", "both"} else links[0]
        return "starting" if shown.state == "starting" else "missing"
    return "formed"


def leader_team(leaders: LinkFacts, *, cut_off: bool) -> Look:
    """The leadership team of a unit.

    Args:
        leaders: The link to it.
        cut_off: Whether the line is broken above the unit.
    """
    if leaders.no_team in {"upper", "both"}:
        return "starting" if leaders.state == "starting" else "missing"
    return "cut_off" if cut_off else "formed"


def bead(row: Row, *, cut_off: bool) -> Look:
    """A district on the overview: its link is too short to read, so the bead shows the link's state.

    Args:
        row: The district.
        cut_off: Whether the line is broken above its region.
    """
    link = row.link
    if link is None:
        return "cut_off"
    if link.no_team in {"lower", "both"}:
        return "starting" if link.state == "starting" else "missing"
    looks: dict[str, Look] = {
        "holds": "formed",
        "weak": "weak",
        "one_way": "weak",
        "gap": "broken",
        "starting": "starting",
        "cant_tell": "cant_tell",
    }
    look = looks[link.family]
    return "cut_off" if cut_off and look != "broken" else look
