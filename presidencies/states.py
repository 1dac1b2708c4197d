from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether the portal's own pages are those of the presidency. One is current."""

    CURRENT = "current", _("current")
    CLOSED = "closed", _("closed")
