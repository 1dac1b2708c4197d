from typing import Any

import factory
from django.db import models

from presidencies.models import Presidency, State
from priorities.enums import Colour, Mark, Sign
from priorities.models import Priority, Strand
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
    strand = "policy"

    @classmethod
    def _create(cls, model_class: type[models.Model], *args: Any, **values: Any) -> models.Model:
        if isinstance(values["strand"], str):
            values["strand"] = strand_called(values["strand"], values.get("presidency"))
        return super()._create(model_class, *args, **values)


def sign(key: str) -> Sign:
    """Return what is drawn for the strand of that key."""
    return strand_called(key).sign


def strand_called(key: str, presidency: Presidency | None = None) -> Strand:
    """Return the strand of that key, one of its presidency's; the current one's without."""
    owner = presidency or Presidency.objects.get(state=State.CURRENT)
    row, _is_new = Strand.objects.get_or_create(
        presidency=owner,
        slug=key,
        defaults={
            "name_en": f"Strand {key}",
            "name_ru": f"Направление {key}",
            "name_zh_hans": f"领域{key}",
            "mark": Mark.DISC,
            "colour": Colour.TEAL,
            "position": owner.strands.count() + 1,
        },
    )
    return row
