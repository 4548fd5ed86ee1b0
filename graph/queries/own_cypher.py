"""Whether users may run Cypher of their own: not while a command writes, nor while names of people lie in the graph.

No pattern on a query's text keeps a name in: conditions, sort orders and aggregates let it be guessed. What decides is
whether there is anything to be told.
"""

from __future__ import annotations

from collections.abc import Iterator

from graph.errors import Exit, QueryError
from graph.lease import writing
from graph.model.cypher_builder import statement
from graph.model.nodes import NODES
from graph.model.tenses import plain_label
from graph.queries.tokens import tokens
from graph.runner import Runner
from graph.settings import Settings


def closed(runner: Runner, settings: Settings) -> QueryError | None:
    """Why own Cypher is closed, and how to open it; None if it is open."""
    why = "Own queries are closed, because names and addresses of people lie in the graph"
    if settings.names == "graph":
        return QueryError(
            f"{why} (LOOPLINE_NAMES=graph).",
            "To open them, unset LOOPLINE_NAMES and load again: the load moves names and addresses to the vault.",
        )
    if runner.read(statement("load/any_named")).column("found")[0]:
        return QueryError(
            f"{why}: an older version, or a load with LOOPLINE_NAMES=graph, put them there.",
            "To open them, load any files again, such as the last ones: the load moves them to the vault.",
        )
    # A query that takes all memory takes the server with it, and with the server what is being written.
    busy = writing(runner)
    return QueryError(f"Own queries wait. {busy}", "Wait until it has finished.", Exit.BUSY) if busy else None


_SEALED = {prop.name for prop in NODES["Person"].properties if prop.sealed_as}


def remarks(text: str) -> tuple[str, ...]:
    """A sentence for each property in a statement that is always empty, because the vault has what it would hold.

    Args:
        text: A statement that the guard has accepted.
    """
    words = [token.text.strip("`") for token in tokens(text)]
    people = {
        name
        for before, name, colon, label in _runs(words, 4)
        if before == "(" and colon == ":" and plain_label(label) == "Person"
    }
    asked = {name for of, dot, name in _runs(words, 3) if dot == "." and name in _SEALED and of in people}
    return tuple(
        f"Person.{name} is empty: names and addresses of people are not in the graph." for name in sorted(asked)
    )


def _runs(words: list[str], size: int) -> Iterator[tuple[str, ...]]:
    """Every run of neighboring tokens of one size."""
    return zip(*(words[at:] for at in range(size)), strict=False)
