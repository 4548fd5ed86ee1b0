"""The text next to the query console's editor: what can be queried, the graph's schema, why a query is rejected."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from dashboards.drawing.phrasing import many
from dashboards.shell.layout import headline
from dashboards.shell.markup import Markup, join, tag
from graph.errors import LooplineError
from graph.model.nodes import NODES, RELATIONSHIPS
from graph.model.schema import Origin
from graph.queries.read_only_guard import BOUNDS
from graph.queries.statement_limits import LIMITS


def compose_head(*, closed: bool) -> Markup:
    """Headline and lead; while names lie in the graph, the lead is left to the reason why it is closed."""
    reads = "The server only reads: writing, LOAD CSV, procedures and SHOW are refused before anything runs. "
    names = "People appear under their ids: their names and addresses are not in the graph."
    return headline("Ask the graph yourself, in Cypher.", *([] if closed else [reads, names]))


@cache
def compose_schema() -> Markup:
    """Labels with their properties, and which relationship joins which."""
    nodes = [
        tag(
            "details",
            tag("summary", node.label),
            tag("p", ", ".join([node.key, *(prop.name for prop in node.properties if not prop.restricted)])),
        )
        for node in NODES.values()
        if node.origin is not Origin.BOOKKEEPING
    ]
    ways = [
        tag("li", tag("code", f"({start})-[:{rel.type}]->({end})"))
        for rel in RELATIONSHIPS.values()
        for start, end in rel.ends
    ]
    return join(
        tag("h2", "What is in the graph", class_="side"),
        tag("div", nodes, class_="card small"),
        tag("div", tag("details", tag("summary", "Relationships"), tag("ul", ways)), class_="card small"),
        tag(
            "div",
            tag("h3", "What is known as of when"),
            tag("p", "Every query gets ", tag("code", "$as_of"), ", the as-of date of the last load."),
            class_="card small",
        ),
        tag(
            "div",
            tag("h3", "Limits"),
            tag("p", f"A query: {LIMITS}."),
            tag("p", f"An answer: {BOUNDS}. One query at a time."),
            class_="card small",
        ),
    )


def compose_refusal(error: LooplineError) -> Markup:
    """Why the query was not run, and what to do."""
    return tag(
        "div", tag("h3", error.message), tag("p", error.fix) if error.fix else None, class_="card refusal", role="alert"
    )


def result_line(rows: int, seconds: float, warnings: Sequence[str] = (), *, cut: bool) -> Markup:
    """How many rows there are, whether some were left out, and the server's warnings."""
    summary = f"{many(rows, 'row')} in {seconds:.2f} s."
    if cut:
        summary = (
            f"The first {many(rows, 'row')} in {seconds:.2f} s; there are more. Narrow the question or add a LIMIT."
        )
    elif not rows:
        summary = f"No row in {seconds:.2f} s. Empty is not good news: see on Data health what was loaded."
    return tag("p", " ".join((summary, *warnings)), role="status")
