"""The region that a reader has chosen: it is in every page's address, and pages show it alone where they can."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

from dashboards.drawing.inputs import UnitRef
from dashboards.drawing.phrasing import full, in_order
from dashboards.screens.alignment.read import Names
from dashboards.shell.address import address, read_at, write_at
from dashboards.shell.layout import unknown
from dashboards.shell.load_context import LoadContext, Row
from dashboards.shell.markup import Markup, join, link, tag
from dashboards.shell.readers import view
from graph.profile.words import worded

# What else of the address stays when another region is chosen.
_KEPT = ("severity", "kind", "rule", "only", "cell", "show", "by", "query", "load")


@dataclass(frozen=True, slots=True)
class Place:
    """What a page is about.

    Attributes:
        at: The value of `at`; empty for the whole state.
        region: The region that was chosen, or that contains the chosen unit; None for the whole state.
        stray: The id in the address if no unit has it.
    """

    at: str = ""
    region: UnitRef | None = None
    stray: str = ""

    @property
    def region_id(self) -> str | None:
        """Id of the region, as a parameter of views; None for the whole state."""
        return self.region.unit_id if self.region else None


def asked_place() -> str:
    """The value of `at` in the address; `region` is what it was called on the page Findings."""
    at = st.query_params.get("at", "")
    region = st.query_params.get("region", "")
    return at or (write_at([region]) if region else "")


def chosen_place(context: LoadContext) -> Place:
    """The place in the address.

    Args:
        context: The published load.
    """
    at = asked_place()
    ids = read_at(at)
    if not ids or context.as_of is None:
        return Place(at)
    way = view(context, "way_down", unit=ids[-1])
    if not way:
        return Place(at, stray=ids[-1])
    found = next((row["unit_id"] for row in way if row["level"] == "region"), None)
    return Place(at, next((region for region in regions_of(context) if region.unit_id == found), None))


def names_of(context: LoadContext) -> Names:
    """Names of units as all pages write them.

    Args:
        context: The published load.
    """
    return Names([(row["unit_id"], row["name"]) for row in _regions(context)])


def _regions(context: LoadContext) -> list[Row]:
    return [row for row in view(context, "units_below", unit=None, depth=2) if row["level"] == "region"]


def regions_of(context: LoadContext) -> list[UnitRef]:
    """The regions that count, in the drawing's order.

    Args:
        context: The published load.
    """
    rows = _regions(context)
    names = names_of(context)
    return sorted((names.unit(row["unit_id"], row["name"], "region") for row in rows), key=in_order)


def region_choice(context: LoadContext, page: str, *, narrows: bool = True) -> Markup | None:
    """What of the state is shown, with the way to another region and back to all; None if there are no regions.

    Args:
        context: The published load.
        page: The page's address.
        narrows: Whether it shows a chosen region alone; otherwise it says that it shows the whole state.
    """
    regions = regions_of(context)
    if not regions:
        return None
    return compose(regions, chosen_place(context), page, _others(), narrows=narrows)


def _others() -> dict[str, str]:
    return {name: st.query_params[name] for name in _KEPT if name in st.query_params}


def compose(regions: list[UnitRef], place: Place, page: str, others: dict[str, str], *, narrows: bool) -> Markup:
    """The chip and the list of regions.

    Args:
        regions: All regions.
        place: What is chosen.
        page: The page's address.
        others: What else of the address stays.
        narrows: Whether the page shows a chosen region alone.
    """
    chosen = place.region
    items = [
        tag(
            "li",
            link(
                full(region),
                address(page, **others, at=write_at([region.unit_id])),
                aria_current="true" if chosen and region.unit_id == chosen.unit_id else None,
            ),
        )
        for region in regions
    ]
    every = link("show all", address(page, **others, at=None), class_="noprint")
    if chosen is None:
        summary, chip = worded("all regions"), None
    elif narrows:
        summary = worded("another region")
        chip = tag("span", tag("strong", f"{full(chosen)} only"), " \N{MIDDLE DOT} ", every, class_="chip")
    else:
        summary = worded("another region")
        stays = f"whole state; {full(chosen)} stays chosen for the other pages"
        chip = tag("span", stays, " \N{MIDDLE DOT} ", every, class_="chip whole")
    pick = tag(
        "details", tag("summary", summary), tag("ul", items), class_="pick" if chosen is None else "pick noprint"
    )
    missed = unknown(place.stray, "No unit is called {}; the whole state is shown.")
    return join(chip, pick, missed)
