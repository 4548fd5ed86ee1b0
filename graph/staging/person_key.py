"""Ids of people from which nobody can read a name or an address, and which the same key makes again."""

from __future__ import annotations

import hashlib
import os
import re
import unicodedata
from collections.abc import Collection, Iterable

_BLANKS = re.compile("[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+")
ADDRESS_ID = re.compile(r"p-[0-9a-f]{20}")
"""An id that may stand for a mail address."""
_BETWEEN_WORDS = re.compile(r"[^\W\d_]\.?(?: ?, ?| )[^\W\d_]")
_NOBODY = re.compile(
    r"\W*(?:vacan(?:t|cy|cies)(?![^\W\d_])"
    r"|(?:tb[adh]|to be (?:hired|filled|named|determined|announced|appointed|assigned|recruited))(?![^\W_])"
    r"|(?:unfilled|not (?:yet )?filled|open|no) (?:position|seat|post|incumbent)\b"
    r"|(?:unfilled|unassigned|nobody|no one)\W*$).*",
    re.DOTALL | re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+")
_ADDRESS = re.compile(r"[^\s<>()\[\]|;,:\"']+@[^\s<>()\[\]|;,:\"']+")


_kept = b""


def keep_key(key: bytes) -> None:
    """Hash ids with this key in this process, unless `LOOPLINE_PERSON_KEY` gives another; empty for no key."""
    global _kept  # noqa: PLW0603 - a process fills one graph, which has one key
    _kept = key


def hashed(*parts: str, use: str = "loopline") -> str:
    """An id from some texts, hashed with the key in `LOOPLINE_PERSON_KEY` or the one that the data folder keeps.

    Without a key, as in graphs that an older version filled, anyone can compute the id.

    Args:
        parts: What the id stands for.
        use: Keeps ids for different uses apart; at most 16 letters.
    """
    secret = os.environ.get("LOOPLINE_PERSON_KEY", "").encode() or _kept
    secret = hashlib.blake2b(secret).digest() if len(secret) > 64 else secret
    plain = "\x1f".join(parts)
    return "p-" + hashlib.blake2b(plain.encode(), digest_size=10, key=secret, person=use.encode()).hexdigest()


def plain_text(text: str) -> str:
    """A text without regard to case, width of letters and kind of blanks."""
    return _BLANKS.sub(" ", unicodedata.normalize("NFKC", text)).strip().casefold()


def addresses_in(text: str) -> list[str]:
    """The mail addresses in a cell in their order: without display names, `mailto:` and what stands between them."""
    if "@" not in text:
        return []
    return list(dict.fromkeys(found.rstrip(".").casefold() for found in _ADDRESS.findall(plain_text(text))))


def address_id(address: str) -> str:
    """The id that stands for a mail address, the same in every source, so that two sources can be joined by it."""
    return hashed(address, use="loopline-mail")


def name_id(text: str) -> str:
    """The id that stands for a name used as an id, the same in every source, as ids are."""
    return hashed(plain_text(text), use="loopline-name")


def tells_who(text: str) -> bool:
    """Whether an id tells who the person is: it is a mail address, or words with a blank or a comma between them."""
    plain = plain_text(text)
    return "@" in plain or _BETWEEN_WORDS.search(plain) is not None


def says_nobody(text: str) -> bool:
    """Whether a text in the place of a person says that there is none: a seat is vacant, or to be filled."""
    return _NOBODY.match(text) is not None


def could_be_name(text: str) -> bool:
    """Whether an id could be somebody's name: letters, and no digit."""
    return any(mark.isalpha() for mark in text) and not any(mark.isdigit() for mark in text)


def is_name_of(text: str, name: str) -> bool:
    """Whether an id is the name of the person who has it: `ann.able` and `AbleAnn` are Ann Able."""
    return could_be_name(text) and is_one_of(text, spellings([name]))


def spellings(names: Iterable[str]) -> set[str]:
    """The letters of names, with the words of each in both orders; compare ids with them by `is_one_of`."""
    words = [_WORD.findall(plain_text(name)) for name in names]
    return {"".join(ordered) for each in words for ordered in (each, each[::-1])}


def is_one_of(text: str, spelled: Collection[str]) -> bool:
    """Whether an id is one of the names whose spellings these are."""
    return could_be_name(text) and "".join(_WORD.findall(plain_text(text))) in spelled


def hidden_id(text: str) -> str:
    """The id that stands for an id which tells who it is."""
    found = addresses_in(text)
    return address_id(found[0]) if len(found) == 1 else name_id(text)
