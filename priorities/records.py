"""The public document of a priority."""

from typing import Any

from priorities.models import Priority
from priorities.querysets import PriorityQuerySet
from publishing.languages import all_texts
from publishing.records import Kind, register
from publishing.translations import told


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
        **told(priority),
    }


def _with_all() -> PriorityQuerySet:
    return Priority.objects.in_order().with_presidency().select_related("strand")


def register_all() -> None:
    register(Kind("priorities", Priority, priority_document, _with_all))
