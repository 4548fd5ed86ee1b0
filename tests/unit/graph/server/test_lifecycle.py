"""A command that only has to look at a folder leaves its server as it found it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from graph.server import Phase, left_as_found, lifecycle
from graph.settings import Settings


@pytest.mark.parametrize(
    ("found", "uri", "stopped"),
    [
        (Phase.STOPPED, None, 1),
        (Phase.RUNNING, None, 0),
        (Phase.STARTING, None, 0),
        (Phase.STOPPED, "bolt://127.0.0.1:1", 0),
    ],
)
def test_a_server_is_left_as_it_was_found(
    found: Phase, uri: str | None, stopped: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stops: list[Settings] = []
    monkeypatch.setattr(lifecycle, "phase", lambda _: found)
    monkeypatch.setattr(lifecycle, "stop", stops.append)
    settings = replace(Settings.from_env().at(tmp_path), uri=uri)
    with left_as_found(settings):
        monkeypatch.setattr(lifecycle, "phase", lambda _: Phase.RUNNING)
        assert stops == []
    assert stops == [settings] * stopped


def test_it_is_stopped_even_if_the_command_fails(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stops: list[Settings] = []
    monkeypatch.setattr(lifecycle, "stop", stops.append)
    settings = Settings.from_env().at(tmp_path / "new")
    with pytest.raises(ValueError, match="why"), left_as_found(settings):
        raise ValueError("why")
    assert stops == [settings]
