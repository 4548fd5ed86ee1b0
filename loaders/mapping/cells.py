"""Fill one column of a sheet from an export's columns, as a mapping's `Cell` describes."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

import numpy as np
import pandas as pd

from graph.staging.person_key import address_id, addresses_in, hashed, plain_text, says_nobody
from loaders.mapping import patterns
from loaders.mapping.mapping import Cell

# Runs of blanks of every kind, but not line breaks, which are a mistake in an id and must stay visible.
_BLANKS = re.compile("[ \\u00a0\\u1680\\u2000-\\u200a\\u202f\\u205f\\u3000]+")
_WORD = re.compile(r"[^\W\d_]+(?:['\u2019][^\W\d_]+)*")
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TRIED = 1_000  # texts on which date formats are tried
# Abbreviations that stay in capitals.
_KEPT = frozenset("ISD CISD MSD CSD II III IV VI VII VIII IX STEM YMCA US TX DAEP JJAEP".split())  # noqa: SIM905


def squeezed(cells: pd.Series) -> pd.Series:
    """Cells trimmed, with runs of blanks as one."""
    return each(cells, lambda texts: [_squeeze(text) for text in texts])


def each(cells: pd.Series, change: Callable[[list[str]], Sequence[str]]) -> pd.Series:
    """Apply a change to cells, once per distinct text."""
    codes, texts = pd.factorize(cells.to_numpy(dtype=object))
    changed = np.empty(len(texts), dtype=object)
    changed[:] = change(list(texts))
    return pd.Series(changed[codes], dtype=object)


def fill(cell: Cell, cells: pd.Series, source: str = "", unknown: set[str] | None = None) -> pd.Series:
    """Apply every step of a cell's description except the first to a whole column.

    Args:
        cell: The description.
        cells: The column's cells.
        source: Name of the source, for ids that are hashed.
        unknown: Takes the texts that neither `map` nor `match` knows.
    """

    def change(texts: list[str]) -> list[str]:
        words = {key.casefold(): value for key, value in cell.map.items()}
        plain = [_step(cell, words, text, unknown if unknown is not None else set()) for text in texts]
        if cell.date:
            plain = _as_dates(plain, cell.date)
        if (cell.times, cell.divide) != (1, 1):
            plain = [_calculated(text, cell.times / cell.divide) for text in plain]
        if cell.title:
            plain = [titled(text) for text in plain]
        if cell.hide:
            plain = [_hidden(source, text) if patterns.search(cell.hide, text) else text for text in plain]
        return [cell.prefix + text if text else cell.default for text in plain]

    return each(cells, change)


def parts(cell: Cell, text: str) -> list[str]:
    """The values in one cell: several where the description says how they are told apart."""
    found = addresses_in(text) if cell.addresses else []
    if not found and cell.split:
        found = patterns.split(cell.split, text)
    return found or [text]


def _calculated(text: str, factor: float) -> str:
    """A number times a factor; other text stays as it is."""
    try:
        value = float(text.removesuffix("%")) * factor
    except ValueError:
        return text
    return f"{value:.12g}"


def _hidden(source: str, text: str) -> str:
    """An id from which the text can't be read; that of a mail address is the same in every source."""
    found = addresses_in(text)
    return address_id(found[0]) if len(found) == 1 else hashed(source, plain_text(text))


def titled(text: str) -> str:
    """Convert text in capitals to title case, except abbreviations."""

    def capitalized(match: re.Match[str]) -> str:
        word = match[0]
        if not word.isupper() or word in _KEPT:
            return word
        if len(word) > 2 and word[1] in "'\u2019":  # O'Connor, but St Mary's
            return word[:2] + word[2:].capitalize()
        return word.capitalize()

    return _WORD.sub(capitalized, text)


def person_ids(keys: Sequence[pd.Series], source: str, remove: str = "") -> pd.Series:
    """Ids of people, hashed from cells so that no name can be read from them; blank if the first cell is.

    The source's name goes into the hash, so the ids of two sources never coincide. If `LOOPLINE_PERSON_KEY` is set, it
    keys the hash: without it, anyone who knows a name can compute the id.
    """
    texts = [each(cells, lambda found: [_key_part(text, remove) for text in found]) for cells in keys]
    rows = zip(*texts, strict=True)
    return pd.Series([hashed(source, *row) if row[0] else "" for row in rows], dtype=object)


def name_variants(keys: Sequence[pd.Series], remove: str = "") -> int:
    """How many people seem to have two ids, because their name has something in brackets or its words in another order.

    Args:
        keys: Cells that ids are hashed from: the name, then what tells people of one name apart.
        remove: Pattern that is removed from them before.
    """
    ways: dict[tuple[tuple[str, ...], ...], set[str]] = {}
    for row in set(zip(*keys, strict=True)):
        name, *others = (_key_part(text, remove) for text in row)
        words = tuple(sorted(re.findall(r"\w+", _BRACKETS.sub(" ", name))))
        if len(words) > 1 and not says_nobody(name):
            ways.setdefault((words, tuple(others)), set()).add(name)
    return sum(len(names) > 1 for names in ways.values())


def _squeeze(text: str) -> str:
    return _BLANKS.sub(" ", text).strip()


def _key_part(text: str, remove: str = "") -> str:
    return plain_text(patterns.replace(remove, " ", text) if remove else text)


def _step(cell: Cell, words: dict[str, str], text: str, unknown: set[str]) -> str:
    """Trimming, removal, value map and patterns on one text."""
    given = text
    text = _squeeze(text)
    if cell.strip:
        text = text.strip(cell.strip + " ")
    if cell.remove:
        text = _squeeze(patterns.replace(cell.remove, "", text))
    if words and text.casefold() in words:
        return words[text.casefold()]
    if cell.match:
        for rule in cell.match:
            found = patterns.search(rule.pattern, text)
            if found:
                return found.expand(rule.then)
    if text and (words or cell.match):
        unknown.add(given)
    return "" if cell.match or (words and cell.default) else text


def _as_dates(texts: list[str], formats: Sequence[str]) -> list[str]:
    """Convert texts to ISO dates by the format that fits most of them; other texts stay as they are.

    One format per column: if each cell were tried by itself, 3/4 and 13/4 could be read by different formats. Where
    two formats fit as many and say different days, the texts stay, so that they are decided as dates of a sheet are.
    """
    sample = texts[:: max(1, len(texts) // _TRIED)]
    days = {form: [_day(text, form) for text in sample] for form in formats}
    fits = {form: sum(day is not None for day in each) for form, each in days.items()}
    fitting = [form for form, count in fits.items() if count == max(fits.values())]
    best = fitting[0]
    if any(days[form] != days[best] for form in fitting):
        return texts
    if "%z" in best:  # parsed one by one, since a time zone must not shift the date
        found = [_day(text, best) for text in texts]
    else:
        stamps = pd.to_datetime(pd.Series(texts, dtype=object), format=best, errors="coerce")
        found = [None if missing else day for day, missing in zip(stamps.dt.date, stamps.isna(), strict=True)]
    return [day.isoformat() if day else text for day, text in zip(found, texts, strict=True)]


def _day(text: str, form: str) -> date | None:
    try:
        return datetime.strptime(text, form).date()  # noqa: DTZ007 - a calendar day
    except ValueError:
        return None
