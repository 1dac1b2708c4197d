from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodiesConfig(AppConfig):
    name = "bodies"
    verbose_name = _("Bodies")

    def ready(self) -> None:
        from bodies import records  # noqa: PLC0415 (models exist only now)

        records.register_all()
