"""`loopline catalog`: all questions that Loopline answers, as a list, one in full, or as README sections."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from dashboards.command_reference import reference
from dashboards.page_reference import reference as page_reference
from dashboards.readme import rewrite
from dashboards.tables import note, print_json, print_table
from graph.errors import exit_codes
from graph.model.dictionary import data_dictionary, graph_model
from graph.model.vocabulary import RULE_FAMILIES, SEVERITIES
from graph.wording import say_count

if TYPE_CHECKING:
    from graph.queries.catalog import Catalog, Query

GENERATED = {
    "pages": page_reference,
    "commands": reference,
    "sheets": data_dictionary,
    "model": graph_model,
    "exits": exit_codes,
}
"""Generated README sections other than the catalog, each with the function that writes it."""
_HEADS = {"finding": "Findings", "metric": "Metrics"}


class Format(StrEnum):
    """How the catalog is printed."""

    TABLE = "table"
    JSON = "json"
    MARKDOWN = "markdown"


def register(app: typer.Typer) -> None:
    """Add the command."""
    app.command("catalog")(show)
    app.command("catalogue", hidden=True, help="Deprecated: use `catalog`.")(show)


def show(
    name: Annotated[str, typer.Argument(metavar="QUERY", help="Query or rule to show in full, such as P-01.")] = "",
    output: Annotated[Format, typer.Option("--format", help="Output format.")] = Format.TABLE,
    views: Annotated[bool, typer.Option("--views", help="Also list the queries behind the dashboard's pages.")] = False,
    refresh: Annotated[
        bool,
        typer.Option("--refresh", help="In a checkout: regenerate parameter lines and README sections."),
    ] = False,
) -> None:
    """List all queries, or show one in full: question, advice, source, parameters, columns and statement."""
    from graph.queries.catalog import catalog

    if refresh:
        _refresh()
        return
    known = catalog()
    if name:
        query = known.find(name)
        print_json(_described(query)) if output is Format.JSON else print(in_full(query), end="")
        return
    kinds = ("finding", "metric", "view") if views else ("finding", "metric")
    queries = known.of_kind(*kinds)
    if output is Format.MARKDOWN:
        print(markdown(known), end="")
    elif output is Format.JSON:
        print_json([_described(query) for query in queries])
    else:
        print_table(
            ("rule", "query", "kind", "severity", "question"),
            [
                {
                    "rule": query.rule,
                    "query": query.id,
                    "kind": query.kind,
                    "severity": _range(query),
                    "question": query.question,
                }
                for query in sorted(queries, key=_order)
            ],
        )


def markdown(known: Catalog) -> str:
    """The README section: one line per finding or figure."""
    lines: list[str] = []
    for kind, head in _HEADS.items():
        queries = sorted(known.of_kind(kind), key=_order)
        lines += [f"### {head}", "", "| rule | query | question |", "|---|---|---|"]
        lines += [f"| {query.rule or ''} | `{query.id}` | {query.question} |" for query in queries]
        lines.append("")
    return "\n".join(lines)


def in_full(query: Query) -> str:
    """One query as Markdown: what it answers, what it needs, what its columns mean, and its statement."""
    lines = [f"# {query.rule or query.id}: {query.title}", "", query.question, ""]
    facts = {
        "Advice": query.advice,
        "Source": query.source,
        "Severity": _range(query),
        "Sheets": ", ".join(name if isinstance(name, str) else " or ".join(name) for name in query.sheets),
        "Derived facts": ", ".join(query.needs),
        "File": query.file,
    }
    lines += [f"{name}: {value}" for name, value in facts.items() if value]
    params = [
        f"- `{name}` ({param.type}, default {param.default}): {param.help}" for name, param in query.params.items()
    ]
    columns = [
        f"- `{column.name}` ({column.type}{', key' if column.key else ''}){f': {column.help}' if column.help else ''}"
        for column in query.columns
    ]
    for head, part in (("Parameters", params), ("Columns", columns)):
        lines += ["", f"## {head}", *part] if part else []
    return "\n".join([*lines, "", "## Statement", "```cypher", f"{query.text};", "```", ""])


def _refresh() -> None:
    from graph.queries.catalog import catalog
    from graph.queries.lint import refresh

    known = catalog()
    changed = [query.id for query in known.values() if refresh(query)]
    note(f"{say_count(len(changed), 'parameter line', 'parameter lines')} rewritten.")
    rewrite("catalog", markdown(known))
    for section, text in GENERATED.items():
        rewrite(section, text())


def _described(query: Query) -> dict[str, object]:
    return {
        "query": query.id,
        "rule": query.rule,
        "kind": query.kind,
        "title": query.title,
        "question": query.question,
        "severity": query.severity,
        "severities": severities(query),
        "sheets": [name if isinstance(name, str) else list(name) for name in query.sheets],
        "needs": list(query.needs),
        "params": {
            name: {
                "type": param.type,
                "default": param.default,
                "from": param.source,
                "of": param.of,
                "help": param.help,
            }
            for name, param in query.params.items()
        },
        "columns": [
            {
                "name": column.name,
                "type": column.type,
                "key": column.key,
                "subject": column.subject,
                "help": column.help,
            }
            for column in query.columns
        ],
        "advice": query.advice,
        "source": query.source,
        "file": query.file,
    }


def severities(query: Query) -> tuple[str, ...]:
    """The severities its findings can have, worst first: its own, those of its effect, and those that its rows set."""
    found = {query.severity, *(("critical", "high", "medium") if query.effect else ())}
    if query.column("severity") is not None:
        found |= {name for name in SEVERITIES if f"'{name}'" in query.text}
    return tuple(name for name in SEVERITIES if name in found)


def _range(query: Query) -> str:
    """The same in words: `high`, `high or info`, `critical to medium`."""
    found = severities(query)
    return f"{found[0]} to {found[-1]}" if len(found) > 2 else " or ".join(found)


def _order(query: Query) -> tuple[int, str, str]:
    """By kind, then by the order of the rules: structure, teams, continuity, loops, silos, data."""
    letter = (query.rule or "~")[0]
    place = list(RULE_FAMILIES).index(letter) if letter in RULE_FAMILIES else 9
    return (list(_HEADS).index(query.kind) if query.kind in _HEADS else 9, f"{place}{query.rule or '~'}", query.id)
