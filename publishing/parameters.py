"""What is wrong with an address, for the 400 page to say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import BadRequest

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A longer value is cut before it is shown.
SHOWN = 60


class BadParameterError(BadRequest):
    """A parameter of an address holds what it cannot hold.

    Django answers it by `handler400`, which receives it as `exception`. `allowed` holds the
    values that are possible; it is empty where they cannot be listed.
    """

    def __init__(self, parameter: str, value: str, allowed: Sequence[str] = ()) -> None:
        self.parameter = parameter
        self.value = value if len(value) <= SHOWN else f"{value[:SHOWN]}…"
        self.allowed = tuple(allowed)
        super().__init__(f"{parameter}={self.value}")
