"""The standing pages: staff write them, files bring the first texts only."""

import io
import re
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from i18n.texts import CODES
from presidencies.models import StandingPage, StandingPageName
from publishing import translations
from tests.forms_sent import changed, opened, page as admin_page
from tests.markup import page_of
from tests.presiding import DATA, alter

pytestmark = pytest.mark.django_db

#: Characters; what is longer is a text for staff, not a message of the interface.
LONGEST = 200
SHOWN = ("about", "standing_page", "contact")


def terms() -> StandingPage:
    return StandingPage.objects.get(slug="terms")


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("code", CODES)
@pytest.mark.parametrize("name", StandingPageName.values)
def test_page_shows_its_text(client, name: str, code: str):
    page = StandingPage.objects.get(slug=name)

    shown = page_of(client.get(f"/{code}/{name}/"))

    title = getattr(page, f"title_{code.replace('-', '_')}").replace("\u00ad", "")
    assert shown.one("h1").text == title
    assert shown.one("title").text.startswith(title)
    assert shown.one("main").all("section") != [] or name == "terms"


@pytest.mark.parametrize("name", StandingPageName.values)
def test_page_that_nobody_has_written_says_so(client, name: str):
    StandingPage.objects.all().delete()

    shown = page_of(client.get(f"/en/{name}/"))

    assert shown.one("h1").text == StandingPageName(name).label
    told = [part.text for part in shown.one("main").all("p", cls="soft")]
    assert told[0] == "The text of this page has not been written yet."


def test_missing_translation_is_shown_in_another_language_and_says_so(client):
    StandingPage.objects.filter(slug="terms").update(
        title_zh_hans="", lead_zh_hans="", body_zh_hans=""
    )

    shown = page_of(client.get("/zh-hans/terms/"))

    assert shown.one("p", cls="notice").text
    assert shown.one("h1").one("span")["lang"] == "en"
    assert shown.one("div", cls="prose")["lang"] == "en"
    assert shown.one("link", rel="canonical")["href"] == "http://testserver/en/terms/"


def test_draft_translation_is_not_shown(client):
    StandingPage.objects.filter(slug="terms").update(
        translation_states={"ru": {"draft": True}}, body_ru="Черновик"
    )

    assert "Черновик" not in client.get("/ru/terms/").content.decode()


def test_text_that_translates_an_older_one_says_so(client):
    page = terms()
    translations.confirm_all(page)
    page.body_ru += "\n\nЕщё."
    translations.follow(page, None)
    page.save()

    notices = [part.text for part in page_of(client.get("/en/terms/")).all("p", cls="notice")]

    assert len(notices) == 1


def test_words_of_the_presidency_stand_in_their_places(client):
    alter(credit_en="Lakes portal", press_contact="press@lakes.example")
    StandingPage.objects.filter(slug="contact").update(
        body_en="{credit}, {presidency}, {organisation}, {contact}|{press_contact}"
    )

    shown = page_of(client.get("/en/contact/")).one("div", cls="prose")

    assert shown.text == (
        "Lakes portal, Russia’s SCO Presidency, Shanghai Cooperation Organisation, |press@lakes.example"
    )


def test_portal_without_words_of_its_own_is_named_by_its_title(client):
    alter(credit_en="", credit_ru="", credit_zh_hans="")

    assert "“Russia’s SCO Presidency”" in page_of(client.get("/en/terms/")).one("main").text


def test_what_stands_for_nothing_is_refused():
    page = terms()
    page.body_en = "{credit} {credits} {#name} {years}"

    with pytest.raises(ValidationError) as refused:
        page.full_clean()

    assert refused.value.message_dict["body_en"] == [
        "Nothing is known to stand for {credits}, {years}. Known are: {credit}, {presidency}, "
        "{organisation}, {contact}, {press_contact}."
    ]


def test_only_known_pages_are_stored():
    with pytest.raises(IntegrityError, match="standingpage_known"), transaction.atomic():
        StandingPage.objects.filter(slug="terms").update(slug="cookies")


def test_staff_edit_a_page(admin_client, client):
    address = admin_page(terms())
    form = changed(opened(admin_client, address), title_ru="Условия")

    answer = admin_client.post(address, form)

    assert answer.status_code == 302
    assert page_of(client.get("/ru/terms/")).one("h1").text == "Условия"


def test_staff_are_told_what_stands_for_nothing(admin_client):
    address = admin_page(terms())

    answer = admin_client.post(address, changed(opened(admin_client, address), body_ru="{x}"))

    assert answer.status_code == 200
    assert terms().body_ru != "{x}"
    assert "Nothing is known to stand for {x}." in answer.content.decode()


def test_files_bring_first_texts_and_overwrite_none():
    StandingPage.objects.exclude(slug="terms").delete()
    StandingPage.objects.update(title_en="Ours")
    said = io.StringIO()

    call_command("load_pages", str(DATA), stdout=said)
    call_command("load_pages", str(DATA), stdout=said)

    assert said.getvalue() == "Written: 4 of 5 pages.\nWritten: 0 of 5 pages.\n"
    assert terms().title_en == "Ours"
    assert StandingPage.objects.count() == 5


@pytest.mark.parametrize(
    ("slug", "body", "problem"),
    [
        ("cookies", "Text", "column slug: "),
        ("terms", "{x}", "column body_en: Nothing is known to stand for {x}."),
        ("terms", "", "column body_en: The text is missing in this language."),
    ],
)
def test_faults_of_the_file_are_named_and_nothing_is_written(tmp_path: Path, slug, body, problem):
    StandingPage.objects.all().delete()
    heading = "slug,title_en,title_ru,title_zh,lead_en,lead_ru,lead_zh,body_en,body_ru,body_zh"
    (tmp_path / "pages.csv").write_text(f"{heading}\n{slug},A,Б,甲,,,,{body},Б,甲\n", "utf-8")

    with pytest.raises(CommandError, match=r"pages\.csv, row 2") as refused:
        call_command("load_pages", str(tmp_path))

    assert problem in str(refused.value)
    assert not StandingPage.objects.exists()


def test_no_long_text_is_left_in_templates_and_catalogues():
    for language in ("ru", "zh_Hans"):
        catalogue = polib.pofile(
            Path(settings.BASE_DIR) / "locale" / language / "LC_MESSAGES" / "django.po"
        )
        told = [
            entry.msgid
            for entry in catalogue
            if any(f"/{name}.html" in place for place, _line in entry.occurrences for name in SHOWN)
            and max(len(entry.msgid), len(entry.msgstr)) > LONGEST
        ]
        assert told == []


def test_number_of_queries_does_not_depend_on_the_text(client):
    client.get("/en/terms/")  # what stands around it is known
    with CaptureQueriesContext(connection) as long:
        client.get("/en/terms/")
    StandingPage.objects.filter(slug="terms").update(body_en="{credit} " * 200)

    client.get("/en/terms/")
    with CaptureQueriesContext(connection) as longer:
        client.get("/en/terms/")

    assert len(longer) == len(long)


def test_address_is_that_of_its_name():
    assert {page.get_absolute_url() for page in StandingPage.objects.all()} == {
        reverse(name) for name in StandingPageName.values
    }


def test_sitemap_names_what_is_written_in_the_languages_it_is_written_in(client):
    StandingPage.objects.exclude(slug__in=("about", "terms")).delete()
    StandingPage.objects.filter(slug="terms").update(body_zh_hans="")

    told = client.get("/sitemap-pages-1.xml").content.decode()

    found = set(re.findall(r"<loc>http://testserver(/[^<]*)</loc>", told))
    pages = {f"/{code}/{name}/" for code in CODES for name in StandingPageName.values}
    assert found & pages == {*(f"/{code}/about/" for code in CODES), "/en/terms/", "/ru/terms/"}
