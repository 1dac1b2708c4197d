"""Papers that came out of the events, and the founding papers of the organisation.

The wordings of one document, from the first that was published to the newest.
"""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar

from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _, pgettext_lazy

from bodies.models import Body
from documents.files import FileFacts, facts_of
from documents.publishers import PublisherPage, best_of, page_at
from documents.querysets import DocumentQuerySet
from events.enums import TitleOrigin
from events.models import Event
from events.sources import known_on
from i18n.fields import AddressField, LineField, LinesField, ProseField
from i18n.texts import StrOrPromise, Text, in_any_language, text_of, translated_into
from presidencies.current import Belonging
from priorities.models import Priority
from publishing import clock
from publishing.models import BoundedDayField
from publishing.years import UsualYears, organisation_years


class DocumentKind(models.TextChoices):
    """What sort of paper it is. The codes are those of data/labels.csv."""

    DECLARATION = "declaration", _("declaration")
    STATEMENT = "statement", _("statement")
    COMMUNIQUE = "communique", _("communique or information report")
    PROGRAMME = "programme", _("programme")
    ACTION_PLAN = "action_plan", _("plan of action or roadmap")
    AGREEMENT = "agreement", _("agreement or memorandum")
    PROTOCOL = "protocol", _("protocol (record of a meeting)")
    CHARTER = "charter", _("charter")
    CONVENTION = "convention", _("convention")
    TREATY = "treaty", _("treaty")
    STRATEGY = "strategy", _("strategy")
    REGULATIONS = "regulations", _("regulations")
    DECISION = "decision", _("decision")
    REPORT = "report", _("report")
    ORDER = "order", _("executive order")


#: Of kinds that are two sorts of papers, by the word that tells a sort in a title: what each is called.
SORTS: dict[str, tuple[tuple[StrOrPromise, StrOrPromise], ...]] = {
    DocumentKind.COMMUNIQUE: (
        (_("information report"), _("information report")),
        (_("communique"), _("communique")),
    ),
    DocumentKind.ACTION_PLAN: (
        (_("roadmap"), _("roadmap")),
        (pgettext_lazy("a word of a title", "plan"), _("plan of action")),
    ),
    DocumentKind.AGREEMENT: (
        (_("memorandum"), _("memorandum")),
        (_("agreement"), _("agreement")),
    ),
}


def say_kind(kind: str, title: str) -> str:
    """Say what a paper is, in the active language: of two sorts in one kind, that which its title tells."""
    words = title.casefold()
    for word, name in SORTS.get(kind, ()):
        if str(word) in words:
            return str(name)
    return str(DocumentKind(kind).label)


DocumentManager = models.Manager.from_queryset(DocumentQuerySet)


class Document(Belonging):
    """One paper: adopted on a day, in some languages, as a file or behind a link.

    Once it was public, its title, its text and its link are corrected in the open only
    (documents.actions).
    """

    REQUIRED_TEXTS = ("title",)
    OWN_DAY = "adopted_on"
    USUAL_YEARS: ClassVar[UsualYears] = {"adopted_on": organisation_years}

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=15, choices=DocumentKind)
    title = LineField(_("title"), max_length=400)
    title_origin = models.CharField(
        _("origin of the title"), max_length=10, choices=TitleOrigin, default=TitleOrigin.OURS
    )
    summary = ProseField(_("summary"), blank=True)
    adopted_on = BoundedDayField(_("adopted on"))
    #: BCP 47 codes of the languages in which the paper itself exists.
    languages = LinesField(_("languages of the text"), default=list, blank=True)
    external_url = AddressField(_("link to the text"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="documents/", blank=True)
    sources = LinesField(_("sources"), default=list, blank=True)
    events = models.ManyToManyField(
        Event, blank=True, related_name="documents", verbose_name=_("came out of")
    )
    bodies = models.ManyToManyField(
        Body, blank=True, related_name="documents", verbose_name=_("bodies")
    )
    priorities = models.ManyToManyField(
        Priority, blank=True, related_name="documents", verbose_name=_("priorities")
    )

    #: What the public may see of them, where a queryset has loaded it: `for_cards()`.
    public_events: list[Event]
    public_bodies: list[Body]
    public_priorities: list[Priority]

    objects = DocumentManager()

    class Meta(Belonging.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        permissions = [("record_document", "Can correct public document")]
        ordering = ("-adopted_on", "pk")
        constraints = [
            *Belonging.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=DocumentKind.values), name="document_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.adopted_on} {self.title}"

    def get_absolute_url(self) -> str:
        return reverse("documents:detail", args=[self.slug])

    @property
    def sort(self) -> str:
        """What it is, in the active language."""
        title = text_of(self, "title")
        return say_kind(self.kind, "" if title.is_fallback else title.value)

    @property
    def file_facts(self) -> FileFacts | None:
        return facts_of(self.file)

    @property
    def is_readable(self) -> bool:
        """Whether its own text can be read, as `by_text()` asks."""
        return bool(self.file or self.external_url)

    @property
    def text_page(self) -> PublisherPage | None:
        """The page of another site that holds its text."""
        return page_at(self.external_url) if self.external_url else None

    @property
    def report(self) -> PublisherPage | None:
        """The page of another site that tells of it by today, where its text is not known."""
        return None if self.is_readable else best_of(known_on(self.sources, clock.today()))


class DocumentVersion(models.Model):
    """What the public read of a document until a correction replaced it, and why.

    Append-only: database triggers refuse every UPDATE and DELETE. The newest version is the
    document itself: its number is one more than that of its newest row here.
    """

    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="versions", verbose_name=_("document")
    )
    #: 1 for the text as it was first published, then without gaps.
    number = models.PositiveSmallIntegerField(_("version"))
    title = LineField(_("title"), max_length=400)
    summary = ProseField(_("summary"), blank=True)
    languages = LinesField(_("languages of the text"), default=list, blank=True)
    external_url = AddressField(_("link to the text"), max_length=500, blank=True)
    file = models.FileField(_("file"), upload_to="documents/", blank=True)
    #: The day on which the next version took its place, and what was wrong with this one.
    superseded_on = models.DateField(_("superseded on"))
    reason = ProseField(_("reason"))
    recorded_at = models.DateTimeField(_("recorded"), default=timezone.now)

    class Meta:
        verbose_name = _("earlier version")
        verbose_name_plural = _("earlier versions")
        ordering = ("document_id", "number")
        constraints = [
            models.UniqueConstraint(
                fields=("document", "number"), name="documentversion_one_of_a_number"
            ),
            models.CheckConstraint(
                condition=models.Q(number__gte=1), name="documentversion_number_from_1"
            ),
            # A CHECK passes on NULL.
            models.CheckConstraint(
                condition=in_any_language("reason", ("gt", ""), ("isnull", False)),
                name="documentversion_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} version {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("documents:version", args=[self.document.slug, self.number])

    @property
    def file_facts(self) -> FileFacts | None:
        return facts_of(self.file)


@dataclass(frozen=True)
class Version:
    """One wording, in the active language."""

    number: int
    #: Its own address, for ever.
    url: str
    title: Text
    summary: Text
    languages: list[str]
    external_url: str
    file: FileFacts | None
    #: The languages that have its title and, if any has one, its summary.
    translated: list[str]
    #: The day on which it ceased to be the newest, and what was wrong with it.
    superseded_on: date | None = None
    reason: Text | None = None


def versions_of(document: Document) -> list[Version]:
    """Return every version, the newest last. Load the document with `for_cards()`."""
    earlier = list(document.versions.all())
    earlier_versions = [
        replace(
            _version(document, row, row.number),
            superseded_on=row.superseded_on,
            reason=text_of(row, "reason"),
        )
        for row in earlier
    ]
    return [*earlier_versions, _version(document, document, len(earlier) + 1)]


def _version(document: Document, row: Document | DocumentVersion, number: int) -> Version:
    return Version(
        number=number,
        url=reverse("documents:version", args=[document.slug, number]),
        title=text_of(row, "title"),
        summary=text_of(row, "summary"),
        languages=row.languages,
        external_url=row.external_url,
        file=row.file_facts,
        translated=translated_into(row, "title", "summary"),
    )
