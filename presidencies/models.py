"""A term in which one country presides over an organisation, and the words for it.

What a page says of the organisation, the country, the years and the plan stands here, as whole
phrases in each language: no sentence is put together from a country's name. What a standing text may
leave to the presidency that is shown, it names: `{credit}`.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from i18n.fields import AddressField, LineField, ProseField
from places.models import City, Country, TimeZoneField
from publishing.models import BoundedDayField, BoundedYearField, SmallNumberField, Translated
from publishing.permissions import PUBLISH
from publishing.years import Term


class State(models.TextChoices):
    """Whether the portal's own pages are those of the presidency. One is current."""

    CURRENT = "current", _("current")
    CLOSED = "closed", _("closed")


class Standing(models.TextChoices):
    """In whose name the portal speaks."""

    OFFICIAL = "official", _("official")
    UNOFFICIAL = "unofficial", _("not official")


class StandingPageName(models.TextChoices):
    """The pages that every portal has, by their addresses. What they say, staff write."""

    ABOUT = "about", _("About this portal")
    ACCESSIBILITY = "accessibility", _("Accessibility")
    PRIVACY = "privacy", _("Privacy")
    TERMS = "terms", _("Terms of use")
    CONTACT = "contact", _("Contact and press")


#: What stands in their places: presidencies.current.words_of.
NAMES = ("credit", "presidency", "organisation", "contact", "press_contact")
#: Not the anchor of a heading: {#reading}.
PLACEHOLDER = re.compile(r"\{([^{}#][^{}]*)\}")


def validate_placeholders(text: str) -> None:
    unknown = [f"{{{name}}}" for name in PLACEHOLDER.findall(text) if name not in NAMES]
    if unknown:
        raise ValidationError(
            _("Nothing is known to stand for %(unknown)s. Known are: %(known)s."),
            params={
                "unknown": ", ".join(dict.fromkeys(unknown)),
                "known": ", ".join(f"{{{name}}}" for name in NAMES),
            },
        )


class PlaceholdersField(ProseField):
    """A text of several lines that may leave something to the presidency."""

    default_validators = [validate_placeholders]


def fill_placeholders(text: str, words: Callable[[str], str]) -> str:
    """Put `words` of each name in the place that it has in `text`; what is unknown stays."""
    return PLACEHOLDER.sub(
        lambda match: words(match[1]) if match[1] in NAMES else match[0],
        text,
    )


class Presidency(Translated):
    """One term. Its state is set by presidencies.actions alone."""

    REQUIRED_TEXTS = ("title", "short_title", "organisation")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    state = models.CharField(
        _("state"), max_length=10, choices=State, default=State.CLOSED, editable=False
    )

    organisation = LineField(_("organisation"), max_length=200)
    organisation_short = LineField(_("short name of the organisation"), max_length=60, blank=True)
    organisation_founded = BoundedYearField(
        _("year in which the organisation was founded"), null=True, blank=True
    )
    country = models.ForeignKey(
        Country,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="presidencies",
        verbose_name=_("country"),
    )
    capital = models.ForeignKey(
        City,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("capital"),
    )
    time_zone = TimeZoneField(_("time zone"), max_length=40)
    begins = BoundedDayField(_("first day"))
    ends = BoundedDayField(_("last day"))

    title = LineField(
        _("title"), max_length=200, help_text=_("With the years, as it stands behind each page.")
    )
    short_title = LineField(
        _("short title"), max_length=120, help_text=_("Without the years: the name of the portal.")
    )
    label = LineField(
        _("shortest title"), max_length=40, blank=True, help_text=_("Below an icon on a phone.")
    )
    headline = LineField(_("headline of the front page"), max_length=200, blank=True)
    hero_before = LineField(_("sentence of the front page, before"), max_length=300, blank=True)
    hero_during = LineField(_("sentence of the front page, meanwhile"), max_length=300, blank=True)
    hero_after = LineField(_("sentence of the front page, afterwards"), max_length=300, blank=True)
    plan = LineField(
        _("name of its plan"),
        max_length=120,
        blank=True,
    )
    own_calendar = LineField(
        _("name of the organisation’s own calendar"), max_length=120, blank=True
    )

    promised_events = SmallNumberField(_("number of events promised"), null=True, blank=True)
    promise = LineField(_("the promise in a sentence"), max_length=300, blank=True)
    promise_url = AddressField(_("source of the promise"), max_length=500, blank=True)
    sources = ProseField(_("where the facts come from"), blank=True)
    credit = LineField(_("how to name the portal as a source"), max_length=120, blank=True)
    publisher = LineField(_("who publishes the portal"), max_length=200, blank=True)
    standing = models.CharField(
        _("standing"),
        max_length=10,
        choices=Standing,
        default=Standing.UNOFFICIAL,
        help_text=_("A demonstration is never official."),
    )
    contact = LineField(_("contact for readers"), max_length=200, blank=True)
    press_contact = LineField(_("contact for the press"), max_length=200, blank=True)

    class Meta(Translated.Meta):
        default_permissions: ClassVar = (*Translated.Meta.default_permissions, PUBLISH)
        verbose_name = _("presidency")
        verbose_name_plural = _("presidencies")
        ordering: ClassVar = ("-begins", "slug")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=("state",),
                condition=models.Q(state=State.CURRENT),
                name="presidency_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="presidency_state_known"
            ),
            models.CheckConstraint(
                condition=models.Q(standing__in=Standing.values),
                name="presidency_standing_known",
            ),
            models.CheckConstraint(
                condition=models.Q(begins__lte=models.F("ends")),
                name="presidency_begins_before_it_ends",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if self.begins and self.ends and self.begins > self.ends:
            raise ValidationError({"ends": _("The last day comes before the first: correct one.")})

    @property
    def is_current(self) -> bool:
        return self.state == State.CURRENT

    def speaks_officially(self, standing_day: date | None) -> bool:
        """Whether the portal is official: never while its clock stands, which makes it a demonstration."""
        return self.standing == Standing.OFFICIAL and standing_day is None

    @property
    def place(self) -> str:
        """Where its pages stand below a language, once it is closed."""
        return f"presidencies/{self.slug}"

    @property
    def term(self) -> Term:
        return Term(self.begins, self.ends, self.organisation_founded)

    @property
    def years(self) -> str:
        """The years of the term: 2019–2020, or the one that it lies in."""
        first, last = self.begins.year, self.ends.year
        return f"{first}–{last}" if first != last else f"{first}"


class StandingPage(Translated):
    """What the portal says of itself on one of its standing pages, whichever presidency it shows.

    Privacy, accessibility and terms are those of the installation; what differs between terms, the
    texts leave to the presidency that is shown (`fill_placeholders`). So one row a page is
    enough, and it stands here, above the words that it borrows.
    """

    REQUIRED_TEXTS = ("title", "body")

    slug = models.CharField(_("page"), max_length=20, choices=StandingPageName, unique=True)
    title = LineField(_("title"), max_length=120)
    lead = LineField(_("lead"), max_length=300, blank=True)
    body = PlaceholdersField(
        _("text"),
        blank=True,
        help_text=_(
            "“## Heading {#name}” begins a part, “- ” an item of a list, “[words](https://…)” is a "
            "link. {credit}, {presidency}, {organisation}, {contact} and {press_contact} stand for "
            "words of the presidency."
        ),
    )

    class Meta(Translated.Meta):
        verbose_name = _("standing page")
        verbose_name_plural = _("standing pages")
        ordering: ClassVar = ("slug",)
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=models.Q(slug__in=StandingPageName.values), name="standingpage_known"
            ),
        ]

    def __str__(self) -> str:
        return self.get_slug_display()

    def get_absolute_url(self) -> str:
        return reverse(self.slug)
