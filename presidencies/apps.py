from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PresidenciesConfig(AppConfig):
    name = "presidencies"
    verbose_name = _("Presidencies")

    def ready(self) -> None:
        from presidencies import current, models  # noqa: PLC0415 (models exist only now)
        from publishing import clock, etags, records, years  # noqa: PLC0415 (the same)

        clock.counted_in(current.zone)
        years.told_by(current.term)
        etags.follow(current.edition)
        records.register_page("pages", models.StandingPage)
