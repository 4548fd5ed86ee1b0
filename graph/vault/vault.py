"""What the vault knows: for each person the names and addresses that the graph's hashes stand for."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from io import BytesIO
from itertools import chain, islice
from pathlib import Path

from graph.settings import Settings
from graph.vault import sealed_file
from graph.vault.key import PersonKey, known_key

Texts = tuple[tuple[str, str], ...]
"""Property and text, such as `("name", "Ann Able")`: one for each that some source gives."""

_PEOPLE_A_LINE = 10_000
_NAMES = sealed_file.Kind(
    "names",
    "people's names",
    "run `loopline rebuild`, or load the files with people again: until then their names are unknown, and nothing else "
    "is lost.",
)


def vault_file(settings: Settings) -> Path:
    """The file of the graph in the settings: each server and database that a data folder is used with has its own."""
    return settings.home / f"{settings.of_graph('names')}.vault"


class Vault:
    """Names and addresses by person id, in memory; `save` writes them to the file.

    Attributes:
        path: The file.
        unsettled: People whose texts a load has changed and not yet settled: what the graph does not refer to goes.
    """

    def __init__(
        self, path: Path, key: PersonKey, people: dict[str, Texts] | None = None, unsettled: Collection[str] = ()
    ) -> None:
        self.path = path
        self.unsettled = set(unsettled)
        self._key = key
        self._people = people or {}

    @classmethod
    def open(cls, path: Path, key: PersonKey) -> Vault:
        """Read a vault; an empty one if there is no file.

        Raises:
            LooplineError: The file can't be read with this key.
        """
        content = sealed_file.read(path, key, _NAMES)
        if content is None:
            return cls(path, key)
        unsettled, *parts = map(json.loads, BytesIO(content))
        people = {
            person: tuple((name, text) for name, text in texts) for part in parts for person, texts in part.items()
        }
        return cls(path, key, people, unsettled)

    def __len__(self) -> int:
        return len(self._people)

    def digest(self, person: str, name: str, text: str) -> str:
        """What stands in the graph for a person's name or address."""
        return self._key.digest(person, name, text)

    def texts(self, person: str) -> dict[str, tuple[str, str]]:
        """A person's properties and texts by their hashes; empty for a person who is not in the vault."""
        return {self._key.digest(person, *each): each for each in self._people.get(person, ())}

    def has_just(self, person: str, texts: Collection[tuple[str, str]]) -> bool:
        """Whether these are all properties and texts that are known of a person."""
        return set(self._people.get(person, ())) == set(texts)

    def text(self, person: str, digest: str | None) -> str | None:
        """The name or address that a hash in the graph stands for; None if the vault does not know it."""
        found = self.texts(person).get(digest) if digest is not None else None
        return found[1] if found else None

    def add(self, person: str, texts: Collection[tuple[str, str]]) -> None:
        """Add properties and texts to what is known of a person."""
        if texts:
            self._people[person] = tuple(dict.fromkeys((*self._people.get(person, ()), *texts)))

    def keep(self, person: str, digests: Collection[str]) -> None:
        """Keep of a person only what these hashes stand for; a person of whom nothing is left goes."""
        left = tuple(each for digest, each in self.texts(person).items() if digest in digests)
        if left:
            self._people[person] = left
        else:
            self._people.pop(person, None)

    def save(self) -> None:
        """Write the file, whole or not at all.

        Raises:
            LooplineError: It can't be written.
        """
        sealed_file.write(self.path, self._key, self._lines(), _NAMES)

    def _lines(self) -> Iterator[bytes]:
        """The content as lines of JSON: who is unsettled, then the people, some at a time: a text of all is large."""
        everybody = iter(self._people.items())
        parts = iter(lambda: dict(islice(everybody, _PEOPLE_A_LINE)), {})
        for part in chain([sorted(self.unsettled)], parts):
            text = json.dumps(part, ensure_ascii=False, separators=(",", ":"))
            yield text.encode("utf-8", "surrogatepass") + b"\n"


def known_vault(settings: Settings) -> Vault | None:
    """The vault of the graph in the settings, to read from; None if no load has made a key yet.

    Raises:
        LooplineError: The key or the file can't be read.
    """
    key = known_key(settings)
    return Vault.open(vault_file(settings), key) if key is not None else None
