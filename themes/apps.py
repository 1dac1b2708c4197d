from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ThemesConfig(AppConfig):
    name = "themes"
    verbose_name = _("Themes")

    def ready(self) -> None:
        from themes import public_document  # noqa: PLC0415 (models exist only now)

        public_document.register_all()
