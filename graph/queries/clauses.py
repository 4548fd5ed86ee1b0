"""What a statement would do beyond reading, by its tokens: clauses that write, procedures, LOAD CSV, SHOW and so on.

The server's plan is the layer that decides. This one sees what EXPLAIN does not spell out: plans within expressions.

Cypher reserves no word, so `set` may be a column and `call` a variable. A word begins a clause only where a clause can
begin and only before what such a clause goes on with; in doubt it counts as a clause.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from graph.queries.tokens import Kind, Token

Fault = tuple[str, str]
"""What is wrong, to go on "This query was rejected:", and what to do."""

_WRITING = frozenset(
    {"ALTER", "CREATE", "DEALLOCATE", "DELETE", "DENY", "DETACH", "DROP", "DRYRUN", "ENABLE", "FOREACH", "GRANT"}
    | {"INSERT", "MERGE", "NODETACH", "REALLOCATE", "REMOVE", "RENAME", "REVOKE", "SET", "START", "STOP"}
)
_MANAGING = frozenset({"SHOW", "TERMINATE"})
_PREFIXES = frozenset({"CYPHER", "EXPLAIN", "PROFILE"})
# After these a name or a value must follow, so what follows is no clause. Not among them: `+`, `*`, `%`, `!`, `?` and
# `>` may end a pattern or a type.
_AWAITING = frozenset(
    {".", "..", ":", "::", "$", ",", "(", "[", "|", "&", "=", "<>", "<", "<=", ">=", "=~", "-", "/", "^", "||"}
)
# After these a value may follow: signs that can also end something, and words that can also be names.
_OFTEN_AWAITING = frozenset({"{", "+", "*", "%", ">"})
_AWAITING_WORDS = frozenset(
    {"AND", "AS", "BY", "CASE", "CONTAINS", "DISTINCT", "ELSE", "IN", "LIMIT", "MATCH", "NOT", "OFFSET", "OR"}
    | {"RETURN", "SKIP", "THEN", "UNWIND", "WHEN", "WHERE", "WITH", "XOR"}
)
# What can stand after a value: no clause of those judged here goes on like this.
_FOLLOWING = frozenset(
    {".", "..", ":", "::", ",", ")", "]", "}", "|", "=", "<>", "<", "<=", ">", ">=", "=~", "+", "*", "/", "%", "^"}
    | {"||", "&"}
)
_FOLLOWING_WORDS = frozenset(
    {"AND", "AS", "ASC", "ASCENDING", "CALL", "CONTAINS", "DESC", "DESCENDING", "ELSE", "END", "ENDS", "IN", "IS"}
    | {"LIMIT", "MATCH", "OFFSET", "OPTIONAL", "OR", "ORDER", "RETURN", "SKIP", "STARTS", "THEN", "UNION", "UNWIND"}
    | {"WHEN", "WHERE", "WITH", "XOR"}
)
_FUNCTION_FAMILIES = frozenset(
    {"date", "datetime", "duration", "localdatetime", "localtime", "point", "time", "vector"}
)
_READ = "Use MATCH and RETURN."


def faults(found: tuple[Token, ...]) -> Iterator[Fault]:
    """What the tokens of a statement would do beyond reading the graph."""
    if found[0].word in _PREFIXES:
        yield f"it begins with {found[0].word}", "Begin with MATCH, OPTIONAL MATCH, WITH, UNWIND or RETURN."
    for at, token in enumerate(found):
        if token.word in _JUDGED and _is_clause(found, at):
            yield from _JUDGED[token.word](found, at)
        elif token.word in {"TRANSACTION", "TRANSACTIONS"} and _splits(found, at):
            yield "with IN TRANSACTIONS, it is not read-only", _READ
    yield from _foreign_functions(found)


def _is_clause(found: tuple[Token, ...], at: int) -> bool:
    """Whether a word begins a clause; in doubt it does."""
    before = found[at - 1] if at else None
    if before is None:
        return True
    if before.kind is Kind.SIGN and before.text in _AWAITING:
        return False
    awaited = before.word in _AWAITING_WORDS or before.text in _OFTEN_AWAITING
    return not (awaited and _goes_on_as_name(found[at + 1 : at + 3]))


def _goes_on_as_name(after: tuple[Token, ...]) -> bool:
    """Whether what follows a word shows that it is a name: nothing, a sign after a value, or a word after one."""
    if not after or after[0].text in _FOLLOWING:
        return True
    named = len(after) > 1 and after[1].text in {".", "(", "=", "+=", ":"}
    return after[0].word in _FOLLOWING_WORDS and (not named or _opens_clause(after))


def _opens_clause(after: tuple[Token, ...]) -> bool:
    """MATCH and a few others go on with a bracket, as no variable does that is set or deleted."""
    return after[0].word in {"MATCH", "IN", "CALL", "WHERE", "AND", "OR", "WHEN", "THEN"} and after[1].text == "("


def _writes(found: tuple[Token, ...], at: int) -> Iterator[Fault]:
    yield f"with {found[at].word}, it is not read-only", _READ


def _calls(found: tuple[Token, ...], at: int) -> Iterator[Fault]:
    if found[at + 1 : at + 2] and found[at + 1].name:
        yield "it calls a procedure", "Use MATCH and RETURN; a subquery in CALL { ... } is allowed."


def _loads(found: tuple[Token, ...], at: int) -> Iterator[Fault]:
    if found[at + 1 : at + 2] and found[at + 1].word == "CSV":
        yield "LOAD CSV reads files and addresses", _READ


def _uses(found: tuple[Token, ...], at: int) -> Iterator[Fault]:
    if found[at + 1 : at + 2] and found[at + 1].name:
        yield "USE leads to another graph", "Leave it out: there is one graph."


def _splits(found: tuple[Token, ...], at: int) -> bool:
    """Whether this word ends `} IN 2 CONCURRENT TRANSACTIONS`."""
    words = [token.word or token.text for token in found[max(0, at - 5) : at]]
    return any(pair == ("}", "IN") for pair in pairwise(words))


def _foreign_functions(found: tuple[Token, ...]) -> Iterator[Fault]:
    """Functions that are not Cypher's own have a namespace: `apoc.text.join(...)`."""
    for at, token in enumerate(found):
        if token.text == "(" and at and found[at - 1].name:
            first = at - 1
            while first >= 2 and found[first - 1].text == "." and found[first - 2].name:
                first -= 2
            whole = ".".join(part.name for part in found[first:at] if part.name)
            family = whole.split(".")[0]
            if "." in whole and family.lower() not in _FUNCTION_FAMILIES:
                yield f"it calls a function from {family}", "Use Cypher's own functions."


_JUDGED = {
    **dict.fromkeys(_WRITING | _MANAGING, _writes),
    "CALL": _calls,
    "LOAD": _loads,
    "USE": _uses,
}
