"""The pages of a preview at the desk: the whole page in each language, and the links to it for others."""

from functools import partial
from typing import Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.functional import lazy
from django.utils.translation import gettext as _, gettext_lazy, ngettext
from django.views.decorators.http import require_safe

from i18n.texts import lazy_sentence
from publishing import clock, schedule
from publishing.models import Publishable
from staff import idempotency, kept_forms, kinds
from staff.log import Aside
from staff.previews import links, state
from website import previews
from website.previews import Preview


def days_to_choose() -> list[tuple[int, str]]:
    return [
        (days, ngettext("%(count)d day", "%(count)d days", days) % {"count": days})
        for days in links.DAYS
    ]


class LinkForm(forms.Form):
    """Asks for how long a link shall hold."""

    days = forms.TypedChoiceField(
        label=gettext_lazy("Valid for"),
        coerce=int,
        choices=days_to_choose,
        initial=links.USUAL_DAYS,
    )


class PreviewPages(admin.ModelAdmin):
    """Adds to the admin of a publishable model what the public will see of each item."""

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("", self.preview_view, ""),
            ("media/<path:name>", require_safe(self.preview_file_view), "_file"),
            ("<slug:code>/", require_safe(self.preview_page_view), "_page"),
            ("<slug:code>/phone/", require_safe(self.preview_phone_view), "_phone"),
        )
        own = [
            path(
                f"<path:object_id>/preview/{route}",
                self.admin_site.admin_view(view),
                name=f"{self.opts.app_label}_{self.opts.model_name}_preview{suffix}",
            )
            for route, view, suffix in pages
        ]
        return own + super().get_urls()

    # --- the page -------------------------------------------------------------------------

    def preview_page_view(
        self, request: HttpRequest, object_id: str, code: str
    ) -> HttpResponseBase:
        item = self._seen(request, object_id)
        texts = self._typed(request, item)
        preview = self.preview_of(request, item, code, has_typed=bool(texts))
        if not preview.is_typed:
            return previews.page(request, preview)
        return state.page_after(request, preview, partial(state.write_typed, item, texts))

    def preview_phone_view(
        self, request: HttpRequest, object_id: str, code: str
    ) -> HttpResponseBase:
        item = self._seen(request, object_id)
        has_typed = bool(self._typed(request, item))
        preview = self.preview_of(request, item, code, has_typed=has_typed, links_to="_phone")
        return previews.phone(request, preview)

    def preview_file_view(
        self, request: HttpRequest, object_id: str, name: str
    ) -> HttpResponseBase:
        return previews.file(request, self._seen(request, object_id), name)

    def preview_of(
        self,
        request: HttpRequest,
        item: Publishable,
        code: str,
        *,
        has_typed: bool = False,
        links_to: str = "_page",
    ) -> Preview:
        """Return the preview of `item` in a language, with what was typed where the address asks for it."""
        if code not in dict(settings.LANGUAGES):
            raise Http404
        is_typed = has_typed and "typed" in request.GET
        query = "?typed=1" if is_typed else ""
        wide = self._address(item, "_page", code)
        with translation.override(code):
            said = state.said_of_typed() if is_typed else state.said_of(item)
        return Preview(
            item=item,
            language=code,
            said=said,
            files=f"{self._address(item, '')}media/",
            links=state.language_links(
                lambda language: self._address(item, links_to, language) + query, code
            ),
            phone=self._address(item, "_phone", code) + query,
            wide=wide + query,
            back=kinds.address_of(item),
            other=(wide if is_typed else f"{wide}?typed=1") if has_typed else "",
            is_typed=is_typed,
        )

    def _seen(self, request: HttpRequest, object_id: str) -> Any:
        """Return the item, of which whoever asks may see drafts. Raises Http404 and PermissionDenied."""
        item = self.get_object(request, unquote(object_id))
        if item is None:
            raise Http404
        if not self.has_view_or_change_permission(request, item):
            raise PermissionDenied
        return item

    def _typed(self, request: HttpRequest, item: Publishable) -> dict[str, str]:
        """Return by column what the user has typed into the form of `item` and not saved. One query."""
        return state.typed_into(item, kept_forms.kept(request, kinds.address_of(item)))

    def _address(self, item: Publishable, suffix: str, *codes: str) -> str:
        return kinds.address_of(item, f"preview{suffix}", *codes)

    # --- its links --------------------------------------------------------------------------

    def preview_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        return idempotency.once(request, partial(self._preview_once, request, object_id))

    def _preview_once(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Offer the pages, and tell of the links; make one, or end one."""
        item = self._seen(request, object_id)
        if request.method != "POST":
            return self._preview_page(request, item, LinkForm())
        if not links.may_edit(request.user, item):
            raise PermissionDenied
        if "revoke" in request.POST:
            return self._revoked(request, item, request.POST["revoke"])
        form = LinkForm(request.POST)
        if not form.is_valid():
            return self._preview_page(request, item, form)
        days, key = form.cleaned_data["days"], idempotency.key_of(request)
        made = links.make(item, by=request.user, now=timezone.now(), days=days, key=key)
        if made.is_new:
            sentence = gettext_lazy("Preview link made, until %(moment)s.")
            until = lazy(_said, str)(made.link)
            self.log_change(request, item, Aside(lazy_sentence(sentence, {"moment": until})))
        link = request.build_absolute_uri(reverse("preview", args=[made.token]))
        return self._preview_page(request, item, LinkForm(), link)

    def _revoked(self, request: HttpRequest, item: Publishable, number: str) -> HttpResponse:
        rows = {str(link.pk): link for link in links.of_item(item)}
        if number not in rows:
            raise Http404
        links.revoke(rows[number], by=request.user, now=timezone.now())
        self.log_change(request, item, Aside(gettext_lazy("Preview link ended.")))
        messages.success(request, _("The link is ended: whoever follows it is told so."))
        return HttpResponseRedirect(request.path)

    def _preview_page(
        self, request: HttpRequest, item: Publishable, form: forms.Form, made: str = ""
    ) -> HttpResponse:
        may_edit = links.may_edit(request.user, item)
        has_typed = bool(self._typed(request, item))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview as the public will see it"),
            "subtitle": str(item),
            "opts": self.opts,
            "original": item,
            "said": state.said_of(item),
            "obstacles": schedule.obstacles_ahead(item, clock.today()),
            "previews": [
                self.preview_of(request, item, code, has_typed=has_typed)
                for code, _name in settings.LANGUAGES
            ],
            "form": form if may_edit else None,
            "made": made,
            "rows": links.of_item(item) if may_edit else [],
            "now": timezone.now(),
            "zone": clock.zone().key,
        }
        answer = TemplateResponse(request, "admin/publishing/preview.html", context)
        answer.headers["Cache-Control"] = "private, no-store"
        return answer


def _said(link: Any) -> str:
    moment = link.expires_at.astimezone(clock.zone())
    return f"{date_format(moment, 'DATETIME_FORMAT')} ({clock.zone().key})"
