"""Check that the inputs of all loads are kept, so that the store can be built again from them."""

from __future__ import annotations

from graph.doctor.checks import Check, Verdict
from graph.kept.folder import KeptInputs, inputs_folder
from graph.loading.store import Store
from graph.runner import Runner
from graph.settings import Settings
from graph.vault.key import known_key
from graph.wording import say_count

_NAME = "kept inputs"


def check_inputs(settings: Settings, runner: Runner) -> Check:
    """Check which loads of the graph `loopline rebuild` could load again."""
    numbers = Store(runner).numbers()
    if not numbers:
        return Check(_NAME, Verdict.OK, "None yet: each load keeps its own.")
    folder = inputs_folder(settings)
    key = known_key(settings)
    kept = KeptInputs(folder, key).published() if key is not None else []
    missing = numbers.keys() - {each.load_id for each in kept}
    if missing:
        return Check(
            _NAME,
            Verdict.WARN,
            f"Some inputs of loads ({len(missing):,} of {len(numbers):,}) are not in {folder}: an older version loaded "
            "them, or another data folder did.",
            "Load their files here again: nothing is written twice, and their inputs are kept then.",
        )
    size = sum(each.path.stat().st_size for each in kept)
    return Check(
        _NAME,
        Verdict.OK,
        f"All are in {folder} ({say_count(len(numbers), 'load', 'loads')}, {size / 1e6:,.1f} MB). They and "
        "person.key are a backup: `loopline rebuild` builds the store from them.",
    )
