"""Rules and figures with their titles, for lists that would show codes alone."""

from __future__ import annotations


def rule_said(rule: str | None) -> str:
    """A rule with its title: `S-06 (Buildings without a team)`; the rule alone if no question has it any more.

    Args:
        rule: The rule, such as S-06; two questions of one rule are both named.
    """
    from graph.profile.words import worded
    from graph.queries.catalog import catalog

    titles = [worded(query.title) for query in catalog().rules().get(rule or "", []) if query.kind == "finding"]
    return f"{rule} ({'; '.join(titles)})" if titles else rule or ""


def figure_title(name: str) -> str:
    """The title of a figure; its name if there is none of this name any more."""
    from graph.profile.words import worded
    from graph.queries.catalog import catalog

    query = catalog().get(name)
    return worded(query.title) if query else name
