from django.core.validators import URLValidator
from django.utils.translation import gettext_lazy as _

from publishing.admin_forms import LinesField, PublishableForm


class EventForm(PublishableForm):
    """Identity, texts and relations. Facts change by the acts of events/acts."""

    sources = LinesField(
        label=_("Sources"),
        help_text=_("Addresses of pages, one a line."),
        line_validators=[URLValidator(schemes=["http", "https"])],
        required=False,
    )
