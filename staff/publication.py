"""Publishing and withdrawing in the admin: from the list or from the page of one item.

Every action asks first, on a page that says what will happen to each item and what stops it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import TYPE_CHECKING, Any, Protocol

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _, gettext_lazy

from i18n.texts import is_draft_in
from publishing import clock, completeness, workflow
from publishing.models import Publishable
from publishing.permissions import PUBLISH, Actor, NotAllowedError, may
from staff import conflicts, idempotency

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise


class PublicationWriter(Protocol):
    def __call__(self, item: Publishable, *, by: Actor) -> None: ...


@dataclass(frozen=True)
class PublicationAction:
    """What is done to the chosen items after a question, in the words of the page that asks."""

    name: str
    heading: _StrPromise | str
    consequences: tuple[_StrPromise | str, ...]
    logged: _StrPromise | str
    write: PublicationWriter
    #: Why `write` would refuse an item, without trying it.
    problems: Callable[[Any], list[str]]
    #: How it says so where it was tried.
    refusal: type[Exception] = workflow.PublicationRefusedError
    #: What the page that asks sends along.
    sent: Mapping[str, str] = field(default_factory=dict)


def _stops_publishing(item: Publishable) -> list[str]:
    if item.is_published:
        return [_("It is published already.")]
    return workflow.obstacles(item, clock.today())


def _stops_withdrawal(item: Publishable) -> list[str]:
    return [] if item.is_published else [_("It is not published.")]


PUBLISHING = PublicationAction(
    "publish",
    gettext_lazy("Publish"),
    (
        gettext_lazy("Pages, calendars and the API show it at once, in every language it has."),
        gettext_lazy("Where a language is missing, visitors read another one, under a notice."),
        gettext_lazy("It can be withdrawn later, but never deleted."),
    ),
    gettext_lazy("Published."),
    workflow.publish,
    _stops_publishing,
)
WITHDRAWAL = PublicationAction(
    "withdraw",
    gettext_lazy("Withdraw"),
    (
        gettext_lazy("Its page goes, and it leaves every list, calendar and the API at once."),
        gettext_lazy("The API says that it was withdrawn, so that partners remove it too."),
        gettext_lazy("Nothing is lost: it can be published again under the same address."),
    ),
    gettext_lazy("Withdrawn."),
    workflow.withdraw,
    _stops_withdrawal,
)


CHANGED = gettext_lazy(
    "What is marked was changed after you opened this page, and nothing is done yet: "
    "look at it again, then confirm."
)


@dataclass(frozen=True)
class PublicationRow:
    """One item on the page that asks: its languages, and what stops the deed."""

    item: Publishable
    languages: tuple[str, ...]
    problems: list[str]
    #: It is no longer what the page showed that was confirmed.
    is_changed: bool


def row(
    action: PublicationAction, item: Publishable, *, is_changed: bool = False
) -> PublicationRow:
    lacking, names = completeness.gaps(item), dict(settings.LANGUAGES)
    complete = tuple(
        names[code]
        for code, fields in lacking.items()
        if not fields and not is_draft_in(item, code)
    )
    return PublicationRow(item, complete, action.problems(item), is_changed)


class PublicationActions(admin.ModelAdmin):
    """Adds the two deeds to the admin of a publishable model."""

    actions: tuple[str, ...] = ("publish_selected", "withdraw_selected")

    def has_publish_permission(self, request: HttpRequest, item: Publishable | None = None) -> bool:
        return may(request.user, PUBLISH, item or self.model)

    @admin.action(
        permissions=[PUBLISH],
        description=gettext_lazy("Publish the selected %(verbose_name_plural)s…"),
    )
    def publish_selected(self, request: HttpRequest, items: QuerySet) -> HttpResponse | None:
        return self._ask_or_do(request, PUBLISHING, items)

    @admin.action(
        permissions=[PUBLISH],
        description=gettext_lazy("Withdraw the selected %(verbose_name_plural)s…"),
    )
    def withdraw_selected(self, request: HttpRequest, items: QuerySet) -> HttpResponse | None:
        return self._ask_or_do(request, WITHDRAWAL, items)

    def _ask_or_do(
        self, request: HttpRequest, action: PublicationAction, items: QuerySet
    ) -> HttpResponse | None:
        if "confirmed" not in request.POST:
            return self._ask(request, action, items)
        return self._confirmed(request, action, items)

    def _confirmed(
        self, request: HttpRequest, action: PublicationAction, items: Collection[Publishable]
    ) -> HttpResponse | None:
        """Do the action to what was asked about; of what is no longer that, ask again."""
        if changed_keys := conflicts.changed_items(request.POST, items):
            messages.error(request, CHANGED)
            return self._ask(request, action, items, changed_keys)
        self._carry_out(request, action, items)
        return None

    def get_urls(self) -> list[URLPattern]:
        name = f"{self.opts.app_label}_{self.opts.model_name}"
        own = [
            path(
                f"<path:object_id>/{action.name}/",
                self.admin_site.admin_view(self.publication_view),
                {"action": action},
                name=f"{name}_{action.name}",
            )
            for action in (PUBLISHING, WITHDRAWAL)
        ]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        may_publish = self.has_publish_permission(request, context.get("original"))
        context["has_publish_permission"] = may_publish
        return super().render_change_form(request, context, *others, **more)

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        return idempotency.once(request, partial(super().changelist_view, request, extra_context))

    def publication_view(
        self, request: HttpRequest, object_id: str, action: PublicationAction
    ) -> HttpResponse:
        return idempotency.once(request, partial(self._publication, request, object_id, action))

    def _publication(
        self, request: HttpRequest, object_id: str, action: PublicationAction
    ) -> HttpResponse:
        item = self.get_object(request, object_id)
        if item is None:
            raise Http404
        if not self.has_publish_permission(request, item):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask(request, action, [item])
        return self._confirmed(request, action, [item]) or HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[item.pk])
        )

    def _ask(
        self,
        request: HttpRequest,
        action: PublicationAction,
        items: Collection[Publishable],
        changed: Collection[str] = (),
    ) -> HttpResponse:
        rows = [row(action, item, is_changed=str(item.pk) in changed) for item in items]
        context = {
            **self.admin_site.each_context(request),
            "title": action.heading,
            "opts": self.opts,
            "deed": action,
            "rows": rows,
            "shown": conflicts.shown_items(items),
            "possible": any(not row.problems for row in rows),
            "from_list": "action" in request.POST,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/publishing/ask_publication.html", context)

    def _carry_out(
        self, request: HttpRequest, action: PublicationAction, items: Iterable[Publishable]
    ) -> None:
        """Do the action to each item on its own, and report each."""
        by = Actor.of(request.user, clock.now())
        for item in items:
            try:
                with transaction.atomic():
                    action.write(item, by=by)
                    self.log_change(request, item, str(action.logged))
            except (action.refusal, NotAllowedError) as error:
                messages.error(request, _("%(item)s: %(why)s") % {"item": item, "why": error})
            else:
                told = {"item": item, "what": action.logged}
                messages.success(request, _("%(item)s: %(what)s") % told)
