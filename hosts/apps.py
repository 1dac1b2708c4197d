from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostsConfig(AppConfig):
    name = "hosts"
    verbose_name = _("Hosts")

    def ready(self) -> None:
        from hosts import public_document  # noqa: PLC0415 (models exist only now)

        public_document.register_all()
