"""People whom two sources call by different ids: joined by their mail addresses, or said to be unknown."""

from __future__ import annotations

import re
from dataclasses import dataclass

from graph.loading.names import Names
from graph.loading.store import Store
from graph.model import cypher_builder
from graph.runner import Counters, Runner
from graph.staging.near_ids import near_key
from graph.staging.person_key import ADDRESS_ID, hidden_id, tells_who
from graph.staging.stage import Staged
from graph.wording import say_share

_LEAST = 0.5
"""Share of the people in a log who must be known from another source, or their silence tells nothing."""
_CONTACTS = ("COMMUNICATES_WITH", "Person", "Person")


def join(runner: Runner, store: Store, names: Names, addresses: dict[str, str], load: str, written: Counters) -> bool:
    """Give what the graph holds of people under one id, such as a mail address, to those who have another id.

    It is done before anything is compared, in a transaction of its own: it is true whatever becomes of the load.

    Args:
        runner: The graph.
        store: Reads it.
        names: Where these people's names are kept.
        addresses: Ids of people by the ids under which the graph may know them.
        load: The load that tells of them.
        written: Takes the server's counters.

    Returns:
        Whether there were such people.
    """
    there = store.present("Person", addresses)
    pairs = [[key, addresses[key]] for key in sorted(there) if addresses[key] != key]
    if not pairs:
        return False
    files = ("rename_people", "merge_people_from", "merge_people_to")
    steps = [(cypher_builder.statement(f"load/{name}"), {"pairs": pairs, "load": load}) for name in files]
    written.add(runner.write_all([*names.follow(store, pairs), *steps]))
    names.finish()
    return True


def telling_ids(store: Store) -> dict[str, str]:
    """Ids in the graph that are names or mail addresses, as older versions left them, with what stands for each."""
    return {text: hidden_id(text) for text in store.every("Person") if tells_who(text)}


@dataclass(frozen=True)
class Unmatched:
    """People in the contacts of a load whom no other source knows.

    Attributes:
        people: All people in the contacts.
        known: Those whom another source, or another sheet of this load, tells of.
        addresses: Of the unknown ones, how many stand for mail addresses.
        zeros: Of the unknown ones, how many ids differ from a known one only by zeros, case or the like.
        prefixed: Of the unknown ones, how many ids end in the number in which a known one ends.
    """

    people: int
    known: int
    addresses: int
    zeros: int
    prefixed: int


def unmatched_people(store: Store, staged: Staged, source: str) -> Unmatched | None:
    """The people of a load's contacts, if fewer than half of them are known otherwise; None if that is no question.

    It is none while the graph knows nobody from another source.
    """
    contacts = staged.edges.get(_CONTACTS)
    if contacts is None or contacts.empty:
        return None
    ids = set(contacts["start"]) | set(contacts["end"])
    told = staged.nodes.get("Person")
    own = set()
    if told is not None:
        described = told.drop(columns="person_id").notna().any(axis=1).to_numpy()
        own = set(told["person_id"][described])
    known = ids & own
    known |= store.described(ids - known, source)
    if len(known) >= _LEAST * len(ids):
        return None
    others = store.described(store.every("Person"), source) | own
    if not others:
        return None
    near, ends = {near_key(text) for text in others}, {_number(text) for text in others}
    unknown = ids - known
    return Unmatched(
        len(ids),
        len(known),
        sum(ADDRESS_ID.fullmatch(text) is not None for text in unknown),
        sum(near_key(text) in near for text in unknown),
        sum(_number(text) in ends for text in unknown),
    )


def _number(text: str) -> str:
    """The number in which an id ends; the id itself if it ends in none."""
    found = re.search(r"\d+$", text)
    return found[0].lstrip("0") if found else text


def say_unmatched(found: Unmatched | None) -> list[str]:
    """A warning, with the likeliest cause."""
    if found is None:
        return []
    unknown = found.people - found.known
    cause = "The ids are perhaps those of another system: load a list of people with the same ids."
    if found.addresses * 2 > unknown:
        cause = "They are mail addresses: load the column email of the sheet people, so that each finds its person."
    elif found.zeros * 2 > unknown:
        cause = "Their ids differ from known ones only by leading zeros, case or the like: export both alike."
    elif found.prefixed * 2 > unknown:
        cause = "Their ids end in the numbers of known ones, after another prefix: export both alike, or map one."
    share = say_share(found.known / found.people)
    text = (
        f"Of {found.people:,} people in these contacts only {found.known:,} ({share}) are known from another source. "
        f"{cause} Until then silence in this log tells nothing, and links without contact are shown as can't tell."
    )
    return [text]
