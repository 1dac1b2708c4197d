"""What one search asks more than once: each reading of its words needs the usual names and the terms of the index."""

from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Asked = ParamSpec("Asked")
Answer = TypeVar("Answer")

#: What was answered while a search lasts, by who was asked for what; None outside one.
_answers: ContextVar[dict[Hashable, Any] | None] = ContextVar("_answers", default=None)


@contextmanager
def one_search() -> Iterator[None]:
    """Ask the database once for the same, until the search is over."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(ask: Callable[Asked, Answer]) -> Callable[Asked, Answer]:
    """Return `ask`, which does not ask again while one search lasts. Its arguments stand in order, and are hashable."""

    @wraps(ask)
    def asked(*args: Asked.args, **kwargs: Asked.kwargs) -> Answer:
        answers = _answers.get()
        if answers is None:
            return ask(*args, **kwargs)
        key = (ask, args)
        if key not in answers:
            answers[key] = ask(*args, **kwargs)
        answer: Answer = answers[key]
        return answer

    return asked
