from django.db import models
from django.utils.translation import gettext_lazy as _


class State(models.TextChoices):
    """Whether the portal's own pages are those of the presidency. One is current."""

    CURRENT = "current", _("current")
    CLOSED = "closed", _("closed")


class StandingPageName(models.TextChoices):
    """The pages that every portal has, by their addresses. What they say, staff write."""

    ABOUT = "about", _("About this portal")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PRIVACY = "privacy", _("Privacy")
    TERMS = "terms", _("Terms of use")
    CONTACT = "contact", _("Contact and press")
