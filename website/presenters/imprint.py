"""Who speaks: who publishes the portal, whether it is official, whom to ask."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from i18n.texts import Text, text_of
from presidencies.current import current


@dataclass(frozen=True)
class Imprint:
    """What is known of it; what is not is empty, and said to be so."""

    publisher: Text
    is_official: bool
    contact: str
    press_contact: str

    @property
    def sentence(self) -> str:
        publisher = {"publisher": self.publisher.value}
        if self.is_official and self.publisher.value:
            return (
                _("The official portal of the Presidency. Published by %(publisher)s.") % publisher
            )
        if self.is_official:
            return _("The official portal of the Presidency.")
        if self.publisher.value:
            return _("Published by %(publisher)s. Not an official site.") % publisher
        return _("Not an official site. No publisher is named.")


def of_portal(standing_day: date | None) -> Imprint:
    """Return the imprint of the presidency that is shown; a clock that stands makes a demonstration."""
    presidency = current()
    return Imprint(
        publisher=text_of(presidency, "publisher"),
        is_official=presidency.speaks_officially(standing_day),
        contact=presidency.contact,
        press_contact=presidency.press_contact,
    )
