"""Ids that people would take for the same: they differ by case, zeros, dashes, blanks or letters that look alike.

Such ids are never joined, since some registers do tell them apart; they are named, so that somebody can.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable

# Greek and Cyrillic capitals and small letters that are drawn like Latin ones.
_LOOKS = str.maketrans(
    "\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bf\u03bd"
    "\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0423\u0425\u0430\u0435\u043e\u0440\u0441\u0443\u0445"
    "\u0405\u0406\u0408\u0455\u0456\u0458",
    "ABEZHIKMNOPTYXovABEKMHOPCTYXaeopcyxSIJsij",
)
_DASHES = re.compile("[\u2010-\u2015\u2212]")
_ZEROS = re.compile(r"(?<!\d)0+(?=\d)")

_ALIKE: dict[str, Callable[[str], str]] = {
    "letters that look alike": lambda text: unicodedata.normalize("NFKC", text).translate(_LOOKS),
    "its dashes": lambda text: _DASHES.sub("-", text),
    "blanks": lambda text: re.sub(r"\s+", "", text),
    "the ending .0": lambda text: text.removesuffix(".0"),
    "leading zeros": lambda text: _ZEROS.sub("", text),
    "case": str.casefold,
}
TWINS = ("letters that look alike", "its dashes", "blanks", "case")
"""Differences that two ids of one kind are not meant to have."""


def near_key(text: str, without: str = "") -> str:
    """What is left of an id when the differences that people overlook are taken away.

    Args:
        text: An id.
        without: A difference to keep.
    """
    for what, change in _ALIKE.items():
        if what != without:
            text = change(text)
    return text


def twins(ids: Iterable[str]) -> Counter[str]:
    """Pairs of ids that differ by nothing but what nobody means to tell ids apart by, counted by that difference."""
    first: dict[str, str] = {}
    found: Counter[str] = Counter()
    for text in ids:
        key = text
        for what in TWINS:
            key = _ALIKE[what](key)
        other = first.setdefault(key, text)
        if other != text:
            found[" and ".join(difference(other, text))] += 1
    return found


def difference(one: str, other: str) -> tuple[str, ...]:
    """In what two ids with the same near key differ, in words; empty for the same id."""
    if one == other:
        return ()
    needed = tuple(what for what in _ALIKE if near_key(one, what) != near_key(other, what))
    return needed or tuple(what for what, change in _ALIKE.items() if change(one) == change(other))[:1]
