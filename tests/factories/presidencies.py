from datetime import date

import factory
from factory.django import DjangoModelFactory

from presidencies.models import Presidency


class PresidencyFactory(DjangoModelFactory):
    """A closed presidency of another organisation."""

    class Meta:
        model = Presidency

    slug = factory.Sequence(lambda n: f"presidency-{n}")
    organisation_en = "League of Lakes"
    organisation_ru = "Лига озёр"
    organisation_zh_hans = "湖泊联盟"
    title_en = "Atlantis’s Lake Presidency 2031"
    title_ru = "Председательство Атлантиды в Лиге озёр 2031"
    title_zh_hans = "亚特兰蒂斯担任湖泊联盟轮值主席国 2031"
    short_title_en = "Atlantis’s Lake Presidency"
    short_title_ru = "Председательство Атлантиды"
    short_title_zh_hans = "亚特兰蒂斯轮值主席国"
    headline_en = "Atlantis presides, 2031"
    time_zone = "Atlantic/Azores"
    begins = date(2031, 1, 1)
    ends = date(2031, 12, 31)
