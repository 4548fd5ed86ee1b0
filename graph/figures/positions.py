"""Where the people of a group stand in the network: betweenness, PageRank, k-core, constraint."""

from __future__ import annotations

import numpy as np

from graph.figures.distribution import columns, distribution
from graph.figures.figure import Figure, Figures, Question
from graph.network.centrality import betweenness, constraint, k_core, pagerank


def _betweenness(question: Question) -> Figures:
    found = betweenness.compute(question.network)
    if isinstance(found, betweenness.ExactBetweenness):
        return distribution(question, found.betweenness)
    return distribution(
        question,
        found.sampled_betweenness,
        (f"Estimated from the shortest ways of {len(found.sources)} people drawn at random (seed {found.seed}).",),
    )


def _pagerank(question: Question) -> Figures:
    return distribution(question, pagerank.compute(question.network).rank * question.network.size)


def _k_core(question: Question) -> Figures:
    return distribution(question, k_core.compute(question.network).coreness.astype(np.float64))


def _constraint(question: Question) -> Figures:
    return distribution(question, constraint.compute(question.network).constraint, _UNDEFINED)


def _effective_size(question: Question) -> Figures:
    return distribution(question, constraint.compute(question.network).effective_size, _UNDEFINED)


_UNDEFINED = ("Not defined for people without contact: they are not counted.",)

FIGURES = (
    Figure(
        "betweenness",
        "How much of other people's shortest way to each other goes through the people of a group.",
        "Freeman 1977; Brandes 2001; sampled above 2,000 people as in Brandes & Pich 2007",
        "pairs of people whose shortest way passes through a person",
        columns("pairs of people whose shortest way passes through a person"),
        _betweenness,
    ),
    Figure(
        "pagerank",
        "How much the people of a group are turned to by people who are turned to themselves.",
        "Brin & Page 1998",
        "times the average of everyone counted",
        columns("PageRank, with 1 for the average of everyone counted"),
        _pagerank,
    ),
    Figure(
        "k_core",
        "How deep in the well-connected core of the network the people of a group sit.",
        "Seidman 1983; Batagelj & Zaversnik 2003",
        "coreness: contacts that everyone around the person has among themselves",
        columns("coreness"),
        _k_core,
    ),
    Figure(
        "constraint",
        "How much the contacts of a group's people are each other's contacts, so that they hear the same from all.",
        "Burt 1992",
        "Burt's constraint, low for contacts that don't know each other",
        columns("constraint"),
        _constraint,
    ),
    Figure(
        "effective_size",
        "How many contacts that don't repeat each other the people of a group have.",
        "Burt 1992",
        "contacts",
        columns("contacts that don't repeat each other"),
        _effective_size,
    ),
)
