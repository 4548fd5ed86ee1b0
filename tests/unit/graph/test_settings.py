"""Settings from the environment."""

from __future__ import annotations

import pytest

from graph.errors import UsageError
from graph.settings import Settings


@pytest.mark.parametrize(("given", "kept"), [("", "vault"), ("vault", "vault"), ("graph", "graph")])
def test_where_names_are_kept(monkeypatch: pytest.MonkeyPatch, given: str, kept: str) -> None:
    monkeypatch.setenv("LOOPLINE_NAMES", given)
    assert Settings.from_env().names == kept


@pytest.mark.parametrize("given", ["Graph", "yes", " "])
def test_another_word_is_refused(monkeypatch: pytest.MonkeyPatch, given: str) -> None:
    monkeypatch.setenv("LOOPLINE_NAMES", given)
    with pytest.raises(UsageError, match="must be vault or graph"):
        Settings.from_env()
