"""The preview of a bundle: each of its pages as it will be with all the rest, at the desk and by a link."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from publishing import clock
from publishing.permissions import Actor
from staff import exports, idempotency
from staff.bundled import Bundle
from staff.bundles import preview
from staff.bundles.shown import Addresses, file_of, page_of
from staff.previews import links
from staff.previews.pages import LinkForm


class BundlePreviews(exports.ExportedListAdmin):
    """Adds to the admin of bundles what the public will see of each, and the links to that."""

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("", self._previews_view, ""),
            ("media/<path:name>", self._file_view, "_file"),
            ("<slug:code>/<int:id>/", self._page_view, "_page"),
        )
        own = [
            path(
                f"<path:object_id>/preview/{route}",
                self.admin_site.admin_view(view),
                name=f"staff_bundle_preview{suffix}",
            )
            for route, view, suffix in pages
        ]
        return [*own, *super().get_urls()]

    def _page_view(
        self, request: HttpRequest, object_id: str, code: str, **which: int
    ) -> HttpResponseBase:
        bundle, by = self._seen(request, object_id), Actor.of(request.user, clock.now())
        return page_of(request, bundle, code, which["id"], _addresses(bundle, by))

    def _file_view(self, request: HttpRequest, object_id: str, name: str) -> HttpResponseBase:
        bundle = self._seen(request, object_id)
        return file_of(request, bundle, name, Actor.of(request.user, clock.now()))

    def _seen(self, request: HttpRequest, object_id: str) -> Bundle:
        bundle = self.get_object(request, object_id)
        if not isinstance(bundle, Bundle):
            raise Http404
        if not self.has_view_permission(request, bundle):
            raise PermissionDenied
        return bundle

    # --- its links ----------------------------------------------------------------------

    def _previews_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        bundle = self._seen(request, object_id)
        return idempotency.once(request, partial(self._previews_once, request, bundle))

    def _previews_once(self, request: HttpRequest, bundle: Bundle) -> HttpResponse:
        """Offer the pages, and tell of the links; make one, or end one."""
        form, link = LinkForm(request.POST if request.method == "POST" else None), ""
        if form.is_bound and not links.may_edit(request.user, bundle):
            raise PermissionDenied
        if "revoke" in request.POST:
            return self._revoked(request, bundle, request.POST["revoke"])
        if form.is_bound and form.is_valid():
            days, key = form.cleaned_data["days"], idempotency.key_of(request)
            item: Any = bundle
            made = links.make(item, by=request.user, now=timezone.now(), days=days, key=key)
            link = request.build_absolute_uri(reverse("bundle_preview", args=[made.token]))
        may_edit = links.may_edit(request.user, bundle)
        answer: HttpResponse = self.answer(  # type: ignore[attr-defined]  # of BundleAdmin
            request,
            bundle,
            "preview.html",
            title=_("Preview as the public will see it"),
            pages=_pages(bundle, Actor.of(request.user, clock.now())),
            languages=settings.LANGUAGES,
            form=form if may_edit else None,
            made=link,
            rows=links.of_item(bundle) if may_edit else [],
            now=timezone.now(),
        )
        answer.headers["Cache-Control"] = "private, no-store"
        return answer

    def _revoked(self, request: HttpRequest, bundle: Bundle, number: str) -> HttpResponse:
        rows = {str(link.pk): link for link in links.of_item(bundle)}
        if number not in rows:
            raise Http404
        links.revoke(rows[number], by=request.user, now=timezone.now())
        self.log_change(request, bundle, _("Preview link ended."))
        messages.success(request, _("The link is ended: whoever follows it is told so."))
        return HttpResponseRedirect(request.path)


def _addresses(bundle: Bundle, by: Actor) -> Addresses:
    def page(code: str, number: int) -> str:
        return reverse("admin:staff_bundle_preview_page", args=[bundle.pk, code, number])

    base = reverse("admin:staff_bundle_preview", args=[bundle.pk])
    return Addresses(by=by, page=page, files=f"{base}media/", back=bundle.get_absolute_url())


def _pages(bundle: Bundle, by: Actor) -> list[tuple[Any, list[tuple[str, str]]]]:
    """Return each page with its addresses by language code."""
    address = _addresses(bundle, by).page
    return [
        (thing, [(code, address(code, number)) for code, _name in settings.LANGUAGES])
        for number, thing in enumerate(preview.pages_of(bundle), start=1)
    ]
