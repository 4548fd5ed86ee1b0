"""Warnings of a load: nothing is rejected because of them, but they often point at a mistake."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta

import pandas as pd

from graph.loading.store import Store
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Kind, Property
from graph.model.vocabulary import ALIAS_KINDS
from graph.staging.extract import Extract
from graph.staging.near_ids import twins
from graph.staging.person_key import addresses_in, plain_text
from graph.staging.stage import Staged
from graph.wording import say_count, say_list

_AHEAD = timedelta(days=31)
"""An as-of date later than this may be a mistake."""

# Of one kind of warning so many are printed; an export of hundreds of files or columns says the same of each.
_EXAMPLES = 3
# A longer type is cut.
_TYPE = 40
# What differs between two warnings of one kind: the file, numbers, and examples in quotes or brackets.
_DIFFERS = re.compile(r"^\S+: |^\S+\.\w+ |'[^']*'|\([^)]*\)|[0-9][0-9,.]*")


class Warned(str):
    """A warning that says of what kind it is, where its words differ by names.

    Attributes:
        kind: The same for all warnings of one kind.
    """

    __slots__ = ("kind",)
    kind: str

    def __new__(cls, text: str, kind: str) -> Warned:
        """A warning of a kind."""
        made = super().__new__(cls, text)
        made.kind = kind
        return made


def bounded(warnings: Iterable[str]) -> list[str]:
    """Three warnings of each kind at most, with a count of the others after them.

    Args:
        warnings: All warnings of one load, in their order.
    """
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for warning in dict.fromkeys(warnings):
        kinds[warning.kind if isinstance(warning, Warned) else _DIFFERS.sub("", warning)].append(warning)
    said: list[str] = []
    for of_kind in kinds.values():
        said += of_kind[:_EXAMPLES]
        if more := len(of_kind) - _EXAMPLES:
            said += [f"{more:,} more like these (--format json names all)"] if more > 0 else []
    return said


def load_warnings(extract: Extract, staged: Staged, as_of: date, today: date) -> list[str]:
    """Sentences about files without rows and about implausible as-of dates.

    Args:
        extract: What a loader read.
        staged: Its rows, checked.
        as_of: The date that the files are said to describe.
        today: The current date; used for nothing else.
    """
    sentences = [
        f"{file.file} has a header but no rows; it counts as loaded and empty."
        for file in extract.files
        if len(file.lines) == 0
    ]
    sentences += [
        *_of_aliases(staged),
        *_of_unread(staged),
        *_of_hidden(staged),
        *_of_ids(staged),
        *_of_teams(staged),
        *_of_addresses(staged),
    ]
    if as_of > today + _AHEAD:
        sentences.append(
            f"The as-of date {as_of} is more than a month in the future. Is it right? "
            "Findings are computed as of the latest as-of date, and data loaded with an earlier date counts as older."
        )
    first = _first_after(staged, as_of)
    if first is None:
        return [*sentences, *_after(staged, as_of)]
    return [
        *sentences,
        f"The as-of date {as_of} is before every date in the files; the earliest is {first}. Is the year right?",
    ]


def same_again(store: Store, source: str, as_of: date, content: str) -> list[str]:
    """A question, if an earlier load of the source had just the same content.

    Args:
        store: Reads the graph.
        source: The source.
        as_of: The date that the files are said to describe.
        content: The digest of what they say.
    """
    loads = [load for load in store.loads() if load.source == source]
    same = next((load for load in loads if load.content == content and load.as_of < as_of), None)
    if same is None:
        return []
    said = f"These files say exactly what {source} said as of {same.as_of}"
    if same is not loads[0]:
        return [
            f"{said}, and other files came since. If they are old ones, load the new ones: these go back to that day."
        ]
    text = "Was the export really made anew? If not, load the new one: what changed since is not in the graph."
    return [f"{said}. {text}"]


def _of_aliases(staged: Staged) -> Iterator[str]:
    if staged.aliases.rows:
        rows = say_count(staged.aliases.rows, "row names", "rows name")
        yield f"{rows} an old id that the sheet aliases, of this load or an earlier one, replaces: read as the new one."
    if staged.aliases.doubled:
        records = say_count(staged.aliases.doubled, "record was", "records were")
        yield (
            f"{records} not renamed, because the row of the sheet aliases was set aside: the record stays under the "
            "old id, and a row with the new id counts as a new record. If these files have the new id, take this load "
            "back (loopline undo), correct the sheet and load again."
        )
    if staged.aliases.unread and staged.absence.lists:
        kinds = say_list([kind for kind, label in ALIAS_KINDS.items() if label in staged.aliases.unread], "and")
        yield f"The old id in a row of the sheet aliases can't be read: no record of kind {kinds} ends with this load."


def _of_unread(staged: Staged) -> Iterator[str]:
    for name in sorted(staged.absence.silent):
        yield f"No row of a file of the sheet {name} can be read: nothing ends because that sheet leaves it out."


def _of_hidden(staged: Staged) -> Iterator[str]:
    if staged.hidden:
        addresses = {stands for text, stands in staged.hidden.items() if "@" in plain_text(text)}
        people = say_count(len(set(staged.hidden.values())), "person has", "people have")
        names = len(set(staged.hidden.values()) - addresses)
        yield (
            f"{people} a mail address ({len(addresses):,}) or a name ({names:,}) for an id; hashed ids stand for them, "
            "alike in every column and load."
        )


def _of_ids(staged: Staged) -> Iterator[str]:
    for label, frame in staged.nodes.items():
        for differs, count in sorted(twins(frame[NODES[label].key]).items()):
            pairs = say_count(count, "pair", "pairs")
            text = f"Ids of {label} that differ only by {differs} count as different: {pairs}. Is one of two a typo?"
            yield Warned(text, "twins")


def _of_teams(staged: Staged) -> Iterator[str]:
    teams = staged.nodes.get("Team")
    if teams is None:
        return
    other = [given for types, given in zip(teams["type"], teams["type_given"], strict=True) if types == ["other"]]
    given = Counter(str(each) for each in other if str(each).casefold() != "other")
    if given:
        teams_have = say_count(given.total(), "team has", "teams have")
        named = [f"{each[:_TYPE]!r}" for each, _ in given.most_common(_EXAMPLES)]
        more = f" and {len(given) - _EXAMPLES:,} more" if len(given) > _EXAMPLES else ""
        yield f"{teams_have} a type that the profile does not know, which is read as other ({', '.join(named)}{more})."


def _of_addresses(staged: Staged) -> Iterator[str]:
    people = staged.nodes.get("Person")
    if people is None:
        return
    count = sum(len(addresses_in(email)) > 1 for email in people["email"].dropna() if email.count("@") > 1)
    if count:
        people_have = say_count(count, "person has", "people have")
        yield f"{people_have} several mail addresses; contacts by another than the first do not find them."


def _after(staged: Staged, as_of: date) -> list[str]:
    """A sentence for each kind of date that can't lie ahead and does."""
    found: Counter[str] = Counter()
    frames = [(NODES[label].properties, frame) for label, frame in staged.nodes.items()]
    frames += [(RELATIONSHIPS[kind].properties, frame) for (kind, _, _), frame in staged.edges.items()]
    for properties, frame in frames:
        for prop in properties:
            if prop.kind is Kind.DATE and not (prop.ahead or prop.begins) and prop.name in frame.columns:
                found[prop.name] += sum(day > as_of for day in frame[prop.name].dropna())
    return [
        Warned(
            f"{say_count(count, 'date', 'dates')} of {name} after the as-of date {as_of}, though what it tells of has "
            "happened; such rows don't count before their day.",
            "after",
        )
        for name, count in sorted(found.items())
        if count
    ]


def _first_after(staged: Staged, as_of: date) -> date | None:
    """The earliest of all dates if all of them are later and at least one is in the past by definition; else None."""
    first: date | None = None
    happened = False
    for prop, days in _dates(staged):
        if any(day <= as_of for day in days):
            return None
        for day in days:
            first = day if first is None or day < first else first
            happened = happened or not prop.ahead
    return first if happened else None


def _dates(staged: Staged) -> Iterator[tuple[Property, list[date]]]:
    """Dates of each date column, with its declaration; columns without dates are left out."""
    frames = [(NODES[label].properties, frame) for label, frame in staged.nodes.items()]
    frames += [(RELATIONSHIPS[kind].properties, frame) for (kind, _, _), frame in staged.edges.items()]
    for properties, frame in frames:
        for prop in properties:
            if prop.kind is Kind.DATE and prop.name in frame.columns:
                days = pd.unique(frame[prop.name].dropna())
                if len(days):
                    yield prop, list(days)
