"""A card: a heading, a sentence or two, and what to do."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """One card.

    Args:
        title: Heading.
        text: Sentences, one paragraph.
        number: The black number that the drawing repeats; 0 for none.
        facts: Names and values.
        do: What to do and who does it; empty for none.
        at: Address that "Open" leads to, as ids below the state; None for no link.
        head: What is selected, for the panel's heading; empty for the card's own heading.
        key: What a click on the heading selects in the drawing, if it is drawn.
        link_id: The link that it is about; empty for none.
        record: Address of the page with the form for contact that is not on record; empty for none.
    """

    title: str
    text: str
    number: int = 0
    facts: tuple[tuple[str, str], ...] = ()
    do: str = ""
    at: tuple[str, ...] | None = None
    head: str = ""
    key: str = ""
    link_id: str = ""
    record: str = ""
