"""The text of the briefing: four figures, the line from the state to the buildings, and what to repair first."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dashboards.drawing.headline import not_begun, not_placed
from dashboards.drawing.phrasing import many, named, number, opening, percent, verb
from dashboards.screens.briefing.band import thinning
from dashboards.screens.briefing.brief import Brief, StepLinks
from dashboards.screens.briefing.changes import compose_changes
from dashboards.screens.briefing.decisions import compose_decisions
from dashboards.screens.briefing.trend import compose_trend
from dashboards.screens.findings.text import act_of
from dashboards.shell.address import FINDINGS, LOOP_BOARD, address, unit_address
from dashboards.shell.layout import crumbs, headline, print_button, top
from dashboards.shell.markup import Child, Markup, join, link, tag
from graph.profile.words import worded

if TYPE_CHECKING:
    from dashboards.shell.stored import Finding


def headline_of(brief: Brief) -> str:
    """The answer, with the largest gap."""
    return named(brief.name, _answer(brief))


def _answer(brief: Brief) -> str:
    if not brief.total:
        return worded("No building is in scope.")
    if brief.context.loaded != "all":
        return "We can't tell yet what is connected: contact records are missing."
    scope = " in scope" if brief.context.scope_given else ""
    if brief.connected == brief.total:
        text = f"All {number(brief.total)} {worded('buildings')} have an unbroken line"
    elif brief.waiting:
        return f"None of the {many(brief.total, 'building')}{scope} has begun yet."
    elif brief.connected == brief.begun:
        text = f"All {many(brief.connected, 'building')} that have begun have an unbroken line"
    else:
        begun = f"the {many(brief.begun, 'building')} that {verb(brief.begun, 'has', 'have')} begun"
        which = begun if brief.starting else f"{many(brief.total, 'building')}{scope}"
        connected = f"{verb(brief.connected, 'is', 'are')} connected"
        text = f"{number(brief.connected)} of {which} {connected}"
        if brief.open_question:
            text = f"For {number(brief.cant_tell)} of {which} we can't tell yet; {number(brief.connected)} {connected}"
    if brief.connected:
        both = "all" if brief.both_ways == brief.connected else number(brief.both_ways) if brief.both_ways else "none"
        text += f", {both} of them both ways"
    if brief.starting:
        text += f"; {not_begun(brief.starting)}"
    gap = f" One gap alone cuts off {number(brief.largest)}." if brief.largest > 1 else ""
    return f"{text}.{gap}"


def compose_top(brief: Brief, region: Child = None) -> Markup:
    """As-of text, whom the briefing is for, headline.

    Args:
        brief: What the page shows.
        region: What of the state is shown, with the way to another region.
    """
    return top(
        brief.context,
        crumbs(
            tag("strong", worded("Briefing for the state's leadership")),
            region,
            buttons=print_button("Print one page"),
        ),
        headline(headline_of(brief)),
    )


def compose(brief: Brief) -> Markup:
    """Tiles, line, and the two lists under it."""
    heading = "Where the line thins" if brief.cut_off or brief.cant_tell else "The line"
    tiles = [_connected(brief), _weakest(brief), _alone(brief), _critical(brief)]
    return join(
        tag("div", tiles, class_="tiles"),
        tag("h2", heading, class_="thins") if brief.total else None,
        tag("div", thinning(brief), class_="scroll keep", aria_label=heading) if brief.total else None,
        tag("div", _repairs(brief), tag("div", _problems(brief), _decisions(brief)), class_="halves"),
        _history(brief),
    )


def _decisions(brief: Brief) -> Markup | None:
    return compose_decisions(brief.decisions, brief.held) if brief.decisions else None


def _history(brief: Brief) -> Markup | None:
    changes, trend = compose_changes(brief.changes, brief.since_first), compose_trend(brief.courses)
    return tag("div", changes, trend, class_="halves") if changes or trend else None


def _tile(title: str, figures: Sequence[str], *text: Child) -> Markup:
    return tag(
        "section",
        tag("h2", title),
        [tag("div", figure, class_="figure") for figure in figures],
        tag("p", *text, class_="muted"),
        class_="card tile",
    )


def _connected(brief: Brief) -> Markup:
    title = worded("Buildings connected")
    if brief.open_question:
        return _tile(title, (), _unknown(brief))
    if brief.waiting:
        return _tile(title, (), f"None of the {many(brief.total, 'building')} has begun yet: nothing is counted.")
    figures = (f"{number(brief.connected)} of {number(brief.begun)}", f"{number(brief.both_ways)} both ways")
    text = percent(brief.connected, brief.begun)
    if brief.starting:
        text += f" of the {number(brief.begun)} that have begun"
    if brief.cant_tell:
        upper = percent(brief.connected + brief.cant_tell, brief.begun)
        text += f", or up to {upper} with the {number(brief.cant_tell)} we can't tell"
    elsewhere = "" if brief.name else not_placed(brief.context.unplaced)
    return _tile(title, figures, " ".join(each for each in (f"{text}.", brief.one_way, elsewhere) if each))


def _unknown(brief: Brief) -> str:
    if brief.context.loaded != "all":
        return "We can't tell: contacts, meetings or link checks were not loaded."
    return f"We can't tell for {number(brief.cant_tell)} of {many(brief.total, 'building')}: too few contact records."


def _weakest(brief: Brief) -> Markup:
    steps = [step for step in brief.steps if step.pairs]
    if brief.waiting and not steps:
        return _tile("Weakest step", (), "Nothing has begun yet: no link is due.")
    if brief.open_question or not steps:
        return _tile("Weakest step", (), "We can't tell: the state of the links is not known.")
    means = "agreed in writing, contact both ways, on time" if brief.context.writing else "contact both ways, on time"
    worst = next((step for step in steps if step.weakest and step.lost), None)
    least = worst or min(steps, key=lambda step: step.holding / step.pairs)
    if all(step.holding == step.pairs for step in steps):
        title, figure, others = "Every link that is due holds", many(sum(step.pairs for step in steps), "link"), steps
        text = f"All hold: {means}."
    elif worst:
        title, figure = f"Most are cut off: {least.step}", f"{number(least.lost)} cut off"
        text, others = f"{_holding(least)} of its links hold: {means}.", [step for step in steps if step is not least]
    else:
        title, figure = f"Weakest step: {least.step}", _holding(least)
        text, others = f"of these links hold: {means}.", [step for step in steps if step is not least]
    if others:
        text += f" {opening('; '.join(f'{step.step}: {_holding(step)}' for step in others))}."
    starting = sum(step.starting for step in steps)
    if starting:
        text += f" {opening(many(starting, 'link'))} {verb(starting, 'has', 'have')} not begun."
    board = link("See the loop board", address(LOOP_BOARD), class_="noprint")
    return _tile(title, (figure,), text, " ", board)


def _holding(step: StepLinks) -> str:
    return f"{number(step.holding)} of {number(step.pairs)}"


def _alone(brief: Brief) -> Markup:
    title = "Links with no stand-in"
    if brief.alone is None:
        return _tile(title, (), f"We can't tell: {brief.alone_missing}.")
    text = worded("one person holds the link, nobody stands in, and five or more buildings in scope are behind it")
    return _tile(title, (number(brief.alone),), text)


def _critical(brief: Brief) -> Markup:
    title = "Critical problems open"
    if brief.critical_count is None:
        return _tile(title, (), "We can't tell: findings were not worked out for this load.")
    list_ = link("Open the list", address(FINDINGS, severity="critical"), class_="noprint")
    waived = f"{number(brief.waived)} more {verb(brief.waived, 'is', 'are')} waived. " if brief.waived else None
    any_ = brief.critical_count or brief.waived
    return _tile(title, (number(brief.critical_count),), waived, list_ if any_ else "None is on record.")


def _repairs(brief: Brief) -> Markup | None:
    if not brief.repairs and not brief.support:
        return None
    cards = [
        tag(
            "div",
            tag("span", str(card.number), class_="disc") if card.number else None,
            tag(
                "div",
                tag("h3", link(card.title, unit_address(*card.at), class_="quiet") if card.at else card.title),
                tag("p", card.text, tag("strong", f" {card.do}") if card.do else None),
            ),
            class_="card item",
        )
        for card in brief.repairs[:3]
    ]
    foot = tag("p", brief.support, ": ", link("see Findings", brief.findings), ".", class_="small")
    return tag("section", tag("h2", brief.heading), cards, foot if brief.support else None)


def _problems(brief: Brief) -> Markup | None:
    if not brief.critical:
        return None
    items = [
        tag("div", tag("div", tag("p", _place_of(finding)), act_of(finding)), class_="card item")
        for finding in brief.critical[:4]
    ]
    left = len(brief.critical) - len(items)
    more = f"{number(left)} more: " if left > 0 else ""
    foot = tag("p", more, link("all critical problems", address(FINDINGS, severity="critical")), class_="small noprint")
    heading = "Critical besides" if brief.repairs else "Critical problems"
    return tag("section", tag("h2", heading), items, foot)


def _place_of(finding: Finding) -> Child:
    """The sentence, as a link to the unit that it names."""
    return (
        link(finding.sentence, unit_address(finding.unit_id), class_="quiet") if finding.unit_id else finding.sentence
    )
