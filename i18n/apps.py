from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models import CharField, TextField

from i18n.collation import FoldedContains, teach_fold
from i18n.querysets import share_classes


class I18nConfig(AppConfig):
    name = "i18n"
    verbose_name = "Languages"

    def ready(self) -> None:
        connection_created.connect(teach_fold, dispatch_uid="i18n.collation")
        for field in (CharField, TextField):
            field.register_lookup(FoldedContains)
        share_classes()
