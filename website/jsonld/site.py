"""All but events in the words of schema.org, for search engines: the portal, bodies, hosts, the way
to a page, articles (https://schema.org/NewsArticle), papers (https://schema.org/DigitalDocument).
"""

from collections.abc import Callable, Sequence
from typing import Any

from bodies.models import Body
from documents.models import Document, Version
from hosts.models import Host
from i18n.texts import bcp47, current_language, first_texts, in_reading, text_of
from news.models import Article, Section
from presidencies.current import current, presidency_text
from themes.models import Theme
from website.jsonld.event import CONTEXT


def website_jsonld(url: str) -> dict[str, Any]:
    """Return the portal (https://schema.org/WebSite), whose front page stands at `url`."""
    document = {
        "@context": CONTEXT,
        "@type": "WebSite",
        "@id": url,
        "url": url,
        "name": presidency_text("title"),
        "inLanguage": bcp47(current_language()),
        "about": {
            "@type": "Organization",
            "name": presidency_text("organisation"),
            "alternateName": presidency_text("organisation_short"),
        },
        "publisher": publisher_jsonld(),
    }
    return {name: value for name, value in document.items() if value}


def publisher_jsonld() -> dict[str, Any] | None:
    """Return who publishes the portal (https://schema.org/publisher); None where nobody is named."""
    name = presidency_text("publisher")
    if not name:
        return None
    presidency = current()
    contacts = {"press": presidency.press_contact, "customer support": presidency.contact}
    points = [_contact_point(kind, contact) for kind, contact in contacts.items() if contact]
    organisation = {"@type": "Organization", "name": name, "contactPoint": points}
    return {member: value for member, value in organisation.items() if value}


def _contact_point(kind: str, contact: str) -> dict[str, str]:
    """Return an address to ask at (https://schema.org/ContactPoint): of mail, of a page, or in words."""
    where = "url" if contact.startswith("http") else "email" if "@" in contact else "description"
    return {"@type": "ContactPoint", "contactType": kind, where: contact}


def body_jsonld(body: Body, link: Callable[[str], str]) -> dict[str, Any]:
    """Return `body` (https://schema.org/Organization); a date as exactly as it is known."""
    url, name = link(body.get_absolute_url()), text_of(body, "name")
    short_name = text_of(body, "short_name").printed
    document = {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": name.printed,
        "alternateName": short_name if short_name != name.printed else "",
        "description": in_reading(first_texts(body, "purpose", "description")).printed,
        "foundingDate": body.founded_on,
        "location": _seat(body),
        "parentOrganization": _parent_of_body(body, link),
        "sameAs": body.website,
    }
    return {name: value for name, value in document.items() if value}


def host_jsonld(host: Host, link: Callable[[str], str]) -> dict[str, Any]:
    """Return `host` (https://schema.org/Organization)."""
    url, name = link(host.get_absolute_url()), text_of(host, "name")
    short_name = text_of(host, "short_name").printed
    document = {
        "@context": CONTEXT,
        "@type": "Organization",
        "@id": url,
        "url": url,
        "name": name.printed,
        "alternateName": short_name if short_name != name.printed else "",
        "parentOrganization": _parent_of_host(host, link),
        "sameAs": host.website,
    }
    return {name: value for name, value in document.items() if value}


def _parent_of_host(host: Host, link: Callable[[str], str]) -> dict[str, Any] | None:
    if (parent := host.parent) is None:
        return None
    url = link(parent.get_absolute_url())
    return {"@type": "Organization", "@id": url, "name": text_of(parent, "name").printed}


def _seat(body: Body) -> dict[str, Any] | None:
    if body.seat is None:
        return None
    city = text_of(body.seat, "name").printed
    address = {"addressLocality": city, "addressCountry": body.seat.country.code}
    return {"@type": "Place", "name": city, "address": {"@type": "PostalAddress", **address}}


def _parent_of_body(body: Body, link: Callable[[str], str]) -> dict[str, Any] | None:
    if (parent := body.public_parent) is None:
        return None
    url = link(parent.get_absolute_url())
    return {"@type": "Organization", "@id": url, "name": text_of(parent, "name").printed}


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
        "isBasedOn": theme.source_url,
    }
    return {name: value for name, value in document.items() if value}


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
        "datePublished": article.published_on.isoformat(),
        "author": publisher,
        "publisher": publisher,
        "isBasedOn": article.source_url,
    }
    return {name: value for name, value in document.items() if value}


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
    return {name: value for name, value in members.items() if value}
