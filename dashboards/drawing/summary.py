"""The sentences under the headline: how many are cut off, where most of them, and what hangs on a weak link."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dashboards.drawing.headline import between, ends, first_gap, not_begun, not_placed
from dashboards.drawing.inputs import BuildingPicture, DistrictPicture, LinkFacts, Picture, StatePicture
from dashboards.drawing.link_sentences import owner_name, pair, sentence
from dashboards.drawing.phrasing import RECORD, WEAK, day, many, number, opening, short, small, the_team, tier, verb
from graph.profile.words import worded

if TYPE_CHECKING:
    from dashboards.drawing.inputs import Row

Span = tuple[str, bool]


def summary(picture: Picture) -> list[Span]:
    """The sentences under the headline, as pieces of text with their weight (True is bold).

    Args:
        picture: Any of the four pictures.
    """
    facts = picture.facts
    if facts.loaded in {"nothing", "units"}:
        return []
    old: list[Span] = [(f"As of {day(facts.as_of, None)}: ", True)] if facts.late and facts.as_of else []
    if isinstance(picture, BuildingPicture):
        return old + _building_lead(picture)
    spans = _losses(picture)
    rest = _rest(picture) if facts.loaded == "all" else ""
    if isinstance(picture, StatePicture) and facts.unplaced:
        rest = f"{rest} {not_placed(facts.unplaced)}".strip()
    if rest:
        spans.append((f"{' ' if spans else ''}{rest}", False))
    return old + spans


def _losses(picture: Picture) -> list[Span]:
    """How many are cut off and where most of them are, how many are not known or starting."""
    counts, path_gap = picture.counts, first_gap(picture)
    cut, others = counts.cut_off, []
    if counts.cant_tell and picture.facts.loaded == "all":
        others.append(f"for {number(counts.cant_tell)} we can't tell")
    # Where all that have begun are connected, the headline says it.
    if counts.starting and counts.connected + counts.starting < counts.total:
        others.append(not_begun(counts.starting))
    other = "; ".join(others)
    if not cut:
        return [(f"{opening(other)}.", False)] if other else []
    whole = "All " if cut == counts.total > 1 else ""
    first = f"{whole}{number(cut)} {verb(cut, 'is', 'are')} cut off"
    if path_gap:
        spans = [(first, True), (f" by the gap between {between(path_gap)}: ", False)]
        text = sentence(path_gap, picture.facts.as_of)
        return [*spans, (f"{text[:1].lower()}{text[1:]}{'; ' + other if other else ''}.", False)]
    bold, tail = _worst(picture)
    if tail:
        joined = (
            f". {opening(other)}." if other and isinstance(picture, StatePicture) else f"; {other}." if other else "."
        )
        return [(first + bold, True), (tail.rstrip(".") + joined, False)]
    return [(first, True), (f"; {other}." if other else ".", False)]


def _worst(picture: Picture) -> tuple[str, str]:
    """The unit or gap that loses most, if one stands out: (bold part, plain part)."""
    if isinstance(picture, DistrictPicture) or not any(gap.cuts_off for gap in picture.repairs.gaps):
        return "", ""
    return _worst_gap(picture) if isinstance(picture, StatePicture) else _worst_row(picture)


def _worst_gap(picture: Picture) -> tuple[str, str]:
    cut, worst = picture.counts.cut_off, picture.repairs.gaps[0]
    if worst.cuts_off * 4 < cut:
        return "", ""
    all_of_them = ", " if cut == 1 else ", all of them "
    of_them = f", {number(worst.cuts_off)} of them " if worst.cuts_off < cut else all_of_them
    if worst.no_team:
        return "", f"{of_them}because {_named(worst)}"
    return "", f"{of_them}by one gap: the support that {the_team(worst.upper)} owes to {short(worst.lower)}"


def _worst_row(picture: Picture) -> tuple[str, str]:
    row = max(picture.rows, key=lambda each: each.counts.cut_off)
    cut, lost = picture.counts.cut_off, row.counts.cut_off
    if lost * 2 <= cut:
        return "", ""
    of_them = "" if cut == 1 else f"{number(lost) if lost < cut else 'all'} of them "
    bold = f", {of_them}in {short(row.unit)}"
    broken = row.link is not None and row.link.family == "gap"
    return bold, f", {_which(row)}" if broken else "."


def _named(gap: LinkFacts) -> str:
    unit = gap.upper if gap.no_team == "upper" else gap.lower
    name = worded("the state") if unit.level == "state" else short(unit)
    return f"{name} has no {tier(unit)} team"


def _which(row: Row) -> str:
    """What is wrong with the unit that loses most, as a relative clause."""
    if row.link is not None and row.link.no_team in {"lower", "both"}:
        return f"which has no {tier(row.unit)} team"
    return "which has no contact on record with the team above it"


def _rest(picture: Picture) -> str:
    """Weak links, the three largest gaps, engaged leaders and the last mile."""
    counts, of_them = picture.counts, f"of the {number(picture.counts.connected)}"
    hang = verb(counts.weak, "hangs", "hang")
    if not counts.weak:
        weak = ""
    elif isinstance(picture, StatePicture):
        weak = f"Of the {number(counts.connected)} connected, {number(counts.weak)} {hang} on a weak link ({WEAK})."
    else:
        weak = f"{number(counts.weak)} {of_them} connected {hang} on a weak link ({WEAK})."
    engaged = _engaged(picture)
    return " ".join(text for text in (weak, _three(picture), _one_person(picture), one_way(picture), engaged) if text)


def _engaged(picture: Picture) -> str:
    """For how many of the connected leaders are engaged, and how many measured whether staff are supported."""
    counts = picture.counts
    if not counts.connected or counts.engaged is None:
        return ""
    top = picture.path[0].leaders
    if not counts.engaged and top is not None and top.family == "gap":
        lack = f"No line has engaged leaders at every level, because of {worded('the state')}: {_missing_top(top)}"
    else:
        all_of_them = counts.engaged == counts.connected > 1
        of = (
            f"All {number(counts.connected)}"
            if all_of_them
            else f"{number(counts.engaged)} of the {number(counts.connected)}"
        )
        lack = f"{of} {verb(counts.engaged, 'has', 'have')} engaged leaders at every level"
    if counts.measured is None:
        return f"{lack}."
    measured = f"{number(counts.measured)} measured this term whether {worded('teachers')} are supported as planned"
    return f"{lack}; {measured}."


def _missing_top(link: LinkFacts) -> str:
    """What the state team and its own leaders lack."""
    if link.no_team == "upper":
        return "it has no leadership team"
    if link.no_team:
        return "it has no implementation team"
    return "no contact between its team and its leaders is on record"


def _three(picture: Picture) -> str:
    """How much the three largest gaps account for, if no single one stands out."""
    gaps = [gap.cuts_off for gap in picture.repairs.gaps[:3] if gap.cuts_off]
    cut = picture.counts.cut_off
    if not isinstance(picture, StatePicture) or len(gaps) < 2 or gaps[0] * 4 >= cut or sum(gaps) >= cut:
        return ""
    return f"{opening(small(len(gaps)))} gaps account for {number(sum(gaps))} of the {number(cut)} cut off."


def _one_person(picture: Picture) -> str:
    """The sentence if everything depends on one person."""
    link = picture.path[-1].link
    if link is None or not link.single or link.family == "gap":
        return ""
    return f"The whole {tier(link.lower)} reaches its {tier(link.upper)} team through one person with no stand-in."


def one_way(picture: Picture) -> str:
    """Which links let no line below work both ways, and who owns them; empty if some line does, or others do so, too.

    Args:
        picture: State, region or district.
    """
    counts, own = picture.counts, picture.path[-1].link
    if not counts.connected or counts.both_ways:
        return ""
    if own is not None and own.family == "one_way":
        return (
            f"No line here works both ways: the link with {the_team(own.upper)} is one way. Owner: {owner_name(own)}."
        )
    links = [row.link for row in picture.rows if row.counts.connected]
    reasons = [link for link in links if link is not None and link.family == "one_way"]
    if own is not None or not reasons or len(reasons) < len(links):
        return ""
    one = len(reasons) == 1
    which = (
        f"the link with {short(reasons[0].lower)} is" if one else f"the links with {many(len(reasons), 'region')} are"
    )
    return f"No line works both ways: {which} one way. Owner: {owner_name(reasons[0])}."


def _building_lead(picture: Picture) -> list[Span]:
    """What the break, or the weakest link, means for one building."""
    counts, today = picture.counts, picture.facts.as_of
    gap, own = first_gap(picture), picture.path[-1].link
    links = [step.link for step in picture.path if step.link is not None]
    if gap is not None:
        spans: list[Span] = []
        if own is not None and own is not gap and own.family == "holds":
            spans.append((f"Its own team works and talks to the {tier(own.upper)}. ", False))
        text = "No recorded route carries what the school reports to the state, or help back down."
        spans.append((worded(text), True))
        return [*spans, (f" {RECORD}", False)]
    unknown = [link for link in links if link.family == "cant_tell"]
    if counts.cant_tell and unknown:
        few = "Too few" if unknown[0].covered else "No"
        return [(f"{few} contact records between {ends(unknown[0])} were received. {RECORD}", False)]
    weak = [link for link in links if link.family in {"one_way", "weak", "starting"}]
    if weak:
        return [(f"{pair(weak[0])}: {_lower(sentence(weak[0], today))}.", False)]
    single = [link for link in links if link.single]
    if single:
        return [(f"{pair(single[0])} is held by one person, no stand-in.", False)]
    return [("Every link is agreed in writing, in contact both ways and on time.", False)] if links else []


def _lower(text: str) -> str:
    return f"{text[:1].lower()}{text[1:]}"
