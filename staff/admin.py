"""The pages of the admin, where Django looks for them. Models that need more have a module each beside this one."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from axes.admin import AccessAttemptAdmin, AccessFailureLogAdmin, AccessLogAdmin
from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.conf import settings
from django.contrib import admin
from django.db import models
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _, gettext_noop, ngettext
from django_otp.plugins.otp_static.models import StaticDevice
from django_otp.plugins.otp_totp.models import TOTPDevice
from django_otp_webauthn.models import WebAuthnCredential

from bodies.models import Body
from hosts.models import Host
from i18n.texts import columns
from news.models import Article, ArticlePhoto
from places.models import City, Country, EarlierRole
from presidencies.current import current_pk
from priorities.models import Priority, Strand
from search.models import SynonymGroup
from staff import documents, events, exports, forms, presidencies, stale_forms
from staff.accounts import admin as accounts
from staff.base import LANGUAGE_FILTERS, PublishableAdmin, RecordedAdmin
from staff.bundles import pages as bundles
from staff.deletions import DeletedWithPhotos
from staff.photos import PhotoInline, PhotoPages
from staff.presidencies import BelongingAdmin
from staff.rich_text import RichTextAdmin
from themes.models import Theme

#: The words of django-axes, which knows some of our languages and not all: ours are in our catalogues.
LOGIN_WORDS = (
    gettext_noop("access attempt"),
    gettext_noop("access attempts"),
    gettext_noop("access failure"),
    gettext_noop("access failures"),
    gettext_noop("access log"),
    gettext_noop("access logs"),
    gettext_noop("Access lock out"),
    gettext_noop("Attempt Time"),
    gettext_noop("Failed Logins"),
    gettext_noop("Form Data"),
    gettext_noop("GET Data"),
    gettext_noop("HTTP Accept"),
    gettext_noop("IP Address"),
    gettext_noop("Locked Out"),
    gettext_noop("Logout Time"),
    gettext_noop("Meta Data"),
    gettext_noop("Path"),
    gettext_noop("POST Data"),
    gettext_noop("Session key hash (sha256)"),
    gettext_noop("User Agent"),
)

#: What Django says after a save: in Russian as of something masculine, whatever was saved. Ours says it of anything.
SAVED_WORDS = (
    gettext_noop("The {name} “{obj}” was added successfully."),
    gettext_noop("The {name} “{obj}” was added successfully. You may add another {name} below."),
    gettext_noop("You may edit it again below."),
    gettext_noop("The {name} “{obj}” was changed successfully."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may add another {name} below."),
    gettext_noop("The {name} “{obj}” was changed successfully. You may edit it again below."),
    gettext_noop("The %(name)s “%(obj)s” was deleted successfully."),
)

#: Django's words on forms and in the log, which quote in Russian by no rule, or speak of something masculine.
FORM_WORDS = (
    gettext_noop("Add another %(verbose_name)s"),
    gettext_noop("Add another %(model)s"),
    gettext_noop("Change selected %(model)s"),
    gettext_noop("Delete selected %(model)s"),
    gettext_noop("View selected %(model)s"),
    gettext_noop("Hold down “Control”, or “Command” on a Mac, to select more than one."),
    gettext_noop("%(name)s with ID “%(key)s” doesn’t exist. Perhaps it was deleted?"),
    gettext_noop("Added {name} “{object}”."),
    gettext_noop("Changed {fields} for {name} “{object}”."),
    gettext_noop("Deleted {name} “{object}”."),
)


class LoggedAdmin(exports.ExportedListAdmin):
    def has_change_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False


#: Whoever reads the secret of a second factor has it: the pages of staff.second_factor_views show none.
admin.site.unregister(
    model
    for model in (TOTPDevice, StaticDevice, WebAuthnCredential)
    if admin.site.is_registered(model)
)
admin.site.unregister([AccessAttempt, AccessFailureLog, AccessLog])


@admin.register(AccessAttempt)
class LoggedAttemptAdmin(LoggedAdmin, AccessAttemptAdmin):  # type: ignore[misc]  # axes has no types
    @admin.display(description=_("State"))
    def status(self, obj: AccessAttempt) -> str:
        left = settings.AXES_FAILURE_LIMIT - obj.failures_since_start
        more = ngettext("%(count)d more try", "%(count)d more tries", left) % {"count": left}
        return more if left > 0 else str(_("Locked Out"))

    def get_actions(self, request: HttpRequest) -> dict[str, tuple[Callable, str, str] | None]:
        """Let nobody clear the list who may only read it."""
        actions: dict = super().get_actions(request)
        return actions if self.has_delete_permission(request) else {}


@admin.register(AccessFailureLog)
class LoggedFailureAdmin(LoggedAdmin, AccessFailureLogAdmin):  # type: ignore[misc]  # axes has no types
    pass


@admin.register(AccessLog)
class LoggedLoginAdmin(LoggedAdmin, AccessLogAdmin):  # type: ignore[misc]  # axes has no types
    pass


__all__ = ["accounts", "bundles", "documents", "events", "presidencies"]


@admin.register(Body)
class BodyAdmin(PublishableAdmin):
    prepopulated_fields = {"slug": ("short_name_en",)}
    list_display = ("name", "kind", "parent", "publication", "translations")
    list_filter = (*PublishableAdmin.list_filter, "kind")
    list_select_related = ("parent",)
    search_fields = (*columns("name"), *columns("short_name"), "slug")
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "purpose", "description")}),
        (_("Place in the organisation"), {"fields": ("kind", "parent", "position", "seat")}),
        (_("Facts"), {"fields": ("founded_on", "website", "source_url")}),
    )


@admin.register(Host)
class HostAdmin(RecordedAdmin):
    """Reference data: always public, so never deleted, and its address stays."""

    prepopulated_fields = {"slug": ("name_en",)}
    list_display = ("name", "kind", "country", "parent", "translations")
    list_filter = ("kind", "country", *LANGUAGE_FILTERS)
    list_select_related = ("country", "parent")
    search_fields = (*columns("name"), *columns("short_name"), "slug")
    autocomplete_fields = ("parent",)
    fieldsets = (
        (None, {"fields": ("name", "short_name", "slug", "website")}),
        (_("What it is"), {"fields": ("kind", "country", "parent", "body")}),
    )


class EarlierRoleInline(admin.StackedInline):
    """What the country was before: with its last day, so that each presidency tells its own."""

    model = EarlierRole
    form = forms.GuardedModelForm
    formset = forms.GuardedFormSet
    extra = 0
    fields = (("role", "last_day"),)


@admin.register(Country)
class CountryAdmin(RecordedAdmin):
    """Reference data: always public, so never deleted, and its address stays."""

    prepopulated_fields = {"slug": ("name_en",)}
    list_display = ("name", "code", "role", "member_since", "translations")
    list_filter = ("role", *LANGUAGE_FILTERS)
    inlines = (EarlierRoleInline,)
    search_fields = (*columns("name"), "slug", "code")
    fields = ("name", "slug", "code", "role", "member_since", "source_url")


@admin.register(City)
class CityAdmin(RecordedAdmin):
    """Reference data: always public, so never deleted, and its address stays."""

    prepopulated_fields = {"slug": ("name_en",)}
    list_display = ("name", "country", "time_zone", "translations")
    list_filter = ("country", *LANGUAGE_FILTERS)
    list_select_related = ("country",)
    search_fields = (*columns("name"), "slug")
    fields = (
        "name",
        "slug",
        "country",
        ("latitude", "longitude"),
        "coordinates_source",
        "time_zone",
    )


@admin.register(Strand)
class StrandAdmin(RecordedAdmin):
    """Gathers priorities under a mark. What is new belongs to the current presidency."""

    prepopulated_fields: ClassVar[dict[str, Sequence[str]]] = {"slug": ("name_en",)}
    list_display = ("name", "slug", "mark", "colour", "presidency", "translations")
    list_filter = ("presidency", *LANGUAGE_FILTERS)
    search_fields = (*columns("name"), "slug")
    fieldsets = ((None, {"fields": ("name", "slug", "mark", "colour", "position")}),)


@admin.register(Priority)
class PriorityAdmin(BelongingAdmin):
    list_display = ("title", "strand", "position", "publication", "translations")
    list_filter = ("strand", *BelongingAdmin.list_filter)
    list_select_related = ("strand",)
    search_fields = (*columns("title"), "slug")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "description")}),
        (_("Place in the plan"), {"fields": ("strand", "position", "source_url")}),
    )

    def get_form(
        self, request: HttpRequest, obj: models.Model | None = None, *others: Any, **options: Any
    ) -> type[ModelForm]:
        """Offer the strands of the priority's own presidency."""
        form = super().get_form(request, obj, *others, **options)
        if "strand" in form.base_fields:
            own = obj.presidency_id if isinstance(obj, Priority) else current_pk()
            form.base_fields["strand"].queryset = Strand.objects.filter(presidency=own).in_order()  # type: ignore[attr-defined]  # of a choice among rows
        return form


class ArticlePhotoInline(PhotoInline):
    model = ArticlePhoto


@admin.register(Article)
class ArticleAdmin(RichTextAdmin, PhotoPages, DeletedWithPhotos, BelongingAdmin):  # type: ignore[misc]  # overrides are typed narrowly there
    """News: the text is formatted, and an article may have photos of its own."""

    inlines = (ArticlePhotoInline,)
    list_display = ("title", "published_on", "section", "publication", "translations")
    list_filter = ("section", *BelongingAdmin.list_filter)
    date_hierarchy = "published_on"
    search_fields = (*columns("title"), *columns("lead"), "slug")
    autocomplete_fields = ("events", "documents")
    ticked_fields = ("bodies", "priorities")
    fieldsets = (
        (None, {"fields": ("title", "slug", "section", "published_on")}),
        (_("Text"), {"fields": ("lead", "body", "source_url")}),
        (_("What it is about"), {"fields": ("events", "documents", "bodies", "priorities")}),
    )


@admin.register(Theme)
class ThemeAdmin(BelongingAdmin):
    """What is in a theme is chosen here: whoever may edit the theme may choose it."""

    list_display = ("title", "position", "publication", "translations")
    ordering = ("position", "pk")
    search_fields = (*columns("title"), "slug")
    autocomplete_fields = ("events", "articles", "documents")
    fieldsets = (
        (None, {"fields": ("title", "slug", "summary", "position")}),
        (
            _("Text"),
            {
                "fields": ("description", "source_url"),
                "description": _("Plain text. An empty line begins a new paragraph."),
            },
        ),
        (
            _("What is in it"),
            {
                "fields": ("events", "articles", "documents"),
                "description": _(
                    "The public sees what is published of these, in the order of their days."
                ),
            },
        ),
    )


@admin.register(SynonymGroup)
class SynonymGroupAdmin(stale_forms.GuardedAdmin):
    """Usual names of one thing. A change counts at once; the index itself is not edited."""

    list_display = ("__str__", "note")
    search_fields = ("spellings", "note")
    list_per_page = 100
