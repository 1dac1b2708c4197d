"""Two editors, one thing: what does not collide is kept of both, and of what does both texts are shown."""

from datetime import date

import orjson
import pytest
from django.test import Client

from events.dates import Period
from events.models import Event
from publishing import records
from tests.factories import (
    BodyFactory,
    CountryFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
)
from tests.forms_sent import changed, found, messages_of, opened, page, sent_by, told
from tests.threads import at_once

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

STALE = (
    "This was changed after you opened the form. Nothing is saved yet, and what you typed is still "
    "here: compare it with what is stored now, then save again."
)


def words(name, text):
    return "https://a.example/" + text if name.endswith(("website", "url", "source", "s")) else text


@pytest.mark.by_turns(6)
def test_of_two_fields_both_changes_are_kept_and_the_second_editor_is_told(admin_client, kind):
    item, first, second = kind
    one, other = words(first, "one"), words(second, "other")
    if first == "spellings":
        one = "SCO\nШОС"
    early = opened(admin_client, page(item))
    late = opened(admin_client, page(item))
    admin_client.post(page(item), changed(early, **{first: one}))

    answer = admin_client.post(page(item), changed(late, **{second: other}), follow=True)

    saved = found(item)
    assert getattr(saved, first).replace("\r\n", "\n") == one
    assert getattr(saved, second) in (other, [other])
    assert [said for said in messages_of(answer) if said.startswith("Changed by somebody")] == [
        f"Changed by somebody else meanwhile, and kept: {label_of(item, first)} – {one}"
    ]


def test_page_of_a_conflict_tells_what_went_together_and_each_text_beside_the_common_one(
    admin_client,
):
    event = EventFactory(lead_en="Ministers meet.", host_en="", short_title_en="Council")
    early, late = (opened(admin_client, page(event)) for _tab in range(2))
    theirs = {"lead_en": "Eight ministers meet.", "host_en": "Theirs"}
    admin_client.post(page(event), changed(early, **theirs))

    mine = {"lead_en": "Ministers meet online.", "short_title_en": "Mine"}
    refused = admin_client.post(page(event), changed(late, **mine))

    (collision,) = [one for one in refused.context["conflicts"] if one.collides]
    assert [(part.kind, part.text) for part in collision.typed_parts] == [
        ("same", "Ministers meet"),
        ("new", " online"),
        ("same", "."),
    ]
    assert ("gone", "Ministers") in [(part.kind, part.text) for part in collision.stored_parts]
    together = [(one.label, one.was, one.stored, one.typed) for one in refused.context["together"]]
    assert together == [
        ("Host (English)", "", "Theirs", None),
        ("Short title (English)", "Council", "Council", "Mine"),
    ]
    assert 'data-put="id_host_en" data-value=""' in refused.content.decode()


def test_ticks_of_both_are_kept_each_by_itself(admin_client):
    kept, left, mine, theirs = (PriorityFactory() for _one in range(4))
    event = EventFactory()
    event.priorities.set([kept, left])
    early, late = (opened(admin_client, page(event)) for _tab in range(2))
    admin_client.post(page(event), changed(early, priorities=[kept.pk, left.pk, theirs.pk]))

    ticked = changed(late, priorities=[kept.pk, mine.pk])
    answer = admin_client.post(page(event), ticked, follow=True)

    assert {*event.priorities.all()} == {kept, mine, theirs}
    (said,) = [one for one in messages_of(answer) if one.startswith("Changed by somebody")]
    assert str(theirs) in said


def test_translation_is_not_saved_beside_a_source_that_its_writer_never_saw(admin_client):
    item = PriorityFactory(published=True, source_language="ru")
    late = opened(admin_client, page(item))
    admin_client.post(
        page(item), changed(opened(admin_client, page(item)), summary_ru="Новый текст.")
    )

    refused = admin_client.post(page(item), changed(late, summary_en="The old text."))

    assert refused.context["adminform"].form.non_field_errors() == [STALE]
    assert told(refused) == [("Summary (Russian)", "Новый текст.", None)]
    assert found(item).summary_en == item.summary_en

    admin_client.post(page(item), sent_by(refused, "priority_form"))

    assert (found(item).summary_ru, found(item).summary_en) == ("Новый текст.", "The old text.")


@pytest.mark.parametrize(
    ("early", "late"), [("summary_en", "summary_ru"), ("summary_en", "summary_zh_hans")]
)
def test_source_and_translations_are_kept_that_do_not_lean_on_what_moved(admin_client, early, late):
    item = PriorityFactory(published=True, source_language="ru")
    sent = changed(opened(admin_client, page(item)), **{late: "Мой."})
    admin_client.post(page(item), changed(opened(admin_client, page(item)), **{early: "Theirs."}))

    admin_client.post(page(item), sent)

    assert (getattr(found(item), early), getattr(found(item), late)) == ("Theirs.", "Мой.")


@pytest.mark.by_turns(6)
def test_of_two_texts_of_one_field_both_are_shown_and_the_editor_decides(admin_client, kind):
    item, first, _second = kind
    texts = ["SCO\nШОС", "SCO\n上合"] if first == "spellings" else ["One.", "Other."]
    early = opened(admin_client, page(item))
    late = opened(admin_client, page(item))
    admin_client.post(page(item), changed(early, **{first: texts[0]}))

    refused = admin_client.post(page(item), changed(late, **{first: texts[1]}))

    assert [(stored, typed) for _label, stored, typed in told(refused)] == [tuple(texts)]
    assert getattr(found(item), first) == texts[0]
    shown = refused.content.decode()
    assert all(text.splitlines()[1] in shown if "\n" in text else text in shown for text in texts)

    admin_client.post(page(item), sent_by(refused, f"{item._meta.model_name}_form"))

    assert getattr(found(item), first).replace("\r\n", "\n") == texts[1]


def test_the_same_change_twice_is_no_conflict(admin_client):
    item = PriorityFactory()
    early, late = (opened(admin_client, page(item)) for _tab in range(2))
    admin_client.post(page(item), changed(early, summary_en="The same."))

    answer = admin_client.post(
        page(item), changed(late, summary_en="The same.", position="77"), follow=True
    )

    assert (found(item).summary_en, found(item).position) == ("The same.", 77)
    assert (
        "Changed by somebody else meanwhile, and kept: Summary (English) – The same."
        in messages_of(answer)
    )


def test_two_who_change_different_fields_are_told_no_more_than_the_first_words(admin_client):
    item = PriorityFactory()
    late = opened(admin_client, page(item))
    item.description_en = "long " * 100
    item.save()

    answer = admin_client.post(page(item), changed(late, summary_en="Mine."), follow=True)

    (told_so,) = [said for said in messages_of(answer) if said.startswith("Changed by somebody")]
    assert told_so.endswith("long…")
    assert len(told_so) < 300


@pytest.mark.parametrize("action", ["change", "act/hold"])
def test_field_that_an_older_release_had_is_told_with_what_was_typed(admin_client, action: str):
    """A form that stood open over an upgrade; its `shown` names a field that is none any more."""
    event = EventFactory(published=True, period=Period.on(date(2020, 10, 27)))
    address = f"/admin/events/event/{event.pk}/{action}/"
    sent = opened(admin_client, address)
    shown = orjson.loads(sent["shown"][0])
    shown["form"]["motto"] = "As it was"

    sent = changed(sent, shown=orjson.dumps(shown).decode(), motto="As it was typed")
    answer = admin_client.post(address, sent)

    assert answer.status_code == 200
    assert told(answer) == [("motto", "", "As it was typed")]


@pytest.mark.by_turns(3)
@pytest.mark.parametrize("odd", [1, 1.5, True, 2**63, [[1]], [None], [{"a": [1]}]])
def test_what_no_page_of_ours_shows_is_no_error(admin_client, odd):
    event = EventFactory()
    sent = opened(admin_client, page(event))
    shown = orjson.loads(sent["shown"][0])
    shown["form"] |= {"bodies": odd, "sources": odd, "title_en": odd}

    sent = changed(sent, shown=orjson.dumps(shown).decode())

    assert admin_client.post(page(event), sent).status_code in (200, 302)


def test_refusal_says_who_changed_it_and_when(admin_client, client):
    item = PriorityFactory()
    late = opened(admin_client, page(item))
    client.force_login(StaffFactory(username="anna"))
    client.post(page(item), changed(opened(client, page(item)), summary_en="Of Anna."))

    refused = admin_client.post(page(item), changed(late, summary_en="Mine."))

    assert refused.context["changed_by"] == "anna"
    assert "by anna." in refused.content.decode()


def test_what_no_editor_changed_has_no_name(admin_client):
    item = PriorityFactory()
    late = opened(admin_client, page(item))
    item.summary_en = "Of a file."
    item.save()

    refused = admin_client.post(page(item), changed(late, summary_en="Mine."))

    assert told(refused) == [("Summary (English)", "Of a file.", "Mine.")]
    assert refused.context["changed_by"] == ""


def test_faults_and_conflicts_are_shown_together(admin_client):
    item = PriorityFactory(published=True)
    late = opened(admin_client, page(item))
    item.summary_en = "Other."
    item.save()

    refused = admin_client.post(page(item), changed(late, summary_en="Mine.", position="many"))

    form = refused.context["adminform"].form
    assert told(refused) == [("Summary (English)", "Other.", "Mine.")]
    assert list(form.errors) == ["position", "__all__"]
    assert (form["summary_en"].value(), form["position"].value()) == ("Mine.", "many")


def test_links_left_alone_become_what_is_stored(admin_client):
    first, second = BodyFactory.create_batch(2)
    event = EventFactory(bodies=[first])
    late = opened(admin_client, page(event))
    event.bodies.set([second])

    admin_client.post(page(event), changed(late, host_en="A ministry"))

    assert list(event.bodies.all()) == [second]
    assert found(event).host_en == "A ministry"


def test_choice_that_somebody_changed_is_told_in_words(admin_client):
    event = EventFactory(level="ministers", chair=CountryFactory())
    chair = CountryFactory(name_en="Zebraland")
    late = opened(admin_client, page(event))
    Event.objects.filter(pk=event.pk).update(level="experts", chair=chair)

    refused = admin_client.post(page(event), changed(late, level="heads"))

    assert [stored for _label, stored, _typed in told(refused)] == ["experts", str(chair)]


def test_change_that_came_while_the_form_waited_for_its_turn_stays(admin_client, monkeypatch):
    """The row is read once to find it, and anew under the lock."""
    item = PriorityFactory()
    sent = changed(opened(admin_client, page(item)), summary_en="Mine.")
    take_turn = records.take_turn

    def late_turn():
        type(item).objects.update(description_en="Of another.", position=77)
        return take_turn()

    monkeypatch.setattr("staff.stale_forms.records.take_turn", late_turn)

    admin_client.post(page(item), sent)

    kept = found(item)
    assert (kept.description_en, kept.position) == ("Of another.", 77)
    assert kept.summary_en == "Mine."


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("fields", "wanted"),
    [(("summary_en", "description_en"), [302, 302]), (("summary_en", "summary_en"), [200, 302])],
)
def test_of_two_forms_sent_at_once_nothing_is_lost(fields, wanted):
    item, editor = PriorityFactory(), StaffFactory()
    clients = [Client(), Client()]
    for one in clients:
        one.force_login(editor)
    forms = [
        changed(opened(one, page(item)), **{field: text})
        for one, field, text in zip(clients, fields, ("One.", "Other."), strict=True)
    ]
    statuses = []

    def sending(number):
        return lambda: statuses.append(clients[number].post(page(item), forms[number]).status_code)

    raised = at_once(sending(0), sending(1))

    assert raised == []
    assert sorted(statuses) == wanted
    kept = {getattr(found(item), field) for field in fields}
    assert kept <= {"One.", "Other."}
    assert len(kept) == len(set(fields))


def label_of(item, field):
    name = str(item._meta.get_field(field).verbose_name)
    return name[0].upper() + name[1:]
