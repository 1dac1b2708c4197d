from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from priorities.models import Priority
from publishing.admin import PublishableAdmin


@admin.register(Priority)
class PriorityAdmin(PublishableAdmin):
    list_display = ("title", "strand", "position", "publication", "translations")
    list_filter = ("strand", *PublishableAdmin.list_filter)
    search_fields = ("title_en", "title_ru", "title_zh_hans", "slug")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "description")}),
        (_("Place in the plan"), {"fields": ("strand", "position", "source_url")}),
    )
