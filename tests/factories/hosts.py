import factory

from hosts.models import Host, HostKind
from tests.factories.base import RecordedFactory


class HostFactory(RecordedFactory):
    class Meta:
        model = Host

    slug = factory.Sequence(lambda n: f"host-{n}")
    name_en = factory.LazyAttribute(lambda row: f"Ministry of {row.slug}")
    name_ru = factory.LazyAttribute(lambda row: f"Министерство {row.slug}")
    name_zh_hans = factory.LazyAttribute(lambda row: f"{row.slug}部")
    kind = HostKind.FEDERAL_EXECUTIVE_BODY
