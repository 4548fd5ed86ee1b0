"""The next months of a generated state, as a personnel department would export them."""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

Row = dict[str, str]
Sheets = dict[str, list[Row]]

EVENTS = ("contacts", "meetings", "link_checks", "barriers", "escalations", "collected")
_PEOPLE = ("person_id", "manager_id", "from_person", "to_person")
_TEAMS = ("team_id", "from_team", "to_team")


def read_sheets(folder: Path) -> Sheets:
    """All sheets of a folder."""
    found: Sheets = {}
    for path in sorted(folder.glob("*.csv")):
        if path.stem != "planted":
            with path.open(encoding="utf-8", newline="") as stream:
                found[path.stem] = list(csv.DictReader(stream))
    return found


def write_sheets(folder: Path, sheets: Sheets) -> Path:
    """Sheets as files; one without rows is left out."""
    folder.mkdir(parents=True)
    for name, rows in sheets.items():
        if rows:
            with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as stream:
                writer = csv.DictWriter(stream, list(rows[0]))
                writer.writeheader()
                writer.writerows(rows)
    return folder


def next_month(before: Sheets, seed: int, day: date) -> Sheets:
    """The month after: people leave, move and join, a team is dissolved, districts merge, a team is renamed.

    Events are those of the new month alone.

    Args:
        before: The month before.
        seed: The same seed gives the same month.
        day: The as-of date of the new month.
    """
    made = random.Random(seed)  # noqa: S311 - no secret
    sheets = {name: [dict(row) for row in rows] for name, rows in before.items()}
    _leave(sheets, made)
    _move(sheets, made)
    _join(sheets, made, seed, day)
    _dissolve(sheets, made.choice([row["team_id"] for row in sheets["teams"] if row["type"] == "BIT"]))
    _merge(sheets, made)
    made.choice(sheets["teams"])["name"] += f" (renamed {seed})"
    _events(sheets, seed)
    return sheets


def _leave(sheets: Sheets, made: random.Random) -> None:
    people = [row["person_id"] for row in sheets["people"]]
    _drop_people(sheets, set(made.sample(people, max(1, len(people) * 3 // 100))))


def _drop_people(sheets: Sheets, gone: set[str]) -> None:
    for name, rows in sheets.items():
        kept = []
        for row in rows:
            if row.get("manager_id") in gone:
                row["manager_id"] = ""
            if "attendees" in row:
                row["attendees"] = "|".join(each for each in row["attendees"].split("|") if each not in gone)
            if not any(row.get(column) in gone for column in _PEOPLE if column != "manager_id"):
                kept.append(row)
        sheets[name] = kept


def _move(sheets: Sheets, made: random.Random) -> None:
    """Some change places: the unit and the roles of each go to the next."""
    some = made.sample(sheets["people"], max(2, len(sheets["people"]) * 2 // 100))
    units = [row["unit_id"] for row in some]
    other = {row["person_id"]: after["person_id"] for row, after in zip(some, some[1:] + some[:1], strict=True)}
    for row, unit in zip(some, units[1:] + units[:1], strict=True):
        row["unit_id"] = unit
    for row in sheets["assignments"]:
        row["person_id"] = other.get(row["person_id"], row["person_id"])


def _join(sheets: Sheets, made: random.Random, seed: int, day: date) -> None:
    held = {row["role_id"] for row in sheets["assignments"]}
    vacant = [row["role_id"] for row in sheets["roles"] if row["role_id"] not in held]
    made.shuffle(vacant)
    for number in range(max(1, len(sheets["people"]) // 100)):
        pattern = made.choice(sheets["people"])
        row = {**dict.fromkeys(pattern, ""), "person_id": f"N{seed:03}{number:04}", "unit_id": pattern["unit_id"]}
        sheets["people"].append({**row, "hired": (day - timedelta(days=9)).isoformat(), "job_title": "Coach"})
        if vacant:
            role = vacant.pop()
            first = {**dict.fromkeys(sheets["assignments"][0], ""), "person_id": row["person_id"], "role_id": role}
            sheets["assignments"].append({**first, "fte": "0.5", "since": (day - timedelta(days=9)).isoformat()})
            for each in sheets["roles"]:
                if each["role_id"] == role:
                    each["vacant_since"] = ""


def _dissolve(sheets: Sheets, *teams: str) -> None:
    roles = {row["role_id"] for row in sheets["roles"] if row["team_id"] in teams}
    for name, rows in sheets.items():
        kept = [
            row
            for row in rows
            if not any(row.get(column) in teams for column in _TEAMS) and row.get("role_id") not in roles
        ]
        for row in kept:
            for column in ("deputy_role_id", "responsible_role"):
                if row.get(column) in roles:
                    row[column] = ""
        sheets[name] = kept
    barriers = {row["barrier_id"] for row in sheets.get("barriers", ())}
    sheets["escalations"] = [row for row in sheets.get("escalations", ()) if row["barrier_id"] in barriers]


def _merge(sheets: Sheets, made: random.Random) -> None:
    """One district becomes part of another of its region."""
    districts = [row for row in sheets["units"] if row["level"] == "district" and row["in_scope"] == "true"]
    region = made.choice(sorted({row["parent_id"] for row in districts}))
    there = sorted(row["unit_id"] for row in districts if row["parent_id"] == region)
    if len(there) < 2:
        return
    gone, into = there[-1], there[0]
    _dissolve(sheets, *(row["team_id"] for row in sheets["teams"] if row["unit_id"] == gone))
    for row in sheets["units"]:
        if row["parent_id"] == gone:
            row["parent_id"] = into
    sheets["units"] = [row for row in sheets["units"] if row["unit_id"] != gone]
    sheets["joint_work"] = [row for row in sheets.get("joint_work", ()) if gone not in (row["unit_a"], row["unit_b"])]
    for row in (*sheets["people"], *sheets["roles"]):
        if row["unit_id"] == gone:
            row["unit_id"] = into


def _events(sheets: Sheets, seed: int) -> None:
    """Events of this month: other ids, and other days in the same order."""
    days = 30

    def later(text: str) -> str:
        return (date.fromisoformat(text) + timedelta(days=days)).isoformat() if text else text

    dated = ("first", "last", "held_on", "period_end", "met_on", "raised_on", "received_on", "passed_on", "answered_on",
             "resolved_on", "reported_back_on", "from", "to")  # fmt: skip
    for name in EVENTS:
        for row in sheets.get(name, ()):
            row.update({column: later(row[column]) for column in dated if column in row})
            for column in ("meeting_id", "barrier_id"):
                if column in row:
                    row[column] = f"{row[column].split('@')[0]}@{seed}"
