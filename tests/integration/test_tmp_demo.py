from __future__ import annotations
from pathlib import Path
import pytest
from graph.settings import Settings
from tests.integration.test_planted import _prepare
from tests.support.answer_key import compare

pytestmark = [pytest.mark.integration, pytest.mark.slow]


def test_demo(server_settings: Settings, tmp_path: Path) -> None:
    _prepare(server_settings, tmp_path / "state", ["--seed", "41", "--without", "S-05"])
    compare(server_settings, tmp_path / "state")
