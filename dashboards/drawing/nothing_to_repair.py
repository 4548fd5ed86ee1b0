"""What the panel says where it has nothing to repair: that all holds, that it has not begun, or that we can't tell."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dashboards.drawing.card import Card
from dashboards.drawing.headline import banner
from dashboards.drawing.link_sentences import do
from dashboards.drawing.phrasing import WEAK, day, in_order, many, tier, verb

if TYPE_CHECKING:
    from dashboards.drawing.inputs import LinkFacts, Picture


class Nothing(NamedTuple):
    """A heading, the one card under it, and whether all is known to hold."""

    heading: str
    card: Card
    holds: bool = False


def nothing_to_repair(picture: Picture) -> Nothing:
    """What to say of a unit without a gap, a weak link or a link that one person holds.

    Only what is known to hold is called well: nothing is known of a line without records, and none is due that has
    not begun.

    Args:
        picture: State, region or district.
    """
    counts = picture.counts
    if counts.starting and counts.starting == counts.total:
        return Nothing("Not begun", Card("Nothing to repair yet", _waiting(picture)))
    none = f"No gap, no link that is weak ({WEAK}) or one way, and none held by one person alone."
    if counts.cant_tell:
        missing = f"For {many(counts.cant_tell, 'building')} too few contact records were received."
        unknown = _first_unknown(picture)
        title = "No gap is on record"
        return Nothing("We can't tell yet", Card(title, missing, do=do(unknown) if unknown is not None else ""))
    besides = picture.unsupported or picture.findings or banner(picture)
    return Nothing("The line holds" if besides else "All well", Card("Nothing to repair", none), holds=True)


def _waiting(picture: Picture) -> str:
    """That nothing has begun, and when the team on the way down is planned."""
    counts = picture.counts
    text = f"{many(counts.total, 'building')} {verb(counts.total, 'has', 'have')} not begun; no contact is due yet."
    links = (step.link for step in picture.path)
    forming = next((link for link in links if link is not None and link.family == "starting" and link.planned), None)
    if forming is None or forming.planned is None:
        return text
    return f"{text} The {tier(forming.lower)} team is forming, planned by {day(forming.planned, picture.facts.as_of)}."


def _first_unknown(picture: Picture) -> LinkFacts | None:
    """The link that nothing can be told of: on the way down, else of the first unit below."""
    rows = sorted(picture.rows, key=lambda row: in_order(row.unit))
    links = [step.link for step in picture.path] + [row.link for row in rows]
    return next((link for link in links if link is not None and link.family == "cant_tell"), None)
