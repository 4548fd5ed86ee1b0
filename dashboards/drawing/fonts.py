"""Text widths in Source Sans, so that labels are cut to their box before they are sent.

The layouts are closed form: every label has a box of its own, and longer text ends in an ellipsis. Measuring here keeps
canvas, printed page and exported file alike, and keeps a name of a megabyte out of the browser.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache

ELLIPSIS = "\N{HORIZONTAL ELLIPSIS}"

# Advance widths in thousandths of the font size, for the characters from space to tilde.
_ADVANCES = {
    400: (
        "200 289 426 497 497 824 609 249 303 303 418 497 249 311 249 350 497 497 497 497 497 497 497 497 497 497 249 "
        "249 497 497 497 425 847 543 588 571 615 527 494 617 652 263 479 579 486 727 647 664 566 664 569 534 536 645 "
        "515 786 513 476 539 303 350 303 497 500 542 504 553 456 555 496 292 504 544 246 247 495 255 829 547 542 555 "
        "555 347 419 338 544 467 719 446 467 425 303 241 303 497"
    ),
    600: (
        "200 315 482 513 513 841 639 275 324 324 438 513 275 322 275 344 513 513 513 513 513 513 513 513 513 513 275 "
        "275 513 513 513 444 875 558 597 576 625 538 510 628 663 282 494 597 502 745 657 674 582 674 592 545 546 655 "
        "536 800 541 501 540 324 344 324 513 500 549 516 563 462 564 507 317 520 558 262 263 522 271 843 560 549 564 "
        "564 373 431 361 556 495 748 481 495 443 324 255 324 513"
    ),
    700: (
        "200 340 537 528 528 857 667 300 344 344 457 528 300 332 300 339 528 528 528 528 528 528 528 528 528 528 300 "
        "300 528 528 528 463 902 573 605 582 635 548 524 638 674 301 509 614 518 762 665 684 596 684 613 556 556 665 "
        "556 813 567 525 541 344 339 344 528 500 555 527 573 468 573 518 341 534 571 276 278 548 286 857 572 555 573 "
        "573 398 443 383 568 523 776 514 521 460 344 268 344 528"
    ),
}
_WIDTHS = {weight: tuple(map(int, text.split())) for weight, text in _ADVANCES.items()}
_WIDE = 1000
_OTHER = 600


@lru_cache(maxsize=4096)
def _advance(char: str, weight: int) -> int:
    """Width of one character in thousandths of the font size; accents add nothing, unknown letters a safe guess."""
    table = _WIDTHS[weight]
    code = ord(char)
    if 32 <= code < 127:
        return table[code - 32]
    if unicodedata.east_asian_width(char) in "WF":
        return _WIDE
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    base = ord(unicodedata.normalize("NFD", char)[0])
    if 32 <= base < 127:
        return table[base - 32]
    if char in "\N{EN DASH}\N{BULLET}\N{MIDDLE DOT}\N{RIGHT SINGLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}":
        return 480
    return _WIDE if char in "\N{EM DASH}\N{HORIZONTAL ELLIPSIS}" else _OTHER


def width_of(text: str, size: float, weight: int = 400) -> float:
    """Width in px of a text on one line.

    Args:
        text: The text; its first 2,000 characters are measured, which is wider than any box.
        size: Font size in px.
        weight: 400, 600 or 700.
    """
    return sum(_advance(char, weight) for char in text[:2000]) * size / 1000


def cut(text: str, room: float, size: float, weight: int = 400) -> str:
    """The text, or as many of its letters as fit, with an ellipsis.

    Args:
        text: Any text.
        room: Width of the box in px.
        size: Font size in px.
        weight: 400, 600 or 700.
    """
    if width_of(text, size, weight) <= room:
        return text
    left = room - _advance(ELLIPSIS, weight) * size / 1000
    kept = 0
    for char in text:
        left -= _advance(char, weight) * size / 1000
        if left < 0:
            break
        kept += 1
    while kept and unicodedata.category(text[kept]) in {"Mn", "Me"}:
        kept -= 1
    return text[:kept].rstrip(" ,;:") + ELLIPSIS


def wrap(text: str, room: float, lines: int, size: float, weight: int = 400) -> list[str]:
    """The text wrapped at spaces into a maximum number of lines; the last one is cut.

    Args:
        text: Any text.
        room: Width of the box in px.
        lines: How many lines there may be.
        size: Font size in px.
        weight: 400, 600 or 700.
    """
    words = text[:2000].split()
    out: list[str] = []
    while words and len(out) < lines - 1:
        line = words.pop(0)
        while words and width_of(f"{line} {words[0]}", size, weight) <= room:
            line = f"{line} {words.pop(0)}"
        out.append(cut(line, room, size, weight))
    if words:
        out.append(cut(" ".join(words), room, size, weight))
    return out
