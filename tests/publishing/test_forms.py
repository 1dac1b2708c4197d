import pytest
from django.test import RequestFactory
from django.utils.translation import gettext, override

from publishing.forms import BadParametersError, OneOfField, PageNumberField, ParametersForm


class Shelf(ParametersForm):
    colour = OneOfField(choices=[("red", "Red"), ("blue", "Blue")])
    page = PageNumberField()


def read(query: str) -> dict[str, object]:
    return Shelf.read(RequestFactory().get(f"/?{query}")).cleaned_data


def faults(query: str) -> list[tuple[str, str, str]]:
    with pytest.raises(BadParametersError) as refusal:
        read(query)
    return refusal.value.faults


def test_no_parameter_is_required():
    assert read("") == {"colour": "", "page": None}


def test_unknown_parameters_are_passed_over():
    assert read("colour=red&utm_source=letter") == {"colour": "red", "page": None}


def test_wrong_values_are_named_with_what_is_allowed():
    assert faults("colour=green&page=0") == [
        ("colour", "green", "Allowed: red, blue."),
        ("page", "0", "A page number is a whole number from 1."),
    ]


@pytest.mark.parametrize("number", ["1", "100000"])
def test_page_number_may_be_the_first_or_the_highest(number: str):
    assert read(f"page={number}")["page"] == int(number)


@pytest.mark.parametrize("number", ["0", "100001", "-1", "1e3", "x", "1" * 5000])
def test_page_number_beyond_is_refused(number: str):
    assert [name for name, _value, _allowed in faults(f"page={number}")] == ["page"]


def test_refusal_speaks_the_language_of_the_reader():
    with override("ru"):
        expected = gettext("A page number is a whole number from 1.")

        ((_name, _value, allowed),) = faults("page=0")

    assert allowed == expected
