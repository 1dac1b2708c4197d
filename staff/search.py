from django.contrib import admin

from search.models import SynonymGroup
from staff.stale_forms import GuardedAdmin


@admin.register(SynonymGroup)
class SynonymGroupAdmin(GuardedAdmin):
    """Usual names of one thing. A change counts at once; the index itself is not edited."""

    list_display = ("__str__", "note")
    search_fields = ("spellings", "note")
    list_per_page = 100
