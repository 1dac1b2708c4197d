from django.contrib import admin

from publishing.admin_guard import GuardedAdmin
from search.models import SynonymGroup


@admin.register(SynonymGroup)
class SynonymGroupAdmin(GuardedAdmin):
    """Usual names of one thing. A change counts at once; the index itself is not edited."""

    list_display = ("__str__", "note")
    search_fields = ("spellings", "note")
    list_per_page = 100
