"""Pages that staff make of events, news and documents across the priorities of a presidency.

What is in a theme is the theme's own fact: its members are the same things with it and without it.
"""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from documents.models import Document
from events.models import Event
from i18n.fields import AddressField, LineField, ProseField
from news.models import Article
from presidencies.current import Belonging, BelongingQuerySet, clashes
from presidencies.models import Presidency
from publishing.models import SmallNumberField


class ThemeQuerySet(BelongingQuerySet):
    def in_order(self) -> Self:
        return self.order_by("position", "pk")

    def with_members(self) -> Self:
        """With what the public may see of them. One query a kind."""
        return self.with_public("events", "articles", "documents")

    def with_public_events(self) -> Self:
        """Those that hold an event which the public may see."""
        return self.filter(pk__in=self.filter(events__in=Event.objects.published()).values("pk"))

    def by_event(self) -> dict[str, set[str]]:
        """Return of each event in one of them, by its slug, the slugs of its themes. One query."""
        themes: dict[str, set[str]] = {}
        rows = self.exclude(events=None).order_by()
        for event, theme in rows.values_list("events__slug", "slug"):
            themes.setdefault(event, set()).add(theme)
        return themes


ThemeManager = models.Manager.from_queryset(ThemeQuerySet)


class Theme(Belonging):
    """One subject of a presidency, with a text of its own and what staff gathered for it."""

    REQUIRED_TEXTS = ("title", "summary")

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    title = LineField(_("title"), max_length=300)
    summary = ProseField(_("summary"), blank=True)
    #: Plain paragraphs, separated by empty lines.
    description = ProseField(_("text"), blank=True)
    #: Among the themes of its presidency. What is in a theme stands in the order of its days.
    position = SmallNumberField(_("position"))
    source_url = AddressField(_("source"), max_length=500, blank=True)
    events = models.ManyToManyField(
        Event, blank=True, related_name="themes", verbose_name=_("events")
    )
    articles = models.ManyToManyField(
        Article, blank=True, related_name="themes", verbose_name=_("news")
    )
    documents = models.ManyToManyField(
        Document, blank=True, related_name="themes", verbose_name=_("documents")
    )

    #: What the public may see of them, where a queryset has loaded it: `with_members()`.
    public_events: list[Event]
    public_articles: list[Article]
    public_documents: list[Document]

    objects = ThemeManager()

    class Meta(Belonging.Meta):
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ("position", "pk")
        constraints = [
            *Belonging.Meta.constraints,
            models.UniqueConstraint(
                fields=("presidency", "position"), name="theme_one_at_a_position"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Raise ValidationError for a position that another theme of its presidency has."""
        super().clean()
        if faults := clashes(self, "position"):
            raise ValidationError(faults)

    def get_absolute_url(self) -> str:
        return reverse("themes:detail", args=[self.slug])

    def fit(self, target: Presidency) -> tuple[str, ...]:
        """Stand last."""
        last = target.theme_set.aggregate(last=models.Max("position"))["last"]
        self.position = (last or 0) + 1
        return ("position",)
