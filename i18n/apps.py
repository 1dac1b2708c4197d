"""Whatever must be in place before the first query."""

from functools import cache, wraps
from typing import Any

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from django.db.models import CharField, TextField
from modeltranslation import manager

from i18n.collation import FoldedContains, teach_fold


class I18nConfig(AppConfig):
    name = "i18n"
    verbose_name = "Languages"

    def ready(self) -> None:
        connection_created.connect(teach_fold, dispatch_uid="i18n.collation")
        for field in (CharField, TextField):
            field.register_lookup(FoldedContains)
        share_classes()


def share_classes() -> None:
    """Let modeltranslation make one class for each kind of queryset, and not one for each query.

    That took six of a hundred seconds of the processor wherever rows are written.
    """
    make = manager.multilingual_queryset_factory
    if not hasattr(make, "__wrapped__"):
        manager.multilingual_queryset_factory = _made_once(make)


def _made_once(make: Any) -> Any:
    made = cache(lambda kind: make(kind, instantiate=False))

    @wraps(make)  # querysets are pickled by its name
    def shared(old_cls: type, instantiate: bool = True) -> Any:
        return made(old_cls)() if instantiate else made(old_cls)

    return shared
