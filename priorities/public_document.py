"""The public document of a priority."""

from typing import Any

from i18n.texts import all_texts
from priorities.models import Priority, PriorityQuerySet
from publishing import records, translations


def priority_document(priority: Priority) -> dict[str, Any]:
    return {
        "slug": priority.slug,
        "presidency": priority.presidency.slug,
        "position": priority.position,
        "strand": priority.strand.slug,
        "title": all_texts(priority, "title"),
        "summary": all_texts(priority, "summary"),
        "description": all_texts(priority, "description"),
        "source": priority.source_url or None,
        **translations.told(priority),
    }


def _with_all() -> PriorityQuerySet:
    return Priority.objects.in_order().with_presidency().select_related("strand")


records.register(records.RecordKind("priorities", Priority, priority_document, _with_all))
