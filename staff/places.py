from django.contrib import admin

from places.models import City, Country, EarlierRole
from staff.base import LANGUAGE_FILTERS, RecordedAdmin
from staff.guarded_forms import GuardedFormSet, GuardedModelForm


class EarlierRoleInline(admin.StackedInline):
    """What the country was before: with its last day, so that each presidency tells its own."""

    model = EarlierRole
    form = GuardedModelForm
    formset = GuardedFormSet
    extra = 0
    fields = (("role", "last_day"),)


@admin.register(Country)
class CountryAdmin(RecordedAdmin):
    """Reference data: always public, so never deleted, and its address stays."""

    prepopulated_fields = {"slug": ("name_en",)}
    list_display = ("name", "code", "role", "member_since", "translations")
    list_filter = ("role", *LANGUAGE_FILTERS)
    inlines = (EarlierRoleInline,)
    search_fields = ("name_en", "name_ru", "name_zh_hans", "slug", "code")
    fields = ("name", "slug", "code", "role", "member_since", "source_url")


@admin.register(City)
class CityAdmin(RecordedAdmin):
    """Reference data: always public, so never deleted, and its address stays."""

    prepopulated_fields = {"slug": ("name_en",)}
    list_display = ("name", "country", "time_zone", "translations")
    list_filter = ("country", *LANGUAGE_FILTERS)
    list_select_related = ("country",)
    search_fields = ("name_en", "name_ru", "name_zh_hans", "slug")
    fields = (
        "name",
        "slug",
        "country",
        ("latitude", "longitude"),
        "coordinates_source",
        "time_zone",
    )
