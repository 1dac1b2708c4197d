from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BodiesConfig(AppConfig):
    name = "bodies"
    verbose_name = _("Bodies")

    def ready(self) -> None:
        from bodies import public_document  # noqa: PLC0415 (models exist only now)

        public_document.register_all()
