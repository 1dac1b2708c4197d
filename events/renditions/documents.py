"""A list of events as JSON: the documents that the public was told, joined and not written anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from publishing.models import PublicRecord

if TYPE_CHECKING:
    from events.renditions.taken import Taken


def write(taken: Taken) -> bytes:
    """Return the documents of the API, in the order of the plan, behind a head in one language.

    An event that was withdrawn between the two reads is not among them.
    """
    slugs = [event.slug for event in taken.events]
    told = PublicRecord.objects.latest_of("events").living().of_keys(slugs)
    documents = dict(told.values_list("key", "document"))
    there = [documents[slug] for slug in slugs if slug in documents]
    head = {
        "title": taken.title,
        "description": taken.description,
        "language": taken.language,
        "page": taken.page_url,
        "count": len(there),
    }
    return orjson.dumps(head)[:-1] + f',"results":[{",".join(there)}]}}'.encode()
