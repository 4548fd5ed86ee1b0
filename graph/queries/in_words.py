"""A query file's fixed texts in the words of a profile: title, question, advice, sentence, and what columns mean."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import BaseModel

if TYPE_CHECKING:
    from graph.profile.words import Words

Header = TypeVar("Header", bound=BaseModel)
"""A query as its header declares it; the catalog, which declares it, imports this module."""

_TEXTS = ("title", "question", "advice", "sentence")
# Columns that hold codes of levels and kinds, whatever a profile calls them.
_CODES = frozenset({"level", "kind", "type"})


def in_words(query: Header, words: Words) -> Header:
    """The same query in the words of a profile; what it reads and returns stays as it is.

    The sentence is said before values are put into it, so that no name of a unit or person is touched.

    Args:
        query: A query as its file has it.
        words: The words of a profile.
    """
    fields: dict[str, Any] = {name: getattr(query, name) for name in type(query).model_fields}
    fields |= {name: words.say(fields[name]) for name in _TEXTS}
    fields["columns"] = tuple(
        one if one.name in _CODES else one.model_copy(update={"help": words.say(one.help)}) for one in fields["columns"]
    )
    fields["params"] = {
        name: one.model_copy(update={"help": words.say(one.help)}) for name, one in fields["params"].items()
    }
    if fields["population"] is not None:
        fields["population"] = fields["population"].model_copy(update={"of": words.say(fields["population"].of)})
    # Made anew and not copied, because a copy would keep the template that was read from the old sentence.
    return type(query).model_construct(**fields)
