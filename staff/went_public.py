"""What the public was told in a week, for the first page of the desk: by when it was told, not by the day that it bears.

A paper of last autumn that was published today is told today; an act that was recorded of a draft, when the event
went public.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import cast

from django.db.models import Exists, F, OuterRef, Prefetch, Q
from django.db.models.functions import Greatest
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst

from documents.models import Document
from events.enums import NAMES
from events.models import AddedReason, Change
from i18n.texts import Text, first_text_of, text_of
from news.models import Article
from places.models import PlaceNames
from publishing import clock
from publishing.querysets import is_published
from staff.actions.views import in_words
from staff.kinds import address_of
from staff.scope import scope_of

#: Days, with today.
BACK = 7
#: Things named.
NAMED = 12


@dataclass(frozen=True)
class News:
    """Something that the public was told of late."""

    at: datetime
    title: Text
    url: str
    what: str

    @property
    def day(self) -> date:
        return timezone.localdate(self.at, clock.zone())


def went_public(request: HttpRequest) -> list[News]:
    """Return what the public was told in the days until now, the newest first. Six queries at most.

    It tells real moments, wherever the portal's clock stands.
    """
    since = clock.start_of(clock.real_day() - timedelta(days=BACK - 1))
    rows = [*_changes(request, since), *_published(request, since)]
    return sorted(rows, key=lambda one: one.at, reverse=True)[:NAMED]


def _changes(request: HttpRequest, since: datetime) -> Iterator[News]:
    if not request.user.has_perm("events.view_event"):
        return
    public_at = F("event__published_at")
    rows = Change.objects.filter(is_published("event"))
    rows = rows.filter(Q(recorded_at__gte=since) | Q(event__published_at__gte=since))
    # Of what was recorded of a draft, its publication told the last.
    of_draft = Change.objects.filter(
        event=OuterRef("event"),
        number__gt=OuterRef("number"),
        recorded_at__lte=OuterRef("event__published_at"),
    )
    rows = rows.exclude(Exists(of_draft)).annotate(told=Greatest("recorded_at", public_at))
    rows = scope_of(request.user).within(rows).select_related("event").order_by("-told", "-pk")
    # A line tells no reason: those that were added later are not asked for.
    no_reasons = Prefetch("added_reasons", AddedReason.objects.none())
    rows = rows.prefetch_related(None).prefetch_related(no_reasons, "event__cities")
    names = PlaceNames.read()
    for change in rows[:NAMED]:
        url = reverse("admin:events_event_change", args=[change.event_id])
        yield News(change.told, first_text_of(change.event, *NAMES), url, in_words(change, names))


def _published(request: HttpRequest, since: datetime) -> Iterator[News]:
    for model in (Article, Document):
        if not request.user.has_perm(f"{model._meta.app_label}.view_{model._meta.model_name}"):
            continue
        what = capfirst(str(model._meta.verbose_name))
        rows = model.objects.published().filter(published_at__gte=since).order_by("-published_at")
        for item in scope_of(request.user).within(rows)[:NAMED]:
            at = cast(datetime, item.published_at)
            yield News(at, text_of(item, "title"), address_of(item), what)
