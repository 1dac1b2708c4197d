"""The pages of a bundle at the desk: what is in it and what it lacks, when it goes out, its preview, and its answer."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, ClassVar

from django.conf import settings
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _, gettext_lazy, pgettext

from i18n.characters import cleaned
from i18n.texts import StrOrPromise, lazy_sentence
from publishing import clock, schedule
from publishing.permissions import PUBLISH, Actor, may
from publishing.workflow import PublicationRefusedError
from staff import exports, idempotency, kept_forms, publication_actions
from staff.actions.registry import ACTIONS
from staff.bundles import actions, forms, preview, rollback, trials
from staff.bundles.act_pages import ActPages
from staff.bundles.actions import Problem
from staff.bundles.forms import AnswerForm, NameForm, PlanForm
from staff.bundles.items import kind_of, seen_in_order, version_of
from staff.bundles.preview import Addresses, file_of, page_of
from staff.bundles.second_person import alone
from staff.log import LoggingAdmin
from staff.models import Bundle, BundleItem, Deed
from staff.previews import links
from staff.previews.pages import LinkForm
from staff.publication import CHANGED
from staff.scope import scope_of, whole_of

#: Pages on which a text is typed that is kept until it is sent.
KEPT = {"rollback.html", "release.html"}


@dataclass(frozen=True)
class Row:
    """A thing of a bundle: what is done to it, where it is edited, and what stops it."""

    item: BundleItem
    what: str
    kind: str
    url: str
    #: Of an act: where it is filled in.
    act: str
    problem: str


def rows_of(items: Sequence[BundleItem], found: list[Problem]) -> list[Row]:
    """Return what is in a bundle, in the order in which it is done, with what was found to stop each."""
    problems = {problem.item.pk: problem.text for problem in found if problem.item}
    return [_row(item, problems.get(item.pk, "")) for item in items]


def _row(item: BundleItem, problem: str) -> Row:
    thing = item.item
    if thing is None:
        return Row(item, deed_in_words(item), "", "", "", problem)
    page = whole_of(thing)
    address = f"admin:{page._meta.app_label}_{page._meta.model_name}_change"
    is_act = item.deed == Deed.ACT
    act = forms.address_of_act(item.bundle, thing, item.code) if is_act else ""
    url = reverse(address, args=[page.pk])
    return Row(item, deed_in_words(item), kind_of(thing), url, act, problem)


def deed_in_words(item: BundleItem) -> str:
    """Return what is done to a thing, in the words of the desk."""
    label = ACTIONS[item.code].label if item.deed == Deed.ACT else Deed(item.deed).label
    return capfirst(str(label).rstrip("…"))


class BundlePreviews(LoggingAdmin, exports.ExportedListAdmin):
    """Adds to the admin of bundles what the public will see of each, and the links to that."""

    def get_urls(self) -> list[URLPattern]:
        pages = (
            ("", self._previews_view, "staff_bundle_preview"),
            ("media/<path:name>", self._file_view, "staff_bundle_preview_file"),
            ("<slug:code>/<int:id>/", self._page_view, "staff_bundle_preview_page"),
        )
        guarded = self.admin_site.admin_view
        own = [
            path(f"<path:object_id>/preview/{route}", guarded(view), name=name)
            for route, view, name in pages
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
        self.log_change(request, bundle, gettext_lazy("Preview link ended."))
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


TEMPLATES = "admin/staff/bundle"


@admin.register(Bundle)
class BundleAdmin(ActPages, BundlePreviews, exports.ExportedListAdmin):
    """Bundles are never deleted: what went out is answered by another one."""

    list_display = ("name", "standing", "planned_for", "done_at", "made_by")
    list_select_related = ("made_by",)
    search_fields = ("name",)
    ordering: ClassVar[tuple[str, ...]] = ("-pk",)

    # --- who may ------------------------------------------------------------------------

    def has_view_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return super().has_view_permission(request, obj) and not scope_of(request.user).is_limited

    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return self.has_view_permission(request, obj) and may(request.user, PUBLISH, obj or Bundle)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return self.has_change_permission(request)

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    def get_urls(self) -> list[URLPattern]:
        own = [
            path(
                f"<path:object_id>/{name}/",
                self.admin_site.admin_view(partial(self._once, view)),
                name=f"staff_bundle_{name}",
            )
            for name, view in (("release", self._release), ("rollback", self._rollback))
        ]
        return [*own, *super().get_urls()]

    def _once(
        self, view: Callable[..., HttpResponse], request: HttpRequest, object_id: str
    ) -> HttpResponse:
        bundle = self.bundle_of(request, object_id)
        return kept_forms.once(request, partial(view, request, bundle))

    def bundle_of(self, request: HttpRequest, object_id: str) -> Bundle:
        """Return the bundle of a page on which something is done. Raises Http404 and PermissionDenied."""
        bundle = self.get_object(request, object_id)
        if not isinstance(bundle, Bundle):
            raise Http404
        if not self.has_change_permission(request, bundle):
            raise PermissionDenied
        return bundle

    @admin.display(description=gettext_lazy("state"))
    def standing(self, bundle: Bundle) -> str:
        if bundle.is_published:
            return pgettext("a bundle", "went out")
        return (
            pgettext("a bundle", "waits for its moment")
            if schedule.waiting(bundle).exists()
            else pgettext("a bundle", "being put together")
        )

    # --- putting together ---------------------------------------------------------------

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        if not self.has_add_permission(request):
            raise PermissionDenied
        return idempotency.once(request, partial(self._added, request))

    def _added(self, request: HttpRequest) -> HttpResponse:
        form = NameForm(request.POST if request.method == "POST" else None)
        if not form.is_bound or not form.is_valid():
            return self.answer(request, None, "add.html", title=_("Begin a bundle"), form=form)
        bundle = actions.make(form.cleaned_data["name"], by=_actor(request))
        self.log_change(request, bundle, gettext_lazy("Begun."))
        return _to(bundle)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        bundle = self.get_object(request, object_id)
        if not isinstance(bundle, Bundle):
            raise Http404
        if request.method != "POST":
            if not self.has_view_permission(request, bundle):
                raise PermissionDenied
            return self._bundle_page(request, bundle, PlanForm.of(bundle))
        return idempotency.once(
            request, partial(self._changed, request, self.bundle_of(request, object_id))
        )

    def _changed(self, request: HttpRequest, bundle: Bundle) -> HttpResponse:
        by, sent = _actor(request), request.POST
        if "plan" in sent:
            form = PlanForm(sent)
            if not form.is_valid():
                return self._bundle_page(request, bundle, form)
            write = partial(actions.plan, bundle, form.values(), by=by)
            return self._tried(request, bundle, write, gettext_lazy("Saved."))
        if "try" in sent:
            trials.keep(bundle.pk)
            return _to(bundle)
        if item := forms.chosen(request, sent.get("add", "")):
            put_in = partial(actions.add, bundle, item, by=by)
            return self._tried(request, bundle, put_in, gettext_lazy("Put in."))
        if old := forms.held(bundle, sent.get("take_out", "")):
            write = partial(actions.take_out, old, by=by)
            return self._tried(request, bundle, write, gettext_lazy("Taken out."))
        messages.error(request, _("What you pressed is no longer there: look at the bundle again."))
        return _to(bundle)

    def _tried(
        self, request: HttpRequest, bundle: Bundle, write: Callable[[], object], said: StrOrPromise
    ) -> HttpResponse:
        """Do it, and go back to the bundle with what came of it."""
        try:
            write()
        except PublicationRefusedError as error:
            messages.error(request, str(error))
            return idempotency.NothingDoneRedirect(bundle.get_absolute_url())
        self.log_change(request, bundle, said)
        messages.success(request, str(said))
        return _to(bundle)

    def _bundle_page(self, request: HttpRequest, bundle: Bundle, form: PlanForm) -> HttpResponse:
        by, items = _actor(request), seen_in_order(bundle)
        moments = publication_actions.rows_of(
            schedule.waiting(bundle).select_related("account"), request, self.admin_site
        )
        is_open = not (bundle.is_published or moments) and self.has_change_permission(
            request, bundle
        )
        trial, sought = trials.seen(bundle, items, by), request.GET.get("q", "").strip()[:100]
        now = actions.at_its_moment(bundle, by).now or clock.now()
        stands = rollback.in_force(bundle) if bundle.is_published else None
        return self.answer(
            request,
            bundle,
            "change.html",
            title=str(bundle),
            rows=rows_of(items, trial.problems),
            trial=trial,
            left=rollback.left_of(bundle),
            missing=rollback.missing(bundle) if is_open else (),
            answered_by=stands and rollback.answer_of(stands),
            stands_by=stands if stands != bundle else None,
            fallen=rows_of(rollback.fallen(bundle, items), []) if stands != bundle else (),
            moments=moments,
            form=form,
            sought=sought,
            groups=forms.groups(request, items, sought) if is_open else (),
            acts=forms.acts(request, bundle, sought, now) if is_open else (),
            is_open=is_open,
            may_change=self.has_change_permission(request, bundle),
        )

    # --- going out, and back ------------------------------------------------------------

    def _release(self, request: HttpRequest, bundle: Bundle) -> HttpResponse:
        """Say what will happen and what stops it; then do it, set its moment, or take that back."""
        sent = request.POST if request.method == "POST" else {}
        by = _actor(request)
        if "unschedule" in sent:
            cancel: Any = schedule.cancel
            said = gettext_lazy("The moment was taken back.")
            return self._tried(request, bundle, partial(cancel, bundle, by=by), said)
        if "confirmed" in sent and sent.get("shown") == version_of(bundle):
            return self._tried(request, bundle, *_way_out(bundle, by, sent))
        if "confirmed" in sent:
            messages.error(request, CHANGED)
        items = seen_in_order(bundle)
        trial = trials.seen(bundle, items, by)
        return self.answer(
            request,
            bundle,
            "release.html",
            title=_("Send the bundle out"),
            rows=rows_of(items, trial.problems),
            trial=trial,
            problems=trial.problems,
            alone=alone(bundle, by),
            shown=version_of(bundle, items),
            is_waiting=schedule.waiting(bundle).exists(),
        )

    def _rollback(self, request: HttpRequest, bundle: Bundle) -> HttpResponse:
        """Ask for the reason; then put the answer together, which is looked at before it goes out."""
        is_needed = rollback.needs_reason(bundle)
        form = AnswerForm(request.POST if request.method == "POST" else None, is_needed=is_needed)
        if form.is_bound and form.is_valid():
            is_begun = rollback.answer_of(rollback.in_force(bundle)) is None
            try:
                answer = rollback.begin(bundle, form.said(), by=_actor(request))
            except PublicationRefusedError as error:
                messages.error(request, str(error))
                return idempotency.NothingDoneRedirect(bundle.get_absolute_url())
            begun = gettext_lazy("A bundle that rolls it back was begun.")
            self.log_change(request, bundle, begun)
            # What is logged is tried at once: the page of the answer says whether it is ready.
            own = gettext_lazy("Begun.") if is_begun else gettext_lazy("Put in.")
            self.log_change(request, answer, own)
            messages.success(request, _("Nothing is taken back yet: look at it, then send it out."))
            return _to(answer)
        return self.answer(
            request, bundle, "rollback.html", title=_("Roll the bundle back"), form=form
        )

    def answer(
        self, request: HttpRequest, bundle: Bundle | None, template: str, **context: Any
    ) -> HttpResponse:
        """Return a page of ours about `bundle`."""
        page = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "original": bundle,
            "zone": clock.zone().key,
            **(kept_forms.context(request) if template in KEPT else {}),
            **context,
        }
        return TemplateResponse(request, f"{TEMPLATES}/{template}", page)


def _way_out(
    bundle: Bundle, by: Actor, sent: Mapping[str, Any]
) -> tuple[Callable[[], object], StrOrPromise]:
    """Return what sends `bundle` out as a button asks for, and what is said of it."""
    if "at_moment" in sent:
        return partial(actions.set_moment, bundle, by=by), gettext_lazy("The moment is set.")
    if "emergency" not in sent:
        return partial(actions.release, bundle, by=by), gettext_lazy("All of it went out.")
    why = cleaned(sent.get("why", ""))
    said = gettext_lazy("Released in an emergency, without a second person: %(what)s. %(why)s")
    sent_out = partial(actions.release, bundle, by=by, why=why)
    return sent_out, lazy_sentence(said, {"what": bundle, "why": why})


def _actor(request: HttpRequest) -> Actor:
    return Actor.of(request.user, clock.now())


def _to(bundle: Bundle) -> HttpResponseRedirect:
    return HttpResponseRedirect(bundle.get_absolute_url())
