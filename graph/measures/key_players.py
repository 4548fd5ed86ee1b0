"""How few people a group's contact depends on: fragmentation, reach, truck factor. Nobody is named."""

from __future__ import annotations

import numpy as np

from graph.measures.measure import Column, Measure, Question, Values, blank
from graph.network.core.ties import Ties
from graph.network.key_players import fragmentation, reach, truck_factor


def _set(question: Question) -> tuple[str, ...]:
    return (
        f"The set has {question.key_people} people (`key_roles` in the profile); another set may have a larger effect.",
    )


def _fragmentation(question: Question) -> Values:
    before, after = blank(question.groups), blank(question.groups)
    for group, network in question.parts():
        found = fragmentation.compute(network, question.key_people)
        before[group], after[group] = found.before, found.after
    return Values({"before": before, "after": after}, notes=_set(question))


def _reach(question: Question) -> Values:
    share = blank(question.groups)
    for group, network in question.parts():
        share[group] = reach.compute(network, question.key_people).share
    return Values({"reached": share}, notes=_set(question))


def _truck_factor(question: Question) -> Values:
    """Items are the other groups that a group is in contact with; their holders are the people with that contact."""
    names = ("groups", "factor", "at_least")
    columns = {name: blank(question.groups) for name in names}
    ties, codes = Ties.of(question.network), question.groups.codes
    person = np.concatenate([ties.one, ties.other])
    other = np.concatenate([ties.other, ties.one])
    across = (codes[person] >= 0) & (codes[other] >= 0) & (codes[person] != codes[other])
    person, item = person[across], codes[other[across]]
    order = np.argsort(codes[person], kind="stable")
    person, item = person[order], item[order]
    begins = np.searchsorted(codes[person], np.arange(question.groups.count + 1))
    for group in np.flatnonzero(question.groups.people >= question.least).tolist():
        own = slice(begins[group], begins[group + 1])
        _, holders = np.unique(person[own], return_inverse=True)
        _, items = np.unique(item[own], return_inverse=True)
        found = truck_factor.compute(holders, items)
        columns["groups"][group] = found.items
        if found.items:
            columns["factor"][group], columns["at_least"][group] = found.factor, found.at_least
    return Values(columns)


MEASURES = (
    Measure(
        "fragmentation",
        "How far the contact inside a group falls apart when its few key players leave together.",
        "Borgatti 2006 (KPP-Neg)",
        "share of pairs of people who can't reach each other",
        (
            Column("before", "with everyone present", share=True),
            Column("after", "after the set has left", share=True),
        ),
        _fragmentation,
    ),
    Measure(
        "reach",
        "How many people of a group its few best-placed people reach directly, taken together.",
        "Borgatti 2006 (KPP-Pos)",
        "share of the group's people",
        (Column("reached", "share of the group who are in the set or in contact with it", share=True),),
        _reach,
    ),
    Measure(
        "truck_factor",
        "On how few people a group's contact with other groups of its level rests.",
        "Avelino et al. 2016, with groups in contact for files",
        "people",
        (
            Column("groups", "other groups of the level that it is in contact with"),
            Column("factor", "fewest people whose leaving would end contact with more than half of them"),
            Column("at_least", "proven to be the fewest"),
        ),
        _truck_factor,
        by_group=True,
    ),
)
