"""A paper that is asked for, and that there is not: “Moscow declaration”, before the summit that is to adopt it."""

from collections.abc import Sequence
from datetime import date

from documents.models import Document
from events.models import Event
from search.coming import coming_events
from search.hits import Hit
from search.models import EntryKind
from search.query import Question


def awaited(hits: Sequence[Hit], question: Question, today: date) -> Hit | None:
    """Return what those are to hold first who adopted other papers of the sort that is asked for, where an event has all of
    the words: the ministers who prepared a declaration in Moscow are not the leaders who adopt one. Two queries."""
    if not _is_missing(hits, question):
        return None
    first = next(hit for hit in hits if not hit.lacks)
    others = [
        hit.key
        for hit in hits
        if hit.kind == EntryKind.DOCUMENT and question.sorts.isdisjoint(hit.lacks)
    ]
    if first.kind != EntryKind.EVENT or not others:
        return None
    coming = coming_events(today)
    bodies = Document.objects.published().filter(slug__in=others).values("bodies")
    slugs = set(
        Event.objects.published()
        .filter(slug__in=coming, bodies__in=bodies)
        .order_by()
        .values_list("slug", flat=True)
    )
    if not slugs:
        return None
    soonest = min(slugs, key=lambda slug: (coming[slug].day, slug))
    found = [hit for hit in hits if (hit.kind, hit.key) == (EntryKind.EVENT, soonest)]
    lacks = tuple(group.span for group in question.groups if group.is_needed)
    return found[0] if found else Hit(EntryKind.EVENT, soonest, first.score, lacks=lacks)


def _is_missing(hits: Sequence[Hit], question: Question) -> bool:
    """Whether `question` names a paper, by its sort and more, and what has every word of it is none."""
    complete = [hit for hit in hits if not hit.lacks]
    is_asked = bool(question.sorts and question.named and complete)
    return is_asked and all(hit.kind != EntryKind.DOCUMENT for hit in complete)
