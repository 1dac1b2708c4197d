from django.db import models
from django.utils.translation import gettext_lazy as _


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
