from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models import CharField, TextField
from django.utils.translation import gettext_lazy as _

from publishing.folding import FoldedContains, teach_fold


class PublishingConfig(AppConfig):
    name = "publishing"
    verbose_name = _("Publishing")

    def ready(self) -> None:
        connection_created.connect(teach_fold, dispatch_uid="publishing.folding")
        for field in (CharField, TextField):
            field.register_lookup(FoldedContains)
