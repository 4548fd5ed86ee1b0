"""How much a load may change before somebody has to agree: the steward's limits, by source.

They are read from `settings.toml` in the data folder. A table `[guards.default]` holds for every source, and
`[guards.NAME]` for the source of that name; what neither says has the value declared here.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from graph.errors import InputError
from graph.settings_file import FILE, read_table
from graph.suggest import did_you_mean

_TABLE, _DEFAULT = "guards", "default"


@dataclass(frozen=True)
class Limits:
    """Limits of one source's loads; shares are from 0 to 1.

    Attributes:
        few: Fewer facts than this are never held.
        ended_share: Share of the records of one kind that may be gone, beyond those that came new.
        ended_most: The same as a number.
        unit_share: Share of the records of one kind within one unit that may be gone, beyond those that came new.
        changed_share: Share of known records of one kind that may change.
        ids_share: Share of known records that may have come under another id.
        set_aside_share: Share of rows that may be set aside, beyond that of the last load.
        emptied_share: Share of the filled cells of one column that may now be blank.
        rows_share: Share of the last load's rows of a sheet that must be there.
    """

    few: int = 10
    ended_share: float = 0.10
    ended_most: int = 500
    unit_share: float = 0.50
    changed_share: float = 0.75
    ids_share: float = 0.05
    set_aside_share: float = 0.02
    emptied_share: float = 0.50
    rows_share: float = 0.50

    @classmethod
    def of(cls, home: Path, source: str) -> Limits:
        """The limits of a source.

        Raises:
            InputError: The file is not valid, or names a limit that there is none of; it names the fix.
        """
        tables = read_table(home, _TABLE)
        given: dict[str, Any] = {}
        for name in (_DEFAULT, source):
            given |= _checked(home / FILE, name, tables.get(name, {}))
        return cls(**given)


_WHOLE = frozenset(field.name for field in fields(Limits) if isinstance(field.default, int))


def _checked(path: Path, name: str, table: object) -> dict[str, Any]:
    known = [field.name for field in fields(Limits)]
    place = f"{path}, [{_TABLE}.{name}]"
    if not isinstance(table, dict):
        raise InputError(f"{_TABLE} is no table.", f"Write [{_TABLE}.{name}], and below it NAME = NUMBER.", file=place)
    for key, value in table.items():
        if key not in known:
            raise InputError(
                f"There is no limit {key!r}{did_you_mean(key, known)}.", f"There are {', '.join(known)}.", file=place
            )
        if key in _WHOLE:
            right, what = isinstance(value, int) and value >= 0, "a whole number from 0"
        else:
            right, what = isinstance(value, int | float) and 0 <= value <= 1, "a share from 0 to 1, such as 0.1"
        if isinstance(value, bool) or not right:
            raise InputError(f"{key} is {value!r}.", f"Give {what}.", file=place)
    return {key: int(value) if key in _WHOLE else float(value) for key, value in table.items()}
