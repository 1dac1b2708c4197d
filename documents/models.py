"""Papers that came out of the events, and the founding papers of the organisation."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from documents.querysets import DocumentQuerySet
from documents.states import DocumentKind
from events.models import Event
from events.states import TitleOrigin
from priorities.models import Priority
from publishing.models import Publishable

DocumentManager = models.Manager.from_queryset(DocumentQuerySet)


class Document(Publishable):
    """One paper: adopted on a day, in some languages, as a file or behind a link."""

    REQUIRED_TEXTS = ("title",)

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=DocumentKind)
    title = models.CharField(_("title"), max_length=400)
    title_origin = models.CharField(
        _("origin of the title"), max_length=10, choices=TitleOrigin, default=TitleOrigin.OURS
    )
    summary = models.TextField(_("summary"), blank=True)
    adopted_on = models.DateField(_("adopted on"))
    #: BCP 47 codes of the languages in which the paper itself exists.
    languages = models.JSONField(_("languages of the text"), default=list, blank=True)
    external_url = models.URLField(_("link to the text"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="documents/", blank=True)
    sources = models.JSONField(_("sources"), default=list, blank=True)
    events = models.ManyToManyField(
        Event, blank=True, related_name="documents", verbose_name=_("came out of")
    )
    bodies = models.ManyToManyField(
        Body, blank=True, related_name="documents", verbose_name=_("bodies")
    )
    priorities = models.ManyToManyField(
        Priority, blank=True, related_name="documents", verbose_name=_("priorities")
    )

    objects = DocumentManager()

    class Meta(Publishable.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ("-adopted_on", "pk")
        constraints = [
            *Publishable.Meta.constraints,
            models.CheckConstraint(
                condition=Q(kind__in=DocumentKind.values), name="document_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adopted_on} {self.title}"

    def get_absolute_url(self) -> str:
        return f"{reverse('documents:list')}#{self.slug}"
