"""What was changed at the desk since it was loaded stays when the files are loaded again, unless that is asked for."""

import pytest
from django.contrib.contenttypes.models import ContentType
from django.core.management import CommandError

from bodies.models import Body
from documents.models import Document
from events.models import Event
from publishing import records, translations
from staff.models import Revision
from tests.forms_sent import changed, opened, page
from tests.hosts.plan import hosted_plan
from tests.plan_data.plan_files import tiny_plan, written
from tests.plan_data.playing import event_called, load, printed

pytestmark = pytest.mark.django_db
REPLACED = "Brought to what the files say now; the history of each keeps what stood there:"
LEFT = "Changed at the desk since it was loaded, and left so; --overwrite takes what the files say:"


@pytest.fixture
def directory(tmp_path, admin_client):
    """The files of a plan that was loaded; an editor has since rewritten a text of an event and unticked its bodies."""
    rows = tiny_plan()
    directory = written(tmp_path, rows)
    load(directory)
    address = page(event_called("forum"))
    sent = opened(admin_client, address)
    assert sent["bodies"]
    answer = admin_client.post(address, changed(sent, summary_en="Ours", bodies=None))
    assert answer.status_code == 302
    return directory


def test_what_an_editor_wrote_stays_and_is_named(directory):
    newest = records.newest_number()

    lines = load(directory).splitlines()

    assert event_called("forum").summary_en == "Ours"
    assert not event_called("forum").bodies.exists()
    assert lines[-3:-1] == [LEFT, "  events.csv, row 2 (forum): bodies, summary_en"]
    assert lines[-1].startswith("Nothing changed:")
    assert records.newest_number() == newest


def test_other_texts_of_the_same_thing_follow_the_files(directory, tmp_path):
    rows = tiny_plan()
    rows["events.csv"][0]["summary_ru"] = "Иначе"
    rows["bodies.csv"][0]["short_name_en"] = "Board"

    load(written(tmp_path, rows))

    assert event_called("forum").summary_en == "Ours"
    assert event_called("forum").summary_ru == "Иначе"
    assert Body.objects.get(slug="council").short_name_en == "Board"


def test_translation_that_an_editor_left_behind_stays_so(directory, tmp_path, admin_client):
    event = event_called("forum")
    sent = opened(admin_client, page(event))
    admin_client.post(page(event), changed(sent, summary_ru="Другое"))
    before = {field.name for field in translations.outdated_texts(event_called("forum"), "en")}
    rows = tiny_plan()
    rows["events.csv"][0]["level"] = "ministers"

    load(written(tmp_path, rows))

    assert before == {"summary"}
    assert {f.name for f in translations.outdated_texts(event_called("forum"), "en")} == before


def test_files_are_taken_all_the_same_where_that_is_asked_and_the_history_tells_it(directory):
    kept = set(Revision.objects.values_list("pk", flat=True))

    lines = printed("load_plan", str(directory), "--overwrite")

    event = event_called("forum")
    assert event.summary_en != "Ours"
    assert event.bodies.exists()
    assert "  events.csv, row 2 (forum): bodies, summary_en" in lines
    kind = ContentType.objects.get_for_model(Event)
    told = Revision.objects.exclude(pk__in=kept).filter(kind=kind, object_id=str(event.pk))
    assert {(row.field, row.before, row.saved_by) for row in told} == {
        ("summary_en", "Ours", "load_plan"),
        ("bodies", "", "load_plan"),
    }
    assert list(records.discrepancies()) == []
    assert LEFT not in load(directory)


def test_hosts_that_an_editor_set_stay(tmp_path, admin_client):
    rows = hosted_plan()
    directory = written(tmp_path, rows)
    load(directory)
    address = page(event_called("forum"))
    sent = opened(admin_client, address)
    admin_client.post(address, changed(sent, **{"hostings-1-role": "host"}))
    roles = {hosting.role for hosting in event_called("forum").hostings.all()}

    lines = load(directory).splitlines()

    assert roles == {"host"}
    assert {hosting.role for hosting in event_called("forum").hostings.all()} == roles
    assert "  events.csv, row 2 (forum): hostings" in lines
    assert "hostings" in "".join(printed("load_plan", str(directory), "--overwrite"))
    assert event_called("forum").hostings.filter(role="co_host").exists()
    assert LEFT not in load(directory)


def test_what_an_editor_wrote_of_a_public_document_stays_and_stops_no_load(directory, admin_client):
    document = Document.objects.get(slug="declaration")
    address = page(document)
    admin_client.post(address, changed(opened(admin_client, address), summary_en="Ours"))

    lines = load(directory).splitlines()

    document.refresh_from_db()
    assert document.summary_en == "Ours"
    assert any("documents.csv" in line and "summary_en" in line for line in lines)
    with pytest.raises(CommandError, match="The public has read another summary_en"):
        printed("load_plan", str(directory), "--overwrite")
    assert Document.objects.get(slug="declaration").summary_en == "Ours"


def test_what_was_written_past_the_desk_is_named_and_its_history_keeps_it(tmp_path, admin_client):
    """By SQL, or in a shell: nobody knows who it was, so the files win, and nothing is lost."""
    directory = written(tmp_path, tiny_plan())
    load(directory)
    Body.objects.filter(slug="council").update(name_en="Of the shell")
    body = Body.objects.get(slug="council")

    lines = load(directory).splitlines()

    assert lines[lines.index(REPLACED) + 1] == "  bodies.csv, row 2 (council): name_en"
    row = Revision.objects.get()
    assert (row.before, row.after, row.saved_by) == (
        "Of the shell",
        Body.objects.get(slug="council").name_en,
        "load_plan",
    )
    (told,) = admin_client.get(page(body).replace("/change/", "/history/")).context["revisions"]
    assert told.restore == f"{page(body)}?restore={row.pk}"
    assert REPLACED not in load(directory)


def test_sources_that_follow_the_day_of_a_load_are_not_named(tmp_path):
    directory = written(tmp_path, tiny_plan())
    load(directory)
    Body.objects.filter(slug="council").update(source_url="https://other.example/")

    assert REPLACED not in load(directory)
    assert Revision.objects.get().before == "https://other.example/"
