"""The staff side: what is due on its first page, and a choice of language on every page."""

from functools import partial, update_wrapper
from http import HTTPStatus
from typing import Any
from urllib.parse import unquote

from django.apps import apps
from django.conf import settings
from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.models import User
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, URLResolver, path, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe
from django.views.i18n import set_language

from i18n.texts import CODES
from publishing import clock
from publishing.permissions import NotAllowedError
from staff import (
    cover,
    dashboard,
    deletions,
    exports,
    idempotency,
    kept_forms,
    login_throttle,
    navigation,
    open_forms,
    publication_actions,
    reasons,
    rich_text,
    scope,
    second_factor_views,
    translations,
    weekly_log,
    went_public,
)
from staff.accounts import views
from staff.previews import links
from staff.review import views as review_views
from staff.review.waiting import review

#: The apps that staff work in come first on the page, then those that administrators need.
ORDER = (
    *("events", "staff", "news", "documents", "bodies", "hosts", "priorities", "themes"),
    *("presidencies", "places"),
    *("search", "auth"),
)


class PresidencyAdminSite(AdminSite):
    site_header = _("The Presidency portal: editing")
    site_title = _("The Presidency portal")
    index_title = _("What is due")
    enable_nav_sidebar = False  # the plan's table needs the width
    login_form = login_throttle.PatientLoginForm

    def get_urls(self) -> list[URLResolver | URLPattern]:
        return [
            path("language/", set_language, name="language"),
            *self._urls_of_accounts(),
            path("log/", self.admin_view(require_safe(self.log_of_the_week)), name="log"),
            *(
                path(
                    f"log/export.{extension}",
                    self.admin_view(require_safe(partial(self.log_as_file, extension=extension))),
                    name=f"log_export_{extension}",
                )
                for extension in exports.TYPES
            ),
            path(
                "r/<int:content_type_id>/<path:object_id>/",
                self.admin_view(require_safe(self.on_site)),
                name="view_on_site",
            ),
            path("search/", self.admin_view(require_safe(self.search)), name="search"),
            path("previews/", self.admin_view(require_safe(self.open_previews)), name="previews"),
            path("deleted/", self.admin_view(deletions.page), name="deleted"),
            path("keep/", self.admin_view(kept_forms.keep), name="keep"),
            path("rich-text/", self.admin_view(rich_text.rendered), name="rich_text"),
            path("presence/", self.admin_view(open_forms.tell), name="presence"),
            *review_views.urls(),
            path(
                "translations/<slug:code>/",
                self.admin_view(require_safe(self.translation_work)),
                name="translation_work",
            ),
            *super().get_urls(),
        ]

    def _urls_of_accounts(self) -> list[URLResolver | URLPattern]:
        return [
            path("password/", views.password_forgotten, name="password_forgotten"),
            path(
                "password/<uidb64>/<token>/",
                views.PasswordSetView.as_view(),
                name="password_set",
            ),
            path("account/", self.admin_view(views.page), name="account"),
            path("account/sessions/", self.admin_view(views.end_sessions), name="account_sessions"),
            path("account/cover/<int:number>/", self.admin_view(views.end_cover), name="end_cover"),
            *second_factor_views.urls(),
            path("sign-on/", single_sign_on, name="single_sign_on"),
            path("sign-on/back/", single_sign_on, name="single_sign_on_back"),
        ]

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Let a form whose session has ended meanwhile keep what was typed, for the account that typed it.

        What PostgreSQL cannot look for is refused at once, wherever in the address it stands.
        """
        guarded = super().admin_view(view, cacheable)

        def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if "\0" in unquote(request.get_full_path()):
                raise BadRequest(_("The address holds characters that cannot be read."))
            if request.method == "POST" and open_forms.has_lost_its_writer(request):
                return open_forms.page(request)
            if request.method in ("GET", "HEAD"):
                scope.only_reads(request.user)
            try:
                answered: HttpResponse = guarded(request, *args, **kwargs)
            except NotAllowedError:
                raise
            except PermissionDenied as error:
                raise NotAllowedError(scope.advice(request.user)) from error
            return answered

        return update_wrapper(answer, guarded)

    def login(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        more = {"has_single_sign_on": bool(settings.OIDC_ISSUER), **(extra_context or {})}
        response = super().login(request, more)
        form = (getattr(response, "context_data", None) or {}).get("form")
        if wait := getattr(form, "wait", 0):
            response.status_code = HTTPStatus.TOO_MANY_REQUESTS
            response["Retry-After"] = str(wait)
        elif request.method == "POST" and isinstance(request.user, User):
            login_throttle.mark(response, request.user)
        return response

    def autocomplete_view(self, request: HttpRequest) -> HttpResponse:
        """Refuse what is no choice of a form, which Django's would fail at: the other side of a relation."""
        asked = [request.GET.get(name, "") for name in ("app_label", "model_name", "field_name")]
        if not _is_chosen(*asked):
            raise PermissionDenied
        view: Any = AutocompleteJsonView.as_view(admin_site=self)
        answer: HttpResponse = view(request)
        return answer

    def translation_work(self, request: HttpRequest, code: str) -> TemplateResponse:
        """What waits for the translators into one language."""
        if code not in CODES:
            raise Http404
        context = {
            **self.each_context(request),
            "title": _("Work list: %(language)s") % {"language": dict(settings.LANGUAGES)[code]},
            "kinds": [
                *translations.work(request, self, code),
                *reasons.work(request, self, code),
            ],
        }
        return TemplateResponse(request, "admin/translation_work.html", context)

    def on_site(self, request: HttpRequest, content_type_id: int, object_id: str) -> HttpResponse:
        """Lead from a thing to its public page, whoever may see the thing: the address tells its name."""
        kind = ContentType.objects.filter(pk=content_type_id).first()
        model = kind.model_class() if kind else None
        if model and scope.is_key(model, object_id) and self.is_registered(model):
            item = model._base_manager.filter(pk=object_id).first()
            if item and not self.get_model_admin(model).has_view_permission(request, item):
                raise PermissionDenied
        answer: HttpResponse = shortcut(request, content_type_id, object_id)
        return answer

    def log_of_the_week(self, request: HttpRequest) -> TemplateResponse:
        """What everybody wrote in a week, field by field."""
        week = _week_for(request)
        context = {
            **self.each_context(request),
            "title": _("Log of the week"),
            "week": week,
            "page": Paginator(week.rows, weekly_log.ON_A_PAGE).get_page(request.GET.get("page")),
            "exports": exports.offered(request),
        }
        return TemplateResponse(request, "admin/log.html", context)

    def log_as_file(self, request: HttpRequest, extension: str) -> HttpResponse:
        """The lines of the week, those of all its pages."""
        week = _week_for(request)
        return exports.file_of(week.table(), f"log-{week.code}", extension)

    def search(self, request: HttpRequest) -> TemplateResponse:
        """What the words of a query are found in, of all that the account sees."""
        found = navigation.search(request, self)
        context = {**self.each_context(request), **found, "title": _("Search")}
        return TemplateResponse(request, "admin/search.html", context)

    def open_previews(self, request: HttpRequest) -> TemplateResponse:
        """Which links to previews hold, of what the user may edit."""
        context = {
            **self.each_context(request),
            "title": _("Links to previews"),
            "links": [
                (link, links.address_of(link)) for link in links.all_open(request, timezone.now())
            ],
            "zone": clock.zone().key,
        }
        return TemplateResponse(request, "admin/preview_links.html", context)

    def get_app_list(self, request: HttpRequest, app_label: str | None = None) -> Any:
        """Ask who may see which list when a page shows them: every page is handed them, and one shows them."""
        return SimpleLazyObject(partial(self._apps_in_order, request, app_label))

    def _apps_in_order(self, request: HttpRequest, app_label: str | None) -> list[Any]:
        rows = super().get_app_list(request, app_label)
        return sorted(rows, key=lambda app: (*ORDER, app["app_label"]).index(app["app_label"]))

    def each_context(self, request: HttpRequest) -> dict[str, Any]:
        more = {
            "languages": settings.LANGUAGES,
            "once_key": idempotency.new_key(request.user),
            "sections": SimpleLazyObject(partial(navigation.sections, request, self)),
            "may_search": SimpleLazyObject(partial(navigation.may_search, request, self)),
        }
        return {**super().each_context(request), **more}

    def index(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> TemplateResponse:
        now = clock.now()
        limits = scope.scope_of(request.user)
        is_limited = limits.is_limited
        due = dashboard.due(request, self)
        sees_events = request.user.has_perm("events.view_event")
        context = {
            "today": dashboard.today_in_words(now),
            "due": due,
            "own_work": [one for one in due.work if one[0] in (limits.languages or ())],
            "agenda": dashboard.groups(request, now) if sees_events else [],
            "public": went_public.went_public(request),
            "recent": [] if is_limited else weekly_log.recent(request.user),
            "is_limited": is_limited,
            "review": review(request) if settings.FOUR_EYES else None,
            "failing": dashboard.failing(request),
            "stands_in_for": cover.lenders_to(request.user),
            "by_the_clock": publication_actions.by_the_clock(request, self),
            **(extra_context or {}),
        }
        return super().index(request, context)


def _is_chosen(app: str, model: str, name: str) -> bool:
    """Whether a form may offer rows for the field of this name."""
    try:
        field = apps.get_model(app, model)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return False
    return isinstance(field, models.ForeignKey | models.ManyToManyField)


def single_sign_on(request: HttpRequest) -> HttpResponse:
    """Sign in with the account of one's house, where the portal knows its provider."""
    if not settings.OIDC_ISSUER:
        raise Http404
    from staff import single_sign_on  # noqa: PLC0415 (it loads what speaks to a provider)

    is_back = request.path_info == reverse("admin:single_sign_on_back")
    return (single_sign_on.back if is_back else single_sign_on.begin)(request)


def _week_for(request: HttpRequest) -> weekly_log.WeeklyLog:
    """Return the week of the log that `request` asks for. Raises PermissionDenied."""
    if not weekly_log.may_read(request.user):
        raise PermissionDenied
    asked = (request.GET.get(name, "") for name in ("week", "who", "kind"))
    return weekly_log.week(*asked, reader=request.user)
