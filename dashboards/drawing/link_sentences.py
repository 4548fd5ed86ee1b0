"""What the records show about one link, as sentences: a fact, its size, what to do and who decides.

Contact is always "on record", because people may talk without our records. Units act, never persons.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from dashboards.drawing.inputs import LinkFacts, Row, UnitRef
from dashboards.drawing.last_contact import last_seen, silent_since
from dashboards.drawing.phrasing import (
    RECORD,
    day,
    leaders,
    many,
    opening,
    plain,
    share,
    short,
    team,
    the_team,
    tier,
)
from graph.model.vocabulary import LEVEL_WORDS
from graph.profile.words import worded
from graph.wording import say_share

if TYPE_CHECKING:
    from datetime import date

Tone = Literal["muted", "ink", "bold"]
# Contact and support are separate records: a link's state is only about contact.
_NO_SUPPORT = "support not on record"


_NOT_DUE = "Nothing yet. It is counted apart until it is due."


_LEADER_TEAMS = {
    "state": "State Management Team",
    "region": "State Management Team",
    "district": "District Management Team",
    "school": "Building Management Team",
}


class RowStatus(NamedTuple):
    """A sentence and its tone: muted if all is well, ink if something is weak, bold if the line breaks."""

    text: str
    tone: Tone


def team_kind(unit: UnitRef) -> str:
    """The implementation team of a tier: "district implementation team"."""
    return worded(f"{LEVEL_WORDS[unit.level]} implementation team")


def leader_team(unit: UnitRef) -> str:
    """The leadership team of a tier."""
    return worded(_LEADER_TEAMS[unit.level])


def _no_team(link: LinkFacts, *, short: bool) -> str:
    """The sentence for a pair with an end that has no team."""
    if link.leadership:
        if link.no_team == "upper":
            return f"No {tier(link.lower)} leadership team yet"
        return f"No {team_kind(link.lower)} yet"
    if link.no_team == "upper" and short:
        return f"Waits for the {tier(link.upper)} team"
    if link.no_team == "upper":
        return f"Waits for a team: {the_team(link.upper)} is not formed"
    return f"No {team_kind(link.lower)} yet"


def _starting(link: LinkFacts, today: date | None) -> str:
    """The sentence for a pair that is not due yet."""
    if not link.planned:
        return "Not begun yet: nothing is due here"
    who = "Team" if link.no_team != "upper" else opening(the_team(link.upper))
    return f"{who} is forming, planned by {day(link.planned, today)}"


def _silence(link: LinkFacts, today: date | None) -> str:
    """No contact on record, with the date of the last contact if there was one."""
    when = silent_since(link, today)
    return f"no contact on record {when}".strip()


def sentence(link: LinkFacts, today: date | None, *, dated: bool = True) -> str:
    """One link in one sentence, without a period.

    Args:
        link: The link.
        today: The as-of date of the data.
        dated: Whether to give the date of the last contact if there is none now; rows are too short for it.
    """
    if link.state == "missing" and link.no_team:
        return _no_team(link, short=not dated)
    if link.state == "starting":
        return _starting(link, today)
    last = last_seen(link)
    rhythm = f"; {'agreed' if link.protocols else 'expected'} every {link.rhythm}" if link.rhythm else ""
    silence = _silence(link, today) if dated else "no contact on record"
    texts = {
        "alive": f"Link holds: last contact {last}" if last else "Link holds",
        "goodwill": "In contact, but nothing in writing",
        "one_way_down": "Messages go down; nothing back on record",
        "one_way_up": "Messages come up; nothing down on record",
        "stale": f"Last contact {last}{rhythm}" if last else "Contact is overdue",
        "paper": f"Agreed in writing; {silence}",
        "missing": opening(silence) if link.leadership or link.protocols is None else f"Nothing in writing; {silence}",
        "cant_tell": f"We can't tell: {_records(link)}",
    }
    text = texts[link.state]
    if link.state == "alive" and link.single:
        text = "Link holds, but one person, no stand-in"
    elif link.state == "alive" and not dated and link.supported is False:
        text = "Link holds"
    return f"{text}; {_NO_SUPPORT}" if _says_support(link, dated=dated) else text


def _records(link: LinkFacts) -> str:
    """What is missing where a link can't be told: all contact records, or enough of them."""
    return "too few contact records" if link.covered else "no contact records"


def _says_support(link: LinkFacts, *, dated: bool) -> bool:
    """Whether to say that a link in contact lacks support on record; some rows have no room for it."""
    if link.supported is not False or link.family not in {"holds", "weak", "one_way"}:
        return False
    return dated or (link.family == "holds" and not link.single)


def row_status(row: Row, today: date | None) -> RowStatus:
    """What the records show about a row, including its leaders.

    Args:
        row: A unit with its links.
        today: The as-of date of the data.
    """
    link, above = row.link, row.leaders
    if link is None:
        return RowStatus("No teams loaded", "muted")
    text = sentence(link, today, dated=False)
    if link.family == "holds":
        if above is not None and above.family == "gap":
            what = "no leadership team yet" if above.no_team else "no contact with leaders on record"
            return RowStatus(f"Holds; {what}", "ink")
        # Next to a "?" for a share, "the line holds" would seem to contradict it.
        unsure = row.unit.level != "school" and share(0, row.counts) == "?"
        if unsure and not link.single and link.supported is not False:
            return RowStatus(f"Holds; for its {worded('buildings')} we can't tell", "ink")
        return RowStatus(text, "ink" if link.supported is False else "muted")
    return RowStatus(text, "bold" if link.family == "gap" else "ink")


def pair(link: LinkFacts) -> str:
    """Both ends, from the team that owes the support: "State team to Region 6"."""
    if link.leadership:
        return f"{team(link.upper)} and {leaders(link.upper)}"
    return f"{_caller(link)} to {short(link.lower)}"


def title(link: LinkFacts) -> str:
    """A card's heading: the pair, and what is wrong in one word."""
    name = short(link.lower)
    if link.state == "missing" and link.no_team in {"lower", "both"}:
        return f"{name} has no {'team' if link.lower.level == 'school' else tier(link.lower) + ' team'}"
    if link.state == "missing" and link.no_team == "upper":
        above = worded("The state") if link.upper.level == "state" else short(link.upper)
        return f"{above} has no {'leadership team' if link.leadership else tier(link.upper) + ' team'}"
    word = {
        "alive": "one person" if link.single else "holds",
        "goodwill": "nothing in writing",
        "one_way_down": "one way",
        "one_way_up": "one way",
        "stale": "overdue",
        "paper": "silent",
        "missing": "silent",
        "starting": "not begun",
        "cant_tell": "can't tell",
    }[link.state]
    return f"{pair(link)}: {word}"


def why(link: LinkFacts, today: date | None) -> str:
    """The facts about a gap or a weak link, as a full sentence."""
    if link.state == "missing" and link.no_team:
        if link.no_team == "upper":
            return f"{opening(the_team(link.upper))} is not formed, so nobody can give the support."
        return f"Support is owed by {the_team(link.upper)}."
    if link.state == "missing" and link.protocols is not None and not link.leadership:
        return f"Nothing in writing, {_silence(link, today)}."
    if link.state == "cant_tell" and link.covered:
        return f"At most {say_share(link.covered)} of the members of either team have contact records: too few to tell."
    return sentence(link, today) + "."


def owner(link: LinkFacts) -> UnitRef:
    """The unit that is to repair a link: one whose team works, never one whose team is still missing or forming."""
    return link.owner or link.upper


def owner_name(link: LinkFacts) -> str:
    """Who is to repair a link: a team, or between a working team and its leaders the leader."""
    unit = owner(link)
    if link.leadership and unit.unit_id == link.upper.unit_id and link.state != "starting":
        return opening(f"{leaders(unit)} of {plain(unit)}" if unit.level != "state" else leaders(unit))
    return team(unit)


def _unformed(link: LinkFacts) -> bool:
    """Whether an end has no team and should have: before any contact records are loaded, the state alone can't say."""
    return bool(link.no_team) and link.state in {"missing", "cant_tell"}


def _form(link: LinkFacts) -> str:
    """What to do about a team that was never formed."""
    if link.leadership and link.no_team == "upper":
        return f"{owner_name(link)} forms one."
    if link.no_team == "upper":
        return f"{team(owner(link))} and {leaders(link.upper)} form {the_team(link.upper)} first."
    if link.lower.level == "region":
        return f"{worded('State team')} names who serves {short(link.lower)}."
    return f"{team(owner(link))} and {leaders(link.lower)} form one."


def _caller(link: LinkFacts) -> str:
    return worded("State team") if link.upper.level == "state" else short(link.upper)


def can_be_recorded(link: LinkFacts) -> bool:
    """Whether more contact than is on record would change a link's state; without both teams there is none."""
    silent = {"paper", "missing", "stale", "one_way_down", "one_way_up", "cant_tell"}
    return link.state in silent and not link.no_team


def do(link: LinkFacts) -> str:
    """What to do about a link, and who does it."""
    upper, lower = team(link.upper), short(link.lower)
    if link.leadership:
        return _with_leaders(link)
    if _unformed(link):
        return _form(link)
    texts = {
        "paper": f"{_caller(link)} lead calls {worded('the principal')}. {RECORD}"
        if link.lower.level == "school"
        else f"{_caller(link)} lead calls the {lower} lead and sets the next two meetings.",
        "missing": f"{upper} agrees a rhythm with {lower}. {RECORD}",
        "stale": f"{upper} sets the next meeting with {lower} and keeps the rhythm.",
        "one_way_down": f"{upper} asks {lower} what it needs, and writes down the answer.",
        "one_way_up": f"{upper} answers what {lower} reports, in writing.",
        "goodwill": f"{upper} and {lower} write down what they already do.",
        "cant_tell": f"{upper} and {the_team(link.lower)} send their contact records.",
        "starting": _NOT_DUE,
        "alive": second(link) if link.single else "Nothing to repair.",
    }
    if link.state == "alive" and link.supported is False and not link.single:
        return f"{upper} puts on record who supports {lower}."
    return texts[link.state]


def _with_leaders(link: LinkFacts) -> str:
    """What to do about a team and its own leaders: the leader invites."""
    if link.state == "starting":
        return _NOT_DUE
    if _unformed(link):
        return _form(link)
    if link.family == "holds":
        return "Nothing to repair."
    return f"{owner_name(link)} sets the next meeting with {the_team(link.lower)}. {RECORD}"


def todo(link: LinkFacts) -> str:
    """What to do about a link; empty if it holds and nothing is missing."""
    return do(link) if link.family != "holds" or link.single or link.supported is False else ""


def second(link: LinkFacts) -> str:
    """What to do if one person holds a link and nobody stands in."""
    if link.lower.level == "region":
        return f"{worded('State team')} lead names a stand-in, or a second person of {short(link.lower)} joins."
    return f"{team(link.upper)} and {leaders(link.lower)} name a second person or a stand-in."


def people(link: LinkFacts) -> str:
    """How many people hold a link."""
    if link.people is None:
        return "can't tell how many hold it"
    if link.people == 0:
        return "nobody holds it"
    return (
        "one person holds it"
        if link.people == 1
        else f"{many(link.people, 'person')} hold it".replace("persons", "people")
    )


def state_words(link: LinkFacts) -> str:
    """The state of a link in a few words, for tables and the one-building line."""
    if link.state == "missing" and link.no_team:
        which = link.upper if link.no_team == "upper" else link.lower
        return f"No {tier(which)} {'leadership ' if link.leadership and link.no_team == 'upper' else ''}team"
    return {
        "alive": "Two-way contact",
        "goodwill": "Nothing in writing",
        "one_way_down": "Messages go down only",
        "one_way_up": "Messages come up only",
        "stale": "Overdue",
        "paper": "On paper only",
        "missing": "Nothing on record",
        "starting": "Team is forming" if link.planned else "Not begun yet",
        "cant_tell": "We can't tell",
    }[link.state]


def facts_of(link: LinkFacts, today: date | None) -> list[str]:
    """Short lines for the one-building line: state, last contact, agreed rhythm, how many people hold it, support."""
    lines = _contact_of(link, today)
    return [*lines, _NO_SUPPORT] if link.supported is False and not link.no_team else lines


def _contact_of(link: LinkFacts, today: date | None) -> list[str]:
    """The lines about contact, at most four."""
    lines = [state_words(link)]
    if link.state == "starting":
        return [*lines, f"planned by {day(link.planned, today)}"] if link.planned else lines
    if link.state == "cant_tell":
        return [*lines, _records(link)]
    if link.state in {"paper", "missing"}:
        lines.append("no contact on record")
        if when := silent_since(link, today):
            lines.append(when)
        elif link.protocols:
            lines.append(f"agreed: every {many(link.rhythm, 'day')}" if link.rhythm else "agreed in writing")
        return [*lines, people(link)]
    last = last_seen(link)
    lines.append(f"last contact {last}" if last else "in contact")
    if link.protocols:
        lines.append(f"agreed: every {many(link.rhythm, 'day')}" if link.rhythm else "agreed in writing")
    elif link.protocols == 0:
        lines.append("nothing in writing")
    return [*lines, people(link)]


def reports_to(link: LinkFacts) -> str:
    """The link to the leaders in one line of the one-building picture."""
    if link.state == "missing" and link.no_team:
        return "no leadership team yet" if link.no_team == "upper" else "no team to report yet"
    overdue = f"overdue, {many(link.days_since, 'day')}" if link.days_since is not None else "overdue"
    text = {
        "alive": "two-way",
        "goodwill": "two-way",
        "one_way_down": "down only",
        "one_way_up": "up only",
        "stale": overdue,
        "paper": "on paper only",
        "missing": "nothing on record",
        "starting": "not begun",
        "cant_tell": "can't tell",
    }[link.state]
    return f"reports to: {text}"
