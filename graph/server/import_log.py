"""What Neo4j's importer said, without what it may quote from the files: names and addresses can stand there.

A line is kept if it is of a known form, in which only figures differ; of an error of Java its kind is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from graph.wording import say_count

_FIGURE = re.compile(r"(?<![\w#])\d[\d.:+-]*(?:[KMGT]?i?B|d|h|m|s|ms|μs|ns)?(?![\w#])")
_STAGES = ("Node import", "Relationship import", "Relationship linking", "Post processing")
_BREAKS = (
    "Detected field which spanned multiple lines for an import where --multiline-fields=false. If you know that your "
    "input data include fields containing new-line characters then import with this option set to true."
)
_FORMS = frozenset(
    {
        "Neo4j version: #",
        "Total machine memory: #",
        "Free machine memory: #",
        "Max heap memory : #",
        "Max worker threads: #",
        "Configured max memory: #",
        "Estimated number of nodes: #",
        "Estimated number of node properties: #",
        "Estimated number of relationships: #",
        "Estimated number of relationship properties: #",
        "Estimated disk space usage: #",
        "Estimated required memory usage: #",
        "Import starting #",
        *(f"(#/#) {stage} #" for stage in _STAGES),
        *(f"{stage} COMPLETED in #" for stage in _STAGES),
        "Critical error occurred! Shutting down the import...",
        "IMPORT DONE in #.",
        "IMPORT FAILED in #.",
        "Imported:",
        *(f"# {what}" for what in ("nodes", "relationships", "properties")),
        "Data statistics is not available.",
        "Peak memory usage: #",
        "Error in input data",
        "Error importing csv file.",
        _BREAKS,
    }
)
_ERROR = re.compile(
    r"(?P<kind>(?:Caused by: )?(?:java|javax|jdk|sun|org\.neo4j)(?:\.\w+)*\.[A-Z]\w*(?:Exception|Error))(?![\w.])"
    r"(?:: (?P<reason>No space left on device|Permission denied|Too many open files|Java heap space)$)?"
)
_FULL = ("No space left", "not enough space")


def harmless(lines: Sequence[str]) -> list[str]:
    """The lines that can quote nothing, the kinds of errors, and how many lines are left out."""
    kept, left_out = [], 0
    for line in filter(None, map(str.strip, lines)):
        if _form(line) in _FORMS:
            kept.append(line)
        elif found := _ERROR.match(line):
            kept.append(": ".join(filter(None, found.group("kind", "reason"))))
        else:
            left_out += 1
    left = f"{say_count(left_out, 'line', 'lines')} left out: each may quote what was to be imported."
    return [*kept, left] if left_out else kept


def disk_is_full(lines: Sequence[str]) -> bool:
    """Whether the importer failed because the disk is full."""
    return any(sign in line for line in lines for sign in _FULL)


def _form(line: str) -> str:
    """A line without its figures; none of one that has the sign for them."""
    return "" if "#" in line else _FIGURE.sub("#", line).replace("# #", "#").replace("# #", "#")
