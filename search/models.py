"""What the search knows: which term tells how much of which public item."""

from collections.abc import Iterable
from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.functions import Coalesce, Substr
from django.utils.translation import gettext_lazy as _

from i18n.fields import LineField, ProseField
from presidencies.current import current_pk
from presidencies.models import Presidency
from search.analysis.words import words


class EntryKind(models.TextChoices):
    """What can be found. The values stand in addresses, and in this order in counts and ties."""

    EVENT = "event", _("Events")
    NEWS = "news", _("News")
    BODY = "body", _("Bodies")
    HOST = "host", _("Hosts")
    PRIORITY = "priority", _("Priorities")
    THEME = "theme", _("Themes")
    DOCUMENT = "document", _("Documents")
    PAGE = "page", _("Pages")


#: Of so many letters is the opening of a word, by which its relatives are looked for.
OPENING = 3
#: What the term begins with that names the event of an article or a paper, OPENING letters long. No word begins so.
EVENT_OF = "@e:"


class PostingQuerySet(models.QuerySet):
    def of_terms(self, terms: Iterable[str]) -> Self:
        return self.filter(term__in=terms)

    def of_terms_and_events(self, terms: Iterable[str]) -> Self:
        """Of `terms`, and those that say to which event an entry belongs."""
        return self.filter(models.Q(term__in=terms) | models.Q(opening=EVENT_OF))

    def shown(self) -> Self:
        """Of what the presidency that is shown has, and of what all have."""
        # No plain comparison: SQLite would begin with the entries, and look for every term in each of them.
        current = current_pk()
        return self.alias(shown=Coalesce("entry__presidency", current)).filter(shown=current)

    def opening_with(self, openings: Iterable[str]) -> Self:
        """Whose term begins with one of `openings`, each OPENING letters long."""
        return self.filter(opening__in=openings)

    def terms(self) -> set[str]:
        # Without the order of the rows, which would hide the index and undo distinct().
        return set(self.order_by().values_list("term", flat=True).distinct())

    def words_and_names(self) -> Self:
        """Terms that are single words, or all of a name."""
        named = self.filter(~models.Q(term__contains=" ") | models.Q(term__startswith="="))
        return named.exclude(opening=EVENT_OF)

    def whole_names(self) -> Self:
        """Terms that are all of a name, as `search.analysis.words.whole` writes them."""
        return self.filter(term__startswith="=")

    def numbers(self) -> dict[str, int]:
        """Return how many things each term tells of."""
        # Of rows, not of keys: the index of terms answers that alone.
        counted = self.order_by("term").values("term").annotate(number=models.Count("*"))
        return {row["term"]: row["number"] for row in counted}


PostingManager = models.Manager.from_queryset(PostingQuerySet)

LONGEST_TERM = 100


class Entry(models.Model):
    """A public item in the index, by its kind and slug. Written by search.index alone."""

    kind = models.CharField(_("kind"), max_length=10, choices=EntryKind)
    key = models.CharField(_("key"), max_length=120)
    #: Of what is found on the pages of one presidency; none of what belongs to all of them.
    presidency = models.ForeignKey(
        Presidency, on_delete=models.CASCADE, null=True, related_name="+", editable=False
    )

    class Meta:
        verbose_name = _("entry")
        verbose_name_plural = _("entries")
        ordering = ("kind", "key")
        constraints = [
            models.UniqueConstraint(fields=("kind", "key"), name="entry_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=EntryKind.values), name="entry_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.key}"


class Posting(models.Model):
    """How much a term tells of an entry: 100 for a word that is the whole of its name."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="postings")
    term = models.CharField(max_length=LONGEST_TERM)
    #: A column, because SQLite takes no index of an expression for a bound parameter.
    opening = models.GeneratedField(
        expression=Substr("term", 1, OPENING),
        output_field=models.CharField(max_length=OPENING),
        db_persist=True,
    )
    weight = models.PositiveSmallIntegerField()

    objects = PostingManager()

    class Meta:
        ordering = ("entry_id", "term")
        constraints = [
            models.UniqueConstraint(fields=("term", "entry"), name="posting_once"),
        ]
        indexes = [
            models.Index(fields=("opening", "term"), name="posting_opening_term"),
        ]

    def __str__(self) -> str:
        return f"{self.entry_id}: {self.term} ({self.weight})"


class SynonymGroup(models.Model):
    """Names of one thing: whoever types one of them finds all."""

    spellings = ProseField(
        _("names"),
        help_text=_(
            "One name a line, in any language: abbreviations, full names, what people call it. "
            "Grammatical forms are found by themselves. A change counts at once."
        ),
    )
    note = LineField(_("note"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("group of names")
        verbose_name_plural = _("usual names")
        ordering = ("pk",)

    def __str__(self) -> str:
        return " = ".join(self.lines)

    @property
    def lines(self) -> list[str]:
        return names_in(self.spellings)

    def clean(self) -> None:
        """Raise ValidationError unless there are two names, each with a word to search for."""
        if len(self.lines) < 2:
            raise ValidationError({"spellings": _("Write at least two names, one a line.")})
        for line in self.lines:
            if all(word.is_stop for word in words(line)):
                message = _("“%(line)s” contains nothing to search for.") % {"line": line}
                raise ValidationError({"spellings": message})


def names_in(spellings: str) -> list[str]:
    return [line.strip() for line in spellings.splitlines() if line.strip()]
