"""Whether the hook would work: its settings, and on request a message that says that it is a test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dashboards.loads.hook import deliver
from dashboards.loads.hook_settings import HookSettings
from graph.doctor.checks import Check, Verdict
from graph.errors import LooplineError

_NAME = "hook"
_TEST: dict[str, Any] = {
    "program": "loopline",
    "event": "test",
    "source": None,
    "as_of": None,
    "load": None,
    "reasons": [],
    "new_critical": {},
    "text": "This is a test: Loopline can tell of loads here.",
}


def check_hook(home: Path, *, send: bool = False) -> Iterator[Check]:
    """Check the hook in a data folder's settings; nothing to check if there is none and none is asked for.

    Args:
        home: The data folder.
        send: Whether to send a test.
    """
    try:
        settings = HookSettings.of(home)
    except LooplineError as error:
        yield Check(_NAME, Verdict.FAIL, error.message, error.fix)
        return
    if settings is None:
        if send:
            yield Check(
                _NAME, Verdict.WARN, "Nobody is told of loads.", "Write [hook] into settings.toml of the data folder."
            )
    elif not send:
        yield Check(_NAME, Verdict.OK, "Its settings are right; `loopline doctor --hook` sends a test.")
    else:
        for name, why in deliver(settings, _TEST).items():
            found = f"The test did not arrive ({name}): {why}." if why else f"The test was taken ({name})."
            fix = f"Correct what settings.toml says of {name}, or what listens there." if why else ""
            yield Check(_NAME, Verdict.FAIL if why else Verdict.OK, found, fix)
