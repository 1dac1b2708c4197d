import pytest
from django.test import Client
from django.utils import translation

from i18n.typography import NO_BREAK
from tests.acting import workflow
from tests.events.moved import rescheduled
from tests.factories import EventFactory
from tests.pages import breadcrumb
from website.templatetags.portal import sentence


@pytest.mark.parametrize(
    ("code", "words", "expected"),
    [
        ("en", "14 June 2019", "14 June 2019."),
        ("ru", "14 июня 2019 г.", "14 июня 2019 г."),
        ("ru", "дата уточняется", "дата уточняется."),
        ("zh-hans", "2019年6月14日", "2019年6月14日。"),
    ],
)
def test_sentence_ends_in_one_full_stop(code: str, words: str, expected: str):
    with translation.override(code):
        assert sentence(words) == expected


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["calendar/as-on/2020-10-28/", "about/"])
def test_head_of_a_page_holds_no_break_for_the_eye(client: Client, path: str):
    head, _end, body = client.get(f"/ru/{path}").content.decode().partition("</head>")

    assert NO_BREAK not in head
    assert NO_BREAK in body


@pytest.mark.django_db
def test_given_up_date_is_not_torn_on_a_phone(client: Client):
    event = rescheduled()
    event.refresh_from_db()

    workflow.publish(event)

    page = client.get(f"/ru/events/{event.slug}/").content.decode()

    assert (
        f'<s><span class="whole">22–23</span>{NO_BREAK}июля{NO_BREAK}2020{NO_BREAK}г.</s>' in page
    )


@pytest.mark.django_db
def test_what_keeps_words_together_is_no_data(client: Client):
    event = EventFactory(title_ru="План в работе, 22–23 июля", published=True)

    response = client.get(f"/ru/events/{event.slug}/")

    assert f"в{NO_BREAK}работе" in response.content.decode()
    assert breadcrumb(response)[-1][0] == "План в работе, 22–23 июля"
