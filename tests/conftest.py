"""What every test starts from: no server of the user's, no data folder of the user's."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from graph.profile.words import speaking, spoken_profile
from graph.staging.person_key import keep_key

for _name in (
    "NEO4J_URI",
    "NEO4J_USERNAME",
    "NEO4J_PASSWORD",
    "NEO4J_DATABASE",
    "LOOPLINE_HOME",
    "LOOPLINE_PERSON_KEY",
    "LOOPLINE_NAMES",
):
    os.environ.pop(_name, None)


@pytest.fixture(autouse=True)
def _own_key() -> Iterator[None]:
    """No test hashes ids with the key of a data folder that another one filled."""
    keep_key(b"")
    yield
    keep_key(b"")


@pytest.fixture(autouse=True)
def _own_words() -> Iterator[None]:
    """No test speaks on in the words of a profile that another one loaded."""
    with speaking(spoken_profile()):
        yield
