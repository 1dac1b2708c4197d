"""The public page of a thing as it would be, made by the page's own view. ADR 0023.

The thing is taken for public for one request, and for nobody else.
The view answers a request for the public address by a reader whom nobody knows. What it returns is
then bound into the preview: links to the page itself, and addresses of its files, lead to the preview's own.
"""

import copy
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from csp.constants import SELF
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import resolve
from django.utils import translation
from django.utils.html import escape

from i18n.addresses import LanguageLink, in_language
from presidencies.current import current_pk
from publishing import querysets, stamp
from publishing.models import Publishable
from website import sitemaps


@contextmanager
def as_if_public(*items: models.Model) -> Iterator[None]:
    """Take `items` for public meanwhile, in this thread alone. Nothing is written, and nothing kept.

    Whatever asks `published()` finds them, and links to them are named. Other drafts stay hidden.
    """
    with querysets.as_if_public(*items), stamp.apart():
        yield


R = TypeVar("R", bound=HttpResponseBase)

#: Files that a page shows, by the names of their addresses.
FILES = {"file", "photo"}
HEADERS = {
    "Cache-Control": "private, no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
    "Referrer-Policy": "no-referrer",
    "X-Frame-Options": "SAMEORIGIN",
}


@dataclass(frozen=True)
class Preview:
    """What a page says of itself while it is a preview, and where the parts of the preview stand."""

    item: Publishable
    #: In which language the page is shown.
    language: str
    #: Of what it is a preview.
    said: str
    #: Before the addresses of files.
    files: str
    #: The same in each language.
    links: Sequence[LanguageLink] = ()
    #: The same as a telephone shows it, and across the whole window.
    phone: str = ""
    wide: str = ""
    #: Who made the link by which it is seen, until when it leads here, and in which zone that is told.
    maker: str = ""
    until: datetime | None = None
    zone: str = ""
    #: Where an editor comes from, and where the other text is: saved, or only typed.
    back: str = ""
    other: str = ""
    is_typed: bool = False
    #: Whether it is shown after something that was only tried out: it cannot be asked for again.
    is_trial: bool = False


def page(request: HttpRequest, preview: Preview) -> HttpResponse:
    """Return the public page of the item, in the language of the preview."""
    with _as_readers(preview.item), translation.override(preview.language):
        address = preview.item.get_absolute_url()  # type: ignore[attr-defined]  # of all that has a page
        answer: HttpResponse = _answered(request, address, preview)
        answer.content = _bound(answer.content.decode(), address, preview).encode()
    return sealed(answer)


def file(
    request: HttpRequest, item: Publishable, name: str, besides: Iterable[models.Model] = ()
) -> HttpResponseBase:
    """Return a file that the page of `item` shows, or one of `besides`. Raises Http404 for one that stays hidden."""
    with _as_readers(item), as_if_public(*besides):
        answer: HttpResponseBase = _answered(request, f"{settings.MEDIA_URL}{name}", None, FILES)
    return sealed(answer)


def phone(request: HttpRequest, preview: Preview) -> HttpResponse:
    """Return a page that shows the preview in the width of a telephone."""
    with translation.override(preview.language):
        return sealed(render(request, "previews/phone.html", {"preview": preview}))


def sealed(answer: R) -> R:
    """Return `answer` so that nobody keeps or lists it, tells its address on, or frames it but ourselves."""
    answer.cookies.clear()
    for name in ("ETag", "Expires", "Last-Modified"):
        answer.headers.pop(name, None)
    for name, value in HEADERS.items():
        answer.headers[name] = value
    answer._csp_replace = {"frame-ancestors": [SELF], "frame-src": [SELF]}  # type: ignore[attr-defined]  # as csp's decorators do
    return answer


@contextmanager
def _as_readers(item: Publishable) -> Iterator[None]:
    """See what readers would, were `item` public: among the pages of its presidency."""
    with _place_of(item), as_if_public(item):
        yield


def _place_of(item: Publishable) -> AbstractContextManager[None]:
    if getattr(item, "presidency_id", None) in (None, current_pk()):
        return nullcontext()
    return sitemaps.shown(item.presidency)  # type: ignore[attr-defined]  # of what belongs to one


def _answered(
    request: HttpRequest, address: str, preview: Preview | None, names: set[str] | None = None
) -> Any:
    """Return what the view of `address` answers to a reader; of one that is none of `names`, Http404."""
    match = resolve(address)
    if names is not None and match.url_name not in names:
        raise Http404
    reader = copy.copy(request)
    reader.method, reader.path, reader.path_info = "GET", address, address
    reader.GET, reader.COOKIES = QueryDict(), {}
    reader.META = {
        **request.META,
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "REQUEST_METHOD": "GET",
    }
    for header in ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE", "HTTP_COOKIE"):
        reader.META.pop(header, None)
    reader.__dict__.pop("headers", None)  # made of META once
    reader.user, reader.resolver_match = AnonymousUser(), match
    reader.preview = preview  # type: ignore[attr-defined]  # for base.html
    view: Callable[..., HttpResponseBase] = match.func
    return view(reader, *match.args, **match.kwargs)


def _bound(html: str, address: str, preview: Preview) -> str:
    """Return a page whose links lead to the same preview in another language, or out of the frame too in which it is shown."""
    for code, link in zip(dict(settings.LANGUAGES), preview.links, strict=False):
        own = in_language(address, code)
        html = html.replace(f'href="{own}"', f'href="{link.url}"')
        html = html.replace(f'href="{own}#', f'href="{link.url}#')
    html = _leaving(preview).sub(r'<\1 target="_top" ', html)
    files = re.escape(settings.MEDIA_URL)
    return re.sub(rf'(?<=[\s",]){files}', lambda _match: preview.files, html)


def _leaving(preview: Preview) -> re.Pattern[str]:
    """Return what finds the beginning of a link or a form that leaves the page and the preview."""
    addresses = {text for link in preview.links for text in (link.url, escape(link.url))}
    staying = ["#", *(f'{re.escape(address)}["#]' for address in sorted(addresses))]
    return re.compile(rf'<(a|form) (?![^>]*href="(?:{"|".join(staying)}))')
