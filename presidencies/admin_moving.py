"""Moving things to another presidency in the admin, from their list: it asks where to, and then whether."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.admin.helpers import ACTION_CHECKBOX_NAME
from django.template.response import TemplateResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from presidencies.models import Presidency
from presidencies.moving import MoveRefusedError, move, obstacles
from publishing.admin import PublishableAdmin
from publishing.admin_publication import Deed
from publishing.rights import PUBLISH, may

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse

    from presidencies.belonging import Belonging

#: The field that names where to.
TARGET = "presidency"


def moving_to(target: Presidency) -> Deed:
    """Return what moving to `target` is, in the words of the page that asks."""
    name = {"presidency": target}
    return Deed(
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
        _("Moved to “%(presidency)s”.") % name,
        partial(_move, target=target),
        partial(_problems, target=target),
        MoveRefusedError,
        {TARGET: target.slug},
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
        return may(request.user, PUBLISH, self.model) and Presidency.objects.count() > 1

    @admin.action(
        permissions=["move"],
        description=gettext_lazy(
            "Move the selected %(verbose_name_plural)s to another presidency…"
        ),
    )
    def move_selected(
        self, request: HttpRequest, items: QuerySet[Belonging]
    ) -> HttpResponse | None:
        presidencies = {one.slug: one for one in Presidency.objects.all()}
        target = presidencies.get(request.POST.get(TARGET, ""))
        if target is None:
            return self._ask_where(request, items)
        return self._ask_or_act(request, moving_to(target), items)

    def _ask_where(self, request: HttpRequest, items: QuerySet[Belonging]) -> HttpResponse:
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
