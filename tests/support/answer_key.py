"""The answer key of a generated state against the findings of the graph, as the commands tell them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from pathlib import Path
from typing import Any

from graph.settings import Settings
from loaders.generator.planting import defects
from tests.support.command_line import loopline

RULES = {rule for defect in defects().values() for rule in defect.rules}

Finding = tuple[str, str]


def told(settings: Settings, *arguments: str) -> str:
    """Run a command that succeeds; its standard output."""
    done = loopline(settings, *arguments)
    assert done.returncode == 0, f"loopline {' '.join(arguments)}: {done.stderr}"
    return done.stdout


def _key(folder: Path) -> dict[Finding, str]:
    with (folder / "planted.csv").open(encoding="utf-8", newline="") as stream:
        return {(row["rule"], row["ids"]): row["because"] for row in csv.DictReader(stream)}


def found_in(settings: Settings) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(told(settings, "findings", "--format", "json"))
    return rows


def _by_ids(rows: list[dict[str, Any]]) -> Counter[Finding]:
    """Findings by rule and ids, for every rule that defects are planted for."""
    return Counter((row["rule"], "|".join(sorted(set(row["ids"])))) for row in rows if row["rule"] in RULES)


def _listed(findings: set[Finding], why: dict[Finding, str] | dict[Finding, list[str]]) -> str:
    lines = [f"  {rule} {ids[:200]}: {why.get((rule, ids), '')}" for rule, ids in sorted(findings)]
    return "\n".join(lines) or "  none"


def compare(settings: Settings, folder: Path) -> None:
    """Fail with both lists where the findings of the graph are not those of the folder's key."""
    rows = found_in(settings)
    unanswered = {row["rule"] for row in rows if row.get("evaluable") is False}
    assert not unanswered & RULES, "the generated sheets let every planted rule be answered"
    key, found = _key(folder), _by_ids(rows)
    sentences = {(row["rule"], "|".join(sorted(set(row["ids"])))): row["sentence"] for row in rows if "ids" in row}
    missing, unexplained = key.keys() - found.keys(), found.keys() - key.keys()
    apart = f"Planted, but not found:\n{_listed(missing, key)}\n"
    apart += f"Found, but not explained:\n{_listed(unexplained, sentences)}"
    assert not missing | unexplained, apart
    assert not [finding for finding, count in found.items() if count > 1], "one defect, one finding"
