"""Distributions of individual values in groups, which do not reveal any of them."""

from __future__ import annotations

import numpy as np

from graph.measures.measure import Column, Floats, Question, Values, blank


def columns(what: str) -> tuple[Column, ...]:
    """The columns of a distribution.

    Args:
        what: What a person's value is, in words.
    """
    return (
        Column("mean", f"{what}, on average"),
        Column("median", f"{what}, median person"),
        Column("top_tenth", "share of the group's total held by its top tenth", share=True),
    )


def distribution(question: Question, values: Floats, notes: tuple[str, ...] = ()) -> Values:
    """Mean, median, and the top tenth's share of the total, by group.

    The top tenth is left blank if it would be fewer people than the minimum group: it would be somebody's value.

    Args:
        question: The groups, and the minimum group.
        values: One per person, 0 or above; not a number for people who have none.
        notes: What a reader must know of the values.
    """
    groups = question.groups
    known = np.flatnonzero((groups.codes >= 0) & np.isfinite(values))
    order = known[np.lexsort((values[known], groups.codes[known]))]
    begins = np.searchsorted(groups.codes[order], np.arange(groups.count + 1))
    mean, median, top = (blank(groups) for _ in range(3))
    counted = np.diff(begins).astype(np.int64)
    for group in np.flatnonzero(counted >= max(question.least, 1)).tolist():
        own = values[order[begins[group] : begins[group + 1]]]
        mean[group], median[group] = own.mean(), np.median(own)
        tenth, total = len(own) // 10, own.sum()
        if tenth >= question.least and total > 0:
            top[group] = own[-tenth:].sum() / total
    return Values({"mean": mean, "median": median, "top_tenth": top}, counted, notes)
