"""Whatever must be in place before the first query."""

from functools import cache, wraps
from typing import Any

from django.apps import AppConfig, apps
from django.db.backends.signals import connection_created
from django.db.models import CharField, Model, TextField
from django.db.models.sql.compiler import SQLCompiler
from modeltranslation import manager

from i18n.collation import FoldedContains, teach_fold
from i18n.columns import know_columns


class I18nConfig(AppConfig):
    name = "i18n"
    verbose_name = "Languages"

    def ready(self) -> None:
        connection_created.connect(teach_fold, dispatch_uid="i18n.collation")
        for field in (CharField, TextField):
            field.register_lookup(FoldedContains)
        share_classes()
        keep_names()
        sort_by_names()
        know_columns()


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


def keep_names() -> None:
    """Let modeltranslation find out once which fields of a model are translated, and not for each name in a query.

    Where no field is, it found out by an error: a third of the time in which a queryset is made.
    """
    find = manager.get_translatable_fields_for_model
    if not hasattr(find, "__wrapped__"):
        manager.get_translatable_fields_for_model = _found_once(find)


def _found_once(find: Any) -> Any:
    found: dict[type[Model], list[str] | None] = {}

    @wraps(find)
    def kept(model: type[Model]) -> list[str] | None:
        if not apps.ready or model._meta.apps is not apps:
            names: list[str] | None = find(model)  # a model of migrations goes again
            return names
        if model not in found:
            found[model] = find(model)
        return found[model]

    return kept


def sort_by_names() -> None:
    """Let Django sort by names of columns without a dict of all that a query selects.

    It looks there for expressions and for other names of what is selected (`SQLCompiler._order_by_pairs`, Django 5.2).
    A query that has neither finds nothing in it, and is sorted the same without. A text has a column for each language:
    to make the dict took a third of the time in which a query becomes SQL.
    """
    kind: Any = SQLCompiler
    pairs = kind._order_by_pairs
    if hasattr(pairs, "__wrapped__"):
        return

    @wraps(pairs)
    def spared(compiler: Any) -> Any:
        if not _sorts_by_columns(compiler):
            return pairs(compiler)
        selected, compiler.select = compiler.select, []
        try:
            return list(pairs(compiler))
        finally:
            compiler.select = selected

    kind._order_by_pairs = spared


def _sorts_by_columns(compiler: Any) -> bool:
    query = compiler.query
    if query.combinator or any(name for _column, _sql, name in compiler.select or ()):
        return False
    ordering = query.extra_order_by or query.order_by
    if query.default_ordering and not ordering and (options := query.get_meta()):
        ordering = options.ordering
    return all(isinstance(name, str) for name in ordering)
