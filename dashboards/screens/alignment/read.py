"""From rows of the view queries to the pictures' data."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from dashboards.drawing.inputs import (
    BuildingPicture,
    Counts,
    DistrictPicture,
    Facts,
    LinkFacts,
    Picture,
    RegionPicture,
    Repairs,
    Row,
    StatePicture,
    Step,
    UnitRef,
)
from dashboards.drawing.phrasing import in_order
from dashboards.shell.load_context import LoadContext, View
from graph.model.vocabulary import LineLevel
from graph.profile.words import spoken_profile, worded

Rows = Sequence[Mapping[str, Any]]

# How many levels below a unit its picture shows.
_DEPTH = {"state": 2, "region": 1, "district": 1, "school": 0}

_DIGITS = re.compile(r"(\d{1,3})\D*$")
_COUNTED = ("connected", "cut_off", "starting", "cant_tell", "both_ways", "weak", "reaches_region")


@dataclass(frozen=True, slots=True)
class Answers:
    """Rows of the views that one picture needs.

    Attributes:
        way: `way_down`: units from the state down to this one.
        way_links: `links_of` those units.
        below: `units_below`.
        links: `links_below`.
        repairs: `repairs_below`.
        siblings: `siblings` of the unit.
        outside: `not_counted` below it.
        regions: (unit_id, name) of the state's regions, for their numbers.
        measured: Connected buildings that measured fidelity this term, by unit; None if no such records were loaded.
        unsupported: `support_missing` of the unit.
    """

    way: Rows
    way_links: Rows = ()
    below: Rows = ()
    links: Rows = ()
    repairs: Rows = ()
    siblings: Rows = ()
    outside: Rows = ()
    regions: Sequence[tuple[str, str]] = ()
    measured: Mapping[str, int] | None = None
    unsupported: Rows = ()


def region_numbers(regions: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Numbers for regions: the digits in their ids or names, if these are unique.

    Args:
        regions: (unit_id, name) of all regions.
    """
    listed = list(regions)
    for texts in ([unit_id for unit_id, _ in listed], [name for _, name in listed]):
        found = [_DIGITS.search(text) for text in texts]
        numbers = [match[1].lstrip("0") or "0" for match in found if match]
        if len(numbers) == len(listed) and len(set(numbers)) == len(numbers):
            return {unit_id: number for (unit_id, _), number in zip(listed, numbers, strict=True)}
    return {}


class Names:
    """Names of units in pictures: regions with their numbers, without repeating "Region 3"."""

    def __init__(self, regions: Iterable[tuple[str, str]]) -> None:
        self._numbers = region_numbers(regions)

    def unit(self, unit_id: str, name: str | None, level: str) -> UnitRef:
        """One unit."""
        number = self._numbers.get(unit_id, "") if level == "region" else ""
        label = name or ""
        if number:
            bare = re.sub(rf"^{re.escape(worded('region'))}\s+0*{number}\b[\s,:-]*", "", label, flags=re.IGNORECASE)
            label = bare or label
        return UnitRef(unit_id, label, cast("LineLevel", level), number)

    def link(self, row: Mapping[str, Any], *, writing: bool = True) -> LinkFacts:
        """One link with both its units."""
        upper = self.unit(row["upper_id"], row["upper"], row["upper_level"])
        lower = self.unit(row["lower_id"], row["lower"], row["lower_level"])
        return LinkFacts(
            link_id=row["link_id"],
            kind=row["kind"],
            state=row["state"],
            family=row["family"],
            upper=upper,
            lower=lower,
            no_team=row["no_team"],
            planned=row["planned"],
            last_contact=row["last_contact"],
            days_since=row["days_since"],
            last_month=row["last_month"],
            rhythm=row["rhythm"],
            protocols=row["protocols"] if writing else None,
            agreed_on=row["agreed_on"],
            people=row["people"],
            single=bool(row["single"]),
            covered=row["covered"],
            supported=row["supported"],
            cuts_off=row["cuts_off"] or 0,
            reconnects=row["reconnects"] or 0,
            connected=row["connected"] or 0,
            buildings=row["buildings"] or 0,
            owner=self.unit(row["owner_id"], row["owner"], row["owner_level"]),
            since=row["since"],
            began=row["began"],
            held_until=row["held_until"],
        )


def facts_of(context: LoadContext) -> Facts:
    """Facts about the data for pictures."""
    return Facts(
        as_of=context.as_of,
        loaded=context.loaded,
        writing=context.writing,
        late=context.late,
        all_buildings=context.all_buildings,
        unplaced=context.unplaced,
        scope_given=context.scope_given,
        coverage=context.coverage,
        invented=context.invented,
    )


def counts_of(row: Mapping[str, Any], measured: Mapping[str, int] | None = None) -> Counts:
    """A unit's buildings.

    Args:
        row: A row of `units_below` or `way_down`.
        measured: Buildings that measured fidelity, by unit.
    """
    # Where the profile knows no leadership teams, there is nobody whose engagement could be told.
    known = row["engaged_known"] if spoken_profile().leadership_levels else 0
    return Counts(
        **{name: row[name] or 0 for name in _COUNTED},
        engaged=row["engaged"] if known else None,
        measured=measured.get(row["unit_id"]) if measured is not None else None,
    )


def picture_of(answers: Answers, context: LoadContext) -> Picture:
    """The picture of the last unit on the path from the state.

    Args:
        answers: Rows of the views.
        context: The published load.
    """
    names = Names(answers.regions)
    links = _by_unit(names.link(row, writing=context.writing) for row in (*answers.way_links, *answers.links))
    path = tuple(_step(names, row, links) for row in answers.way)
    here = answers.way[-1]
    before, after = _beside(names, answers.siblings, here["unit_id"])
    shapes: dict[str, type[Picture]] = {
        "state": StatePicture,
        "region": RegionPicture,
        "district": DistrictPicture,
        "school": BuildingPicture,
    }
    return shapes[here["level"]](
        path=path,
        counts=counts_of(here, answers.measured),
        rows=_rows(names, answers, links, here["unit_id"]),
        repairs=_repairs(names, answers.repairs, writing=context.writing),
        facts=facts_of(context),
        before=before,
        after=after,
        outside=tuple(
            (names.unit(row["unit_id"], row["name"], row["level"]), str(row["reason"])) for row in answers.outside
        ),
        unsupported=sum(row["teams"] for row in answers.unsupported),
        unsupported_in_contact=sum(row["in_contact"] for row in answers.unsupported),
        unsupported_waiting=sum(row["waiting"] for row in answers.unsupported),
    )


def read_picture(context: LoadContext, unit_id: str | None, view: View) -> Picture | None:
    """The picture of a unit, by default of the state; None if there is no such unit.

    Args:
        context: The published load.
        unit_id: Id as given in the units sheet.
        view: Returns the rows of a view.
    """
    way = view("way_down", unit=unit_id)
    if not way or (unit_id is not None and way[-1]["unit_id"] != unit_id):
        return None
    here, level = way[-1]["unit_id"], way[-1]["level"]
    depth = _DEPTH[level]
    top_ = None if level == "state" else here
    region_rows = view("siblings", unit=way[1]["unit_id"]) if len(way) > 1 else ()
    below = view("units_below", unit=top_, depth=depth) if depth else ()
    regions = below if level == "state" else region_rows
    return picture_of(
        Answers(
            way=way,
            way_links=view("links_of", units=[row["unit_id"] for row in way]),
            below=below,
            links=view("links_below", unit=top_, depth=depth) if depth else (),
            repairs=view("repairs_below", unit=top_) if depth else (),
            siblings=view("siblings", unit=here) if level != "state" else (),
            outside=view("not_counted", unit=top_) if depth else (),
            regions=[(row["unit_id"], row["name"]) for row in regions if row["level"] == "region"],
            measured=_measured(context, top_, view) if depth else None,
            unsupported=view("support_missing", unit=top_) if depth else (),
        ),
        context,
    )


def _measured(context: LoadContext, unit_id: str | None, view: View) -> dict[str, int] | None:
    if "team_innovations" not in context.sheets:
        return None
    return {row["unit_id"]: row["measured"] for row in view("measured", unit=unit_id)}


def _by_unit(links: Iterable[LinkFacts]) -> dict[tuple[str, bool], LinkFacts]:
    return {(link.lower.unit_id, link.leadership): link for link in links}


def _step(names: Names, row: Mapping[str, Any], links: Mapping[tuple[str, bool], LinkFacts]) -> Step:
    unit_id = row["unit_id"]
    return Step(
        names.unit(unit_id, row["name"], row["level"]),
        links.get((unit_id, False)),
        links.get((unit_id, True)),
        row["leader"] or "",
    )


def _rows(names: Names, answers: Answers, links: Mapping[tuple[str, bool], LinkFacts], here: str) -> tuple[Row, ...]:
    children: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    for row in answers.below:
        children[row["parent_id"]].append(row)

    def row_of(row: Mapping[str, Any]) -> Row:
        unit_id = row["unit_id"]
        return Row(
            names.unit(unit_id, row["name"], row["level"]),
            counts_of(row, answers.measured),
            links.get((unit_id, False)),
            links.get((unit_id, True)),
            tuple(row_of(child) for child in children.get(unit_id, ())),
        )

    return tuple(row_of(row) for row in children.get(here, ()))


def _repairs(names: Names, rows: Rows, *, writing: bool) -> Repairs:
    lists: dict[str, list[LinkFacts]] = {"gap": [], "single": [], "weak": []}
    totals = dict.fromkeys(lists, 0)
    for row in rows:
        lists[row["list"]].append(names.link(row, writing=writing))
        totals[row["list"]] = row["total"]
    return Repairs(
        tuple(lists["gap"]),
        totals["gap"],
        tuple(lists["single"]),
        totals["single"],
        tuple(lists["weak"]),
        totals["weak"],
    )


def _beside(names: Names, siblings: Rows, here: str) -> tuple[UnitRef | None, UnitRef | None]:
    units = sorted((names.unit(row["unit_id"], row["name"], row["level"]) for row in siblings), key=in_order)
    at = next((place for place, unit in enumerate(units) if unit.unit_id == here), None)
    if at is None:
        return None, None
    return (units[at - 1] if at > 0 else None), (units[at + 1] if at + 1 < len(units) else None)
