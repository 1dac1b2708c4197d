from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from news.models import Article
from staff.presidencies import BelongingAdmin


@admin.register(Article)
class ArticleAdmin(BelongingAdmin):
    """The text is plain: paragraphs are separated by empty lines."""

    list_display = ("title", "published_on", "section", "publication", "translations")
    list_filter = ("section", *BelongingAdmin.list_filter)
    date_hierarchy = "published_on"
    search_fields = (
        "title_en",
        "title_ru",
        "title_zh_hans",
        "lead_en",
        "lead_ru",
        "lead_zh_hans",
        "slug",
    )
    autocomplete_fields = ("events",)
    filter_horizontal = ("bodies", "priorities")
    fieldsets = (
        (None, {"fields": ("title", "slug", "section", "published_on")}),
        (
            _("Text"),
            {
                "fields": ("lead", "body", "source_url"),
                "description": _("Plain text. An empty line begins a new paragraph."),
            },
        ),
        (_("What it is about"), {"fields": ("events", "bodies", "priorities")}),
    )
