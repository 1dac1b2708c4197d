"""Publishing and withdrawing in the admin: from the list or from the page of one item.

Every action asks first, on a page that says what will happen to each item and what stops it.
"""

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _, gettext_lazy, ngettext

from i18n.texts import StrOrPromise
from publishing import clock, four_eyes, outbox, records, schedule
from publishing.models import Publishable
from publishing.permissions import PUBLISH, Actor, NotAllowedError, may, may_propose
from staff import conflicts, idempotency, kinds, publication_actions
from staff.first_seen import ReviewedAdmin
from staff.log import Aside
from staff.models.proposals import Proposal
from staff.proposals import proposing
from staff.publication_actions import (
    PUBLISHING,
    TAKING_BACK,
    WITHDRAWAL,
    PublicationAction,
    at_moment,
    row,
    stops_at_any_moment,
)

#: The button that saves a form and goes on to the publication.
GO_ON = "_publish"

CHANGED = gettext_lazy(
    "What is marked was changed after you opened this page, and nothing is done yet: "
    "look at it again, then confirm."
)


class PublicationActions(ReviewedAdmin):
    """Adds the two deeds to the admin of a publishable model."""

    actions: tuple[str, ...] = ("publish_selected", "withdraw_selected")

    def has_publish_permission(self, request: HttpRequest, item: Publishable | None = None) -> bool:
        return may(request.user, PUBLISH, item or self.model)

    def has_submit_permission(self, request: HttpRequest, item: Publishable | None = None) -> bool:
        """Whether the user may publish, or put it before whoever may."""
        return may_propose(request.user, PUBLISH, item or self.model)

    @admin.action(
        permissions=["submit"],
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
        """Do the action to what was asked about, or set a moment for it; of what is no longer that, ask again."""
        form = publication_actions.MomentForm(request.POST)
        if action.may_wait and not form.is_valid():
            return self._ask(request, action, items, form=form)
        if changed_keys := conflicts.changed_items(request.POST, items):
            messages.error(request, CHANGED)
            return self._ask(request, action, items, changed_keys, form)
        if action.may_wait and form.moment:
            later = at_moment(action, form.moment)
            # Of several, each says for itself what stops it.
            if len(items) == 1 and (problems := later.problems(next(iter(items)))):
                form.add_error("day", problems)
                return self._ask(request, action, items, form=form)
            action = later
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
            for action in (PUBLISHING, WITHDRAWAL, TAKING_BACK)
        ]
        return own + super().get_urls()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *others: Any, **more: Any
    ) -> HttpResponse:
        may_publish = self.has_publish_permission(request, context.get("original"))
        context["has_publish_permission"] = may_publish
        context["has_submit_permission"] = self.has_submit_permission(
            request, context.get("original")
        )
        if (item := context.get("original")) is not None:
            context["obstacles"] = schedule.obstacles_ahead(item, clock.today())
            context["moments"] = self._moments(request, [item])
        return super().render_change_form(request, context, *others, **more)

    def response_post_save_add(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._on_to_publication(request, obj) or super().response_post_save_add(request, obj)

    def response_post_save_change(self, request: HttpRequest, obj: Any) -> HttpResponseRedirect:
        return self._on_to_publication(request, obj) or super().response_post_save_change(
            request, obj
        )

    def _on_to_publication(
        self, request: HttpRequest, item: Publishable
    ) -> HttpResponseRedirect | None:
        """Lead whoever asked for it from a form that is saved to the page that asks when it goes out."""
        if (
            GO_ON not in request.POST
            or item.is_published
            or not self.has_submit_permission(request, item)
        ):
            return None
        return HttpResponseRedirect(kinds.address_of(item, "publish"))

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
        is_publishing = action.name == PUBLISHING.name
        asked = self.has_submit_permission if is_publishing else self.has_publish_permission
        if not asked(request, item):
            raise PermissionDenied
        if request.method != "POST":
            return self._ask(request, action, [item])
        there = HttpResponseRedirect(kinds.address_of(item))
        return self._confirmed(request, action, [item]) or there

    def _ask(
        self,
        request: HttpRequest,
        action: PublicationAction,
        items: Collection[Publishable],
        changed: Collection[str] = (),
        form: forms.Form | None = None,
    ) -> HttpResponse:
        rows = [row(action, item, is_changed=str(item.pk) in changed) for item in items]
        later = action.may_wait and not all(stops_at_any_moment(action, item) for item in items)
        context = {
            **self.admin_site.each_context(request),
            "title": action.heading,
            "opts": self.opts,
            "deed": action,
            "rows": rows,
            "left_out": _left_out(rows),
            "shown": conflicts.shown_items(items),
            "moment": (form or publication_actions.MomentForm()) if later else None,
            "moments": self._moments(request, items),
            "goes_to_review": _goes_to_review(action, items),
            "possible": later or any(not row.problems for row in rows),
            "from_list": "action" in request.POST,
            "action_checkbox_name": ACTION_CHECKBOX_NAME,
        }
        return TemplateResponse(request, "admin/publishing/ask_publication.html", context)

    def _moments(
        self, request: HttpRequest, items: Collection[Publishable]
    ) -> list[publication_actions.ScheduleRow]:
        """Return what is done by the clock to the one item that a page is about."""
        if len(items) != 1:
            return []
        rows = schedule.waiting(next(iter(items))).select_related("account")
        return publication_actions.rows_of(rows, request, self.admin_site)

    def _carry_out(
        self, request: HttpRequest, action: PublicationAction, items: Iterable[Publishable]
    ) -> None:
        """Do the action to each item on its own, and report each; what names several of them is recorded once."""
        by = Actor.of(request.user, clock.now())
        # What is proposed is tried at once, and the trial forgets what was still to be recorded.
        if four_eyes.is_alone(by):
            self._each(request, action, items, by)
            return
        with transaction.atomic(), outbox.together(), records.together():
            self._each(request, action, items, by)

    def _each(
        self,
        request: HttpRequest,
        action: PublicationAction,
        items: Iterable[Publishable],
        by: Actor,
    ) -> None:
        for item in items:
            if waiting := self._waiting_already(action, item, by):
                self._say_waiting(request, item, waiting)
                continue
            try:
                with transaction.atomic():
                    done = self._sent_for_review(request, action, item, by) or action.logged
                    is_done = done is action.logged
                    if is_done:
                        action.write(item, by=by)
                    self.log_change(
                        request, item, done if is_done and action.is_change else Aside(done)
                    )
            except (action.refusal, NotAllowedError) as error:
                messages.error(request, _("%(item)s: %(why)s") % {"item": item, "why": error})
            else:
                messages.success(request, _("%(item)s: %(what)s") % {"item": item, "what": done})

    def _waiting_already(
        self, action: PublicationAction, item: Publishable, by: Actor
    ) -> Proposal | None:
        if not (four_eyes.is_alone(by) and _goes_to_review(action, [item])):
            return None
        return publication_actions.waiting_already(item, action.proposal)

    def _say_waiting(self, request: HttpRequest, item: Publishable, waiting: Proposal) -> None:
        """Say that somebody sent it already, who and when, and lead there: nothing is wrong."""
        words = _("It waits for a second person already: proposed by %(who)s, %(when)s.")
        address = reverse("admin:proposal", args=[waiting.pk])
        sentence = words % proposing.by_whom(waiting)
        link = format_html('<a href="{}">{}</a>', address, _("The proposal"))
        messages.info(request, format_html("{}: {} {}", item, sentence, link))

    def _sent_for_review(
        self, request: HttpRequest, action: PublicationAction, item: Publishable, by: Actor
    ) -> StrOrPromise:
        """Put it before a second person, and say so; "" where nobody else has to look."""
        if not (four_eyes.is_alone(by) and _goes_to_review(action, [item])):
            return ""
        if problems := action.problems(item):
            raise action.refusal(" ".join(problems))
        proposing.propose(request, item, action.proposal)
        return action.proposed


def _left_out(rows: Sequence[publication_actions.PublicationRow]) -> str:
    """Say how many of several things stay as they are; nothing where all of them do, or none."""
    number = sum(bool(row.problems) for row in rows)
    if not 0 < number < len(rows):
        return ""
    sentence = ngettext(
        "%(number)d of %(all)d is stopped by what stands beside it, and stays as it is. The others are not held up.",
        "%(number)d of %(all)d are stopped by what stands beside them, and stay as they are. The others are not held up.",
        number,
    )
    return sentence % {"number": number, "all": len(rows)}


def _goes_to_review(action: PublicationAction, items: Iterable[Publishable]) -> bool:
    """Whether a second person looks at what is done to any of `items` first."""
    return settings.FOUR_EYES and bool(action.proposal) and any(map(action.waits, items))
