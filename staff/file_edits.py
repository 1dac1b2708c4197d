"""What people wrote at the desk of what the files of the plan tell too: asked by a load, which leaves it (plan_data.edits)."""

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models

from i18n.texts import StrOrPromise
from plan_data import edits
from staff import revisions
from staff.models import Revision

#: The writer of what a load overwrites: no account, the name of the command.
LOAD = "load_plan"


class DeskEdits:
    """Answers from the revisions: a field is the person's who wrote it last, until a load overwrites it."""

    def edited(self, item: models.Model) -> frozenset[str]:
        kind = ContentType.objects.get_for_model(item, for_concrete_model=False)
        rows = Revision.objects.filter(kind=kind, object_id=str(item.pk)).order_by("pk")
        # Of rows below the form, `hostings-0-role`, the kind of the rows.
        writers = {name.partition("-")[0]: by for name, by in rows.values_list("field", "saved_by")}
        return frozenset(name for name, by in writers.items() if by != LOAD)

    def note(self, item: models.Model, name: str, before: str) -> None:
        change = revisions.FieldChange(name, _label(item, name), before, edits.said(item, name))
        revisions.note(item, change, by=LOAD)


def _label(item: models.Model, name: str) -> StrOrPromise:
    try:
        field = item._meta.get_field(name)
    except FieldDoesNotExist:
        return name
    if isinstance(field, models.Field):
        return field.verbose_name
    related = field.related_model
    return (related._meta.verbose_name_plural or name) if isinstance(related, type) else name
