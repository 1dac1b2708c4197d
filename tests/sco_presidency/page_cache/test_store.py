"""Memory is bounded, and what is asked for again stays."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import given, strategies as st

from sco_presidency.page_cache.store import SegmentedStore

CAPACITY = 100


@dataclass(frozen=True)
class Piece:
    name: str
    size: int


def store() -> SegmentedStore[Piece]:
    return SegmentedStore(CAPACITY, protected=0.8)


def test_what_was_put_is_there_and_takes_its_size():
    kept = store()
    kept.put("a", Piece("a", 5))

    assert (kept.get("a"), kept.get("b"), kept.size, len(kept)) == (Piece("a", 5), None, 5, 1)


def test_what_is_asked_for_again_outlives_any_number_of_others():
    kept = store()
    kept.put("a", Piece("a", 5))
    kept.get("a")
    for number in range(50):
        kept.put(number, Piece("x", 6))

    assert kept.get("a") == Piece("a", 5)
    assert len(kept) == 4  # and three on probation


def test_a_new_one_takes_the_place_of_the_old():
    kept = store()
    for size in (5, 9):
        kept.put("a", Piece("a", size))
        kept.get("a")
    kept.put("a", Piece("a", 7))

    assert (kept.get("a"), kept.size) == (Piece("a", 7), 7)


def test_what_is_larger_than_probation_is_not_taken():
    kept = store()
    kept.put("a", Piece("a", 21))

    assert (len(kept), kept.size) == (0, 0)


def test_what_falls_from_protection_is_on_probation_again():
    kept = store()
    for name in "abcde":
        kept.put(name, Piece(name, 20))
        kept.get(name)

    assert {name for name in "abcde" if name in kept._segments[True]} == set("bcde")
    assert list(kept._segments[False]) == ["a"]


@given(
    st.lists(
        st.tuples(st.sampled_from(["put", "get"]), st.sampled_from("abcdefgh"), st.integers(1, 60)),
        max_size=60,
    )
)
def test_it_never_takes_more_than_its_room_and_never_loses_count(steps):
    kept, last = store(), {}
    for step, name, size in steps:
        if step == "put":
            kept.put(name, Piece(name, size))
            last[name] = size
        else:
            piece = kept.get(name)
            assert piece is None or piece == Piece(name, last[name])
        segments = kept._segments.values()
        assert kept.size == sum(piece.size for segment in segments for piece in segment.values())
        assert kept.size <= CAPACITY
        assert not kept._segments[True].keys() & kept._segments[False].keys()


def test_cleared_it_is_empty():
    kept = store()
    kept.put("a", Piece("a", 5))
    kept.clear()

    assert (len(kept), kept.size, kept.get("a")) == (0, 0, None)
