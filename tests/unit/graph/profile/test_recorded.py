"""The last load's profile: found again by name or path, and plainly refused where it is gone or other."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest

from graph.errors import LooplineError
from graph.profile.profile import FOLDER, Profile
from graph.profile.recorded import recorded_profile
from graph.runner import Runner


class Recorded:
    """A graph that only knows the last load's profile."""

    def __init__(self, *rows: dict[str, Any]) -> None:
        self.rows = list(rows)

    def read(self, *_: object) -> Recorded:
        return self


def last(profile: str | None, fingerprint: str | None = "") -> Runner:
    return cast("Runner", Recorded({"profile": profile, "fingerprint": fingerprint}))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    path = tmp_path / "own.yaml"
    path.write_text((FOLDER / "education.yaml").read_text(encoding="utf-8").replace("name: education", "name: own", 1))
    return path


def test_without_a_recorded_profile_education_is_taken() -> None:
    assert recorded_profile(cast("Runner", Recorded())).name == "education"
    assert recorded_profile(last(None)).name == "education"


def test_a_file_is_found_by_its_whole_path_and_a_named_one_wins(own: Path) -> None:
    profile = Profile.load(own)
    assert profile.origin == str(own)
    assert recorded_profile(last(profile.origin, profile.fingerprint)).name == "own"
    assert recorded_profile(last(profile.origin, profile.fingerprint), "education").name == "education"


def test_a_file_that_is_gone_or_has_changed_is_told_with_the_fix(own: Path) -> None:
    profile = Profile.load(own)
    own.write_text(own.read_text(encoding="utf-8").replace("value: 25", "value: 26"), encoding="utf-8")
    with pytest.raises(LooplineError, match="has changed since the last load") as refused:
        recorded_profile(last(profile.origin, profile.fingerprint))
    assert "--profile" in (refused.value.fix or "")
    own.unlink()
    with pytest.raises(LooplineError, match="can't be used now"):
        recorded_profile(last(profile.origin, profile.fingerprint))
