"""What a link to a preview leads to, for people without an account."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.signing import BadSignature
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.http import require_safe

from i18n.texts import bcp47, current_language
from publishing import clock
from publishing.models import Publishable
from staff.previews import links, state
from website import previews
from website.previews import Preview

View = Callable[..., HttpResponseBase]


def followed_link(kind: type[Model], *, counted: bool = False) -> Callable[[View], View]:
    """Hand the link of a token, to a thing of `kind`, to a view, or say that it has ended."""

    def decorate(view: View) -> View:
        @require_safe
        @wraps(view)
        def answer(
            request: HttpRequest, token: str, code: str = "", **more: Any
        ) -> HttpResponseBase:
            if code and code not in dict(settings.LANGUAGES):
                raise Http404
            try:
                link = links.followed(token, timezone.now(), counted=counted)
            except BadSignature as error:
                raise Http404 from error
            except links.EndedError:
                return _ended(request, code)
            if not isinstance(link.item, kind):
                raise Http404
            named = {"code": code, **more} if code else more
            return view(request, link, token, **named)

        return answer

    return decorate


def by_link(*, counted: bool = False, links_to: str = "preview_page") -> Callable[[View], View]:
    """Hand the preview that a link shows to a view, or say that it has ended.

    `links_to` names the page that the preview has in other languages.
    """

    def decorate(view: View) -> View:
        @followed_link(Publishable, counted=counted)
        @wraps(view)
        def answer(
            request: HttpRequest, link: Any, token: str, code: str = "", **more: str
        ) -> HttpResponseBase:
            return view(request, _preview(link, token, code, links_to), **more)

        return answer

    return decorate


def _ended(request: HttpRequest, code: str) -> HttpResponse:
    with translation.override(code or current_language()):
        return previews.sealed(render(request, "previews/gone.html", status=410))


def _preview(link: Any, token: str, code: str, links_to: str) -> Preview:
    def address(name: str, language: str) -> str:
        return reverse(name, args=[token, language])

    with translation.override(code or current_language()):
        said = state.said_of(link.item)
    return Preview(
        item=link.item,
        language=code or current_language(),
        said=said,
        files=f"{reverse('preview', args=[token])}media/",
        links=state.language_links(lambda language: address(links_to, language), code),
        phone=address("preview_phone", code) if code else "",
        wide=address("preview_page", code) if code else "",
        maker=link.made_by.get_full_name() or link.made_by.get_username(),
        until=link.expires_at.astimezone(clock.zone()),
        zone=clock.zone().key,
    )


@by_link()
def door(_request: HttpRequest, preview: Preview) -> HttpResponseBase:
    """Lead on to the language that the browser asks for."""
    own = bcp47(preview.language)
    return previews.sealed(HttpResponseRedirect(next(x.url for x in preview.links if x.tag == own)))


@by_link(counted=True)
def page(request: HttpRequest, preview: Preview) -> HttpResponseBase:
    return previews.page(request, preview)


@by_link(links_to="preview_phone")
def phone(request: HttpRequest, preview: Preview) -> HttpResponseBase:
    return previews.phone(request, preview)


@by_link()
def file(request: HttpRequest, preview: Preview, name: str) -> HttpResponseBase:
    return previews.file(request, preview.item, name)
