"""A key and a vault for tests that keep nothing on the disk."""

from __future__ import annotations

import json
from pathlib import Path

from graph.loading.names import Names
from graph.vault.key import PersonKey
from graph.vault.vault import Vault

KEY = PersonKey(b"a key for tests", "the tests")


class MemoryVault(Vault):
    """A vault whose file is a text in memory; `saves` counts how often it was written."""

    def __init__(self) -> None:
        super().__init__(Path("memory.vault"), KEY)
        self.saved = ""
        self.saves = 0

    def save(self) -> None:
        """Keep what would be in the file."""
        self.saved = json.dumps({"people": self._people, "unsettled": sorted(self.unsettled)}, sort_keys=True)
        self.saves += 1

    def reopened(self) -> MemoryVault:
        """The vault as another process finds it."""
        found = MemoryVault()
        kept = json.loads(self.saved or '{"people": {}, "unsettled": []}')
        found._people = {key: tuple((name, text) for name, text in texts) for key, texts in kept["people"].items()}
        found.unsettled = set(kept["unsettled"])
        found.saved = self.saved
        return found


def names_in(vault: Vault, *, in_graph: bool = False) -> Names:
    """Names that go to a vault, or to the graph."""
    return Names(KEY, vault, in_graph=in_graph)
