"""The page of a load is written beside its input; if that fails, the load stands, and the page is written later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dashboards.loads.report import changes_said
from dashboards.loads.report_page import page_path, write_page
from graph.errors import LooplineError

if TYPE_CHECKING:
    from graph.kept.notes import Counts
    from graph.runner import Runner
    from graph.settings import Settings

_LATER = (
    "This page was written when the same files were given again; of records that changed it does not say in what, and "
    "it does not count those that stayed as they were."
)
_REST = "The load was cut off and finished later; only what the second part changed is listed."


def keep_page(runner: Runner, settings: Settings, report: dict[str, Any]) -> None:
    """Write the page of a load that is published, unless it is there.

    Args:
        runner: The graph.
        settings: The data folder.
        report: The load's report; gets `page`, or `page_missing` with the reason.
    """
    from graph.kept.folder import inputs_folder

    folder = inputs_folder(settings)
    if not report["new"] and page_path(folder, report["load"]).exists():
        return
    try:
        told = report if report["new"] else report | _recalled(runner, settings, report)
        report["page"] = str(write_page(folder, told))
    except LooplineError as error:
        report["page_missing"] = (
            f"The load is in the graph; only the page with its report is missing. {error.message} It is written when "
            "the same files are loaded again."
        )


def _recalled(runner: Runner, settings: Settings, report: dict[str, Any]) -> dict[str, Any]:
    """What a load that was published before had changed, as far as it is on record."""
    from graph.kept.folder import KeptInputs, inputs_folder
    from graph.loading.comparison import changes_of, labels_of
    from graph.loading.store import Store
    from graph.vault.key import known_key

    key = known_key(settings)
    inputs = KeptInputs(inputs_folder(settings), key) if key is not None else None
    changes = inputs.notes.changes(report["load"]) if inputs is not None else None
    if inputs is None or changes is None:
        return {"notes": [*report["notes"], _LATER]}
    notes = [*report["notes"], _LATER, *([] if changes.whole else [_REST])]
    found = {"nodes": _counted(changes.nodes), "relationships": _counted(changes.relationships), "notes": notes}
    journal = inputs.journal(report["load"]) if changes.begun else None
    if journal is None:  # of a source's first load all is new
        return found
    differences = changes_of(journal)
    return found | changes_said(differences, labels_of(Store(runner), differences))


def _counted(counts: Counts) -> Counts:
    """Counts by kind, with zeros: of what is on record only the numbers of unchanged records are not known."""
    return {
        kind: {"changed": 0, "ended": 0} | tally | {"new": tally.get("new", 0) + tally.get("back", 0)}
        for kind, tally in counts.items()
    }
