"""One page of a bundle's preview, and its files, whoever looks: at the desk, or by a link."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import translation
from django.utils.translation import gettext as _

from publishing import clock
from publishing.permissions import Actor
from staff.bundled import Bundle
from staff.bundles import preview
from staff.previews import standing
from website import previews
from website.previews import Preview


@dataclass(frozen=True)
class Addresses:
    """Who looks at the preview of a bundle, and where its parts stand: pages by language and number, and files."""

    by: Actor
    page: Callable[[str, int], str]
    files: str
    back: str = ""
    maker: str = ""
    until: datetime | None = None


def page_of(
    request: HttpRequest, bundle: Bundle, code: str, number: int, at: Addresses
) -> HttpResponseBase:
    """Return page `number` of `bundle`, from 1, in a language, as it will be. Raises Http404."""
    pages = preview.pages_of(bundle)
    if code not in dict(settings.LANGUAGES) or not 0 < number <= len(pages):
        raise Http404
    with translation.override(code):
        said = _("Preview: not public. As it will be once “%(bundle)s” has gone out.")
        shown = Preview(
            item=pages[number - 1],
            language=code,
            said=said % {"bundle": bundle},
            files=at.files,
            links=standing.language_links(lambda language: at.page(language, number), code),
            back=at.back,
            maker=at.maker,
            until=at.until,
            zone=clock.zone().key,
        )
    with preview.as_if_out(bundle, at.by):
        shown.item.refresh_from_db()
        return previews.page(request, shown)


def file_of(request: HttpRequest, bundle: Bundle, name: str, by: Actor) -> HttpResponseBase:
    """Return a file that the pages of `bundle` show. Raises Http404."""
    pages = preview.pages_of(bundle)
    if not pages:
        raise Http404
    with preview.as_if_out(bundle, by):
        return previews.file(request, pages[0], name)
