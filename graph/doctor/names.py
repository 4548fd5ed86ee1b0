"""Checks of the vault: whether it can be opened, by whom, and whether it knows the names that the graph refers to."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

from graph.doctor.checks import Check, Verdict
from graph.model.cypher_builder import statement
from graph.runner import Runner
from graph.settings import Settings
from graph.vault.key import VARIABLE, key_file, known_key
from graph.vault.vault import known_vault, vault_file

_KEY = "person key"
_NAMES = "names"


def check_key(settings: Settings) -> Check:
    """Check that the key of people's ids and names is there where it is needed, and that nobody else can read it."""
    path = key_file(settings.home)
    vault = vault_file(settings)
    if (problem := _readable_by_others((path, vault))) is not None:
        return problem
    key = known_key(settings)
    if key is not None:
        known_vault(settings)  # a vault that can't be opened is an error of its own
        if key.ids:
            return Check(_KEY, Verdict.OK, f"From {key.origin}. Keep a copy of it: without it no name can be read.")
        return Check(
            _KEY,
            Verdict.WARN,
            f"From {key.origin}. An older version made ids without it: anybody can compute one from an address.",
            "To have them keyed, load everything again into a new data folder (LOOPLINE_HOME).",
        )
    if not vault.exists():
        return Check(_KEY, Verdict.OK, "None yet: the first load makes one.")
    return Check(
        _KEY,
        Verdict.FAIL,
        f"It is missing: {VARIABLE} is not set, and there is no {path}. {vault} can't be opened without it.",
        f"Set {VARIABLE} as in the earlier loads, or restore {path.name} from a backup.",
    )


def check_names(settings: Settings, runner: Runner) -> Check:
    """Check where names and addresses lie, and that the vault has those that the graph refers to."""
    found = runner.read(statement("doctor/names")).rows[0]
    if found["named"]:
        by_choice = settings.names == "graph"
        return Check(
            _NAMES,
            Verdict.WARN,
            f"Names or addresses of {found['named']:,} people lie in the graph"
            + (" (LOOPLINE_NAMES=graph)" if by_choice else "")
            + "; own queries are closed.",
            f"{'Unset LOOPLINE_NAMES and load' if by_choice else 'Load'} again: the load moves them to the vault.",
        )
    vault = known_vault(settings)
    known, path = len(vault) if vault else 0, vault_file(settings)
    if known < found["sealed"]:
        return Check(
            _NAMES,
            Verdict.WARN,
            f"{path} has names or addresses of {known:,} people; the graph has {found['sealed']:,} with one. "
            "The others were loaded from another data folder and are unknown here.",
            f"Copy {path.name} and {key_file(settings.home).name} from that folder, or load the people's files here.",
        )
    return Check(_NAMES, Verdict.OK, f"{path} has names or addresses of {known:,} people; none lies in the graph.")


def _readable_by_others(paths: tuple[Path, ...]) -> Check | None:
    for path in paths if sys.platform != "win32" else ():
        mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else 0
        if mode & ~0o600:
            return Check(
                _KEY,
                Verdict.FAIL,
                f"Other users can access {path} (mode {mode:04o}).",
                f"Run `chmod 600 '{path}'`.",
            )
    return None
