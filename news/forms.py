"""The parameters of the list of news."""

from news.states import Section
from publishing.forms import OneOfField, PageNumberField, ParametersForm

#: Standing pages are not news.
SECTIONS = [(section.value, section.label) for section in Section if section != Section.STANDING]


class NewsParameters(ParametersForm):
    section = OneOfField(choices=SECTIONS)
    page = PageNumberField()
