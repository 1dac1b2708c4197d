"""The base of every admin page of public things: texts are edited here, states are not.

Whatever is saved is recorded in the same transaction, so that pages and the API agree.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.db import models, transaction
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from modeltranslation.admin import TranslationAdmin

from i18n.texts import CODES, bcp47, content_languages, is_draft_in
from publishing import clock, four_eyes, records, translations
from publishing.enums import TranslationState
from publishing.models import Publishable, Translated
from staff import changelists, cover, deleted, deletions, kinds, publication, stale_forms
from staff.fact_forms import YEARS_ARE_RIGHT
from staff.forms import AskingForm, PublishableForm, TickedFirst
from staff.parallel_texts import ParallelTexts
from staff.previews import pages
from staff.proposals import edits
from staff.scope import ScopedAdmin
from staff.translations import TranslationPages, TranslationStateFilter

PUBLICATION_FIELDS = ("publication", "published_at", "updated_at")


class MissingLanguageFilter(admin.SimpleListFilter):
    """What lacks a text in one language."""

    title = _("missing translation")
    parameter_name = "missing"

    def lookups(self, request: HttpRequest, model_admin: admin.ModelAdmin) -> list[tuple[str, str]]:
        return content_languages()

    def queryset(self, request: HttpRequest, queryset: models.QuerySet) -> models.QuerySet:
        code = self.value()
        if code not in CODES:
            return queryset
        return queryset.filter(translations.lacking(queryset.model, code))


#: What every list of translated things is narrowed by.
LANGUAGE_FILTERS = (MissingLanguageFilter, TranslationStateFilter)


class RecordedAdmin(
    TranslationPages,
    changelists.WordSearchAdmin,
    stale_forms.GuardedAdmin,
    ParallelTexts,
    TranslationAdmin,
):
    """Edits what the public sees, and records each save. Bulk deletion is not offered."""

    change_form_template = "admin/publishing/translated_change_form.html"

    form = AskingForm
    prepopulated_fields = {"slug": ("title_en",)}
    list_per_page = 50
    #: Relations to a few rows, all of which are shown to be ticked.
    ticked_fields: ClassVar[tuple[str, ...]] = ()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        """Show the box that an unusual year asks for, where one was asked about."""
        shown = context["adminform"]
        if getattr(shown.form, "asks_about_years", False):
            box = {"fields": (YEARS_ARE_RIGHT,)}
            shown.fieldsets = [*shown.fieldsets, (_("Unusual years"), box)]
        return super().render_change_form(request, context, *others, **more)

    def formfield_for_manytomany(self, db_field: Any, request: HttpRequest, **options: Any) -> Any:
        if db_field.name in self.ticked_fields:
            options["widget"] = TickedFirst({"class": "ticked"})
        return super().formfield_for_manytomany(db_field, request, **options)

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable, str, str] | None]:
        actions: dict = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions

    def get_object(
        self, request: HttpRequest, object_id: str, from_field: str | None = None
    ) -> models.Model | None:
        item = super().get_object(request, object_id, from_field)
        if item is not None and request.method == "POST":
            self.follow(item)
        return item

    def follow(self, item: models.Model) -> None:
        """Note what of `item` is new, and which translations its source has left behind."""
        if isinstance(item, Translated):
            translations.follow(item, clock.today())

    def written(self, form: ModelForm) -> list[str]:
        names = super().written(form)
        return [*names, "translation_states", "updated_at"] if form.has_changed() else []

    def save_model(self, request: HttpRequest, obj: models.Model, *others: Any) -> None:
        self.follow(obj)
        super().save_model(request, obj, *others)

    def save_links(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_links(request, form, formsets, change)
        if change and not form.has_changed():
            form.instance.save(update_fields=["updated_at"])
        records.record(form.instance)
        self.warn(request, form.instance)

    def warn(self, request: HttpRequest, item: models.Model) -> None:
        """Name the translations that are out of date: saving confirms none of them."""
        behind = [
            name for code, name in content_languages() if translations.is_outdated(item, code)
        ]
        if behind and not getattr(request, "confirms", False):
            sentence = (
                _("Out of date: %(languages)s. Compare and confirm them under “Translations…”.")
                if self.has_translate_permission(request, item)
                else _("Out of date: %(languages)s. A translator compares and confirms them.")
            )
            messages.warning(request, sentence % {"languages": ", ".join(behind)})

    def has_fixed_slug(self, item: models.Model | None) -> bool:
        """Whether the address of `item` may be known outside."""
        return item is not None

    def get_readonly_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> tuple[str, ...]:
        fixed = ("slug",) if self.has_fixed_slug(obj) else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_prepopulated_fields(
        self, request: HttpRequest, obj: models.Model | None = None
    ) -> dict[str, Sequence[str]]:
        is_fixed = "slug" in self.get_readonly_fields(request, obj)
        return {} if is_fixed else self.prepopulated_fields

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @admin.display(description=_("translations"))
    def translations(self, item: models.Model) -> SafeString:
        """The languages of an item; one that lacks something names the fields."""
        return format_html_join(" ", '<span class="language {}">{}</span>', _marks(item))


def _marks(item: models.Model) -> Iterator[tuple[str, str]]:
    for code, fields in translations.gaps(item).items():
        if translations.is_outdated(item, code):
            yield "language-outdated", f"{bcp47(code)}: {TranslationState.OUT_OF_DATE.label}"
        elif is_draft_in(item, code):
            yield "language-lacking", f"{bcp47(code)}: {TranslationState.DRAFT.label}"
        elif fields:
            names = ", ".join(str(field.verbose_name) for field in fields)
            yield "language-lacking", f"{bcp47(code)}: {names}"
        else:
            yield "language-complete", bcp47(code)


class PublishableAdmin(
    edits.ProposedEdits, publication.PublicationActions, pages.PreviewPages, RecordedAdmin
):
    """Edits what is drafted, published and withdrawn. Only a draft can be deleted."""

    form = PublishableForm
    change_form_template = "admin/publishing/change_form.html"
    list_filter: ClassVar[tuple[Any, ...]] = ("publication", *LANGUAGE_FILTERS)
    readonly_fields: ClassVar[tuple[str, ...]] = PUBLICATION_FIELDS

    def get_fieldsets(self, request: HttpRequest, obj: models.Model | None = None) -> Any:
        fieldsets = list(super().get_fieldsets(request, obj))
        state = (_("Publication"), {"fields": (PUBLICATION_FIELDS,)})
        return fieldsets if obj is None else [*fieldsets, state]

    def has_fixed_slug(self, item: models.Model | None) -> bool:
        return item is not None and not is_draft(item)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        if obj is not None and not is_draft(obj):
            return False
        return ScopedAdmin.has_delete_permission(self, request, obj)

    @transaction.atomic
    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Delete no draft that a moment will publish: whoever set that, and waits for it, would not learn of it."""
        item = self.get_object(request, object_id)
        # Whoever may not delete it is refused by Django's own page, and reads no title of a draft.
        may_delete = item is not None and self.has_delete_permission(request, item)
        if may_delete and isinstance(item, Publishable) and four_eyes.goes_public(item):
            sentence = _("A moment is set for “%(item)s”: take that back first, then delete it.")
            messages.error(request, sentence % {"item": item})
            return HttpResponseRedirect(kinds.address_of(item))
        answer: HttpResponse = super().delete_view(request, object_id, extra_context)
        return answer

    def delete_model(self, request: HttpRequest, obj: models.Model) -> None:
        """Keep a draft for a while, and delete it with its photos, which stand on no other page."""
        deleted.keep(obj, by=cover.name_of(request.user))
        for photo in deleted.photos_of(obj):
            photo.delete()
        super().delete_model(request, obj)

    def response_delete(self, request: HttpRequest, obj_display: str, obj_id: int) -> HttpResponse:
        answer: HttpResponse = super().response_delete(request, obj_display, obj_id)
        messages.info(request, deletions.can_be_undone())
        return answer

    def view_on_site(self, item: Publishable) -> str | None:
        return item.get_absolute_url() if item.is_published else None  # type: ignore[attr-defined]


def is_draft(item: models.Model) -> bool:
    """Whether `item` is one that is published, and never was."""
    return isinstance(item, Publishable) and item.is_draft
