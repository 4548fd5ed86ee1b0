"""Unit tests open no socket and keep no data: a test that tries fails at once."""

from __future__ import annotations

from pathlib import Path

import pytest

HEAVY = {"test_hostile", "test_reading_refusals"}
"""Test files that give the readers what is large or broken, a hundred times over."""


@pytest.fixture(autouse=True)
def _alone(
    socket_disabled: None,  # noqa: ARG001 - asking for it is what turns sockets off
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("LOOPLINE_HOME", str(tmp_path / "home"))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What tries many inputs is slow by nature: property tests, hostile files, a thousand networks a measure."""
    for item in items:
        if "tests/unit/" in item.path.as_posix() and (
            getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
            or item.path.stem in HEAVY
            or item.path.parent.name == "network"
        ):
            item.add_marker(pytest.mark.slow)
