from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.relay import Bounds, Cut, Meter


def message(*chunks: int) -> bytes:
    """A Bolt message in chunks of these sizes."""
    return b"".join(size.to_bytes(2) + bytes(size) for size in chunks) + b"\0\0"


def verdict(stream: bytes, sizes: list[int], bounds: Bounds) -> Cut | None:
    """What the meter says of a stream that comes in pieces of these sizes, repeated."""
    meter = Meter(bounds)
    at = turn = 0
    while at < len(stream):
        piece = stream[at : at + sizes[turn % len(sizes)]]
        cut = meter.take(piece)
        if cut is not None:
            return cut
        at, turn = at + len(piece), turn + 1
    return None


PIECES = st.lists(st.integers(1, 700), min_size=1, max_size=5)
MESSAGES = st.lists(st.lists(st.integers(1, 400), min_size=1, max_size=4), min_size=1, max_size=8)


@given(MESSAGES, PIECES)
def test_messages_are_measured_however_they_arrive(messages: list[list[int]], pieces: list[int]) -> None:
    stream = b"".join(message(*chunks) for chunks in messages)
    largest = max(map(sum, messages))
    assert verdict(stream, pieces, Bounds(1, len(stream), largest)) is None
    assert verdict(stream, pieces, Bounds(1, len(stream) - 1, largest)) is Cut.BYTES
    assert verdict(stream, pieces, Bounds(1, len(stream), largest - 1)) is Cut.MESSAGE


@pytest.mark.parametrize("noise", [1, 5, 100])
def test_signs_of_life_between_messages_count_as_bytes_alone(noise: int) -> None:
    stream = message(300) + b"\0\0" * noise + message(300)
    assert verdict(stream, [7], Bounds(1, len(stream), 300)) is None
    assert verdict(stream, [7], Bounds(1, len(stream) - 1, 300)) is Cut.BYTES


def test_a_large_message_is_cut_before_it_has_come() -> None:
    meter = Meter(Bounds(1, 10_000_000, 1_000))
    assert meter.take((60_000).to_bytes(2)) is Cut.MESSAGE
