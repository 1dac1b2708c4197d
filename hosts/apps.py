from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HostsConfig(AppConfig):
    name = "hosts"
    verbose_name = _("Hosts")

    def ready(self) -> None:
        from hosts import records  # noqa: PLC0415 (models exist only now)

        records.register_all()
