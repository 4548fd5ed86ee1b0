"""Who acts on a finding about links, and how: the same owner and action as on a link's card."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from dashboards.drawing.inputs import LinkFacts
from dashboards.drawing.link_sentences import do, owner_name, second
from dashboards.shell.load_context import LoadContext
from dashboards.shell.readers import view
from dashboards.shell.region import names_of
from dashboards.shell.stored import Finding
from graph.queries.catalog import catalog

# What such a finding asks for is a second person, whatever else the link may need.
_SECOND_PERSON = "P-01"


def links_named(context: LoadContext, link_ids: Iterable[str]) -> dict[str, LinkFacts]:
    """Links by id.

    Args:
        context: The published load.
        link_ids: Their ids.
    """
    ids = sorted(set(link_ids))
    rows = view(context, "links_of", links=ids) if ids else []
    names = names_of(context)
    return {row["link_id"]: names.link(row, writing=context.writing) for row in rows}


def with_actions(context: LoadContext, findings: Sequence[Finding]) -> list[Finding]:
    """The same findings, those about links with their owner and their action.

    Args:
        context: The published load.
        findings: Findings of that load.
    """
    links = links_named(context, (link_id for finding in findings for link_id in finding.link_ids))
    return [
        with_action(finding, [links[link_id] for link_id in finding.link_ids if link_id in links])
        for finding in findings
    ]


def with_action(finding: Finding, links: Sequence[LinkFacts]) -> Finding:
    """The same finding with the owner and the action of its links.

    Args:
        finding: The finding.
        links: The links whose repair it asks for, all of one owner.
    """
    if not links:
        return finding
    act = second if catalog()[finding.query].rule == _SECOND_PERSON else do
    acts = " ".join(dict.fromkeys(act(link) for link in links))
    return replace(finding, owner=owner_name(links[0]), do=f"For each of them: {acts}" if len(links) > 1 else acts)
