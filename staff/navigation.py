"""How one walks through the desk: its sections, in a line on every page, and a search over all of them, drafts too."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.admin import AdminSite, ModelAdmin
from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from documents.models import Document
from events.models import Event
from hosts.models import Host
from i18n.characters import one_line
from i18n.texts import CODES, StrOrPromise, Text, current_language, first_text_of
from news.models import Article
from places.models import City
from publishing.enums import Publication
from publishing.models import Publishable
from publishing.permissions import TRANSLATE, may
from staff import weekly_log
from staff.event_forms import facts_in_words
from staff.kinds import address_of, address_of_kind
from staff.models import Bundle
from staff.scope import scope_of
from themes.models import Theme

#: What most people work in, in the order of the line.
WORKED_IN: tuple[tuple[type[Model], StrOrPromise], ...] = (
    (Event, _("Events")),
    (Article, _("News")),
    (Document, _("Documents")),
    (Bundle, _("Bundles")),
)
#: What the search looks through, in the order of its page.
SEARCHED: tuple[type[Model], ...] = (Event, Article, Document, Body, Host, Theme, City)
#: Of a kind, how many things are named; its list has them all.
NAMED = 8
#: Letters of a query that are looked for.
LONGEST = 200


@dataclass(frozen=True)
class DeskSection:
    label: StrOrPromise
    url: str
    is_here: bool


def sections(request: HttpRequest, site: AdminSite) -> list[DeskSection]:
    """Return the sections that the account may use. No query beside those that read its rights."""
    return [
        DeskSection(label, url, _is_here(request.path, url))
        for label, url in _sections(request, site)
    ]


def _sections(request: HttpRequest, site: AdminSite) -> Iterator[tuple[StrOrPromise, str]]:
    yield _("Desk"), reverse("admin:index")
    for model, label in WORKED_IN:
        if _sees(request, site, model):
            yield label, address_of_kind(model)
    if any(may(request.user, TRANSLATE, model) for model, _label in WORKED_IN[:3]):
        yield _("Translations"), reverse("admin:translation_work", args=[_into(request)])
    if settings.FOUR_EYES:
        yield _("Review"), reverse("admin:review")
    if weekly_log.may_read(request.user):
        yield _("Log"), reverse("admin:log")


def may_search(request: HttpRequest, site: AdminSite) -> bool:
    """Whether the account sees anything that the search looks through."""
    return any(_sees(request, site, model) for model in SEARCHED)


def _is_here(path: str, url: str) -> bool:
    return path == url if url == reverse("admin:index") else path.startswith(url)


def _sees(request: HttpRequest, site: AdminSite, model: type[Model]) -> bool:
    return site.get_model_admin(model).has_view_or_change_permission(request)


def _into(request: HttpRequest) -> str:
    """Return the language whose work list is offered: the translator's own, or the reader's."""
    own = scope_of(request.user).languages
    return min(own) if own else next((c for c in CODES if c == current_language()), CODES[0])


# --- the search -----------------------------------------------------------------------------


@dataclass(frozen=True)
class Found:
    name: Text | str
    url: str
    facts: tuple[str, ...]


@dataclass(frozen=True)
class FoundKind:
    """What was found of one kind; `all_url` is the list of all of it."""

    label: StrOrPromise
    found: tuple[Found, ...]
    all_url: str
    has_more: bool


def search(request: HttpRequest, site: AdminSite) -> dict[str, Any]:
    """Return what the words in `q` are found in, by kind: the context of the page. Raises PermissionDenied.

    A kind whose list the account may not see is not looked through, nor a thing outside of what it reaches.
    """
    kinds = [model for model in SEARCHED if _sees(request, site, model)]
    if not kinds:
        raise PermissionDenied
    query = one_line(request.GET.get("q", ""))[:LONGEST]
    has_words = any(map(str.isalnum, query))
    found = [_found(request, site.get_model_admin(model), query) for model in kinds if has_words]
    return {"query": query, "kinds": [kind for kind in found if kind.found]}


def _found(request: HttpRequest, desk: ModelAdmin, query: str) -> FoundKind:
    rows, may_repeat = desk.get_search_results(request, desk.get_queryset(request), query)
    chosen = (rows.distinct() if may_repeat else rows).order_by(*desk.get_ordering(request))
    items = list(chosen[: NAMED + 1])
    return FoundKind(
        label=capfirst(str(desk.opts.verbose_name_plural)),
        found=tuple(map(_row, items[:NAMED])),
        all_url=f"{address_of_kind(desk.model)}?{urlencode({'q': query})}",
        has_more=len(items) > NAMED,
    )


def _row(item: Any) -> Found:
    names = [name for name in ("title", "name") if hasattr(item, name)]
    facts = facts_in_words(item) if isinstance(item, Event) else []
    if isinstance(item, Publishable):
        facts.append(str(Publication(item.publication).label))
    return Found(first_text_of(item, *names), address_of(item), tuple(facts))
