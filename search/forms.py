"""The parameters of the search."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from publishing.forms import OneOfField, PageNumberField, ParametersForm, WordsField
from search.states import Kind

#: Characters. Nobody types more, and each word costs work.
LONGEST_QUERY = 200


class SearchParameters(ParametersForm):
    q = WordsField(
        longest=LONGEST_QUERY,
        too_long=format_lazy(_("A search holds at most {count} characters."), count=LONGEST_QUERY),
    )
    type = OneOfField(choices=[("", ""), *Kind.choices])
    page = PageNumberField()
