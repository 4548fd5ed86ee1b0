"""The headline: the answer, with its numbers."""

from __future__ import annotations

from dashboards.drawing.inputs import BuildingPicture, Counts, LinkFacts, Picture, StatePicture
from dashboards.drawing.last_contact import silent_since
from dashboards.drawing.phrasing import RECORD, full, many, number, opening, short, tier, verb
from graph.profile.words import worded


def first_gap(picture: Picture) -> LinkFacts | None:
    """The first gap on the path from the state to the unit; it cuts off everything below that has begun.

    None if the unit itself has not begun.
    """
    links = [step.link for step in picture.path if step.link is not None]
    begun = all(link.family != "starting" for link in links)
    return next((link for link in links if begun and link.family == "gap"), None)


def headline(picture: Picture) -> str:
    """The answer, in one sentence; it never changes with a filter.

    Args:
        picture: Any of the four pictures.
    """
    facts, counts = picture.facts, picture.counts
    if facts.loaded == "nothing":
        return "Nothing is loaded yet. Load a staff export to begin."
    if facts.loaded == "units":
        return f"We know {many(counts.total, 'building')}, but not their teams. Load the teams sheet."
    if isinstance(picture, BuildingPicture):
        return _building_headline(picture)
    name = "" if isinstance(picture, StatePicture) else f"{full(picture.unit)}: "
    if facts.loaded == "teams":
        return opening(f"{name}we can't tell yet what is connected: contact records are missing.")
    return opening(f"{name}{_share(picture)}.")


def _share(picture: Picture) -> str:
    """How many buildings are connected, and for how many the line works both ways."""
    counts, scope = picture.counts, _scope(picture)
    begun = counts.total - counts.starting
    due = f"{number(begun)} {worded('buildings' if begun != 1 else 'building')} that {verb(begun, 'has', 'have')} begun"
    unscoped = "" if picture.facts.scope_given else scope
    of = f"the {due}{unscoped}" if counts.starting else f"{many(counts.total, 'building')}{scope}"
    connected = f"{number(counts.connected)} {verb(counts.connected, 'is', 'are')} connected"
    if not counts.total:
        text = worded("no building is in scope")
    elif counts.connected == counts.total:
        text = _all(counts)
    elif not begun:
        text = f"none of the {many(counts.total, 'building')}{scope} has begun yet"
    elif counts.connected == begun:
        text = f"{f'all {due}' if begun > 1 else f'the {due}'} {verb(begun, 'has', 'have')} an unbroken line"
        both = "" if counts.both_ways == begun else f"; {_both(counts)}"
        text += f"{both}; {not_begun(counts.starting)}"
    elif counts.cant_tell * 2 >= begun:
        text = f"for {number(counts.cant_tell)} of {of} we can't tell yet; {connected}"
    elif counts.connected:
        text = f"{number(counts.connected)} of {of} {verb(counts.connected, 'is', 'are')} connected; {_both(counts)}"
    elif begun == 1:
        text = f"{f'the {due}' if counts.starting else worded('the one building') + scope} is not connected"
    else:
        text = f"none of {of if counts.starting else f'the {of}'} is connected"
    return text


def not_begun(count: int) -> str:
    """How many buildings have not begun."""
    return f"{number(count)} {verb(count, 'has', 'have')} not begun yet"


def _scope(picture: Picture) -> str:
    """The scope for the headline."""
    total, known = picture.counts.total, picture.facts.all_buildings
    if not isinstance(picture, StatePicture):
        return " in scope" if picture.facts.scope_given else ""
    if not picture.facts.scope_given:
        return " (no scope was given, so all count)"
    return f" in scope (of {number(known)})" if known > total else " (all in scope)"


def _all(counts: Counts) -> str:
    """The sentence if all is well."""
    if counts.total == 1:
        text = worded("the one building has an unbroken line")
    else:
        text = f"all {number(counts.total)} {worded('buildings')} have an unbroken line"
    return text if counts.both_ways == counts.total else f"{text}; {_both(counts)}"


def _both(counts: Counts) -> str:
    """For how many of the connected the line works both ways."""
    if counts.connected == 1:
        return "its line works both ways" if counts.both_ways else "its line works one way only"
    if not counts.both_ways:
        return "for none of them the line works both ways"
    if counts.both_ways == counts.connected:
        return "for all of them the line works both ways"
    return f"for {number(counts.both_ways)} of them the line works both ways"


def not_placed(count: int) -> str:
    """What is counted nowhere, and why; empty for none."""
    if not count:
        return ""
    more = worded("building" if count == 1 else "buildings")
    why = f"{verb(count, 'its', 'their')} place in the state is not on record"
    return f"{number(count)} more {more} {verb(count, 'is', 'are')} not counted: {why}."


def between(link: LinkFacts) -> str:
    """The step of a link by its tiers: "the region and its district"."""
    own = worded("the building") if link.lower.level == "school" else f"its {tier(link.lower)}"
    return f"the {tier(link.upper)} and {own}"


def ends(link: LinkFacts) -> str:
    """Both ends by name, after "between": "the state team and Region 6"."""
    upper = worded("the state team") if link.upper.level == "state" else short(link.upper)
    return f"{upper} and {short(link.lower)}"


def _building_headline(picture: Picture) -> str:
    """One building: is it connected, and if not, where does the line break."""
    name, counts = full(picture.unit), picture.counts
    links = [step.link for step in picture.path if step.link is not None]
    gap = first_gap(picture)
    if gap is not None:
        text = f"{name} is cut off: the line breaks between {between(gap)}"
    elif picture.facts.loaded == "teams":
        text = f"We can't tell yet whether {name} is connected: contact records are missing"
    elif counts.starting:
        text = f"{name} has not begun yet: its line is not due"
    elif counts.cant_tell:
        unknown = next((link for link in links if link.family == "cant_tell"), None)
        where = f" between {between(unknown)}" if unknown else ""
        text = f"We can't tell whether {name} is connected: contact records{where} are missing"
    elif counts.both_ways:
        text = f"{name} is connected: the line works both ways"
    elif counts.connected:
        one_way = next((link for link in links if link.family == "one_way"), None)
        where = f" between {between(one_way)}" if one_way else " somewhere"
        text = f"{name} is connected, but the line works one way only{where}"
    else:
        text = f"{name} is cut off" if counts.cut_off else f"{name} is not in scope"
    return f"{text}."


def banner(picture: Picture) -> str:
    """The line above the headline when the state team and its own leaders are out of contact; else empty."""
    link = picture.path[0].leaders
    if picture.facts.loaded != "all" or link is None or link.family != "gap":
        return ""
    if link.no_team:
        which = "State Management Team" if link.no_team == "upper" else "state implementation team"
        cuts = "This cuts no building off, but what reaches the top has nobody to decide on it."
        return worded(f"No {which} is recorded. {cuts}")
    when = silent_since(link, picture.facts.as_of)
    return (
        f"{worded('No contact on record between the state team and the State Management Team')}{when and f' {when}'}. "
        f"{worded('This cuts no building off.')} {RECORD}"
    )
