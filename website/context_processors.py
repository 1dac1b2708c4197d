"""What every page shows around its own content."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _, gettext_lazy

from events.date_formats import say_day
from events.models import Change
from events.plan_memory import of_the_plan
from i18n.addresses import language_links
from i18n.texts import Text, current_language, text_of
from presidencies.current import Words, current
from publishing import clock, years
from website.programme import storage
from website.sentences import join_sentences


@dataclass(frozen=True)
class SectionLink:
    """A link of the main navigation; `current` is the value of aria-current, or empty."""

    label: str
    url: str
    current: str


@dataclass(frozen=True)
class Imprint:
    """Who publishes the portal, whether it is official, whom to ask. What is not is empty, and said to be so."""

    publisher: Text
    is_official: bool
    contact: str
    press_contact: str

    @property
    def sentence(self) -> str:
        publisher = {"publisher": self.publisher.value}
        if self.is_official and self.publisher.value:
            return (
                _("The official portal of the Presidency. Published by %(publisher)s.") % publisher
            )
        if self.is_official:
            return _("The official portal of the Presidency.")
        if self.publisher.value:
            return _("Published by %(publisher)s. Not an official site.") % publisher
        return _("Not an official site. No publisher is named.")

    @property
    def whole_sentence(self) -> str:
        """The same, and once that there is nobody to write to where nobody is named."""
        if self.contact or self.press_contact:
            return self.sentence
        if not (self.is_official or self.publisher.value):
            return _("Not an official site. No publisher is named, and no address to write to.")
        return join_sentences([self.sentence, _("No address to write to is named.")])


def imprint_by(standing_day: date | None) -> Imprint:
    """Return the imprint of the presidency that is shown; a clock that stands makes a demonstration."""
    presidency = current()
    return Imprint(
        publisher=text_of(presidency, "publisher"),
        is_official=presidency.speaks_officially(standing_day),
        contact=presidency.contact,
        press_contact=presidency.press_contact,
    )


def portal(request: HttpRequest) -> dict[str, Any]:
    standing_day, now = clock.standing_day(), clock.now()
    match = request.resolver_match
    return {
        "now": now,
        "plan_changed_on": None if is_desk(request) else plan_changed_on(now.date()),
        "imprint": partial(imprint_by, standing_day),
        "presidency": current(),
        "site": Words(),
        "standing_day": standing_day,
        "replay_until": next_stop(standing_day),
        # Asked by the header of a page of the portal; a page of the administration has none.
        "section_links": partial(section_links, request),
        "is_search": match is not None and match.view_name == "search:search",
        "language_links": language_links(request),
    }


def is_desk(request: HttpRequest) -> bool:
    """Whether the page is one of the administration, which has no footer."""
    match = request.resolver_match
    return match is not None and match.namespace == "admin"


@of_the_plan
def plan_changed_on(today: date) -> date | None:
    """Return when the plan last changed, as far as the day of the portal knows. One query."""
    day: date | None = Change.objects.of_published().newest_day(today)
    return day


@dataclass(frozen=True)
class ProgrammeLink:
    """The programme to print, as it is offered: of which day, in words, and how large."""

    day: str
    kilobytes: int


def programme(request: HttpRequest) -> dict[str, Any]:
    """Offer the programme with its day, which may be older than the page: on the page of the plan alone.

    It is made of the whole portal, of which the app that shows the plan knows nothing.
    """
    match = request.resolver_match
    if match is None or match.view_name != "events:plan":
        return {}
    language = current_language()
    stored_programme = storage.offered(language, clock.today())
    day = say_day(stored_programme.day) if stored_programme else ""
    return {
        "programme": ProgrammeLink(day, stored_programme.kilobytes) if stored_programme else None
    }


def section_links(request: HttpRequest) -> tuple[SectionLink, ...]:
    match = request.resolver_match
    return _links_from(match.view_name, match.namespace) if match else _links_from("", "")


#: Sections that stand beside the main navigation, by their pages.
BESIDE = {"themes:list": gettext_lazy("Themes")}


def section_called(request: HttpRequest, name: str) -> SectionLink:
    """Return the link of the section whose page is called `name`."""
    url = reverse(name)
    if name in BESIDE:
        return SectionLink(str(BESIDE[name]), url, "")
    return next(link for link in section_links(request) if link.url == url)


@of_the_plan
def _links_from(view_name: str, namespace: str) -> tuple[SectionLink, ...]:
    """Return the links as the page of a view shows them."""
    sections = [
        (_("News"), "news:list"),
        (_("Calendar"), "events:plan"),
        (_("Priorities"), "priorities:list"),
        (_("Bodies"), "bodies:list"),
        (_("Countries"), "places:countries"),
        (_("Documents"), "documents:list"),
        (_("About"), "about"),
    ]
    return tuple(
        SectionLink(label, reverse(section), _current(section, view_name, namespace))
        for label, section in sections
    )


def _current(section: str, view_name: str, namespace: str) -> str:
    """Return "page" on the section's own page, "true" on pages below it."""
    if section == view_name:
        return "page"
    return "true" if namespace and section.startswith(f"{namespace}:") else ""


def next_stop(standing_day: date | None) -> date | None:
    """Return a day worth moving the demonstration clock to: first the end of the term."""
    if standing_day is None or settings.PORTAL_CLOCK != "demo":
        return None
    day_after = years.term().ends + timedelta(days=1)
    return day_after if standing_day < day_after else standing_day + timedelta(days=30)
