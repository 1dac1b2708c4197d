"""What belongs to one presidency."""

from collections.abc import Iterable
from typing import Any, Self

from django.db import models
from django.utils.translation import gettext, gettext_lazy as _

from i18n.fields import PlainInMigrations
from presidencies.current import current_pk
from presidencies.models import Presidency
from publishing.models import Publishable
from publishing.querysets import PublishableQuerySet

#: Of things that stand in the way so many are named.
NAMED = 5


def names_in_sentence(items: Iterable[models.Model]) -> str:
    """Return the names of `items` as a list within a sentence; of many, of the first."""
    names = [gettext("“%s”") % item for item in items]
    text = gettext(", ").join(names[:NAMED])
    return text if len(names) <= NAMED else gettext("%(names)s, …") % {"names": text}


def clashes(item: models.Model, *names: str) -> dict[str, str]:
    """Return by field which of the values `names` of `item` another row of its presidency has.

    No form holds the presidency, so none asks by itself.
    """
    presidency = item.presidency_id or current_pk()  # type: ignore[attr-defined]
    others = type(item)._base_manager.filter(presidency=presidency).exclude(pk=item.pk)
    problem, faults = gettext("“%(other)s” has it already: choose another."), {}
    for name in names:
        value = getattr(item, name)
        if other := others.filter(**{name: value}).first() if value is not None else None:
            faults[name] = problem % {"other": other}
    return faults


class PresidencyKey(PlainInMigrations, models.ForeignKey):
    """What is new belongs to the current presidency, unless something else is said."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if add and getattr(model_instance, self.attname) is None:
            setattr(model_instance, self.attname, current_pk())
        return super().pre_save(model_instance, add)


class BelongingQuerySet(PublishableQuerySet):
    """Rows of a model that belongs to a presidency."""

    def with_presidency(self) -> Self:
        """With what their documents name: lists of one presidency need it not."""
        return self.select_related("presidency")

    def published(self) -> Self:
        """Public, and of the presidency that is shown: others have pages of their own."""
        return self.published_anywhere().filter(presidency=current_pk())

    def elsewhere(self) -> str:
        row = self.published_anywhere().select_related("presidency").first()
        return str(row.presidency.place) if row else ""  # type: ignore[attr-defined]


class Belonging(Publishable):
    """A publishable thing of one presidency."""

    presidency = PresidencyKey(
        Presidency,
        on_delete=models.PROTECT,
        editable=False,
        related_name="%(class)s_set",
        verbose_name=_("presidency"),
    )

    class Meta(Publishable.Meta):
        abstract = True

    def ties(self, target: Presidency) -> list[str]:
        """Return, as sentences, what keeps it from another presidency: presidencies.actions."""
        return []

    def fit(self, target: Presidency) -> tuple[str, ...]:
        """Take on what is another in `target`, and return the names of the fields."""
        return ()
