"""One large piece of memory for Python's frames, where they would be asked for and given back all the time.

CPython 3.11 and 3.12 keep the frames of calls in pieces of 16 KiB. A call that does not fit into the last one asks
the operating system for another, and its return gives that back (`_PyThreadState_PushFrame` and
`_PyThreadState_PopFrame` in Python/pystate.c). A loop whose calls cross such an edge does so thousands of
times: a quarter of the time of the page of the whole plan. A frame that says it may need much is given
a piece as large, and all the calls above it find room there.
"""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

P = ParamSpec("P")
R = TypeVar("R")

#: Words of eight bytes that the first frame claims. Pieces are powers of two: half of this one, of 1 MiB,
#: is left to the others. Memory that nobody touches is none.
WORDS = 70_000


def roomy(function: Callable[P, R]) -> Callable[P, R]:
    """Return `function` with room for the frames of all that it calls."""

    @wraps(function)
    def call(*args: P.args, **values: P.kwargs) -> R:
        return function(*args, **values)

    call.__code__ = call.__code__.replace(co_stacksize=WORDS)  # type: ignore[attr-defined]
    return call
