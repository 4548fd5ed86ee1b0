"""The file `settings.toml` in the data folder: what the steward sets for loads, a table for each matter."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from graph.errors import InputError

FILE = "settings.toml"


def read_table(home: Path, name: str) -> dict[str, Any]:
    """A table of the file; empty if the file or the table is not there.

    Args:
        home: The data folder.
        name: The table's name.

    Raises:
        InputError: The file can't be read, or the name is not that of a table.
    """
    path = home / FILE
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8")).get(name, {})
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise InputError(f"It can't be read: {error}.", "Correct the file.", file=str(path)) from error
    if not isinstance(table, dict):
        raise InputError(
            f"{name} is no table.", f"Write [{name}] on a line of its own, and below it NAME = VALUE.", file=str(path)
        )
    return table
