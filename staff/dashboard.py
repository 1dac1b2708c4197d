"""What waits for somebody, counted by kind of thing, with links to the lists that show it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse

from bodies.models import Body
from documents.models import Document
from events.models import Event
from hosts.models import Host
from i18n.texts import content_languages
from news.models import Article
from places.models import City, Country
from presidencies.models import StandingPage
from priorities.models import Priority, Strand
from publishing import completeness, unsettled
from publishing.enums import TranslationState
from publishing.models import Translated
from staff.scope import scope_of
from themes.models import Theme

MODELS: tuple[type[Translated], ...] = (
    *(Event, Article, Document, Theme, Body, Host, Priority, Strand, City, Country, StandingPage),
)


@dataclass(frozen=True)
class Number:
    """How many there are, and the list that shows just them."""

    count: int
    url: str


@dataclass(frozen=True)
class DashboardRow:
    """The unfinished things of one kind; `drafts` is None for what is never a draft."""

    name: str
    drafts: Number | None
    lacking: tuple[Number, ...]
    outdated: tuple[Number, ...]
    drafted: tuple[Number, ...]


@dataclass(frozen=True)
class Due:
    """What the first page of the admin counts. `languages` (code, name) head the columns of the rows."""

    rows: tuple[DashboardRow, ...]
    languages: tuple[tuple[str, str], ...]

    @property
    def unfinished(self) -> list[DashboardRow]:
        """The kinds of which something is a draft, or public without a text."""
        return [
            row
            for row in self.rows
            if (row.drafts and row.drafts.count) or any(one.count for one in row.lacking)
        ]

    @property
    def untranslated(self) -> list[DashboardRow]:
        """The kinds of which a translation is out of date, or kept as a draft."""
        return [row for row in self.rows if any(one.count for one in (*row.outdated, *row.drafted))]


def due(request: HttpRequest, site: AdminSite) -> Due:
    """Count what is unfinished, of what the user of `request` may see. Two queries."""
    model_classes = [m for m in MODELS if site.get_model_admin(m).has_view_permission(request)]
    narrow = scope_of(request.user).within
    counts = completeness.tallies(model_classes, narrow)
    keys = unsettled.unsettled_of(model_classes, narrow)
    return Due(
        rows=tuple(_row(model, counts[model], keys[model]) for model in model_classes),
        languages=tuple(content_languages()),
    )


def _row(
    model: type[Translated], count: completeness.CompletenessCount, keys: unsettled.Unsettled
) -> DashboardRow:
    drafts, public = None, {}
    if count.drafts is not None:
        drafts = Number(count.drafts, _list(model, publication__exact="draft"))
        public = {"publication__exact": "published"}
    return DashboardRow(
        name=str(model._meta.verbose_name_plural),
        drafts=drafts,
        lacking=tuple(
            Number(count.lacking[code], _list(model, missing=code, **public))
            for code, _name in content_languages()
        ),
        outdated=_waiting(model, keys, TranslationState.OUT_OF_DATE),
        drafted=_waiting(model, keys, TranslationState.DRAFT),
    )


def _waiting(
    model: type[Translated], keys: unsettled.Unsettled, state: TranslationState
) -> tuple[Number, ...]:
    return tuple(
        Number(len(keys[state, code]), _list(model, translation=f"{state}:{code}"))
        for code, _name in content_languages()
    )


def _list(model: type[Model], **filters: str) -> str:
    address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    return f"{address}?{urlencode(filters)}"
