"""Invented states to try Loopline on: plausible sheets, planted defects, and their answer key."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from graph.profile.profile import Profile
from graph.profile.words import speaking
from loaders.generator import folder, skeleton
from loaders.generator import state as drafts
from loaders.generator.barrier_log import expect_lost
from loaders.generator.benign_variation import expect_silent_leaders, shade
from loaders.generator.consequences import expect_consequences
from loaders.generator.days import Days
from loaders.generator.key import Key
from loaders.generator.options import Options
from loaders.generator.planting import plant_all, unanswered
from loaders.generator.rollout import roll_out
from loaders.generator.structure import expect_unchecked
from loaders.generator.world import world_of
from loaders.generator.zones import begin_zone

__all__ = ["Generated", "Options", "demo_state", "generate"]

# The demo keeps its state leadership team: a missing one would overshadow every other gap.
DEMO = Options(seed=41, without=frozenset({"S-05"}))


@dataclass(frozen=True)
class Generated:
    """What was written.

    Attributes:
        folder: The folder with the sheets.
        sizes: Rows by sheet.
        findings: Rows of the answer key.
        unplanted: Defects for which the state had no room, with their rules.
    """

    folder: Path
    sizes: dict[str, int]
    findings: int
    unplanted: dict[str, tuple[str, ...]]


def generate(options: Options, out: Path, on_sheet: Callable[[int, int], None] | None = None) -> Generated:
    """Write an invented state.

    Args:
        options: What to generate.
        out: A folder that does not exist, is empty, or contains an earlier generated state.
        on_sheet: Called with (number, number of sheets) before each sheet is written.

    Raises:
        LooplineError: The folder contains something else or can't be written.
    """
    draft, unplanted = make(options)
    folder.prepare(out)
    files = [*folder.sheet_files(draft), folder.key_file(draft)]
    sizes: dict[str, int] = {}
    for number, file in enumerate(files, 1):
        if on_sheet:
            on_sheet(number, len(files))
        sizes[file.name] = folder.write(out, file)
    (out / folder.README).write_text(folder.readme(draft, sizes), encoding="utf-8", newline="\n")
    return Generated(out, sizes, len(draft.key), unplanted)


def make(options: Options) -> tuple[drafts.Draft, dict[str, tuple[str, ...]]]:
    """The state in memory with its planted defects, and the defects that had no room."""
    profile = Profile.load(options.profile)
    world = world_of(profile)
    days = Days(options.as_of, profile.calendar(options.as_of))
    with speaking(profile):
        draft = drafts.build(options, skeleton.build(options, world), days, world)
        draft.key = Key(unanswered(profile))
        waiting = roll_out(draft)
        unbegun = [*waiting, *shade(draft)]
        unplanted = plant_all(draft, unbegun)
        begin_zone(draft)
        expect_silent_leaders(draft)
        expect_consequences(draft, unbegun)
        expect_lost(draft)
        expect_unchecked(draft)
        return draft, unplanted


def demo_state(out: Path, profile: str = "education") -> Path:
    """Write the demo's state: 8 regions, 60 districts, 400 buildings in scope, a few dozen defects.

    Args:
        out: The folder to write to.
        profile: The profile that sets its teams and words.

    Returns:
        The folder with the sheets.

    Raises:
        LooplineError: The folder contains something else or can't be written.
    """
    return generate(replace(DEMO, profile=profile), out).folder
