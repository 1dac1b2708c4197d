"""Moving things to another presidency in the admin, from their list: it asks where to, and then whether."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from i18n.texts import columns, lazy_sentence
from presidencies import actions as handover, current
from presidencies.actions import MoveRefusedError, move, obstacles
from presidencies.models import Presidency, StandingPage
from publishing import clock, permissions
from staff.base import LANGUAGE_FILTERS, PublishableAdmin, RecordedAdmin
from staff.proposals.addresses import TARGET
from staff.proposals.doors import MOVE
from staff.publication_actions import PublicationAction


@admin.register(Presidency)
class PresidencyAdmin(RecordedAdmin):
    """The term and its words. Which one is current is set by an action."""

    prepopulated_fields = {"slug": ("title_en",)}
    list_display = ("title", "begins", "ends", "state", "translations")
    list_filter = ("state", *LANGUAGE_FILTERS)
    search_fields = (*columns("title"), "slug")
    readonly_fields = ("state",)
    actions = ("make_current",)
    fieldsets = (
        (None, {"fields": ("title", "short_title", "label", "slug", "state")}),
        (
            gettext_lazy("Organisation"),
            {"fields": ("organisation", "organisation_short", "organisation_founded")},
        ),
        (
            gettext_lazy("Term"),
            {"fields": (("begins", "ends"), "country", "capital", "time_zone")},
        ),
        (
            gettext_lazy("Front page"),
            {"fields": ("headline", "hero_before", "hero_during", "hero_after")},
        ),
        (
            gettext_lazy("Plan"),
            {"fields": ("plan", "own_calendar", "promise", ("promised_events", "promise_url"))},
        ),
        (
            gettext_lazy("About the portal"),
            {"fields": ("sources", "credit", "publisher", "standing", "contact", "press_contact")},
        ),
    )

    def save_links(
        self, request: HttpRequest, form: ModelForm, formsets: Any, change: bool
    ) -> None:
        super().save_links(request, form, formsets, change)
        handover.retell_roles()

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return permissions.may(request.user, permissions.PUBLISH, self.model)

    @admin.action(
        description=gettext_lazy("Make it the current presidency"),
        permissions=[permissions.PUBLISH],
    )
    def make_current(self, request: HttpRequest, queryset: QuerySet[Presidency]) -> None:
        rows = list(queryset)
        if len(rows) != 1:
            problem = ngettext(
                "%(count)d presidency was chosen: choose one.",
                "%(count)d presidencies were chosen: choose one.",
                len(rows),
            )
            self.message_user(request, problem % {"count": len(rows)}, messages.ERROR)
            return
        handover.make_current(rows[0], by=permissions.Actor.of(request.user, clock.now()))
        self.log_change(request, rows[0], [{"changed": {"fields": ["state"]}}])
        self.message_user(
            request,
            gettext_lazy("“%(presidency)s” is the current presidency.") % {"presidency": rows[0]},
        )


@admin.register(StandingPage)
class StandingPageAdmin(RecordedAdmin):
    """The texts of the standing pages; which pages there are, the code says."""

    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {}
    list_display = ("slug", "title", "translations")
    list_filter = LANGUAGE_FILTERS
    search_fields = (*columns("title"), "slug")
    fieldsets = ((None, {"fields": ("slug", "title", "lead", "body")}),)

    def view_on_site(self, item: StandingPage) -> str:
        return item.get_absolute_url()


def moving_to(target: Presidency) -> PublicationAction:
    """Return what moving to `target` is, in the words of the page that asks."""
    name = {"presidency": target}
    return PublicationAction(
        "move",
        _("Move to “%(presidency)s”") % name,
        (
            _(
                "It leaves the pages, calendars and search of its presidency, and joins the new one’s."
            ),
            _("Its address changes; the old one leads to the new one."),
            _("Links to things of its old presidency are kept, but pages no longer show them."),
            _("Partners are told at once which presidency it belongs to."),
        ),
        lazy_sentence(gettext_lazy("Moved to “%(presidency)s”."), name),
        partial(_move, target=target),
        partial(_problems, target=target),
        MoveRefusedError,
        {TARGET: target.slug},
        is_change=True,
        proposal=MOVE,
        proposed=_("Proposed: it moves once a second person has approved it."),
    )


def _move(item: Any, *, by: Any, target: Presidency) -> None:
    move(item, target, by=by)


def _problems(item: Any, *, target: Presidency) -> list[str]:
    return obstacles(item, target)


class BelongingAdmin(PublishableAdmin):
    """Edits what belongs to one presidency. Which one, an action changes."""

    actions = (*PublishableAdmin.actions, "move_selected")

    def get_list_filter(self, request: HttpRequest) -> tuple[Any, ...]:
        return (*super().get_list_filter(request), "presidency")

    def has_move_permission(self, request: HttpRequest) -> bool:
        """Whether there is somewhere to move things to, for whoever may."""
        return (
            permissions.may(request.user, permissions.PUBLISH, self.model)
            and Presidency.objects.count() > 1
        )

    @admin.action(
        permissions=["move"],
        description=gettext_lazy(
            "Move the selected %(verbose_name_plural)s to another presidency…"
        ),
    )
    def move_selected(
        self, request: HttpRequest, items: QuerySet[current.Belonging]
    ) -> HttpResponse | None:
        presidencies = {one.slug: one for one in Presidency.objects.all()}
        target = presidencies.get(request.POST.get(TARGET, ""))
        if target is None:
            return self._ask_where(request, items)
        return self._ask_or_do(request, moving_to(target), items)

    def _ask_where(self, request: HttpRequest, items: QuerySet[current.Belonging]) -> HttpResponse:
        owners = set(items.values_list("presidency", flat=True))
        targets = Presidency.objects.exclude(pk__in=owners if len(owners) == 1 else ())
        context = {
            **self.admin_site.each_context(request),
            "title": _("Move to another presidency"),
            "opts": self.opts,
            "items": items,
            "targets": targets,
            "name": TARGET,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/presidencies/ask_target.html", context)
