"""The barriers and successes of a state: raised by building teams, lifted up the line, answered and reported back.

In a healthy state every one of them reaches the team that may decide, is answered in time and is reported back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from loaders.generator.practice import Entry, Step
from loaders.generator.seeded_random import Dice
from loaders.generator.skeleton import Unit
from loaders.generator.state import Draft, Team

_ENTRIES = 5
"""From so many on something can be said of a region's log."""
# In days in session: far beyond any time that an answer can take, however it was agreed.
_KEPT = 40
_PERIOD = 180
_DUE = 30
# Level at which what helps is to be known.
_SHARED = "region"


def entries(draft: Draft) -> list[Entry]:
    """All barriers and successes, with what defects changed about them."""
    found = [*_natural(draft), *_successes(draft), *draft.practice.entries]
    for entry in found:
        _keep(draft, entry)
        if region_of(entry.team.unit) in draft.practice.no_themes:
            entry.theme = None
    _hear_from_outside(draft, found)
    return found


def region_of(unit: Unit) -> str:
    """Id of the region of a unit below the state."""
    while unit.level != "region" and unit.parent is not None:
        unit = unit.parent
    return unit.unit_id


def way_up(draft: Draft, unit: Unit, level: str) -> list[Team]:
    """Active teams from a building up to the level that can decide, its leaders last; none if one is not active."""
    teams: list[Team] = []
    at: Unit | None = unit
    while at is not None:
        teams.append(draft.implementers(at))
        if at.level == level:
            leaders = draft.heads(at)
            if level != _SHARED and leaders is not teams[-1] and leaders.active:
                teams.append(leaders)
            break
        at = at.parent
    return teams if all(team.active for team in teams) else []


def raise_one(draft: Draft, dice: Dice, entry: Entry, teams: list[Team]) -> Entry:
    """Let an entry take its way along these teams, each in time, as far as the day of the records."""
    day = entry.raised
    for place, team in enumerate(teams):
        day += timedelta(days=dice.between(1, 3))
        if day > draft.days.as_of:
            return entry
        step = Step(team, day)
        entry.way.append(step)
        last = place == len(teams) - 1
        day += timedelta(days=dice.between(3, 9) if last else dice.between(1, 2))
        if last:
            step.answered = _known(draft, day)
        else:
            step.passed = _known(draft, day)
    entry.resolved = _known(draft, day + timedelta(days=dice.between(1, 3)))
    day += timedelta(days=4)
    entry.reported = _known(draft, day + timedelta(days=dice.between(1, 3))) if entry.resolved else None
    return entry


def plant_entry(
    draft: Draft, unit: Unit, raised: date, asked: tuple[str, str, str], *, kind: str = "barrier", most: int = 99
) -> Entry | None:
    """Add an entry of a building with its healthy way; None if a team on the way is not active.

    Args:
        draft: The state.
        unit: The building.
        raised: When its team raised it.
        asked: Theme, category, and the level that can decide.
        kind: barrier or facilitator.
        most: At most so many teams receive it.
    """
    theme, category, level = asked
    teams = way_up(draft, unit, level)[:most]
    if not teams:
        return None
    number = 11 + len(draft.practice.entries)
    entry = Entry(f"BR-{unit.unit_id}-{number}", teams[0], raised, kind, theme, category, level)
    raise_one(draft, draft.dice(f"planted {entry.barrier_id}"), entry, teams)
    draft.practice.entries.append(entry)
    return entry


def able(draft: Draft, district: Unit) -> list[Unit]:
    """Buildings of a district whose barriers can reach the district's leaders."""
    return [unit for unit in district.children if way_up(draft, unit, "district")]


def plant_at_district(
    draft: Draft, district: Unit, raised: date, category: str, theme: str = "", *, kind: str = "barrier"
) -> Entry | None:
    """Add an entry of one of a district's buildings that its leaders can decide; what helps stays with its team.

    Args:
        draft: The state.
        district: The district.
        raised: When it was raised.
        category: Its category.
        theme: Its theme; by default the category's in this district, so that no two districts share it.
        kind: barrier or facilitator.
    """
    homes = able(draft, district)
    asked = next(one for one in draft.world.barriers if one.category == category)
    if not homes:
        return None
    about = (theme or f"{asked.theme}, {district.name}", category, "district")
    return plant_entry(draft, homes[0], raised, about, kind=kind, most=2 if kind == "facilitator" else 99)


def own_theme(draft: Draft, theme: str, region: Unit) -> str:
    """A theme that no other region shares: with the region's name if another one has it already."""
    taken = any(entry.theme == theme for entry in draft.practice.entries)
    return f"{theme}, {region.name}" if taken else theme


def fill(draft: Draft, buildings: list[Unit], count: int) -> bool:
    """Add barriers of the last weeks to some buildings, so that there are enough to say something about them."""
    homes = [unit for unit in buildings if way_up(draft, unit, "district")]
    asked = next(one for one in draft.world.barriers if one.level == "district")
    for number in range(count if homes else 0):
        day = draft.days.back(30 + 4 * number)
        plant_entry(draft, homes[number % len(homes)], day, (asked.theme, asked.category, asked.level))
    return bool(homes)


def fill_region(draft: Draft, region: Unit) -> bool:
    """The same of a region; not where no other region would have what its log lacks: there a blank says nothing."""
    buildings = [unit for unit in region.below() if unit.level == "school"]
    return len(draft.skeleton.regions) > 1 and fill(draft, buildings, _ENTRIES)


def _natural(draft: Draft) -> Iterator[Entry]:
    """One building team in four has raised one or two barriers or successes this year."""
    for unit in draft.skeleton.buildings:
        dice, team = draft.dice(f"barriers of {unit.unit_id}"), draft.implementers(unit)
        if not (team.active and dice.chance(0.25)):
            continue
        for number in range(dice.between(1, 2)):
            asked = dice.pick(draft.world.barriers)
            raised = draft.days.back(dice.between(15, 300))
            source = dice.pick(("inside", "inside", "inside", "family", "community"))
            helps = not dice.chance(0.85) and region_of(unit) not in draft.practice.no_success
            teams = _told(draft, unit) if helps else way_up(draft, unit, asked.level)
            inside_only = unit.parent is not None and unit.parent.unit_id in draft.practice.inside_only
            if teams:
                yield raise_one(
                    draft, dice,
                    Entry(
                        f"BR-{unit.unit_id}-{number + 1}", team, raised, "facilitator" if helps else "barrier",
                        asked.theme, asked.category, asked.level, "inside" if inside_only else source,
                    ),
                    teams,
                )  # fmt: skip


def _told(draft: Draft, unit: Unit) -> list[Team]:
    """The teams that hear what helps: up to the region, as far as they are active."""
    teams: list[Team] = []
    at: Unit | None = unit
    while at is not None and draft.implementers(at).active:
        teams.append(draft.implementers(at))
        at = at.parent if at.level != _SHARED else None
    return teams


def _successes(draft: Draft) -> Iterator[Entry]:
    """In each region one building tells of a success of the last weeks."""
    for region in draft.skeleton.regions:
        homes = [unit for unit in region.below() if unit.level == "school" and way_up(draft, unit, "district")]
        if homes and region.unit_id not in draft.practice.no_success:
            dice = draft.dice(f"success of {region.unit_id}")
            unit, asked = dice.pick(homes), draft.world.barriers[0]
            entry = Entry(
                f"BR-{unit.unit_id}-9", draft.implementers(unit), draft.days.back(dice.between(25, 55)), "facilitator",
                draft.world.success, asked.category, asked.level,
            )  # fmt: skip
            yield raise_one(draft, dice, entry, _told(draft, unit))


def _keep(draft: Draft, entry: Entry) -> None:
    """What the state's team keeps goes no further, and nothing comes back."""
    kept = draft.practice.kept
    if not kept or entry.category != kept or entry.kind != "barrier":
        return
    top = draft.implementers(draft.skeleton.state)
    for place, step in enumerate(entry.way):
        if step.team is top and draft.days.calendar.since(step.received) > _KEPT:
            del entry.way[place + 1 :]
            step.passed = step.answered = entry.resolved = entry.reported = None


def _hear_from_outside(draft: Draft, found: list[Entry]) -> None:
    """Of each district's entries the latest comes from a family, unless a defect wants it otherwise."""
    latest: dict[str, Entry] = {}
    for entry in sorted(found, key=lambda entry: (entry.raised, entry.barrier_id)):
        if entry.team.unit.parent is not None:
            latest[entry.team.unit.parent.unit_id] = entry
    for district, entry in latest.items():
        if district not in draft.practice.inside_only:
            entry.source = "family"


def _known(draft: Draft, day: date) -> date | None:
    """A day, or None if it is in the future."""
    return day if day <= draft.days.as_of else None


def expect_lost(draft: Draft) -> None:
    """Expect the state's team where it keeps barriers, and each level at which more than a quarter of them stay."""
    top, start = draft.implementers(draft.skeleton.state), draft.days.in_session(_PERIOD)
    done: dict[str, set[str]] = {}
    lost: dict[str, dict[str, set[str]]] = {}
    for entry in entries(draft):
        if entry.kind != "barrier":
            continue
        for place, step in enumerate(entry.way):
            level, last = step.team.unit.level, place == len(entry.way) - 1
            waiting = last and step.waiting and entry.resolved is None
            if waiting and step.team is top and step.team.unit.level == entry.level and _late(draft, step):
                draft.key.add("F-09", top.unit_and_team(), "barriers stay with the state's team, without an answer")
            if step.received < start:
                continue
            if not waiting:
                done.setdefault(level, set()).add(entry.barrier_id)
            elif _late(draft, step):
                lost.setdefault(level, {}).setdefault(entry.barrier_id, set()).add(step.team.team_id)
    for level, some in lost.items():
        received = done.get(level, set()) | some.keys()
        if len(received) >= 5 and 4 * len(some) > len(received):
            teams = {team for teams in some.values() for team in teams}
            said = draft.world.profile.level_name(level)
            because = f"{len(some)} of {len(received)} barriers stay at the level {said}"
            draft.key.add("F-11", (draft.skeleton.state.unit_id, *teams), because)


def _late(draft: Draft, step: Step) -> bool:
    return draft.days.calendar.since(step.received) > _DUE
