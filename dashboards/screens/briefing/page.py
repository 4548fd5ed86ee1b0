"""The briefing: one page for the leadership team, to read in a minute and print on one sheet."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from dashboards.drawing.cards import panel as picture_panel
from dashboards.drawing.phrasing import full
from dashboards.drawing.summary import one_way
from dashboards.ledger import about_answers
from dashboards.screens.actions import with_actions
from dashboards.screens.briefing.brief import Brief, Course, Loss, StepLinks
from dashboards.screens.briefing.changes import changes_of, since_first_of
from dashboards.screens.briefing.decisions import decisions_of
from dashboards.screens.briefing.text import compose, compose_top
from dashboards.screens.briefing.trend import METRICS, courses_of
from dashboards.screens.loads.read import read_loads
from dashboards.screens.pictures import picture_for, support_findings
from dashboards.shell import panel
from dashboards.shell.address import BRIEFING
from dashboards.shell.load_context import LoadContext
from dashboards.shell.markup import join
from dashboards.shell.page import run_page
from dashboards.shell.readers import view
from dashboards.shell.region import chosen_place, region_choice
from dashboards.shell.stored import findings_of, has_findings, nest
from graph.model.vocabulary import LINE_LEVELS
from graph.profile.words import spoken_profile
from graph.queries.catalog import catalog
from graph.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dashboards.drawing.inputs import LinkFacts, Picture

_CONTACT = "contacts, meetings or link checks were not loaded"


def show() -> None:
    """The page."""
    run_page("Briefing", _body)


def _body(context: LoadContext) -> None:
    brief = read_brief(context, picture_for(context, chosen_place(context).region_id))
    brief = replace(brief, held=len(read_loads(context, Settings.from_env().inputs).of("held")))
    panel.show(join(compose_top(brief, region_choice(context, BRIEFING)), compose(brief)), key="briefing")


def read_brief(context: LoadContext, picture: Picture | None) -> Brief:
    """Everything that the page shows; headline, tiles and line use the drawing's counts.

    Args:
        context: The published load.
        picture: The picture of the state or of one region.
    """
    if picture is None:
        return Brief(context)
    counts, repairs = picture.counts, picture.repairs
    region = None if picture.unit.level == "state" else picture.unit.unit_id
    here = [each for each in nest(findings_of(context)) if region in {None, each.region_id}]
    critical = [each for each in here if each.severity == "critical" and each.status != "waived"]
    steps = view(context, "weakest_step", unit=region)
    about = {"unit": region, "without": sorted(about_answers())}
    beside = picture_panel(picture)
    repaired = {card.link_id for card in beside.cards if card.link_id}
    others = [finding for finding in critical if not (finding.link_ids and repaired.issuperset(finding.link_ids))]
    return Brief(
        context=context,
        connected=counts.connected,
        both_ways=counts.both_ways,
        cut_off=counts.cut_off,
        starting=counts.starting,
        cant_tell=counts.cant_tell,
        losses=losses_of(view(context, "line_losses", unit=region), _levels(picture)),
        steps=tuple(step_links_of(steps).values()),
        alone=repairs.single_count + _held_above(picture) if context.loaded == "all" else None,
        alone_missing=_CONTACT,
        critical=tuple(
            each if each.do else replace(each, do=catalog()[each.query].advice)
            for each in with_actions(context, others)
        ),
        critical_count=len(critical) if has_findings(context) else None,
        waived=sum(each.severity == "critical" and each.status == "waived" for each in here),
        largest=max((gap.cuts_off for gap in (*_own_gap(picture), *repairs.gaps)), default=0),
        one_way=one_way(picture) if context.loaded == "all" else "",
        repairs=tuple(card for card in beside.cards if card.number) or beside.cards,
        heading=beside.heading,
        name="" if region is None else full(picture.unit),
        support=beside.support,
        findings=support_findings(picture),
        changes=changes_of(view(context, "ledger_changes", **about)),
        since_first=since_first_of(view(context, "ledger_since_first", **about), context.as_of),
        courses=_courses(context, region, step_links_of(steps)),
        decisions=decisions_of(here, context.as_of) if has_findings(context) else None,
    )


def _courses(context: LoadContext, region: str | None, steps: Mapping[str, StepLinks]) -> tuple[Course, ...]:
    """Figures over time, of the state or of a region."""
    unit = region or context.state
    keys = [unit, *(() if region else (*steps, ""))]
    rows = view(context, "figures_over_time", metrics=list(METRICS), keys=keys)
    return courses_of(rows, unit, {} if region else steps)


def _own_gap(picture: Picture) -> list[LinkFacts]:
    """The gap in the line from the state down to a region, which cuts off all its buildings."""
    return [step.link for step in picture.path if step.link is not None and step.link.family == "gap"]


def _held_above(picture: Picture) -> int:
    """How many links on the way down to a region one person holds, which are not among those below it."""
    return sum(step.link is not None and step.link.single for step in picture.path)


def _levels(picture: Picture) -> list[str]:
    """Levels below the state that exist in this state; buildings always."""
    levels = {picture.unit.level} | {row.unit.level for row in picture.rows}
    levels |= {child.unit.level for row in picture.rows for child in row.children}
    return [level for level in LINE_LEVELS[1:] if level in levels or level == "school"]


def losses_of(rows: Sequence[dict[str, Any]], levels: Sequence[str]) -> tuple[Loss, ...]:
    """Buildings lost at each level, from the state down.

    Args:
        rows: Rows of the view `line_losses`.
        levels: Levels that the state has.
    """
    lost = {row["level"]: row for row in rows}
    known = [level for level in LINE_LEVELS[1:] if level in levels or level in lost]
    empty = {"cut_off": 0, "starting": 0, "cant_tell": 0}
    found = [(level, lost.get(level, empty)) for level in known]
    return tuple(Loss(level, row["cut_off"], row["starting"], row["cant_tell"]) for level, row in found)


def step_links_of(rows: Sequence[dict[str, Any]]) -> dict[str, StepLinks]:
    """Links by step of the line, from the state down, by kind of link.

    Args:
        rows: Rows of the metric `weakest_step`.
    """
    kinds = spoken_profile().support_levels
    by_kind = {row["kind"]: row for row in rows}
    return {
        kind: StepLinks(
            *levels,
            row["pairs"],
            row["holds"],
            row["starting"],
            row["lost"],
            row["weakest"],
        )
        for kind, levels in kinds
        if (row := by_kind.get(kind)) is not None
    }
