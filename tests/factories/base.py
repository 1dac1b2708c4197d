"""How rows become public in tests: the way that they do in the portal."""

from typing import Any

from django.db import models
from factory.django import DjangoModelFactory

from publishing import records
from tests.acting import workflow
from tests.recording import told_later


class LinkingFactory(DjangoModelFactory):
    """Takes many-to-many links by name: `bodies=[council]`."""

    class Meta:
        abstract = True

    @classmethod
    def _create(cls, model_class: type[models.Model], *args: Any, **values: Any) -> models.Model:
        links = {field.name: values.pop(field.name, ()) for field in model_class._meta.many_to_many}
        row = super()._create(model_class, *args, **values)
        for name, linked in links.items():
            if linked:
                getattr(row, name).set(linked)
        return row


class PublishableFactory(LinkingFactory):
    """Makes drafts; `published=True` publishes, `withdrawn=True` publishes and withdraws."""

    class Meta:
        abstract = True

    @classmethod
    @told_later
    def _create(cls, model_class: type[models.Model], *args: Any, **values: Any) -> models.Model:
        withdrawn = values.pop("withdrawn", False)
        published = values.pop("published", False) or withdrawn
        row = super()._create(model_class, *args, **values)
        if published:
            workflow.publish(row)
        if withdrawn:
            workflow.withdraw(row)
        return row


class RecordedFactory(DjangoModelFactory):
    """Makes rows that are public as soon as they exist."""

    class Meta:
        abstract = True

    @classmethod
    @told_later
    def _create(cls, model_class: type[models.Model], *args: Any, **values: Any) -> models.Model:
        row = super()._create(model_class, *args, **values)
        records.record(row)
        return row
