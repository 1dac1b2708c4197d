"""What forms write is written down field by field, for ever, and an earlier text comes back."""

import csv
import io
from datetime import UTC, datetime

import pytest
from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission, User
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from events.models import Photo
from priorities.models import Priority
from publishing.models import SentForm
from staff.conflicts import DiffPart, compared
from staff.models import Revision
from staff.revisions import changes
from tests.append_only import LOG as LOG_OF_DJANGO
from tests.factories import (
    BodyFactory,
    EventFactory,
    PriorityFactory,
    StaffFactory,
)
from tests.factories.photos import PhotoFactory
from tests.forms_sent import changed, found, opened, page, sent_by
from tests.kinds import KINDS
from tests.markup import page_of
from tests.staff.doors import admin_page

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.clock("2020-10-28"),
    pytest.mark.usefixtures("media"),
]

LOG = "/admin/log/"


def save(client, item, **fields):
    return client.post(page(item), changed(opened(client, page(item)), **fields))


def written():
    return [(row.field, row.before, row.after) for row in Revision.objects.order_by("pk")]


def test_save_tells_old_and_new_of_what_it_changed_and_who(admin_client):
    item = PriorityFactory(summary_en="Old.", position=3)

    save(admin_client, item, summary_en="New.", position="4")

    assert sorted(written()) == [("position", "3", "4"), ("summary_en", "Old.", "New.")]
    row = Revision.objects.first()
    assert (row.item, row.saved_by, row.name) == (item, "admin", str(item))


@pytest.mark.by_turns(6)
@pytest.mark.parametrize("kind", KINDS)
def test_forms_of_every_kind_are_written_down(admin_client, kind):
    make, first, _second = KINDS[kind]
    item = make()
    text = "A1\nB2" if first == "spellings" else "A new text."

    save(admin_client, item, **{first: text})

    ((field, _before, after),) = written()
    assert (field, after) == (first, text)


def test_refused_and_untouched_saves_write_nothing(admin_client):
    item = PriorityFactory()

    save(admin_client, item, summary_en="New.", position="x")
    save(admin_client, item)

    assert written() == []


def test_new_thing_begins_with_what_was_filled_in(admin_client):
    add = reverse("admin:priorities_priority_add")
    other = PriorityFactory()
    strand = other.strand
    fields = {f"title_{code}": f"Title {code}" for code in ("en", "ru", "zh_hans")}

    more = {"strand": strand.pk, "position": other.position + 1, "summary_en": "What it is for."}
    admin_client.post(add, changed(opened(admin_client, add), **fields, **more))

    item = Priority.objects.get(title_en="Title en")
    rows = {field: (before, after) for field, before, after in written()}
    assert rows["title_ru"] == ("", "Title ru")
    assert rows["strand"] == ("", str(strand))
    assert {row.object_id for row in Revision.objects.all()} == {str(item.pk)}


def test_links_are_told_by_their_names(admin_client):
    first, second = BodyFactory.create_batch(2)
    event = EventFactory(bodies=[first])

    save(admin_client, event, bodies=[second.pk])

    assert written() == [("bodies", str(first), str(second))]


def test_rows_below_are_told_with_their_prefix_and_deleted_ones_by_name(admin_client):
    photo = PhotoFactory(event=EventFactory(published=True), alt_en="A square.")
    other = PhotoFactory(event=photo.event)
    name = str(other)

    save(admin_client, photo.event, **{"photos-0-alt_en": "A street.", "photos-1-DELETE": "on"})

    assert written() == [
        ("photos-0-alt_en", "A square.", "A street."),
        (f"photos-{other.pk}", name, ""),
    ]
    assert Photo.objects.count() == 1


def test_passwords_are_nobodys_to_read(admin_client):
    anna = StaffFactory(username="anna")

    save(admin_client, anna, first_name="Anna")
    address = reverse("admin:auth_user_password_change", args=[anna.pk])
    admin_client.post(
        address,
        changed(
            opened(admin_client, address), password1="a-Long-1-word", password2="a-Long-1-word"
        ),
    )

    assert written() == [("first_name", "", "Anna")]


def test_no_form_that_asks_for_a_password_tells_of_it():
    class Form(forms.Form):
        first_name = forms.CharField()
        password1 = forms.CharField()
        old_password = forms.CharField()

    form = Form({"first_name": "Anna", "password1": "a-Long-1-word", "old_password": "another"})
    assert form.is_valid()

    assert [change.field for change in changes(form, [])] == ["first_name"]


def test_save_that_fails_half_way_writes_nothing_down(admin_client, monkeypatch):
    item = PriorityFactory()
    sent = changed(opened(admin_client, page(item)), summary_en="New.")

    def fail(*given):
        raise RuntimeError

    monkeypatch.setattr("staff.base.records.record", fail)
    with pytest.raises(RuntimeError):
        admin_client.post(page(item), sent)

    assert written() == []


def test_earlier_text_comes_back_in_three_clicks(admin_client):
    """History, “Restore…”, Save."""
    item = PriorityFactory(summary_en="The first wording.")
    save(admin_client, item, summary_en="A slip of the pen.")

    history = page_of(admin_client.get(admin_page("history", item)))
    form = admin_client.get(history.one("a", cls="restore")["href"])
    values = form.context["restored"].values
    admin_client.post(page(item), changed(opened(admin_client, page(item)), **values))

    assert '"summary_en": "The first wording."' in form.content.decode()
    assert found(item).summary_en == "The first wording."
    assert written() == [
        ("summary_en", "The first wording.", "A slip of the pen."),
        ("summary_en", "A slip of the pen.", "The first wording."),
    ]


def test_earlier_text_that_was_saved_is_not_put_over_what_is_written_next(admin_client):
    """“Save and continue editing” leads to the form, and no longer to that of the earlier text."""
    item = PriorityFactory(summary_en="The first wording.")
    save(admin_client, item, summary_en="A slip of the pen.")
    history = page_of(admin_client.get(admin_page("history", item)))
    address = history.one("a", cls="restore")["href"]
    form = admin_client.get(address)
    without_script = page_of(form).one("noscript")

    restored = form.context["restored"].values
    sent = changed(sent_by(form), **restored, _continue="yes")
    answer = admin_client.post(f"{address}&_changelist_filters=q%3Dtrade", sent)

    assert "The first wording." in without_script.text
    assert answer.url == f"{page(item)}?_changelist_filters=q%3Dtrade"
    assert found(item).summary_en == "The first wording."


def test_earlier_text_of_a_photo_comes_back_wherever_it_stands_now(admin_client):
    event = EventFactory()
    first, photo = (PhotoFactory(event=event, alt_en=alt) for alt in ("A hall.", "A square."))
    save(admin_client, event, **{"photos-1-alt_en": "A slip."})
    first.delete()

    history = page_of(admin_client.get(admin_page("history", event)))
    address = history.one("a", cls="restore")["href"]
    values = admin_client.get(address).context["restored"].values
    assert values == {"photos-0-alt_en": "A square."}
    admin_client.post(page(event), changed(opened(admin_client, page(event)), **values))
    assert found(photo).alt_en == "A square."

    photo.delete()
    assert admin_client.get(address).context["restored"] is None


def test_only_a_text_of_the_item_itself_comes_back(admin_client):
    item, other = PriorityFactory.create_batch(2)
    save(admin_client, item, position=str(item.position + 100))
    save(admin_client, other, summary_en="New.")
    not_a_text, of_another = Revision.objects.order_by("pk")

    for number in (not_a_text.pk, of_another.pk, "", "x", "-1", "9" * 30, "0"):
        answer = admin_client.get(f"{page(item)}?restore={number}")
        assert (answer.status_code, answer.context["restored"]) == (200, None)


def test_history_marks_what_went_and_what_came(admin_client):
    item = PriorityFactory(summary_en="They meet in Chelyabinsk in July.")
    save(admin_client, item, summary_en="They meet in Moscow in July.")

    (row,) = admin_client.get(admin_page("history", item)).context["revisions"]

    assert row.label == "summary (English)"
    assert row.parts == [
        DiffPart("same", "They meet in "),
        DiffPart("gone", "Chelyabinsk"),
        DiffPart("new", "Moscow"),
        DiffPart("same", " in July."),
    ]


@pytest.mark.parametrize(
    ("before", "after", "parts"),
    [
        ("", "", []),
        ("", "a", [("new", "a")]),
        ("a", "", [("gone", "a")]),
        (
            "峰会七月举行",
            "峰会九月举行",
            [("same", "峰会"), ("gone", "七"), ("new", "九"), ("same", "月举行")],
        ),
        ("a  b\n", "a  b\n", [("same", "a  b\n")]),
    ],
)
def test_texts_are_compared_by_words_and_signs(before, after, parts):
    assert compared(before, after) == [DiffPart(*part) for part in parts]


def test_history_shows_nothing_to_whoever_may_not_see_the_item(client):
    item = PriorityFactory()
    user = StaffFactory(is_superuser=False)
    user.user_permissions.set(Permission.objects.filter(codename="view_article"))
    client.force_login(user)

    assert client.get(admin_page("history", item)).status_code == 403


@pytest.mark.parametrize(
    "deed",
    [
        lambda rows: rows.update(after="Else."),
        lambda rows: rows.delete(),
    ],
)
def test_database_refuses_to_alter_or_delete_a_row(admin_client, deed):
    save(admin_client, PriorityFactory(), summary_en="New.")

    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        deed(Revision.objects.all())

    assert Revision.objects.count() == 1


def test_log_outlives_the_account(admin_client, client):
    anna = StaffFactory(username="anna")
    client.force_login(anna)
    save(client, PriorityFactory(), summary_en="New.")

    LOG_OF_DJANGO.remove(connection)
    for table in (LogEntry, SentForm):
        table.objects.all().delete()
    LOG_OF_DJANGO.install(connection)
    User.objects.filter(pk=anna.pk)._raw_delete("default")

    assert [row.saved_by for row in Revision.objects.all()] == ["anna"]


def at(moment, **more):
    kind = Revision._meta.get_field("kind").related_model.objects.get_for_model(Priority)
    row = {"kind": kind, "object_id": "1", "name": "It", "field": "summary_en", "after": "x"}
    return Revision.objects.create(**{**row, "saved_by": "anna", "saved_at": moment, **more})


def test_log_is_a_page_a_week_filtered_by_person(admin_client):
    """The week of 2 November begins at midnight in Moscow."""
    inside = at(datetime(2020, 11, 1, 21, 0, tzinfo=UTC))
    last = at(datetime(2020, 11, 8, 20, 59, tzinfo=UTC), saved_by="boris")
    at(datetime(2020, 11, 1, 20, 59, tzinfo=UTC))
    at(datetime(2020, 11, 8, 21, 0, tzinfo=UTC))

    def rows(query):
        return [row.at for row in admin_client.get(LOG + query).context["week"].rows]

    assert rows("?week=2020-W45") == [last.saved_at, inside.saved_at]
    assert rows("?week=2020-W45&who=anna") == [inside.saved_at]
    assert rows(f"?week=2020-W45&kind={inside.kind_id}") == [last.saved_at, inside.saved_at]
    assert rows("?week=2020-W45&kind=999999") == []
    assert rows("?week=2020-W45&who=nobody") == []
    shown = admin_client.get(f"{LOG}?week=2020-W45").context["week"]
    assert (shown.people, shown.earlier, shown.later) == (["anna", "boris"], "2020-W44", "2020-W46")


@pytest.mark.parametrize(
    "code",
    ["", "x", "2020-W99", "2020-11", "-W", "99999-W01", "0-W1", "²-W1", "0001-W01", "9999-W52"],
)
def test_any_other_week_is_this_one(admin_client, code):
    answer = admin_client.get(LOG, {"week": code})

    assert answer.status_code == 200
    assert answer.context["week"].rows == []


def test_log_is_read_by_whom_it_is_allowed(client, admin_client):
    user = StaffFactory(is_superuser=False)
    client.force_login(user)
    assert client.get(LOG).status_code == 403

    user.user_permissions.set(Permission.objects.filter(codename="view_revision"))
    at(datetime(2020, 11, 3, tzinfo=UTC))

    answers = [one.get(f"{LOG}?week=2020-W45") for one in (client, admin_client)]
    assert [answer.status_code for answer in answers] == [200, 200]
    # What the reader may not open has no link.
    links = [[row.url for row in answer.context["week"].rows] for answer in answers]
    assert links == [[""], ["/admin/priorities/priority/1/change/"]]


def test_log_names_what_is_gone(admin_client):
    at(datetime(2020, 11, 3, tzinfo=UTC), field="no_longer_there", object_id="77")

    shown = page_of(admin_client.get(f"{LOG}?week=2020-W45"))

    assert "no_longer_there" in shown.text


def test_log_is_taken_along_as_it_is_filtered(admin_client, admin_user):
    body = BodyFactory(published=True, name_en="=Council")
    save(admin_client, body, name_en="Council of Heads")
    at(timezone.now(), saved_by="somebody else")

    asked = f"?who={admin_user.username}"
    page = admin_client.get(LOG + asked)
    answer = admin_client.get(f"{LOG}export.csv{asked}")
    head, row = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    book = admin_client.get(f"{LOG}export.xlsx{asked}")

    assert f'href="export.csv{asked}" download' in page.content.decode()
    assert head == ["Date/time", "User", "What", "Field", "Old", "New"]
    day = timezone.localtime(timezone.now()).date().isoformat()
    assert (row[0][:10], row[1:]) == (
        day,
        [
            admin_user.username,
            "Council of Heads",
            "name (English)",
            "'=Council",
            "Council of Heads",
        ],
    )
    assert book.headers["Content-Disposition"].startswith('attachment; filename="log-2')
    assert book.content[:2] == b"PK"


def test_log_takes_the_same_queries_for_any_number_of_rows(admin_client):
    def queries():
        with CaptureQueriesContext(connection) as taken:
            admin_client.get(f"{LOG}?week=2020-W45")
        return len(taken)

    at(datetime(2020, 11, 3, tzinfo=UTC))
    queries()
    one = queries()
    for hour in range(9):
        at(datetime(2020, 11, 4, hour, tzinfo=UTC))

    assert queries() == one


def test_log_tells_what_was_done_beside_forms_and_each_thing_once(admin_client, admin_user):
    body, draft = BodyFactory(published=True), BodyFactory()
    save(admin_client, body, name_en="Council of Heads")
    address = reverse("admin:bodies_body_publish", args=[draft.pk])
    admin_client.post(address, opened(admin_client, address))

    rows = admin_client.get(LOG).context["week"].rows

    told = [(row.who, row.name, row.label, [part.text for part in row.parts]) for row in rows]
    assert told[0][:3] == (admin_user.username, str(draft), "")
    assert next(line for line in told if line[2])[2] == "name (English)"
    assert len(told) == 2


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("act", ["update", "delete"])
def test_nobody_alters_the_log_of_the_admin(admin_client, act):
    body = BodyFactory(published=True)
    save(admin_client, body, name_en="Council of Heads")
    entries = LogEntry.objects.all()

    with pytest.raises(DatabaseError, match="append-only"):
        entries.update(change_message="") if act == "update" else entries._raw_delete("default")

    assert entries.get().change_message != ""
