"""Dates of the administration and of forms. Those of public pages: tests/events/test_date_formats.py."""

import json
import re
from datetime import date, datetime
from pathlib import Path

import pytest
from django import forms
from django.contrib.auth.models import User
from django.contrib.staticfiles import finders
from django.template.defaultfilters import filesizeformat
from django.test import Client
from django.utils import formats, translation

from i18n.texts import CODES

MOMENT = datetime(2020, 3, 4, 14, 5)  # noqa: DTZ001 (a moment as it is written, in no zone)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("DATE_FORMAT", ("4 March 2020", "4 марта 2020 г.", "2020年3月4日")),
        (
            "DATETIME_FORMAT",
            ("4 March 2020, 14:05", "4 марта 2020 г. 14:05", "2020年3月4日 14:05"),
        ),
        ("TIME_FORMAT", ("14:05", "14:05", "14:05")),
        ("MONTH_DAY_FORMAT", ("4 March", "4 марта", "3月4日")),
        ("YEAR_MONTH_FORMAT", ("March 2020", "Март 2020 г.", "2020年3月")),
        ("SHORT_DATE_FORMAT", ("04/03/2020", "04.03.2020", "2020年3月4日")),
    ],
)
def test_moment_is_written_as_the_language_writes_it(name: str, said: tuple[str, ...]):
    shown = []
    for code in CODES:
        with translation.override(code):
            shown.append(formats.date_format(MOMENT, name))

    assert tuple(shown) == said


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "2020-03-04"),
        ("en", "04/03/2020"),
        ("en", "4 March 2020"),
        ("ru", "2020-03-04"),
        ("ru", "04.03.2020"),
        ("zh-hans", "2020-03-04"),
        ("zh-hans", "2020/3/4"),
        ("zh-hans", "2020年3月4日"),
    ],
)
def test_day_is_read_by_iso_8601_and_as_the_language_writes_it(code: str, written: str):
    with translation.override(code):
        assert forms.DateField().clean(written) == date(2020, 3, 4)


@pytest.mark.parametrize(
    ("code", "written"),
    [
        ("en", "2020-03-04 14:05"),
        ("en", "04/03/2020 14:05"),
        ("ru", "2020-03-04 14:05"),
        ("ru", "04.03.2020 14:05"),
        ("zh-hans", "2020-03-04 14:05"),
        ("zh-hans", "2020年3月4日 14:05"),
    ],
)
def test_moment_is_read_too(code: str, written: str):
    with translation.override(code):
        assert forms.DateTimeField().clean(written).replace(tzinfo=None) == MOMENT


@pytest.mark.parametrize("code", CODES)
def test_dotted_day_is_read_in_every_language(code: str):
    with translation.override(code):
        assert forms.DateField().clean("29.10.2020") == date(2020, 10, 29)


def test_american_order_is_refused():
    with pytest.raises(forms.ValidationError):
        forms.DateField().clean("03/31/2020")


@pytest.mark.parametrize("code", CODES)
@pytest.mark.django_db
def test_calendar_of_the_administration_begins_on_monday(client: Client, code: str):
    client.force_login(User.objects.create_superuser("editor"))
    client.cookies["language"] = code

    script = client.get("/admin/jsi18n/").content.decode()

    (told,) = re.findall(r"django\.formats = (\{.*?\});\n", script, re.DOTALL)
    assert json.loads(told)["FIRST_DAY_OF_WEEK"] == 1


@pytest.mark.django_db
def test_boxes_of_choices_of_the_administration_speak_chinese(client: Client):
    client.force_login(User.objects.create_superuser("editor"))
    client.cookies["language"] = "zh-hans"
    source = Path(str(finders.find("admin/js/SelectFilter2.js"))).read_text()

    script = client.get("/admin/jsi18n/").content.decode()

    (told,) = re.findall(r"const newcatalog = (\{.*?\});\n", script, re.DOTALL)
    texts = set(re.findall(r"[^n]gettext\('(.*?)'\)", source))
    assert len(texts) > 5
    assert texts - json.loads(told).keys() == set()


def test_numbers_have_the_marks_of_the_language():
    sizes = []
    for code in CODES:
        with translation.override(code):
            sizes.append(filesizeformat(1_600_000).replace("\xa0", " "))

    assert sizes == ["1.5 MB", "1,5 МБ", "1.5 MB"]


@pytest.mark.parametrize("written_in", CODES)
@pytest.mark.parametrize("read_in", CODES)
def test_what_a_form_writes_in_one_language_is_read_in_any(written_in, read_in):
    """The language of a page may be changed on another tab while a form is filled in."""
    with translation.override(written_in):
        day, moment = (formats.localize_input(value) for value in (MOMENT.date(), MOMENT))

    with translation.override(read_in):
        assert forms.DateField().clean(day) == MOMENT.date()
        assert forms.DateTimeField().to_python(moment).replace(tzinfo=None) == MOMENT
