from django.db import models
from django.utils.translation import pgettext_lazy


class HostKind(models.TextChoices):
    """What sort of host this is. The codes are those of data/labels.csv, in the order of lists."""

    HEAD_OF_STATE = "head_of_state", pgettext_lazy("a host", "head of state")
    STATE = "state", pgettext_lazy("a host", "state")
    FEDERAL_EXECUTIVE_BODY = (
        "federal_executive_body",
        pgettext_lazy("a host", "federal executive body"),
    )
    PARLIAMENT = "parliament", pgettext_lazy("a host", "parliament")
    JUDICIARY_AND_PROSECUTION = (
        "judiciary_and_prosecution",
        pgettext_lazy("a host", "courts and prosecution"),
    )
    REGIONAL_AUTHORITY = (
        "regional_authority",
        pgettext_lazy("a host", "regional or local authority"),
    )
    STATE_CORPORATION = "state_corporation", pgettext_lazy("a host", "state corporation")
    PUBLIC_ORGANISATION = "public_organisation", pgettext_lazy("a host", "public organisation")
    BUSINESS = "business", pgettext_lazy("a host", "business circles")
    ACADEMIA = "academia", pgettext_lazy("a host", "science and education")
    MEDIA = "media", pgettext_lazy("a host", "media")
    SCO_BODY = "sco_body", pgettext_lazy("a host", "body of the organisation")
    FOREIGN_GOVERNMENT = (
        "foreign_government",
        pgettext_lazy("a host", "government of another state"),
    )
    INTERNATIONAL_ORGANISATION = (
        "international_organisation",
        pgettext_lazy("a host", "international organisation"),
    )


class HostRole(models.TextChoices):
    """What a host does for an event."""

    HOST = "host", pgettext_lazy("a role", "host")
    CO_HOST = "co_host", pgettext_lazy("a role", "co-host")
    ORGANISER = "organiser", pgettext_lazy("a role", "organiser")
