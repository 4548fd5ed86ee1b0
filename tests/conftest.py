"""What every test starts from: no server of the user's, no data folder of the user's."""

from __future__ import annotations

import os

for _name in (
    "NEO4J_URI",
    "NEO4J_USERNAME",
    "NEO4J_PASSWORD",
    "NEO4J_DATABASE",
    "LOOPLINE_HOME",
    "LOOPLINE_PERSON_KEY",
):
    os.environ.pop(_name, None)
