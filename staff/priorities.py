from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from presidencies.current import current_pk
from priorities.models import Priority, Strand
from staff.base import LANGUAGE_FILTERS, RecordedAdmin
from staff.presidencies import BelongingAdmin

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db import models
    from django.forms import ModelForm
    from django.http import HttpRequest


@admin.register(Strand)
class StrandAdmin(RecordedAdmin):
    """Gathers priorities under a mark. What is new belongs to the current presidency."""

    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {"slug": ("name_en",)}
    list_display = ("name", "slug", "mark", "colour", "presidency", "translations")
    list_filter = ("presidency", *LANGUAGE_FILTERS)
    search_fields = ("name_en", "name_ru", "name_zh_hans", "slug")
    fieldsets = ((None, {"fields": ("name", "slug", "mark", "colour", "position")}),)


@admin.register(Priority)
class PriorityAdmin(BelongingAdmin):
    list_display = ("title", "strand", "position", "publication", "translations")
    list_filter = ("strand", *BelongingAdmin.list_filter)
    list_select_related = ("strand",)
    search_fields = ("title_en", "title_ru", "title_zh_hans", "slug")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "description")}),
        (_("Place in the plan"), {"fields": ("strand", "position", "source_url")}),
    )

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, *others: Any, **options: Any
    ) -> type[ModelForm]:
        """Offer the strands of the priority's own presidency."""
        form = super().get_form(request, obj, *others, **options)
        if "strand" in form.base_fields:
            own = obj.presidency_id if isinstance(obj, Priority) else current_pk()
            form.base_fields["strand"].queryset = Strand.objects.filter(presidency=own).in_order()  # type: ignore[attr-defined]  # of a choice among rows
        return form
