"""The filter of the list of documents."""

from datetime import date
from typing import Any

from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _, ngettext_lazy

from bodies.models import Body
from documents.models import Document, DocumentKind
from documents.querysets import WITH, WITHOUT, DocumentQuerySet
from events.models import Event
from i18n.texts import CODES, language_name, text_of
from priorities.models import Priority
from publishing.forms import OneOfField, PageNumberField, ParametersForm
from publishing.years import term

#: In which languages papers of the organisation exist.
LANGUAGES = tuple(code.partition("-")[0] for code in CODES)

#: Instead of a year: those adopted from the first to the last day of the term.
OF_THE_TERM = "term"

TEXT = ((WITH, _("With text")), (WITHOUT, _("Known from reports")))


class DocumentFilter(ParametersForm):
    """Each parameter narrows the list. Bodies and years are those of public documents."""

    text = OneOfField(label=_("Text"), any_label=_("With text or without"))
    kind = OneOfField(label=_("Kind"), any_label=_("All kinds"))
    body = OneOfField(label=ngettext_lazy("Body", "Bodies", 1), any_label=_("All bodies"))
    priority = OneOfField(
        label=ngettext_lazy("Priority", "Priorities", 1), any_label=_("All priorities")
    )
    year = OneOfField(label=_("Year"), any_label=_("All years"))
    language = OneOfField(
        label=ngettext_lazy("Language of the text", "Languages of the text", 1),
        any_label=_("All languages"),
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.documents = documents = Document.objects.published().adopted_by(today)
        bodies = Body.objects.published().filter(documents__in=documents).distinct()
        priorities = Priority.objects.published().in_order()
        offers: dict[str, list[tuple[str, Any]]] = {
            "text": list(TEXT),
            "kind": [(kind.value, capfirst(kind.label)) for kind in DocumentKind],
            "body": [(body.slug, str(text_of(body, "short_name"))) for body in bodies],
            "priority": [(goal.slug, str(text_of(goal, "title"))) for goal in priorities],
            "year": [
                (OF_THE_TERM, _("During the Presidency")),
                *((str(year), str(year)) for year in documents.years()),
            ],
            "language": [(code, capfirst(language_name(code))) for code in LANGUAGES],
        }
        for name, field in self.fields.items():
            if isinstance(field, OneOfField):
                field.offer(offers[name])

    @property
    def chosen(self) -> list[str]:
        """What the parameters ask for, in words: "Statement", "2020"."""
        return [
            field.labels[self.cleaned_data[name]]
            for name, field in self.fields.items()
            if isinstance(field, OneOfField) and self.cleaned_data[name]
        ]

    def links_by_text(self, query: QueryDict) -> dict[str, str]:
        """Return the addresses of the same list with a text, and without."""
        links = {}
        for name, value in (("with_text", WITH), ("without_text", WITHOUT)):
            other = query.copy()
            other["text"] = value
            other.pop("page", None)
            links[name] = f"?{other.urlencode()}"
        return links

    def narrow(self, documents: DocumentQuerySet) -> DocumentQuerySet:
        """Return those of `documents` that the parameters leave."""
        choices = self.cleaned_data
        if choices["text"]:
            documents = documents.by_text([choices["text"]])
        if choices["kind"]:
            documents = documents.of_kind(choices["kind"])
        if choices["body"]:
            documents = documents.of_bodies([choices["body"]])
        if choices["priority"]:
            events = Event.objects.published().of_priorities([choices["priority"]])
            documents = documents.of_priority(choices["priority"], events)
        if choices["year"] == OF_THE_TERM:
            documents = documents.adopted_between(term().begins, term().ends)
        elif choices["year"]:
            documents = documents.adopted_in(int(choices["year"]))
        if choices["language"]:
            documents = documents.in_language(choices["language"])
        return documents


class DocumentPage(ParametersForm):
    """Apart from the filter, because a new filter begins on the first page."""

    page = PageNumberField()
