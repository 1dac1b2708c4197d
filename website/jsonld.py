"""What search engines are told in the words of schema.org: events, and all else.

https://schema.org/Event, https://schema.org/eventStatus, https://schema.org/previousStartDate; the portal, bodies, hosts,
the way to a page, articles (https://schema.org/NewsArticle), papers (https://schema.org/DigitalDocument).
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urljoin

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _, override

from bodies.models import Body
from documents.models import Document, Version
from events.dates import Period
from events.enums import FORMATS, Membership
from events.models import AbstractPhoto
from events.sources import known_on
from events.state import EventState
from hosts.models import Host
from i18n.texts import all_texts, bcp47, current_language, first_text_of, text_of
from news.models import Article, Section
from places.models import PlaceNames
from presidencies.current import current, presidency_text
from publishing import clock
from themes.models import Theme
from website.presenters.event_card import Card, account_of
from website.sentences import join_sentences

SCHEMA = "https://schema.org/"
CONTEXT = SCHEMA.rstrip("/")
#: What would end the script element or open another: as Django's json_script does.
ESCAPES = {ord(sign): f"\\u{ord(sign):04X}" for sign in "<>&"}
#: Without one of these search engines call an event an error.
NEEDED = ("startDate", "location")


def event_jsonld(
    event: EventState,
    names: PlaceNames,
    url: str,
    images: list[dict[str, Any]] | str,
    *,
    card: Card | None = None,
) -> dict[str, Any] | None:
    """Return `event`, whose page stands at the absolute `url`, in the active language.

    A date is given only as exactly as it is known. A postponed event keeps the day that it left, as
    search engines ask: it names the event until there is a new one, and EventPostponed says that it
    holds no more. An event without a day or without a place is not told at all: better nothing than
    a day that nobody announced. The dates that it left stand in previousStartDate. `images` are its
    photos (`photo_jsonld`), or the absolute address of what stands for it without one. schema.org has no
    word for a day that is planned: the description says it where a `card` tells how the event stands now.
    https://developers.google.com/search/docs/appearance/structured-data/event
    """
    title = text_of(event, "title")
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "Event",
        "@id": url,
        "url": url,
        "name": title.printed,
        "inLanguage": bcp47(title.language),
        "alternateName": _short_title(event),
        "description": _description(event, card),
        **_days(_naming_period(event)),
        "previousStartDate": _one_or_all(event.history.previous_starts),
        "eventStatus": _one_or_all([SCHEMA + status for status in _statuses(event)]),
        "eventAttendanceMode": _attendance(event),
        "location": _one_or_all(_locations(event, names, url)),
        "organizer": {"@type": "Organization", "name": _organiser(event)},
        "image": images,
    }
    members = _given(document)
    return members if all(name in members for name in NEEDED) else None


def held_by(hosts: Sequence[Host], page: str) -> dict[str, Any]:
    """Return who holds the event at the absolute address `page`, by name; nothing without hosts."""
    return (
        {"organizer": _one_or_all([_organisation(host, page) for host in hosts])} if hosts else {}
    )


def as_script(document: dict[str, Any]) -> SafeString:
    """Return `document` as JSON that cannot leave its script element.

    No browser runs such data, so it needs no nonce (HTML, "data block"); one would make every
    answer another, and no reader could be told that nothing changed.
    """
    text = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
    return mark_safe(text.translate(ESCAPES))  # noqa: S308 (just escaped)


def _short_title(event: EventState) -> str:
    """Return what lists call the event, where that is not its title."""
    short_title = text_of(event, "short_title").printed
    return short_title if short_title != text_of(event, "title").printed else ""


def _description(event: EventState, card: Card | None) -> str:
    account = card.account if card else account_of(event)
    if card is None or not card.is_planned:
        return account.printed
    with override(account.language or current_language()):
        remark = _("The date is planned and not yet confirmed.")
        return join_sentences([account.printed, remark] if account.printed else [remark])


def _given(document: dict[str, Any]) -> dict[str, Any]:
    """Return the members of `document` that say anything."""
    return {name: value for name, value in document.items() if value}


def _one_or_all(values: list[Any]) -> Any:
    """schema.org takes a list wherever it takes a value; one value needs none."""
    return values[0] if len(values) == 1 else values


def _naming_period(event: EventState) -> Period:
    """Return the days that name the event: its own, or those that it was postponed from."""
    periods = [slot.period for slot in event.history.left if slot.period.is_exact]
    if event.is_postponed and not event.period.is_exact and periods:
        return periods[-1]
    return event.period


def _days(period: Period) -> dict[str, str]:
    if not period.is_exact or period.first is None or period.last is None:
        return {}
    if (opening := period.begins) is None:
        return {"startDate": period.first.isoformat(), "endDate": period.last.isoformat()}
    days = {"startDate": _moment(opening)}
    if period.closes is not None and period.ends is not None:
        days["endDate"] = _moment(period.ends)
    return days


def _moment(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _statuses(event: EventState) -> list[str]:
    if event.is_cancelled:
        return ["EventCancelled"]
    statuses = []
    if event.is_postponed:
        statuses.append("EventPostponed")
    elif event.history.rescheduled:
        statuses.append("EventRescheduled")
    if event.has_moved_online:
        statuses.append("EventMovedOnline")
    return statuses or ["EventScheduled"]


def _attendance(event: EventState) -> str:
    mode = FORMATS[event.format].attendance
    return SCHEMA + mode if mode else ""


def _locations(event: EventState, names: PlaceNames, url: str) -> list[dict[str, Any]]:
    """Return where the event meets: places, the internet, or both; nothing when not known."""
    places = [] if event.is_online else _places(event, names)
    is_virtual = FORMATS[event.format].is_online
    return [*places, *([{"@type": "VirtualLocation", "url": url}] if is_virtual else [])]


def _places(event: EventState, names: PlaceNames) -> list[dict[str, Any]]:
    venue, cities = text_of(event, "venue").printed, names.rows(event.cities)
    return [
        {
            "@type": "Place",
            "name": venue if venue and len(cities) == 1 else text_of(city, "name").printed,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": text_of(city, "name").printed,
                "addressCountry": city.country.code,
            },
        }
        for city in cities
    ]


def photo_jsonld(photo: AbstractPhoto, page: str) -> dict[str, Any]:
    """Return a photo of an event or an article; its address is absolute, as that of its `page` is."""
    return {
        "@type": "ImageObject",
        "contentUrl": urljoin(page, photo.url),
        "caption": text_of(photo, "alt").printed,
        "creditText": text_of(photo, "credit").printed,
        "width": photo.width,
        "height": photo.height,
    }


def _organisation(host: Host, page: str) -> dict[str, Any]:
    return {
        "@type": "Organization",
        "name": text_of(host, "name").printed,
        "url": host.website or urljoin(page, host.get_absolute_url()),
    }


def _organiser(event: EventState) -> str:
    if any(all_texts(event, "host").values()):
        return text_of(event, "host").printed
    if event.membership == Membership.PRESIDENCY:
        return presidency_text("title")
    return presidency_text("organisation")


def website_jsonld(url: str, standing: str) -> dict[str, Any]:
    """Return the portal (https://schema.org/WebSite), whose front page stands at `url`.

    `standing` says whether it is official, as the foot of each page does.
    """
    document = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": presidency_text("title"),
        "disambiguatingDescription": standing,
        "inLanguage": bcp47(current_language()),
        "about": {
            "@type": "Organization",
            "name": presidency_text("organisation"),
            "alternateName": presidency_text("organisation_short"),
        },
        "publisher": publisher_jsonld(),
    }
    return _given(document)


def publisher_jsonld() -> dict[str, Any] | None:
    """Return who publishes the portal (https://schema.org/publisher); None where nobody is named."""
    name = presidency_text("publisher")
    if not name:
        return None
    presidency = current()
    contacts = {"press": presidency.press_contact, "customer support": presidency.contact}
    points = [_contact_point(kind, contact) for kind, contact in contacts.items() if contact]
    return _given({"@type": "Organization", "name": name, "contactPoint": points})


#: What of a contact each member of schema.org holds.
CONTACTS = {
    "url": re.compile(r"https?://[^\s,;]+"),
    "email": re.compile(r"[^\s,;:<>()@/]+@[^\s,;:<>()@]*\w"),
    "telephone": re.compile(r"(?<![\w/.@-])\+?\d[\d ()–-]{5,}\d(?![\w/.@-])"),
}


def _contact_point(kind: str, contact: str) -> dict[str, str]:
    """Return where to ask (https://schema.org/ContactPoint): a page, mail and telephone; else in words."""
    found = {member: pattern.search(contact) for member, pattern in CONTACTS.items()}
    ways = {member: match.group() for member, match in found.items() if match}
    return {"@type": "ContactPoint", "contactType": kind, **(ways or {"description": contact})}


def body_jsonld(body: Body, link: Callable[[str], str]) -> dict[str, Any]:
    """Return `body` (https://schema.org/Organization); a date as exactly as it is known."""
    return _body_or_host(
        body,
        link,
        description=first_text_of(body, "purpose", "description").printed,
        foundingDate=body.founded_on,
        location=_seat(body),
        parentOrganization=_parent(body.public_parent, link),
    )


def host_jsonld(host: Host, link: Callable[[str], str]) -> dict[str, Any]:
    """Return `host` (https://schema.org/Organization)."""
    return _body_or_host(host, link, parentOrganization=_parent(host.parent, link))


def _body_or_host(item: Body | Host, link: Callable[[str], str], **more: Any) -> dict[str, Any]:
    url, name = link(item.get_absolute_url()), text_of(item, "name")
    short_name = text_of(item, "short_name").printed
    document = {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": name.printed,
        "alternateName": short_name if short_name != name.printed else "",
        **more,
        "sameAs": item.website,
    }
    return _given(document)


def _parent(parent: Body | Host | None, link: Callable[[str], str]) -> dict[str, Any] | None:
    if parent is None:
        return None
    url = link(parent.get_absolute_url())
    return {"@type": "Organization", "@id": url, "name": text_of(parent, "name").printed}


def _seat(body: Body) -> dict[str, Any] | None:
    if body.seat is None:
        return None
    city = text_of(body.seat, "name").printed
    address = {"addressLocality": city, "addressCountry": body.seat.country.code}
    return {"@type": "Place", "name": city, "address": {"@type": "PostalAddress", **address}}


def theme_jsonld(theme: Theme, link: Callable[[str], str]) -> dict[str, Any]:
    """Return the page of `theme` (https://schema.org/CollectionPage); what it holds has pages that tell more."""
    url, title = link(theme.get_absolute_url()), text_of(theme, "title")
    document = {
        "@context": CONTEXT,
        "@type": "CollectionPage",
        "@id": url,
        "url": url,
        "name": title.printed,
        "description": text_of(theme, "summary").printed,
        "inLanguage": bcp47(title.language),
        "isBasedOn": "".join(known_on([theme.source_url], clock.today())),
    }
    return _given(document)


def breadcrumb_jsonld(steps: Sequence[tuple[str, str]]) -> dict[str, Any]:
    """Return the way to a page (https://schema.org/BreadcrumbList): names and absolute addresses."""
    return {
        "@context": CONTEXT,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": name, "item": url}
            for number, (name, url) in enumerate(steps, 1)
        ],
    }


def article_jsonld(
    article: Article, url: str, photos: Iterable[AbstractPhoto] = ()
) -> dict[str, Any]:
    """Return `article`, whose page stands at the absolute `url` and shows `photos`, in the active language."""
    title = text_of(article, "title")
    publisher = publisher_jsonld()
    document = {
        "@context": CONTEXT,
        "@type": "Article" if article.section == Section.STANDING else "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": title.printed,
        "description": text_of(article, "lead").printed,
        "inLanguage": bcp47(title.language),
        "image": [photo_jsonld(photo, url) for photo in photos],
        "datePublished": article.published_on.isoformat(),
        "author": publisher,
        "publisher": publisher,
        "isBasedOn": article.source_url,
    }
    return _given(document)


def document_jsonld(document: Document, version: Version, url: str) -> dict[str, Any]:
    """Return one version of `document`, whose page stands at the absolute `url`.

    `inLanguage` names the languages of the paper itself, not that of its title here. A paper
    whose text is nowhere to be read is no digital document.
    """
    is_digital = version.file or version.external_url
    members = {
        "@context": CONTEXT,
        "@type": "DigitalDocument" if is_digital else "CreativeWork",
        "@id": url,
        "url": url,
        "name": version.title.printed,
        "description": version.summary.printed,
        "inLanguage": [bcp47(code) for code in version.languages],
        "dateCreated": document.adopted_on.isoformat(),
        "version": version.number if version.number > 1 else None,
        "sameAs": version.external_url,
    }
    return _given(members)
