"""The portal, the bodies and the way to a page in the words of schema.org, for search engines.

An article in the words of schema.org, for search engines: https://schema.org/NewsArticle.

A paper in the words of schema.org, for search engines: https://schema.org/DigitalDocument.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from i18n.texts import bcp47, current_language, text_of
from news.enums import Section
from presidencies.current import said
from website.jsonld.event import CONTEXT

if TYPE_CHECKING:
    from bodies.models import Body
    from documents.models import Document, Version
    from hosts.models import Host
    from news.models import Article


def website_jsonld(url: str) -> dict[str, Any]:
    """Return the portal (https://schema.org/WebSite), whose front page stands at `url`."""
    return {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": said("title"),
        "inLanguage": bcp47(current_language()),
        "about": {
            "@type": "Organization",
            "name": said("organisation"),
            "alternateName": said("organisation_short"),
        },
    }


def body_jsonld(body: Body, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return `body` (https://schema.org/Organization); a date as exactly as it is known."""
    url, name = absolute(body.get_absolute_url()), text_of(body, "name")
    short_name = text_of(body, "short_name").value
    document = {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": name.value,
        "alternateName": short_name if short_name != name.value else "",
        "description": text_of(body, "description").value,
        "foundingDate": body.founded_on,
        "location": _seat(body),
        "parentOrganization": _parent(body, absolute),
        "sameAs": body.website,
    }
    return {name: value for name, value in document.items() if value}


def host_jsonld(host: Host, absolute: Callable[[str], str]) -> dict[str, Any]:
    """Return `host` (https://schema.org/Organization)."""
    url, name = absolute(host.get_absolute_url()), text_of(host, "name")
    short_name = text_of(host, "short_name").value
    document = {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": name.value,
        "alternateName": short_name if short_name != name.value else "",
        "parentOrganization": _above(host, absolute),
        "sameAs": host.website,
    }
    return {name: value for name, value in document.items() if value}


def _above(host: Host, absolute: Callable[[str], str]) -> dict[str, Any] | None:
    if (parent := host.parent) is None:
        return None
    url = absolute(parent.get_absolute_url())
    return {"@type": "Organization", "@id": url, "name": text_of(parent, "name").value}


def _seat(body: Body) -> dict[str, Any] | None:
    if body.seat is None:
        return None
    city = text_of(body.seat, "name").value
    address = {"addressLocality": city, "addressCountry": body.seat.country.code}
    return {"@type": "Place", "name": city, "address": {"@type": "PostalAddress", **address}}


def _parent(body: Body, absolute: Callable[[str], str]) -> dict[str, Any] | None:
    if (parent := body.public_parent) is None:
        return None
    url = absolute(parent.get_absolute_url())
    return {"@type": "Organization", "@id": url, "name": text_of(parent, "name").value}


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


def article_jsonld(article: Article, url: str) -> dict[str, Any]:
    """Return `article`, whose page stands at the absolute `url`, in the active language."""
    title = text_of(article, "title")
    portal = {"@type": "Organization", "name": said("title")}
    document = {
        "@context": CONTEXT,
        "@type": "Article" if article.section == Section.STANDING else "NewsArticle",
        "@id": url,
        "url": url,
        "mainEntityOfPage": url,
        "headline": title.value,
        "description": text_of(article, "lead").value,
        "inLanguage": bcp47(title.language),
        "datePublished": article.published_on.isoformat(),
        "author": portal,
        "publisher": portal,
        "isBasedOn": article.source_url,
    }
    return {name: value for name, value in document.items() if value}


def document_jsonld(document: Document, shown: Version, url: str) -> dict[str, Any]:
    """Return one version of `document`, whose page stands at the absolute `url`.

    `inLanguage` names the languages of the paper itself, not that of its title here. A paper
    whose text is nowhere to be read is no digital document.
    """
    is_digital = shown.file or shown.external_url
    told = {
        "@context": CONTEXT,
        "@type": "DigitalDocument" if is_digital else "CreativeWork",
        "@id": url,
        "url": url,
        "name": shown.title.value,
        "description": shown.summary.value,
        "inLanguage": [bcp47(code) for code in shown.languages],
        "dateCreated": document.adopted_on.isoformat(),
        "version": shown.number if shown.number > 1 else None,
        "sameAs": shown.external_url,
    }
    return {name: value for name, value in told.items() if value}
