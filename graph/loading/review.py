"""What happens between a load's plan and its writing: somebody looks at the plan, or has to agree to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from graph.errors import HeldError
from graph.loading.decision import REJECTED, Decision
from graph.loading.differences import Stamp
from graph.loading.foreseen import Foreseen, foresee
from graph.loading.guard import reasons
from graph.loading.limits import Limits
from graph.loading.names import Names
from graph.loading.rehearsal import Rehearsed, rehearse
from graph.loading.store import Begun, Store
from graph.staging.stage import Staged


@dataclass(frozen=True)
class Approval:
    """Somebody agreed to a plan.

    Attributes:
        digest: Of the plan.
        reason: Why, in their words.
        by: Under which name the system knows them.
    """

    digest: str
    reason: str
    by: str = ""


@dataclass(frozen=True)
class Review:
    """How a load's plan is treated.

    Attributes:
        limits: Hold the load if it would end or change more; None to hold none.
        approved: What somebody agreed to, of this load.
        plan_only: Stop after the plan.
        decided: What was decided of the same files before, by their content and the load's id, the last one last.
    """

    limits: Limits | None = None
    approved: Approval | None = None
    plan_only: bool = False
    decided: Callable[[str, str], Sequence[Decision]] = lambda *_: ()

    def plan(
        self,
        store: Store,
        staged: Staged,
        stamp: Stamp,
        before: Begun,
        names: Names,
        decided: Sequence[Decision] = (),
    ) -> tuple[Rehearsed, Foreseen, list[str]]:
        """Plan a load that is not to be written.

        Returns:
            The plan, what it would change record by record, and why the load would be held; the first one of a source
            has nothing that it could end.
        """
        found = rehearse(store, staged, stamp, before, names)
        said = reasons(found, self.limits or Limits()) if _came_before(store) else []
        return found, foresee(found, store, staged), [*_rejected(decided, stamp.as_of), *said]

    def agree(
        self,
        store: Store,
        staged: Staged,
        stamp: Stamp,
        before: Begun,
        names: Names,
        decided: Sequence[Decision] = (),
    ) -> Foreseen | None:
        """Let a load be written only if nothing speaks against it, or somebody agreed to just its plan.

        Returns:
            What it changes, record by record; None where nobody looked: at the first load of a source.

        Raises:
            HeldError: Neither is so.
        """
        rejected = _rejected(decided, stamp.as_of)
        if self.limits is None or not (rejected or _came_before(store)):
            return None
        found = rehearse(store, staged, stamp, before, names)
        said = reasons(found, self.limits) if _came_before(store) else []
        if not (rejected or said) or (self.approved is not None and self.approved.digest == found.digest):
            return foresee(found, store, staged)
        if self.approved is not None:
            said = ["The graph has changed since the plan was approved; this is another plan.", *said]
        tallies = {**found.plan.nodes, **found.plan.edges}
        counts = {name: vars(tally) for name, tally in tallies.items()}
        remembered = [each.said(stamp.as_of) for each in decided]
        held = HeldError(stamp.load, found.digest, said, counts, remembered, rejected)
        held.foreseen = foresee(found, store, staged)
        raise held


def _rejected(decided: Sequence[Decision], as_of: date) -> list[str]:
    """The sentence for logs that the files were rejected, if that is the last thing that was decided of them."""
    return [decided[-1].bare(as_of)] if decided and decided[-1].what == REJECTED else []


def _came_before(store: Store) -> bool:
    """Whether a load of the source was published; one that was cut off is to be finished, not held."""
    return any(load.source == store.source for load in store.loads())
