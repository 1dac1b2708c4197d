"""The plan in the admin: texts are edited, facts are shown, changes are only read."""

from datetime import date

import pytest
from django.urls import reverse

from events.dates import Period
from events.models import Change, Event
from publishing.enums import Publication
from staff.comments import ItemComment
from tests.acting import changes
from tests.factories import CityFactory, EventFactory, announcement
from tests.forms_sent import page, typed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

NO_PHOTOS = {"photos-TOTAL_FORMS": "0", "photos-INITIAL_FORMS": "0"}

LIST = "admin:events_event_changelist"
#: Session, user, the presidency, two counts, the bounds and the parts of the date hierarchy, the rows, and the
#: reasons that were added to them.
QUERIES_OF_CHANGES = 9


def shown(client, **query):
    return list(client.get(reverse(LIST), query).context["cl"].result_list)


def test_list_follows_the_plan(admin_client):
    undated = EventFactory()
    vague = EventFactory(period=Period.in_month(2020, 7))
    exact = EventFactory(period=Period.on(date(2020, 7, 22)))

    assert shown(admin_client) == [exact, vague, undated]


def test_list_says_date_and_place(admin_client):
    EventFactory(
        period=Period.on(date(2020, 7, 22), date(2020, 7, 23)),
        cities=[CityFactory(name_en="Chelyabinsk")],
    )

    told = admin_client.get(reverse(LIST)).content.decode()

    assert "22–23 July 2020" in told
    assert "Chelyabinsk" in told


def test_filter_begins_the_list_at_today(admin_client):
    EventFactory(period=Period.on(date(2020, 10, 27)))
    today = EventFactory(period=Period.on(date(2020, 10, 28)))
    later = EventFactory(period=Period.in_month(2020, 11))

    assert shown(admin_client, due="coming") == [today, later]


def test_filter_finds_what_is_past_without_an_outcome(admin_client):
    overdue = EventFactory(period=Period.on(date(2020, 10, 27)))
    EventFactory(period=Period.on(date(2020, 10, 28)))

    assert shown(admin_client, due="overdue") == [overdue]


def test_filter_finds_what_waits_for_a_date(admin_client):
    waiting = EventFactory(announced=announcement(None), period=Period.on(date(2020, 12, 1)))
    changes.postpone(waiting, announcement(date(2020, 10, 1)))
    EventFactory()

    assert shown(admin_client, due="postponed") == [waiting]


def test_filter_finds_what_was_never_announced(admin_client):
    EventFactory(announced=announcement(None))
    silent = EventFactory()

    assert shown(admin_client, due="unannounced") == [silent]


def test_new_event_is_a_draft_that_waits_to_be_announced(admin_client):
    given = {
        "slug": "new",
        "title_en": "New",
        "title_origin_en": "ours",
        "kind": "meeting",
        "level": "experts",
        "membership": "presidency",
        **NO_PHOTOS,
        "sources": "https://one.example/\nhttps://two.example/",
    }

    answer = admin_client.post(reverse("admin:events_event_add"), given, follow=True)

    event = Event.objects.get(slug="new")
    assert event.publication == Publication.DRAFT
    assert event.sources == ["https://one.example/", "https://two.example/"]
    assert [act.code for act in answer.context["acts"]] == ["announce"]


def test_sources_are_addresses(admin_client):
    answer = admin_client.post(
        reverse("admin:events_event_add"), {"sources": "https://one.example/\nnowhere"}
    )

    assert answer.context["adminform"].form.errors["sources"] == ["“nowhere”: Enter a valid URL."]


def test_facts_cannot_be_posted(admin_client):
    event = EventFactory(period=Period.on(date(2020, 12, 1)), published=True)
    given = {
        "title_en": "Plain edit",
        "title_ru": "Правка",
        "title_origin_en": "ours",
        "kind": event.kind,
        "level": event.level,
        "membership": event.membership,
        **NO_PHOTOS,
        "status": "held",
        "starts_on": "2020-01-01",
        "format": "online",
        "publication": "withdrawn",
    }

    admin_client.post(page(event), typed(admin_client, page(event), given))

    event.refresh_from_db()
    assert event.title_en == "Plain edit"
    assert (event.status, event.starts_on, event.format, event.publication) == (
        "planned",
        date(2020, 12, 1),
        "unknown",
        "published",
    )


def test_saving_texts_adds_no_step(admin_client):
    event = EventFactory(announced=announcement(None), published=True)
    given = {
        "title_en": "Plain edit",
        "title_ru": "Правка",
        "title_origin_en": "ours",
        "kind": event.kind,
        "level": event.level,
        "membership": event.membership,
        **NO_PHOTOS,
    }

    admin_client.post(page(event), typed(admin_client, page(event), given))

    event.refresh_from_db()
    assert event.title_en == "Plain edit"
    assert event.changes.count() == 1


def test_draft_with_a_history_cannot_be_deleted(admin_client):
    told, untold = EventFactory(announced=announcement(None)), EventFactory()

    answers = [
        admin_client.post(reverse("admin:events_event_delete", args=[row.pk]), {"post": "yes"})
        for row in (told, untold)
    ]

    assert [answer.status_code for answer in answers] == [403, 302]
    assert list(Event.objects.all()) == [told]


# --- the record of changes ------------------------------------------------------------------


def test_change_can_be_read(admin_client):
    EventFactory(
        announced=announcement(date(2020, 1, 1), reason="Set by the council."),
        period=Period.in_month(2020, 7),
    )

    answer = admin_client.get(reverse("admin:events_change_change", args=[Change.objects.get().pk]))

    told = answer.content.decode()
    assert "Set by the council." in told
    assert "Announced; Date: July 2020" in told


def test_change_cannot_be_altered_added_or_deleted(admin_client):
    EventFactory(announced=announcement(None))
    change = Change.objects.get()

    answers = [
        admin_client.post(page(change), {"number": 9}),
        admin_client.post(reverse("admin:events_change_delete", args=[change.pk])),
        admin_client.post(reverse("admin:events_change_add")),
    ]

    assert [answer.status_code for answer in answers] == [403, 403, 403]
    assert Change.objects.get().number == 1


def test_list_of_changes_takes_the_same_queries_for_any_length(
    admin_client, django_assert_num_queries
):
    address = reverse("admin:events_change_changelist")
    EventFactory(announced=announcement(date(2020, 1, 1)))
    admin_client.get(address)
    with django_assert_num_queries(QUERIES_OF_CHANGES):
        admin_client.get(address)
    EventFactory.create_batch(2, announced=announcement(date(2020, 2, 1)))

    with django_assert_num_queries(QUERIES_OF_CHANGES):
        admin_client.get(address)


def test_desk_talks_about_an_event_on_its_page(admin_client, client):
    event = EventFactory(published=True, slug="forum")
    other = EventFactory(published=True)
    at = reverse("admin:events_event_comment", args=[event.pk])

    def said(**sent):
        answer = admin_client.post(at, sent, follow=True)
        return [(row.text, row.resolved_at is not None) for row in answer.context["comments"]]

    assert said(comment="  Is the hall <b>booked</b>?  ") == [("Is the hall <b>booked</b>?", False)]
    key = str(event_comments(event).get().pk)
    assert said(comment=" ") == [("Is the hall <b>booked</b>?", False)]  # nothing, and it is said
    assert said(resolve=key, comment="It is.") == [
        ("Is the hall <b>booked</b>?", True),
        ("It is.", False),
    ]
    assert said(reopen=key)[0] == ("Is the hall <b>booked</b>?", False)
    assert said(resolve="x")[0] == ("Is the hall <b>booked</b>?", False)
    form = admin_client.get(page(event)).content.decode()
    assert "Is the hall &lt;b&gt;booked&lt;/b&gt;?" in form
    assert "It is." not in admin_client.get(page(other)).content.decode()
    for address in (f"/en/events/{event.slug}/", f"/en/events/{event.slug}.json"):
        assert b"hall" not in client.get(address).content
    assert admin_client.get(at).status_code == 405


def test_comment_that_is_sent_twice_is_kept_once(admin_client):
    event = EventFactory()
    sent = {"comment": "Look.", "once": "0" * 32}
    for _click in range(2):
        admin_client.post(reverse("admin:events_event_comment", args=[event.pk]), sent)

    assert [row.text for row in event_comments(event)] == ["Look."]


def event_comments(event):
    return ItemComment.objects.about(event)
