"""Unit tests open no socket and keep no data: a test that tries fails at once."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _alone(
    socket_disabled: None,  # noqa: ARG001 - asking for it is what turns sockets off
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOOPLINE_HOME", str(tmp_path / "home"))
