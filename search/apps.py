from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    name = "search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from publishing import records  # noqa: PLC0415 (models exist only now)
        from search import indexing  # noqa: PLC0415

        records.listen(indexing.note)
