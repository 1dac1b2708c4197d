from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.module_loading import autodiscover_modules
from django.utils.translation import gettext_lazy as _


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        from publishing import rows_together, stamp  # noqa: PLC0415 (models exist only now)

        autodiscover_modules("public_document")  # of each app: how its things are told
        connection_created.connect(rows_together.know_json, dispatch_uid="publishing.json")
        pre_migrate.connect(stamp.remove, sender=self)
        post_migrate.connect(stamp.install, sender=self)
