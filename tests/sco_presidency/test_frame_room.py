"""Calls of whatever depth ask the operating system for no memory over and over again."""

import resource
import threading
from collections.abc import Callable

import pytest

from sco_presidency.frame_room import roomy

CALLS = 300


def leaf() -> None:
    return None


def below(depth: int) -> int:
    """Call a function again and again at `depth`, and return how often a page of memory was missing."""
    if depth:
        return below(depth - 1)
    before = resource.getrusage(resource.RUSAGE_THREAD).ru_minflt
    for _ in range(CALLS):
        leaf()
    return resource.getrusage(resource.RUSAGE_THREAD).ru_minflt - before


def worst(begin: Callable[[int], int]) -> int:
    """Return the most of any depth, in a thread: its frames begin in a piece of their own."""
    found: list[int] = []
    thread = threading.Thread(target=lambda: found.append(max(map(begin, range(300)))))
    thread.start()
    thread.join()
    return found[0]


@pytest.mark.skipif(
    not hasattr(resource, "RUSAGE_THREAD"), reason="only Linux tells what one thread asked for"
)
def test_with_room_no_depth_of_calls_asks_again_and_again():
    assert worst(roomy(below)) < CALLS / 10


def test_what_is_given_and_returned_is_that_of_the_function():
    @roomy
    def joined(first: str, *others: str, end: str) -> str:
        """Join them."""
        return "".join((first, *others)) + end

    assert joined("a", "b", end="c") == "abc"
    assert (joined.__name__, joined.__doc__) == ("joined", "Join them.")
