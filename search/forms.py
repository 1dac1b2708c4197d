"""The parameters of the search."""

from django import forms
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from publishing.forms import OneOfField, PageNumberField, ParametersForm
from search.states import Kind

#: Characters. Nobody types more, and each word costs work.
LONGEST_QUERY = 200


class SearchParameters(ParametersForm):
    q = forms.CharField(
        max_length=LONGEST_QUERY,
        error_messages={
            "max_length": format_lazy(
                _("A search holds at most {count} characters."), count=LONGEST_QUERY
            )
        },
    )
    type = OneOfField(choices=[("", ""), *Kind.choices])
    page = PageNumberField()
