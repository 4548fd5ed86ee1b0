"""Continuity: which links hang on one person, and what falls if that role falls vacant. Roles, never names."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboards.drawing.phrasing import full
from dashboards.screens.alignment.read import Names
from dashboards.screens.continuity.rows import FOLD, compose_main
from dashboards.screens.continuity.side import breaks_with, compose_side
from dashboards.screens.continuity.text import COLUMNS, HeldRole, Single, Standing, cells, headline_of, lead_of
from dashboards.screens.data_health.text import sheet_name
from dashboards.shell import panel
from dashboards.shell.address import CONTINUITY, stay_at
from dashboards.shell.downloads import csv_button
from dashboards.shell.layout import headline, toggle, unknown
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import join, tag
from dashboards.shell.page import run_page
from dashboards.shell.readers import profile, view
from dashboards.shell.region import chosen_place
from dashboards.shell.stored import Finding, findings_of, nest
from dashboards.shell.top_line import top_line
from graph.profile.words import worded
from graph.queries.catalog import catalog

if TYPE_CHECKING:
    from dashboards.drawing.inputs import UnitRef

_CONTACT = "contact records are missing"
# Vacant linking roles, and roles without which teams lose contact with the state.
_ROLES = {"P-03", "P-12"}


def show() -> None:
    """The page."""
    run_page("Continuity", _body)


def _body(context: LoadContext) -> None:
    query = st.query_params
    _take_old_address(context)
    place = chosen_place(context)
    standing = read_standing(
        context,
        query.get("link", ""),
        place.region,
        every=query.get("rows") == "all",
        listed=query.get("list") == "covered",
        table=query.get("show") == "table",
    )
    with top_line(context, CONTINUITY, "roles, never names"):
        if not standing.missing:
            _buttons(standing)
    top_row = join(
        unknown(standing.stray, "No link that hangs on one person has the id {}; all of them are shown."),
        headline(headline_of(standing), *lead_of(standing)),
    )
    main, side = tag("div", compose_main(standing)), tag("div", compose_side(standing))
    panel.show(join(top_row, tag("div", main, side, class_="columns")), key="continuity")


def _take_old_address(context: LoadContext) -> None:
    """Before all pages shared a place, `at` was the selected link."""
    query = st.query_params
    at = query.get("at", "")
    if at and chosen_place(context).stray and any(row["link_id"] == at for row in view(context, "one_person_links")):
        query["link"] = at
        del query["at"]
        stay_at("")


def _buttons(standing: Standing) -> None:
    other = None if standing.table else "table"
    show_as_table = toggle("Show as table", standing.here(show=other), on=standing.table)
    panel.show(tag("div", show_as_table, class_="buttons"), key="twin", width="content")
    rows = [cells(standing, row) for row in (*standing.rows, *standing.covered)]
    csv_button([worded(name) for name in COLUMNS], rows, "loopline_continuity.csv")


def missing_of(context: LoadContext) -> str:
    """What is missing to know who holds a link; empty if nothing is."""
    if context.loaded != "all":
        return _CONTACT
    query = catalog()["p01_one_person_link"].sheets
    lacking = [
        sheet_name(sheet).lower() for sheet in query if isinstance(sheet, str) and sheet not in set(context.sheets)
    ]
    if not lacking:
        return ""
    return f"{' and '.join(lacking)} {'was' if len(lacking) == 1 else 'were'} not loaded"


def read_standing(
    context: LoadContext, at: str, region: UnitRef | None = None, *, every: bool, listed: bool, table: bool
) -> Standing:
    """Everything that the page shows.

    Args:
        context: The published load.
        at: Id of the selected link; any other text selects the first row.
        region: The only region to show; None for all.
        every: Whether rows beyond the tenth are shown.
        listed: Whether the covered links are listed.
        table: Whether the table is shown.
    """
    missing = missing_of(context)
    if missing:
        return Standing(missing=missing)
    only = region.unit_id if region else None
    every_single = singles_of(context)
    singles = [row for row in every_single if only in {None, row.region_id}]
    rows = [row for row in singles if row.link.single]
    counts = view(context, "way_down", unit=only)[-1]
    chosen = next((row for row in rows if row.link.link_id == at), rows[0] if rows else None)
    # A role may hold links in other regions as well: all of them break with it.
    breaks = breaks_with([row for row in every_single if row.link.single], chosen) if chosen else []
    return Standing(
        rows=rows,
        covered=[row for row in singles if not row.link.single],
        different=_lost(context, rows),
        connected=counts["connected"],
        total=sum(counts[name] for name in ("connected", "cut_off", "starting", "cant_tell")),
        unknown=sum(row["links"] for row in view(context, "links_held", unit=only) if row["held"] == "unknown"),
        enough=int(profile().threshold("spof_buildings")),
        chosen=chosen,
        breaks=breaks,
        lost=_lost(context, breaks),
        every=every or (chosen is not None and chosen not in rows[:FOLD]),
        listed=listed,
        table=table,
        name=full(region) if region else "",
        roles=roles_of(context, only),
        stray="" if chosen is not None and chosen.link.link_id == at else at,
    )


def roles_of(context: LoadContext, region_id: str | None) -> list[Finding]:
    """Findings about roles that stand for themselves: what follows from a link held by one person is in its row.

    Args:
        context: The published load.
        region_id: The only region to show; None for all.
    """
    return [
        finding
        for finding in nest(findings_of(context))
        if catalog()[finding.query].rule in _ROLES and region_id in {None, finding.region_id}
    ]


def singles_of(context: LoadContext) -> list[Single]:
    """Links held by one person, those with most buildings depending on them first."""
    regions = [(row["unit_id"], row["name"]) for row in view(context, "loop_regions") if row["level"] == "region"]
    names = Names(dict(regions).items())
    roles: dict[str, list[HeldRole]] = defaultdict(list)
    for row in view(context, "one_person_roles"):
        roles[row["link_id"]].append(_held_role(row))
    return [
        Single(
            link=names.link(row, writing=context.writing),
            inside=row["inside"],
            region_id=row["region_id"] or "",
            within=tuple(row["within"]),
            written=row["written"],
            roles=tuple(sorted(roles[row["link_id"]], key=lambda role: not (role.until or role.acting))),
        )
        for row in view(context, "one_person_links")
    ]


def _held_role(row: dict[str, Any]) -> HeldRole:
    return HeldRole(
        role_id=row["role_id"],
        title=row["title"] or row["role_id"],
        team=row["team"] or "",
        holders=row["holders"],
        acting=row["acting"],
        until=row["until"],
        vacant_since=row["vacant_since"],
    )


def _lost(context: LoadContext, rows: list[Single]) -> int:
    """Number of distinct connected buildings behind the links."""
    if not rows:
        return 0
    lines = view(context, "lines_lost", links=sorted(row.link.link_id for row in rows))
    return sum(row["buildings"] for row in lines if row["state"] == "connected")
