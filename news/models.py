"""News, announcements and standing pages."""

from typing import ClassVar, Self

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from events.models import AbstractPhoto, Event
from i18n.fields import AddressField, LineField, ProseField
from presidencies.current import Belonging, BelongingQuerySet
from priorities.models import Priority
from publishing import identifiers, years
from publishing.fields import RichTextField
from publishing.models import BoundedDayField


class Section(models.TextChoices):
    NEWS = "news", _("News")
    ANNOUNCEMENT = "announcement", _("Announcements")
    STANDING = "standing", _("About the presidency")


class ArticleQuerySet(BelongingQuerySet):
    def for_cards(self) -> Self:
        """With all that a row, a page or a document shows of an article."""
        photos = models.Prefetch("photos", ArticlePhoto.objects.shown(), to_attr="shown_photos")
        return self.with_public("events", "bodies", "priorities").prefetch_related(photos)

    def with_documents(self) -> Self:
        """With the papers that an article hands on."""
        return self.with_public("documents")

    def dated(self) -> Self:
        """News and announcements, without the standing pages."""
        return self.exclude(section=Section.STANDING)

    def standing(self) -> Self:
        return self.filter(section=Section.STANDING)

    def in_section(self, section: str) -> Self:
        return self.filter(section=section)

    def newest_first(self) -> Self:
        return self.order_by("-published_on", "-pk")


ArticleManager = models.Manager.from_queryset(ArticleQuerySet)


def article_tag(slug: str) -> str:
    return identifiers.tag_uri(f"news/{slug}")


class Article(Belonging):
    """One piece of news, an announcement, or a page that stands without a date."""

    REQUIRED_TEXTS = ("title", "lead")
    OWN_DAY = "published_on"
    USUAL_YEARS: ClassVar[years.UsualYears] = {"published_on": years.presidency_years}

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    #: The article in feeds; a language follows.
    feed_id = identifiers.IdentityField(make=article_tag)
    section = models.CharField(_("section"), max_length=15, choices=Section)
    title = LineField(_("title"), max_length=300)
    lead = ProseField(_("lead"))
    #: Formatted, in the Markdown of publishing.rich_text.
    body = RichTextField(_("text"), blank=True)
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

    documents = models.ManyToManyField(
        "documents.Document", blank=True, related_name="articles", verbose_name=_("documents")
    )

    #: What the public may see of them, where a queryset has loaded it: `for_cards()`, and `with_documents()`.
    public_documents: list[models.Model]
    public_events: list[Event]
    public_bodies: list[Body]
    public_priorities: list[Priority]
    #: Its own, in their order, as `for_cards()` loads them.
    shown_photos: list["ArticlePhoto"]

    objects = ArticleManager()

    class Meta(Belonging.Meta):
        verbose_name = _("article")
        verbose_name_plural = _("news")
        ordering = ("-published_on", "-pk")
        constraints = [
            *Belonging.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(section__in=Section.values), name="article_section_known"
            ),
        ]
        indexes = [
            models.Index(
                fields=("-published_on", "-id"),
                condition=models.Q(publication="published"),
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


class ArticlePhoto(AbstractPhoto):
    """A photo of an article's own. Without one it has those of the events that it tells of."""

    PAGE = "article"

    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, related_name="photos", verbose_name=_("article")
    )

    class Meta(AbstractPhoto.Meta):
        verbose_name = _("photo of news")
        verbose_name_plural = _("photos of news")
        ordering = ("article_id", "position", "pk")
