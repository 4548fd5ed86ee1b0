"""What happens between a load's plan and its writing: somebody looks at the plan, or has to agree to it."""

from __future__ import annotations

from dataclasses import dataclass

from graph.errors import HeldError
from graph.loading.differences import Stamp
from graph.loading.guard import reasons
from graph.loading.limits import Limits
from graph.loading.names import Names
from graph.loading.plan import Plan
from graph.loading.rehearsal import rehearse
from graph.loading.store import Begun, Store
from graph.staging.stage import Staged


@dataclass(frozen=True)
class Approval:
    """Somebody agreed to a plan.

    Attributes:
        digest: Of the plan.
        reason: Why, in their words.
    """

    digest: str
    reason: str


@dataclass(frozen=True)
class Review:
    """How a load's plan is treated.

    Attributes:
        limits: Hold the load if it would end or change more; None to hold none.
        approved: What somebody agreed to, of this load.
        plan_only: Stop after the plan.
    """

    limits: Limits | None = None
    approved: Approval | None = None
    plan_only: bool = False

    def plan(self, store: Store, staged: Staged, stamp: Stamp, before: Begun, names: Names) -> tuple[Plan, list[str]]:
        """Plan a load that is not to be written.

        Returns:
            The plan, and why the load would be held; the first one of a source has nothing that it could end.
        """
        found = rehearse(store, staged, stamp, before, names)
        return found.plan, reasons(found, self.limits or Limits()) if _came_before(store) else []

    def agree(self, store: Store, staged: Staged, stamp: Stamp, before: Begun, names: Names) -> None:
        """Let a load be written only if nothing speaks against it, or somebody agreed to just its plan.

        Raises:
            HeldError: Neither is so.
        """
        if self.limits is None or not _came_before(store):
            return
        found = rehearse(store, staged, stamp, before, names)
        said = reasons(found, self.limits)
        if not said or (self.approved is not None and self.approved.digest == found.digest):
            return
        if self.approved is not None:
            said = ["The graph has changed since the plan was approved; this is another plan.", *said]
        tallies = {**found.plan.nodes, **found.plan.edges}
        raise HeldError(stamp.load, found.digest, said, {name: vars(tally) for name, tally in tallies.items()})


def _came_before(store: Store) -> bool:
    """Whether a load of the source was published; one that was cut off is to be finished, not held."""
    return any(load.source == store.source for load in store.loads())
