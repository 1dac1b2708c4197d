from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from hosts.models import Host
from staff.base import LANGUAGE_FILTERS, RecordedAdmin


@admin.register(Host)
class HostAdmin(RecordedAdmin):
    """Reference data: always public, so never deleted, and its address stays."""

    prepopulated_fields = {"slug": ("name_en",)}
    list_display = ("name", "kind", "country", "parent", "translations")
    list_filter = ("kind", "country", *LANGUAGE_FILTERS)
    list_select_related = ("country", "parent")
    search_fields = (
        "name_en",
        "name_ru",
        "name_zh_hans",
        "short_name_en",
        "short_name_ru",
        "short_name_zh_hans",
        "slug",
    )
    autocomplete_fields = ("parent",)
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "website")}),
        (_("What it is"), {"fields": ("kind", "country", "parent", "body")}),
    )
