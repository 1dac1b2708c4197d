from django.contrib import admin
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from documents.admin_corrections import CorrectionPages
from documents.admin_forms import DocumentForm
from documents.files import prepare_paper
from documents.models import Document
from presidencies.admin_moving import BelongingAdmin


@admin.register(Document)
class DocumentAdmin(CorrectionPages, BelongingAdmin):
    form = DocumentForm
    list_display = (
        "title",
        "adopted_on",
        "kind",
        "publication",
        "languages_of_text",
        "translations",
    )
    list_filter = (*BelongingAdmin.list_filter, "kind")
    date_hierarchy = "adopted_on"
    search_fields = ("title_en", "title_ru", "title_zh_hans", "slug")
    autocomplete_fields = ("events",)
    filter_horizontal = ("bodies", "priorities")
    fieldsets = (
        (None, {"fields": ("title", "title_origin", "slug", "summary")}),
        (_("The paper"), {"fields": ("kind", "adopted_on", "languages")}),
        (
            _("Where to read it"),
            {
                "fields": ("file", "external_url", "sources"),
                "description": _("A PDF of at most 20 MB, or the address of the text."),
            },
        ),
        (_("What it belongs to"), {"fields": ("events", "bodies", "priorities")}),
    )

    def prepare_uploads(self, request: HttpRequest) -> None:
        prepare_paper(request)

    @admin.display(description=_("languages of the text"))
    def languages_of_text(self, document: Document) -> str:
        return ", ".join(document.languages)
