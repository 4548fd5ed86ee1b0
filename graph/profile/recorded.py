"""The profile of the last load: the default for all commands and pages."""

from __future__ import annotations

from graph.errors import LooplineError
from graph.model.cypher_builder import statement
from graph.profile.profile import Profile
from graph.runner import Runner

DEFAULT = "education"


def recorded_profile(runner: Runner, named: str = "") -> Profile:
    """The named profile, or the last load's, or the education profile if none is recorded.

    Args:
        runner: The graph.
        named: A shipped profile's name or a YAML file from the user; empty for none.

    Raises:
        LooplineError: The profile is wrong, or the recorded one can't be found or has changed since the load.
    """
    if named:
        return Profile.load(named)
    rows = runner.read(statement("load/profile")).rows
    if not rows or not rows[0]["profile"]:
        return Profile.load(DEFAULT)
    origin, fingerprint = rows[0]["profile"], rows[0]["fingerprint"]
    try:
        found = Profile.load(origin)
    except LooplineError as error:
        raise LooplineError(
            f"The last load was read with the profile {origin}, which can't be used now: {error.message}",
            "Put the file back or correct it, or load again with --profile NAME_OR_FILE.",
        ) from error
    if found.fingerprint != fingerprint and found.origin != found.name:
        raise LooplineError(
            f"The profile {origin} has changed since the last load.",
            f"Load again with --profile {origin}, or name the profile to judge by: --profile NAME_OR_FILE.",
        )
    return found
