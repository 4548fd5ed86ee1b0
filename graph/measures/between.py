"""Measures of contact between groups: E-I index, assortativity, brokerage, and tie stability."""

from __future__ import annotations

import numpy as np

from graph.errors import LooplineError
from graph.measures.measure import Column, Measure, Question, Values
from graph.network.centrality import brokerage
from graph.network.groups import assortativity, silos
from graph.network.structure import tie_stability


def _ei_index(question: Question) -> Values:
    found = silos.compute(question.network, question.groups, question.covered, covered_min=question.covered_min)
    names = ("observed", "expected", "low", "high", "p", "q")
    return Values({"ties": found.ties, **{name: getattr(found, name) for name in names}})


def _assortativity(question: Question) -> Values:
    found = assortativity.compute(question.network, question.groups)
    columns = {
        "groups": float((question.groups.people > 0).sum()),
        "r": found.assortativity,
        "inside": found.share,
        "expected": found.share_expected,
        "low": found.share_low,
        "high": found.share_high,
        "p": found.p,
    }
    return Values({name: np.array([value]) for name, value in columns.items()}, notes=(f"Null: {found.method}.",))


def _brokerage(question: Question) -> Values:
    found, groups = brokerage.compute(question.network, question.groups), question.groups
    roles = np.stack([groups.sums(column) for column in found.roles.T])
    by_chance = np.stack([groups.sums(np.nan_to_num(column)) for column in found.expected.T])
    ratio = np.divide(roles, by_chance, out=np.full_like(roles, np.nan), where=by_chance > 0)
    sampled = int(found.sampled.sum())
    notes = (f"People with very many two-step paths, estimated from {brokerage.SAMPLES:,} of them:  {sampled:,}.",)
    columns = {"paths": roles.sum(axis=0), **dict(zip(brokerage.ROLES, ratio, strict=True))}
    return Values(columns, notes=notes if sampled else ())


def _tie_stability(question: Question) -> Values:
    if question.earlier is None:
        raise LooplineError("Tie stability compares two periods.", "Pass the network of the earlier period.")
    found = tie_stability.compute(question.earlier(), question.network, question.groups)
    count = question.groups.count  # the last row is all ties
    whole = {name: getattr(found, name)[:count].astype(np.float64) for name in ("kept", "lost", "gained", "jaccard")}
    notes = ("Compared with the period of the same length before it, among people who have not left.",)
    return Values(whole, notes=notes)


MEASURES = (
    Measure(
        "ei_index",
        "Whether a group's contact goes inward or outward more than its size and activity explain.",
        "Krackhardt & Stern 1988; Hubert & Schultz 1976; Benjamini & Hochberg 1995",
        "-1 (all inside) to +1 (all outside); compare it with what chance gives, never read it by itself",
        (
            Column("ties", "pairs of people in contact, at least one of them in the group"),
            Column("observed", "E-I index"),
            Column("expected", "what chance gives a group of its size and activity"),
            Column("low", "chance falls below it in 5% of cases"),
            Column("high", "chance rises above it in 5% of cases"),
            Column("p", "probability of at least as many ties inside"),
            Column("q", "p value, corrected for the number of groups"),
        ),
        _ei_index,
        by_group=True,
    ),
    Measure(
        "assortativity",
        "How far contact at a level stays inside its groups, as one number for all groups.",
        "Newman 2003; Hubert & Schultz 1976",
        "Newman's r: 1 if all contact is inside, below 0 if contact avoids the own group",
        (
            Column("groups", "groups that have people"),
            Column("r", "assortativity"),
            Column("inside", "share of ties that are inside a group", share=True),
            Column("expected", "the same share if people are assigned to groups at random", share=True),
            Column("low", "chance falls below it in 5% of cases", share=True),
            Column("high", "chance rises above it in 5% of cases", share=True),
            Column("p", "probability of at least as large a share"),
        ),
        _assortativity,
        by_group=True,
        of_level=True,
    ),
    Measure(
        "brokerage",
        "Which brokerage roles the people of a group play between others, compared with chance.",
        "Gould & Fernandez 1989",
        "two-step paths; roles as a multiple of what chance gives",
        (
            Column("paths", "two-step paths between other people that go through the group's people"),
            Column("coordinator", "among people of their own group"),
            Column("itinerant", "between two people of one other group"),
            Column("gatekeeper", "from another group into their own"),
            Column("representative", "from their own group to another"),
            Column("liaison", "between two other groups"),
        ),
        _brokerage,
        by_group=True,
    ),
    Measure(
        "tie_stability",
        "How many of a group's ties last from one period to the next.",
        "Snijders 2001; Snijders, van de Bunt & Steglich 2010",
        "ties, and the Jaccard index from 0 to 1; below 0.3 the two periods are hardly comparable",
        (
            Column("kept", "ties in both periods"),
            Column("lost", "ties in the earlier period only"),
            Column("gained", "ties in the later period only"),
            Column("jaccard", "share of all three that is kept"),
        ),
        _tie_stability,
    ),
)
