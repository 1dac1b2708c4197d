from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from bodies.models import Body
from staff.base import PublishableAdmin


@admin.register(Body)
class BodyAdmin(PublishableAdmin):
    prepopulated_fields = {"slug": ("short_name_en",)}
    list_display = ("name", "kind", "parent", "publication", "translations")
    list_filter = (*PublishableAdmin.list_filter, "kind")
    list_select_related = ("parent",)
    search_fields = (
        "name_en",
        "name_ru",
        "name_zh_hans",
        "short_name_en",
        "short_name_ru",
        "short_name_zh_hans",
        "slug",
    )
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "description")}),
        (_("Place in the organisation"), {"fields": ("kind", "parent", "position", "seat")}),
        (_("Facts"), {"fields": ("founded_on", "website", "source_url")}),
    )
