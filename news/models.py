"""News, announcements and standing pages."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from events.models import Event
from news.querysets import ArticleQuerySet
from news.states import Section
from presidencies.belonging import Belonging
from priorities.models import Priority
from publishing.fields import AddressField, LineField, ProseField
from publishing.identities import IdentityField, tag_uri
from publishing.models import BoundedDayField
from publishing.years import UsualYears, presidency_years

ArticleManager = models.Manager.from_queryset(ArticleQuerySet)


def article_tag(slug: str) -> str:
    return tag_uri(f"news/{slug}")


class Article(Belonging):
    """One piece of news, an announcement, or a page that stands without a date."""

    REQUIRED_TEXTS = ("title", "lead")
    OWN_DAY = "published_on"
    USUAL_YEARS: ClassVar[UsualYears] = {"published_on": presidency_years}

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    #: The article in feeds; a language follows.
    feed_id = IdentityField(make=article_tag)
    section = models.CharField(_("section"), max_length=15, choices=Section)
    title = LineField(_("title"), max_length=300)
    lead = ProseField(_("lead"))
    #: Plain paragraphs, separated by empty lines.
    body = ProseField(_("text"), blank=True)
    published_on = BoundedDayField(_("day of publication"))
    source_url = AddressField(_("source"), max_length=500, blank=True)
    events = models.ManyToManyField(
        Event, blank=True, related_name="articles", verbose_name=_("events")
    )
    bodies = models.ManyToManyField(
        Body, blank=True, related_name="articles", verbose_name=_("bodies")
    )
    priorities = models.ManyToManyField(
        Priority, blank=True, related_name="articles", verbose_name=_("priorities")
    )

    #: What the public may see of them, where a queryset has loaded it: `for_cards()`.
    public_events: list[Event]
    public_bodies: list[Body]
    public_priorities: list[Priority]

    objects = ArticleManager()

    class Meta(Belonging.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("news")
        ordering = ("-published_on", "-pk")
        constraints = [
            *Belonging.Meta.constraints,
            models.CheckConstraint(
                condition=Q(section__in=Section.values), name="article_section_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=("-published_on", "-id"),
                condition=Q(publication="published"),
                name="article_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.published_on} {self.title}"

    def get_absolute_url(self) -> str:
        day = self.published_on
        return reverse(
            "news:detail", args=[f"{day.year:04}", f"{day.month:02}", f"{day.day:02}", self.slug]
        )
