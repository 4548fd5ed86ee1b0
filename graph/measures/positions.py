"""Positions of a group's people in the network: betweenness, PageRank, k-core, constraint."""

from __future__ import annotations

import numpy as np

from graph.measures.distribution import columns, distribution
from graph.measures.measure import Measure, Question, Values
from graph.network.centrality import betweenness, constraint, k_core, pagerank


def _betweenness(question: Question) -> Values:
    found = betweenness.compute(question.network)
    if isinstance(found, betweenness.ExactBetweenness):
        return distribution(question, found.betweenness)
    return distribution(
        question,
        found.sampled_betweenness,
        (f"Estimated from the shortest paths of {len(found.sources)} people drawn at random (seed {found.seed}).",),
    )


def _pagerank(question: Question) -> Values:
    return distribution(question, pagerank.compute(question.network).rank * question.network.size)


def _k_core(question: Question) -> Values:
    return distribution(question, k_core.compute(question.network).coreness.astype(np.float64))


def _constraint(question: Question) -> Values:
    return distribution(question, constraint.compute(question.network).constraint, _UNDEFINED)


def _effective_size(question: Question) -> Values:
    return distribution(question, constraint.compute(question.network).effective_size, _UNDEFINED)


_UNDEFINED = ("Not defined for people without contact: they are not counted.",)

MEASURES = (
    Measure(
        "betweenness",
        "How many of other people's shortest paths to each other go through the people of a group.",
        "Freeman 1977; Brandes 2001; sampled above 2,000 people as in Brandes & Pich 2007",
        "pairs of people whose shortest path goes through a person",
        columns("pairs of people whose shortest path goes through a person"),
        _betweenness,
    ),
    Measure(
        "pagerank",
        "How much the people of a group are contacted by people who are themselves much contacted.",
        "Brin & Page 1998",
        "multiples of the average of everyone counted",
        columns("PageRank, with 1 for the average of everyone counted"),
        _pagerank,
    ),
    Measure(
        "k_core",
        "How deep in the well-connected core of the network the people of a group sit.",
        "Seidman 1983; Batagelj & Zaversnik 2003",
        "coreness: the largest k for which the person belongs to a group whose members each have k contacts in it",
        columns("coreness"),
        _k_core,
    ),
    Measure(
        "constraint",
        "How much the contacts of a group's people know each other, so that all of them pass on the same news.",
        "Burt 1992",
        "Burt's constraint, low for contacts that don't know each other",
        columns("constraint"),
        _constraint,
    ),
    Measure(
        "effective_size",
        "How many contacts without overlap the people of a group have.",
        "Burt 1992",
        "contacts",
        columns("contacts without overlap"),
        _effective_size,
    ),
)
