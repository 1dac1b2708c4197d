"""What editors have done with an item and its translations, as against what became of it."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Publication(models.TextChoices):
    """Whether the public may see an item."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class TranslationState(models.TextChoices):
    """How the texts of an item stand in one language."""

    ABSENT = "absent", _("absent")
    DRAFT = "draft", _("draft")
    PUBLIC = "public", _("public")
    OUT_OF_DATE = "out_of_date", _("out of date")
