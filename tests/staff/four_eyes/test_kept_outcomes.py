"""What a proposal would do is tried when it is proposed, and read as it was kept while all on which it hangs stays so."""

from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from i18n.texts import CODES
from publishing import etags
from staff.models import Assignment, Proposal
from staff.proposals import trials
from staff.proposals.outcomes import Outcome
from staff.review.registry import DOORS
from tests.acting import workflow
from tests.factories import ArticleFactory, DocumentFactory
from tests.factories.photos import picture
from tests.forms_sent import changed, found, messages_of, opened
from tests.staff.four_eyes.asking import answers, asked, edits, moves, proposal, settles
from tests.staff.of_roles import logged_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("media")]
#: Queries of a look: the goal for a screen of the desk is 30.
MOST = 25
#: What nothing would do: whoever reads it reads what was kept.
PLANTED = [["Lead, English", "", "Nobody proposed this.", "en", ""]]


def edit_with_a_photo(account, event):
    upload = {"photos-TOTAL_FORMS": "1", "photos-0-position": "1"}
    upload |= {"photos-0-upload": SimpleUploadedFile("hall.jpg", picture())}
    texts = dict.fromkeys(("alt_en", "alt_ru", "credit_en", "credit_ru"), "Зал.")
    upload |= {f"photos-0-{name}": text for name, text in texts.items()}
    edits(account, event, lead_ru="Речь о залах.", kind="forum", **upload)


def correction(account, _event):
    document = DocumentFactory(external_url="https://a.example/", languages=["ru"], published=True)
    client, address = (
        logged_in(account),
        reverse("admin:documents_document_correct", args=[document.pk]),
    )
    because = {"reason_en": "A page was missing.", "reason_ru": "Не было страницы."}
    client.post(address, changed(opened(client, address), title_ru="Другое имя", **because))


def translation(account, event):
    event.title_ru, event.title_zh_hans = "Директора музеев", "博物馆馆长会议"
    event.save()
    workflow.keep_draft(event, "zh-hans")
    client, address = (
        logged_in(account),
        reverse("admin:events_event_translations", args=[event.pk]),
    )
    shown = {one.code: one.shown for one in client.get(address).context["statuses"]}
    client.post(address, {"deed": "public", "language": "zh-hans", "shown": shown["zh-hans"]})


def publication(account, _event):
    address = reverse("admin:news_article_publish", args=[ArticleFactory().pk])
    logged_in(account).post(address, {"confirmed": "yes", "day": "2020-12-05", "time": "10:00"})


def planted(one):
    """Let the page of a proposal tell what it would not do, for as long as it reads what was kept."""
    outcome = {code: ["", PLANTED] for code in CODES}
    Proposal.objects.filter(pk=one.pk).update(tried={**one.tried, "outcome": outcome})
    return one


def page_of(account, one):
    return logged_in(account).get(reverse("admin:proposal", args=[one.pk]))


def afters(answer):
    return [one.after for one in answer.context["outcome"].differences]


SENT = [edit_with_a_photo, moves, correction, translation, publication]


@pytest.mark.parametrize("sent", SENT)
def test_look_reads_what_is_tried_anew_in_each_language(sent, event, editor, publisher):
    sent(editor, event)
    kept = Outcome.of_kept(proposal().tried["outcome"])

    for code in CODES:
        with override(code):
            anew = trials.tried(asked(publisher), proposal(), DOORS[proposal().deed])
            assert (str(kept.logged), kept.differences) == (str(anew.logged), anew.differences)
            assert kept.digest == anew.digest
    assert len({kept.told[code] for code in CODES}) == len(CODES)

    client = logged_in(publisher)
    with CaptureQueriesContext(connection) as queries:
        seen = client.get(reverse("admin:proposal", args=[proposal().pk]))
    statements = [query["sql"].partition(" ")[0] for query in queries.captured_queries]
    assert seen.context["outcome"].differences == kept.differences
    assert set(statements) == {"SELECT"}
    assert len(statements) <= MOST


@dataclass
class Desk:
    event: Any
    host: Any
    settings: Any
    patch: Any


@pytest.fixture
def desk(event, host, settings, monkeypatch):
    return Desk(event, host, settings, monkeypatch)


def item_is_written(desk):
    desk.event.lead_ru = "Другие слова."
    desk.event.save(update_fields=["lead_ru", "updated_at"])


def day_is_over(desk):
    desk.settings.PORTAL_CLOCK = "2020-10-29"


def release_comes(desk):
    desk.patch.setattr(etags, "release", lambda: "another")


def host_loses_the_event(desk):
    Assignment.objects.get(user=desk.host).hosts.clear()


@pytest.mark.parametrize(
    "change", [item_is_written, day_is_over, release_comes, host_loses_the_event]
)
def test_it_is_tried_anew_once_anything_on_which_it_hangs_is_otherwise(change, desk, publisher):
    moves(desk.host, desk.event)
    one = planted(proposal())
    assert afters(page_of(publisher, one)) == ["Nobody proposed this."]

    change(desk)

    seen = page_of(publisher, one).context
    is_refused = change is host_loses_the_event
    assert bool(seen["refusal"]) == is_refused
    if not is_refused:
        assert seen["outcome"].differences[0].after == "10 December 2020"
        planted(proposal())  # the look has kept what it tried: the next reads it
        assert afters(page_of(publisher, one)) == ["Nobody proposed this."]


def test_what_was_not_shown_is_not_approved(event, editor, publisher, settings):
    edits(editor, event, lead_en="They talk about halls.")
    one = planted(proposal())

    settings.PORTAL_CLOCK = "2020-10-30"  # texts that wait overnight are read as they were tried
    refused = answers(publisher, one, "approve")

    assert messages_of(refused) == [
        "The page was changed after you opened this, and nothing is done yet: look again."
    ]
    assert (proposal().is_waiting, found(event).lead_en) == (True, "They talk about museums.")
    assert afters(refused) == ["They talk about halls."]

    settles(publisher, one, "approve")
    assert found(event).lead_en == "They talk about halls."
    assert proposal().tried["token"] == ""
