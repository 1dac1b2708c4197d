from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin, messages
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from presidencies import handover
from presidencies.models import Presidency, StandingPage
from publishing import clock
from publishing.admin import LANGUAGE_FILTERS, RecordedAdmin
from publishing.rights import PUBLISH, Actor, may

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.db.models import QuerySet
    from django.forms import ModelForm
    from django.http import HttpRequest


@admin.register(Presidency)
class PresidencyAdmin(RecordedAdmin):
    """The term and its words. Which one is current is set by an action."""

    prepopulated_fields = {"slug": ("title_en",)}
    list_display = ("title", "begins", "ends", "state", "translations")
    list_filter = ("state", *LANGUAGE_FILTERS)
    search_fields = ("title_en", "title_ru", "title_zh_hans", "slug")
    readonly_fields = ("state",)
    actions = ("make_current",)
    fieldsets = (
        (None, {"fields": ("title", "short_title", "label", "slug", "state")}),
        (
            _("Organisation"),
            {"fields": ("organisation", "organisation_short", "organisation_founded")},
        ),
        (
            _("Term"),
            {"fields": (("begins", "ends"), "country", "capital", "time_zone", "clock")},
        ),
        (_("Front page"), {"fields": ("headline", "hero_before", "hero_during", "hero_after")}),
        (
            _("Plan"),
            {"fields": ("plan", "own_calendar", "promise", ("promised_events", "promise_url"))},
        ),
        (_("About the portal"), {"fields": ("sources", "credit", "contact", "press_contact")}),
    )

    def save_links(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_links(request, form, formsets, change)
        handover.retell_roles()

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return may(request.user, PUBLISH, self.model)

    @admin.action(description=_("Make it the current presidency"), permissions=[PUBLISH])
    def make_current(self, request: HttpRequest, chosen: QuerySet[Presidency]) -> None:
        rows = list(chosen)
        if len(rows) != 1:
            problem = ngettext(
                "%(count)d presidency was chosen: choose one.",
                "%(count)d presidencies were chosen: choose one.",
                len(rows),
            )
            self.message_user(request, problem % {"count": len(rows)}, messages.ERROR)
            return
        handover.make_current(rows[0], by=Actor.of(request.user, clock.now()))
        self.log_change(request, rows[0], [{"changed": {"fields": ["state"]}}])
        self.message_user(
            request, _("“%(presidency)s” is the current presidency.") % {"presidency": rows[0]}
        )


@admin.register(StandingPage)
class StandingPageAdmin(RecordedAdmin):
    """The texts of the standing pages; which pages there are, the code says."""

    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {}
    list_display = ("slug", "title", "translations")
    list_filter = LANGUAGE_FILTERS
    search_fields = ("title_en", "title_ru", "title_zh_hans", "slug")
    fieldsets = ((None, {"fields": ("slug", "title", "lead", "body")}),)

    def view_on_site(self, item: StandingPage) -> str:
        return item.get_absolute_url()
