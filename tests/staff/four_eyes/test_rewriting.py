"""Whoever proposed something writes it anew with the texts that they had."""

from datetime import date

import pytest
from django.urls import reverse

from staff.models import KeptFile, KeptForm
from staff.models.proposals import Proposal
from tests.forms_sent import changed, found, messages_of, opened, page, sent_by
from tests.staff.four_eyes.asking import answers, approves, edits, moves, proposal, settles
from tests.staff.kept_files_sent import CAPTIONS, digest, offered, offers, with_photos
from tests.staff.of_roles import logged_in

pytestmark = pytest.mark.django_db


def test_rejected_texts_stand_in_the_form_again(event, editor, publisher):
    edits(editor, event, lead_en="A lead that was rejected.")
    KeptForm.objects.create(user=editor, address=page(event), tab="1", values={"lead_en": "Since."})
    settles(publisher, proposal(), "reject", "Shorter, please.")
    answer = answers(editor, proposal(), "again")

    kept = KeptForm.objects.get(address=page(event), tab=f"again-{proposal().pk}")
    assert KeptForm.objects.get(address=page(event), tab="1").values == {"lead_en": "Since."}
    assert answer.context["kept_again"] == kept.tab
    assert kept.values["lead_en"] == "A lead that was rejected."
    assert answer.redirect_chain[-1][0] == f"{page(event)}?again={proposal().pk}"
    assert found(event).lead_en == "They talk about museums."


def test_photo_of_a_proposal_is_offered_again_and_nothing_is_chosen(
    event, editor, publisher, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path
    client = logged_in(editor)
    client.post(page(event), with_photos(opened(client, page(event)), "hall.jpg"))
    answer = answers(editor, proposal(), "again")

    assert offers(answer) == {"photos-0-upload-kept": offered("hall.jpg")}
    assert "Offered again at their fields, to be chosen there: hall.jpg." in messages_of(answer)
    form = changed(sent_by(answer, "event_form"), kept_tab=f"again-{proposal().pk}")
    form |= {f"photos-0-{name}": [text] for name, text in CAPTIONS.items()}
    client.post(page(event), {**form, "photos-0-upload-kept": [digest("hall.jpg")]})
    approves(publisher, Proposal.objects.get(state="waiting"))
    assert event.photos.get().width == 640
    assert not KeptFile.objects.exists()


def test_act_that_waits_is_taken_back_and_begins_with_its_preview(event, host):
    moves(host, event)
    answer = answers(host, proposal(), "again")

    assert proposal().state == "withdrawn"
    assert answer.context["form"].cleaned_data["period"].first == date(2020, 12, 10)
    assert "previews" in answer.context


def test_nobody_writes_anothers_anew(event, host, editor):
    moves(host, event)
    one = proposal()
    address = reverse("admin:events_event_act", args=[event.pk, "move"])

    settles(editor, one, "again")
    shown = logged_in(editor).get(f"{address}?again={one.pk}")

    assert proposal().state == "waiting"
    assert shown.context["form"].is_bound is False
