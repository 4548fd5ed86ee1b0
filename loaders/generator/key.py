"""The answer key: which findings the planted defects must lead to, and why."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator


class Key:
    """Rows of `planted.csv`.

    A rule may count several defects in one finding (districts without a team, by region): such rows are merged
    under their anchor.

    Args:
        unanswered: Rules that can't be answered under the state's profile; nothing is expected of them.
    """

    def __init__(self, unanswered: Iterable[str] = ()) -> None:
        self.unanswered = frozenset(unanswered)
        self._rows: dict[tuple[str, str], tuple[set[str], list[str]]] = {}
        self._open: list[tuple[str, Callable[[], tuple[str, ...]], str]] = []

    def add(self, rule: str, ids: Iterable[str], because: str, anchor: str = "") -> None:
        """Expect a finding.

        Args:
            rule: Rule of the finding.
            ids: Every team, unit, role and person it is about.
            because: What was planted, and its consequence.
            anchor: Rows of this rule with the same anchor are one finding with the ids of all.
        """
        if rule in self.unanswered:
            return
        given = set(ids)
        found, reasons = self._rows.setdefault((rule, anchor or "|".join(sorted(given))), (set(), []))
        found.update(given)
        if because not in reasons:
            reasons.append(because)

    def later(self, rule: str, ids: Callable[[], tuple[str, ...]], because: str) -> None:
        """Expect a finding about a person: people get their ids only after all teams have their size.

        Args:
            rule: Rule of the finding.
            ids: Returns the ids once people have numbers.
            because: What was planted.
        """
        self._open.append((rule, ids, because))

    def settle(self) -> None:
        """Add the rows about people, who now have numbers."""
        while self._open:
            rule, ids, because = self._open.pop()
            self.add(rule, ids(), because)

    def rows(self) -> Iterator[tuple[str, str, str]]:
        """(rule, ids with `|` between, because), sorted."""
        yield from sorted((rule, "|".join(sorted(ids)), "; ".join(why)) for (rule, _), (ids, why) in self._rows.items())

    def rules(self) -> set[str]:
        """The rules that have at least one row."""
        return {rule for rule, _ in self._rows}

    def __len__(self) -> int:
        return len(self._rows)
