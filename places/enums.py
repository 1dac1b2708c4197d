"""The capitals of the member states in 2019–2020, each by the slug of its city."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a country is, or was, to the organisation."""

    MEMBER = "member", _("member state")
    OBSERVER = "observer", _("observer state")
    DIALOGUE_PARTNER = "dialogue_partner", _("dialogue partner")
    OTHER = "other", _("other host country")


CAPITALS = {
    "CN": "beijing",
    "IN": "new-delhi",
    "KG": "bishkek",
    "KZ": "nur-sultan",
    "PK": "islamabad",
    "RU": "moscow",
    "TJ": "dushanbe",
    "UZ": "tashkent",
}
