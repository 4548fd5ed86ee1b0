"""What the server's refusals say to a user, without quoting what is in the graph."""

from __future__ import annotations

import re

from graph.errors import Exit, LooplineError, QueryError, ServerError
from graph.wording import say_count

_PLACE = re.compile(r"\(line (?P<line>\d+), column (?P<column>\d+) \(offset: \d+\)\)")
_NARROW = "Narrow it down: start from one unit, or add a LIMIT."

# Messages of a statement that runs may quote values, which are data; so each class of errors has a sentence of ours.
_WHILE_RUNNING = (
    (r"TypeError", "A value has a type that an operation or function doesn't take.", "Check it with valueType()."),
    (r"ArithmeticError", "A calculation divides by zero, or goes beyond 64 bits.", "Leave such values out with WHERE."),
    (r"EntityNotFound", "A node or relationship was deleted meanwhile.", "Run the query again."),
    (r"MemoryPool|OutOfMemory|TransactionMemory", "The query needs more memory than the server allows.", _NARROW),
    (r"StackOverFlow", "A value nests lists or maps too deep.", "Use fewer levels."),
    (r"ForbiddenOnReadOnly|AccessMode|WriteOnRead", "The query would write.", "Use MATCH and RETURN."),
)
_STOPPED = re.compile(r"Terminated|TimedOut|Timeout|TransactionMarkedAsFailed", re.IGNORECASE)


def refused(message: str, prefix: str = "") -> QueryError:
    """The server's refusal of a statement, in one line, with its place.

    Args:
        message: The server's message.
        prefix: What was put before the statement, so that columns of its first line count from its own beginning.
    """
    lines = (message.strip() or "no reason given").splitlines()
    place = _PLACE.search(message)
    said = ""
    if place:
        column = int(place["column"]) - (len(prefix) if place["line"] == "1" else 0)
        said = f" (line {place['line']}, column {max(column, 1)})"
    first = _PLACE.sub("", lines[0]).strip()
    return QueryError(f"Neo4j refused the query: {first}{said}", "Correct the query and run it again.")


def in_each_others_way() -> ServerError:
    """The server ended one of two transactions that waited for each other."""
    return ServerError(
        "Another command was changing the same part of the graph. Nothing of this was written.",
        "Run this command again.",
        Exit.BUSY,
    )


def refused_while_running(code: str, seconds: float) -> LooplineError:
    """The server's refusal of a statement that it had begun to run.

    Args:
        code: The server's code of the error.
        seconds: The time limit.
    """
    if _STOPPED.search(code):
        return overrun(seconds, ended=True, restarted=False)
    for pattern, meaning, fix in _WHILE_RUNNING:
        if re.search(pattern, code):
            return QueryError(f"Neo4j stopped the query: {meaning}", fix)
    return QueryError(
        "Neo4j stopped the query: a function was given a value that it doesn't take.",
        "Check the values that go into functions; the server's own message is left out, because it quotes them.",
    )


def overrun(seconds: float, *, ended: bool, restarted: bool) -> LooplineError:
    """A query ran into the time limit; a ServerError where connections to the server are lost by it."""
    limit = say_count(seconds, "second", "seconds")
    if not ended:
        return QueryError(
            f"The query was given up after {limit}, but the server has not ended it.",
            "Ask the server's administrator to end transactions of the application loopline.",
        )
    if restarted:
        return ServerError(
            f"The query was stopped after {limit}. It did not end by itself, so the server was restarted.", _NARROW
        )
    return QueryError(f"The query was stopped after {limit}.", _NARROW)


def server_stopped() -> ServerError:
    """Loopline's own server ended or stopped answering under a query."""
    return ServerError(
        "The query took all of the server's memory, so the server was restarted.",
        "Wait some ten seconds. Then ask for less: shorter lists and texts, fewer rows kept at once.",
    )


def too_deep() -> QueryError:
    """A value nests lists or maps too deep to be read."""
    return QueryError("The answer nests lists or maps too deep.", "Return flat lists.")


def row_too_large(most: int) -> QueryError:
    """One row is beyond its limit."""
    return QueryError(
        f"One row of the answer is larger than {most / 1e6:g} MB.",
        "Return less in a row: UNWIND a list, or take a part of it, as in names[..1000].",
    )
