"""The shape of the contact inside each group: centralization, hierarchy, core and periphery, reciprocity."""

from __future__ import annotations

import numpy as np

from graph.measures.measure import Column, Measure, Question, Values, blank
from graph.network.centrality import centralization
from graph.network.structure import core_periphery, hierarchy, reciprocity


def _centralization(question: Question) -> Values:
    found, count = centralization.compute(question.network, question.groups), question.groups.count
    columns = {"degree": found.degree, "incoming": found.incoming, "outgoing": found.outgoing}
    return Values({name: values[:count] for name, values in columns.items()})  # the last is all people


def _hierarchy(question: Question) -> Values:
    names = ("connectedness", "hierarchy", "efficiency", "least_upper_bound")
    columns = {name: blank(question.groups) for name in names}
    large = 0
    for group, network in question.parts():
        if network.size > hierarchy.LARGEST:
            large += 1
            continue
        found = hierarchy.compute(network)
        for name in names:
            columns[name][group] = getattr(found, name)
    notes = (
        f"Left blank for groups of more than {hierarchy.LARGEST:,} people, because it compares all pairs:  {large:,}.",
    )
    return Values(columns, notes=notes if large else ())


def _core_periphery(question: Question) -> Values:
    columns = {name: blank(question.groups) for name in ("core", "fit", "graded_fit")}
    for group, network in question.parts():
        found = core_periphery.compute(network)
        columns["fit"][group], columns["graded_fit"][group] = found.fit, found.graded_fit
        if np.isfinite(found.fit):
            columns["core"][group] = found.core.mean()
    return Values(columns)


def _reciprocity(question: Question) -> Values:
    links, answered = blank(question.groups), blank(question.groups)
    for group, network in question.parts():
        found = reciprocity.compute(network)
        links[group], answered[group] = int(found.given.sum()), found.answered
    return Values({"contacts": links, "answered": answered})


MEASURES = (
    Measure(
        "centralization",
        "How far the contact inside a group goes through one person; compare groups of the same size only.",
        "Freeman 1979",
        "0 if everyone is alike, 1 for a star",
        (
            Column("degree", "of contact in either direction"),
            Column("incoming", "of incoming contact"),
            Column("outgoing", "of outgoing contact"),
        ),
        _centralization,
    ),
    Measure(
        "hierarchy",
        "How close the contact inside a group is to a pure hierarchy with one head.",
        "Krackhardt 1994",
        "each is 1 for a tree in which contact goes from the head down",
        (
            Column("connectedness", "share of pairs of people who are connected by any path", share=True),
            Column("hierarchy", "of the pairs with a path, share with a path one way only", share=True),
            Column("efficiency", "1 less the share of contacts beyond those that a tree needs"),
            Column("least_upper_bound", "1 less the share of pairs without a closest common superior"),
        ),
        _hierarchy,
    ),
    Measure(
        "core_periphery",
        "How well a group fits a dense core with everyone else attached to it.",
        "Borgatti & Everett 2000; Lip 2011; Boyd et al. 2010",
        "correlation with the ideal, up to 1",
        (
            Column("core", "share of the group's people who are in its core", share=True),
            Column("fit", "correlation with a core and a periphery"),
            Column("graded_fit", "correlation with a core that fades out"),
        ),
        _core_periphery,
    ),
    Measure(
        "reciprocity",
        "How much of the contact inside a group is reciprocated.",
        "Wasserman & Faust 1994",
        "share of directed contacts",
        (
            Column("contacts", "contacts inside the group, counted in each direction"),
            Column("answered", "share of them that are reciprocated", share=True),
        ),
        _reciprocity,
    ),
)
