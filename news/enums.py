from django.db import models
from django.utils.translation import gettext_lazy as _


class Section(models.TextChoices):
    NEWS = "news", _("News")
    ANNOUNCEMENT = "announcement", _("Announcements")
    STANDING = "standing", _("About the presidency")
