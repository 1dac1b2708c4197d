"""What is drawn and said for a strand: its mark, its colour and its name."""

from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from i18n.texts import Text, current_language, in_reading


class Mark(models.TextChoices):
    """The drawn shapes: symbols of templates/components/sprite.html, classes of programme.css."""

    DIAMOND = "diamond", _("diamond")
    DISC = "disc", _("disc")
    SQUARE = "square", _("square")
    TRIANGLE = "triangle", _("triangle")


class Colour(models.TextChoices):
    """The tokens of static/css/tokens.css that a mark may have."""

    INDIGO = "indigo", _("indigo")
    TEAL = "teal", _("teal")
    AMBER = "amber", _("amber")
    RED = "red", _("red")
    GREY = "grey", _("grey")


#: The key of what serves no priority, and its mark; no strand may be called or drawn so.
RUNNING, BAR = "running", "bar"
RUNNING_LABEL = _("Running the Presidency")


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
