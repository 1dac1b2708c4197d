"""What is drawn and said for a strand: its mark, its colour and its name."""

from __future__ import annotations

from dataclasses import dataclass

from priorities.states import BAR, RUNNING, RUNNING_LABEL, Colour
from publishing.languages import Text, current_language, in_reading


@dataclass(frozen=True)
class Sign:
    """The sign of one strand; `names` by language code, none of what serves no priority."""

    key: str
    mark: str
    colour: str
    names: tuple[tuple[str, str | None], ...] = ()

    @property
    def label(self) -> Text:
        if self.names:
            return in_reading(dict(self.names))
        language = current_language()
        return Text(str(RUNNING_LABEL), language, language)


RUNNING_SIGN = Sign(RUNNING, BAR, Colour.GREY.value)
