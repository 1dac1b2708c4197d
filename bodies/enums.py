from django.db import models
from django.utils.translation import gettext_lazy as _


class BodyKind(models.TextChoices):
    """What sort of body this is. The codes are those of data/labels.csv."""

    SUPREME_BODY = "supreme_body", _("supreme body")
    MAIN_BODY = "main_body", _("main body")
    PERMANENT_BODY = "permanent_body", _("standing body")
    GOVERNING_BODY = "governing_body", _("governing body")
    EXECUTIVE_BODY = "executive_body", _("executive body")
    STANDING_MECHANISM = "standing_mechanism", _("standing mechanism")
    MINISTERIAL_MECHANISM = "ministerial_mechanism", _("meeting of ministers or agency heads")
    SENIOR_OFFICIALS_MECHANISM = "senior_officials_mechanism", _("meeting of senior officials")
    REGIONAL_MECHANISM = "regional_mechanism", _("meeting of regional bodies")
    EXPERT_GROUP = "expert_group", _("expert group")
    CONTACT_GROUP = "contact_group", _("contact group")
    ADVISORY = "advisory", _("advisory body")
    NETWORK = "network", _("network")
    FORUM = "forum", _("forum")
    NON_GOVERNMENTAL = "non_governmental", _("non-governmental body")
    PLANNED_MECHANISM = "planned_mechanism", _("planned mechanism")
    NATIONAL_BODY = "national_body", _("national body")
    PARTNER = "partner", _("partner organisers")


#: Kinds of those that are no bodies of the organisation.
OUTSIDE = (BodyKind.NATIONAL_BODY, BodyKind.PARTNER)
