import factory

from priorities.models import Priority
from priorities.states import Strand
from tests.factories.base import PublishableFactory


class PriorityFactory(PublishableFactory):
    class Meta:
        model = Priority

    slug = factory.Sequence(lambda n: f"priority-{n}")
    position = factory.Sequence(lambda n: n + 1)
    title_en = factory.LazyAttribute(lambda row: f"Priority {row.slug}")
    title_ru = factory.LazyAttribute(lambda row: f"Приоритет {row.slug}")
    title_zh_hans = factory.LazyAttribute(lambda row: f"优先方向{row.slug}")
    summary_en = "What it is for."
    summary_ru = "Для чего это."
    summary_zh_hans = "目的。"
    strand = Strand.POLICY
