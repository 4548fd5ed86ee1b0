"""Put a store that was built again in the place of the one in use; what stood there is moved, never deleted."""

from __future__ import annotations

from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

from graph.errors import LooplineError
from graph.server.filelock import hold
from graph.server.home import ServerHome
from graph.settings import Settings

PARTS = ("server", "names.vault", "inputs")
"""What belongs to one store in a data folder. `person.key` stays: both were made with it."""
_PATIENCE = 30.0


def replace(home: Path, rebuilt: Path) -> Path | None:
    """Move the parts of a rebuilt data folder into another one; both servers have to be stopped.

    Args:
        home: The data folder in use.
        rebuilt: A data folder on the same disk, which is left without these parts.

    Returns:
        The folder to which the parts that stood there were moved; None if there were none.

    Raises:
        LooplineError: They can't be moved.
    """
    before = home / f"before-rebuild-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    old = [part for part in PARTS if (home / part).exists()]
    try:
        if not old:
            _put(home, rebuilt)
            return None
        before.mkdir(mode=0o700)
        # Where no server ever was there is none to keep out, and its folder would be in the way.
        with hold(ServerHome.of(home).lock_file, _PATIENCE) if "server" in old else nullcontext():
            for part in old:
                (home / part).rename(before / part)
            _put(home, rebuilt)
    except OSError as error:
        raise LooplineError(
            f"The rebuilt store can't be moved into {home}: {error.strerror}.",
            f"What was there is in {before}, and the rebuilt store in {rebuilt}; move {', '.join(PARTS)} by hand.",
        ) from error
    return before


def _put(home: Path, rebuilt: Path) -> None:
    for part in PARTS:
        if (rebuilt / part).exists():
            (rebuilt / part).rename(home / part)


def as_rebuilding(settings: Settings) -> Settings:
    """The settings of the data folder in which a store is built again before it is moved."""
    return settings.at(settings.home / "rebuilding")
