"""Real files to try things on: a folder beside the checkout, or wherever LOOPLINE_SAMPLES points."""

from __future__ import annotations

import os
from pathlib import Path

import pytest


def sample(name: str) -> Path:
    """Path of a sample, as in `sample("data/cps_roster/network_data.csv")`.

    Without any samples the test is skipped and says so; where there are samples but not this one, it fails.
    """
    named = os.environ.get("LOOPLINE_SAMPLES")
    root = Path(named) if named else Path(__file__).resolve().parents[3] / "shared"
    if not named and not (root / "data").is_dir():
        pytest.skip(f"NOT TESTED ON REAL FILES: no samples in {root}; set LOOPLINE_SAMPLES to their folder")
    path = root / name
    if not path.exists():
        pytest.fail(f"there is no sample {path}")
    return path
