"""The public document of a body."""

from typing import Any

from bodies.models import Body
from i18n.texts import all_texts
from publishing import records, translations

TEXTS = ("name", "short_name", "purpose", "description")


def body_document(body: Body) -> dict[str, Any]:
    return {
        "slug": body.slug,
        "kind": body.kind,
        **{name: all_texts(body, name) for name in TEXTS},
        "parent": body.public_parent.slug if body.public_parent else None,
        "seat": body.seat.slug if body.seat else None,
        "founded_on": body.founded_on or None,
        "website": body.website or None,
        "source": body.source_url or None,
        **translations.told(body),
    }


records.register(records.RecordKind("bodies", Body, body_document, Body.objects.for_pages))
