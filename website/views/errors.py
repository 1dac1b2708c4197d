"""What the portal says when it cannot answer, and, asking for no database and no language, while its database
does not.
"""

import base64
import hashlib
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from typing import Any, cast

from csp.decorators import csp_update
from django.conf import settings
from django.core.exceptions import BadRequest, DisallowedHost
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from api import middleware, problems
from api.problems import is_outage, problem
from bodies.models import Body
from documents.models import Document
from events.models import Decision, Event, Photo
from events.plan_memory import of_the_plan
from i18n.texts import StrOrPromise, current_language
from news.models import Article
from priorities.models import Priority
from publishing.forms import BadParametersError, Fault, NothingThereError
from publishing.gone import ElsewhereError, WithdrawnError
from publishing.permissions import NotAllowedError
from themes.models import Theme
from website import context_processors, suggestions
from website.sentences import join_sentences

#: Endings of addresses that programs ask for; those of DATA are told as RFC 9457 has it.
DATA = ("json", "geojson", "webmanifest")
FILES = ("ics", "csv", "xlsx", "atom", "rss", "xml", "txt", "pdf", "png", "jpg", "webp", "avif")


def ending_of(path: str) -> str:
    """Return what stands behind the last point of the last part of `path`; "" for a page."""
    _name, point, ending = path.rpartition("/")[2].rpartition(".")
    return ending if point else ""


def style_hashes(page: str) -> list[str]:
    """Return the CSP sources of the <style> elements of `page` (CSP 3, section 2.3.1)."""
    return [
        f"'sha256-{base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()}'"
        for style in re.findall(r"<style>(.*?)</style>", page, re.DOTALL)
    ]


TEMPLATE = "errors/503.html"
TEXT = (
    "The portal cannot reach its database at the moment. Please try again in a minute.\n"
    "Портал сейчас не может обратиться к своей базе данных. Повторите попытку через минуту.\n"
    "网站目前无法访问其数据库，请一分钟后再试。\n"
)


def unavailable(request: HttpRequest, form: Mapping[str, Any] | None = None) -> HttpResponse:
    """Answer 503 in the form that was asked for; a page holds `form`, what was typed, to send again."""
    response = _outage_answer(request, form)
    response["Retry-After"] = str(problems.RETRY_AFTER)
    response["Cache-Control"] = "no-store"
    return response


def _outage_answer(request: HttpRequest, form: Mapping[str, Any] | None) -> HttpResponse:
    ending = ending_of(request.path)
    if ending in DATA or request.path.startswith(middleware.PREFIX):
        return problems.unavailable()
    status = HTTPStatus.SERVICE_UNAVAILABLE
    if ending in FILES:
        return HttpResponse(TEXT, status=status, content_type="text/plain; charset=utf-8")
    page = render_to_string(TEMPLATE, dict(form or {}))

    @csp_update({"style-src": style_hashes(page)})
    def answer(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(page, status=status)

    return cast("HttpResponse", answer(request))


RECENT = 3
#: Characters of a wrong value.
SHOWN = 60
WRONG = gettext_lazy("This address cannot be read")
NOT_FOUND = gettext_lazy("Page not found")
FOREIGN_HOST = (
    "This portal does not answer under that host name.\n"
    "Портал не отвечает под этим именем узла.\n"
    "本网站不使用该主机名。\n"
)
#: Needs no database, no language and no other file; a web server may also show it by itself.
MAINTENANCE = (settings.BASE_DIR / "templates" / "errors" / "500.html").read_text("utf-8")


@dataclass(frozen=True)
class Refusal:
    """Why there is no answer, and the address that comes closest to one."""

    status: int
    title: StrOrPromise
    faults: list[Fault] = field(default_factory=list)
    nearest: str = ""
    reason: StrOrPromise = ""
    #: Where the reader finds what is like it, for what was withdrawn.
    section: str = ""

    def sentences(self, link: Callable[[str], str]) -> list[str]:
        """Say it in plain text."""
        parts = [str(self.reason)] if self.reason else []
        colon = pgettext("between a fact and what it is", ": ")
        for name, value, allowed in self.faults:
            subject = _("“%(name)s” in the address") % {"name": name}
            objection = _("“%(value)s” is not possible here.") % {"value": value[:SHOWN]}
            told = join_sentences([*filter(None, (value and objection, allowed))])
            parts.append(subject + colon + told)
        if self.nearest:
            parts.append(join_sentences([_("The nearest address that works:"), link(self.nearest)]))
        return parts


ONCE_PUBLIC = gettext_lazy("It was published here and is published no longer.")
#: What is said at every address that a withdrawn thing had.
WITHDRAWN: dict[type[Model], Refusal] = {
    Event: Refusal(
        410,
        gettext_lazy("This event was withdrawn"),
        reason=gettext_lazy(
            "It was published here and is published no longer. An event that was only moved, "
            "postponed or cancelled keeps its page."
        ),
        section="events:plan",
    ),
    Decision: Refusal(
        410,
        gettext_lazy("This decision was withdrawn"),
        reason=gettext_lazy("None of the events that it was about is published any longer."),
        section="events:plan",
    ),
    Document: Refusal(
        410,
        gettext_lazy("This document was withdrawn"),
        reason=gettext_lazy(
            "It was published here and is published no longer. A document that was only "
            "corrected keeps its page, with all its versions."
        ),
        section="documents:list",
    ),
    Photo: Refusal(
        410, gettext_lazy("This photo was withdrawn"), reason=ONCE_PUBLIC, section="events:plan"
    ),
    Article: Refusal(
        410, gettext_lazy("This news item was withdrawn"), reason=ONCE_PUBLIC, section="news:list"
    ),
    Body: Refusal(
        410, gettext_lazy("This body was withdrawn"), reason=ONCE_PUBLIC, section="bodies:list"
    ),
    Priority: Refusal(
        410,
        gettext_lazy("This priority was withdrawn"),
        reason=ONCE_PUBLIC,
        section="priorities:list",
    ),
    Theme: Refusal(
        410, gettext_lazy("This theme was withdrawn"), reason=ONCE_PUBLIC, section="themes:list"
    ),
}


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    if isinstance(exception, DisallowedHost):
        # Every page of ours names its own address, and here there is none to name.
        return HttpResponse(FOREIGN_HOST, status=400, content_type="text/plain; charset=utf-8")
    if isinstance(exception, BadParametersError):
        refusal = Refusal(400, WRONG, exception.faults)
        return _answer(request, _with_nearest(request, refusal, [exception.nearest]))
    reason = str(exception) if isinstance(exception, BadRequest) else ""
    return _answer(request, Refusal(400, WRONG, reason=reason))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    reason = str(exception) if isinstance(exception, NotAllowedError) else ""
    return render(request, "errors/403.html", {"reason": reason}, status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    try:
        if moved := suggestions.moved(request):
            return redirect(moved, permanent=True)
    except WithdrawnError as error:
        exception = error
    if isinstance(exception, ElsewhereError):
        return redirect(elsewhere(request, exception.place))
    if isinstance(exception, WithdrawnError):
        return _answer(request, WITHDRAWN[exception.model])
    if isinstance(exception, NothingThereError):
        faults, addresses = exception.faults, iter([exception.nearest])
    else:
        faults, addresses = [], _similar_addresses(request)
    return _answer(request, _with_nearest(request, Refusal(404, NOT_FOUND, faults), addresses))


def _with_nearest(request: HttpRequest, refusal: Refusal, addresses: Iterable[str]) -> Refusal:
    """Offer the first of `addresses` that answers; one of a withdrawn thing tells of its end."""
    try:
        return replace(refusal, nearest=suggestions.first_that_answers(request, addresses))
    except WithdrawnError as error:
        return WITHDRAWN[error.model]


def elsewhere(request: HttpRequest, place: str) -> str:
    """Return the address of the same page below another place of the portal."""
    _empty, language, *parts = request.get_full_path().split("/")
    if parts[0] == "presidencies":
        parts = parts[2:]
    return "/".join(["", language, place, *parts])


def _similar_addresses(request: HttpRequest) -> Iterator[str]:
    """Yield addresses like that of `request`, and answer in the language that it means."""
    path = suggestions.tidied(request.path, current_language())
    _empty, language, *_rest = path.split("/")
    if language in dict(settings.LANGUAGES):
        translation.activate(language)
    if path != request.path:
        query = request.META.get("QUERY_STRING", "")
        yield f"{path}?{query}" if query else path
    if path.lower() != path:  # as all addresses here are written
        yield path.lower()
    yield from suggestions.candidates(path)


def _answer(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """Answer in the form that was asked for: programs get no page."""
    ending = ending_of(request.path)
    if ending in DATA:
        return _problem(request, refusal)
    if ending in FILES:
        text = "\n".join([str(refusal.title), *refusal.sentences(request.build_absolute_uri)])
        return HttpResponse(
            f"{text}\n", status=refusal.status, content_type="text/plain; charset=utf-8"
        )
    # The page itself, without its parameters, has a button of its own.
    nearest = "" if refusal.nearest == request.path else refusal.nearest
    context: dict[str, object] = {"refusal": refusal, "nearest": nearest}
    if refusal.status == HTTPStatus.NOT_FOUND:
        context["recent"] = _recent_news()
    if refusal.section:
        context["section"] = context_processors.section_called(request, refusal.section)
    return render(request, f"errors/{refusal.status}.html", context, status=refusal.status)


@of_the_plan
def _recent_news() -> tuple[Article, ...]:
    return tuple(Article.objects.published().dated().newest_first()[:RECENT])


def _problem(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    members: dict[str, object] = {
        "parameters": [
            {"name": name, "value": value, "detail": allowed}
            for name, value, allowed in refusal.faults
        ]
    }
    if refusal.nearest:
        members["nearest"] = request.build_absolute_uri(refusal.nearest)
    sentences = refusal.sentences(request.build_absolute_uri)
    return problem(refusal.status, join_sentences(sentences) or str(refusal.title), members=members)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a failure; while the database does not answer, say that, and until when to wait."""
    if is_outage(sys.exc_info()[1]):
        return unavailable(request)
    return cast("HttpResponse", _maintenance(request))


@csp_update({"style-src": style_hashes(MAINTENANCE)})
def _maintenance(_request: HttpRequest) -> HttpResponse:
    return HttpResponse(MAINTENANCE, status=500)
