"""What a standing text may leave to the presidency that is shown: `{credit}`."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from publishing.fields import ProseField

#: What stands in their places: presidencies.current.words_of.
NAMES = ("credit", "presidency", "organisation", "contact", "press_contact")
#: Not the anchor of a heading: {#reading}.
PLACEHOLDER = re.compile(r"\{([^{}#][^{}]*)\}")


def validate_placeholders(text: str) -> None:
    unknown = [f"{{{name}}}" for name in PLACEHOLDER.findall(text) if name not in NAMES]
    if unknown:
        raise ValidationError(
            _("Nothing is known to stand for %(unknown)s. Known are: %(known)s."),
            params={
                "unknown": ", ".join(dict.fromkeys(unknown)),
                "known": ", ".join(f"{{{name}}}" for name in NAMES),
            },
        )


class PlaceholdersField(ProseField):
    """A text of several lines that may leave something to the presidency."""

    default_validators = [validate_placeholders]


def filled(text: str, words: Callable[[str], str]) -> str:
    """Put `words` of each name in the place that it has in `text`; what is unknown stays."""
    return PLACEHOLDER.sub(
        lambda found: words(found[1]) if found[1] in NAMES else found[0],
        text,
    )
