from django.db import models
from django.utils.translation import gettext_lazy as _


class EntryKind(models.TextChoices):
    """What can be found. The values stand in addresses, and in this order in counts and ties."""

    EVENT = "event", _("Events")
    NEWS = "news", _("News")
    BODY = "body", _("Bodies")
    HOST = "host", _("Hosts")
    PRIORITY = "priority", _("Priorities")
    DOCUMENT = "document", _("Documents")
    PAGE = "page", _("Pages")
