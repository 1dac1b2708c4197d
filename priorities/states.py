from django.db import models
from django.utils.translation import gettext_lazy as _


class Strand(models.TextChoices):
    """The four marks of the design. An event without a priority shows as RUNNING."""

    SECURITY = "security", _("Security and law")
    POLICY = "policy", _("Foreign policy")
    ECONOMY = "economy", _("Economy and regions")
    PEOPLE = "people", _("Culture and people")


#: The mark of an event that serves no priority.
RUNNING = "running"
RUNNING_LABEL = _("Running the Presidency")
