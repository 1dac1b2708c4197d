from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from publishing import etags, records
from publishing.etags import Edition, digest_of, release
from publishing.models import PublicRecord, RecordCounter
from tests.append_only import RECORDS
from tests.factories import CityFactory

TAG = 'W/"7-0a1b2c3d-release"'


def asked(**headers: str) -> HttpRequest:
    return RequestFactory().get(
        "/", headers={name.replace("_", "-"): v for name, v in headers.items()}
    )


def answered(request: HttpRequest, status: int = 200) -> HttpResponse:
    return etags.answer(request, TAG, lambda: HttpResponse("new", status=status), max_age=60)


@pytest.mark.django_db
def test_first_edition_of_an_empty_record_is_nought():
    assert etags.newest() == Edition(0)


@pytest.mark.django_db
def test_newest_edition_is_that_of_the_last_record_of_all():
    CityFactory.create_batch(2)

    record = PublicRecord.objects.get(number=PublicRecord.objects.count())

    assert etags.newest() == Edition(record.number, record.mark, RecordCounter.objects.get().epoch)


def test_answer_carries_what_the_client_may_send_back():
    answer = answered(asked())

    assert answer.content == b"new"
    assert answer.headers["ETag"] == TAG
    assert answer.headers["Cache-Control"] == "public, max-age=60"


@pytest.mark.parametrize("sent", [TAG, TAG.removeprefix("W/"), f'"6", {TAG}'])
def test_same_edition_is_not_sent_again(sent: str):
    answer = answered(asked(If_None_Match=sent))

    assert (answer.status_code, answer.content) == (304, b"")
    assert answer.headers["ETag"] == TAG
    assert answer.headers["Cache-Control"] == "public, max-age=60"


def test_time_says_nothing_of_what_is_new():
    since = asked(If_Modified_Since="Fri, 31 Dec 2100 12:00:00 GMT")

    answer = etags.answer(
        since, TAG, lambda: HttpResponse("new", headers={"Last-Modified": "x"}), max_age=60
    )

    assert (answer.status_code, answer.content) == (200, b"new")
    assert "Last-Modified" not in answer.headers


def test_other_edition_is_sent():
    assert answered(asked(If_None_Match='"6"')).status_code == 200


def test_error_gets_no_validators():
    answer = answered(asked(), status=404)

    assert "ETag" not in answer.headers
    assert "Cache-Control" not in answer.headers


# --- tags -------------------------------------------------------------------------------


def test_tag_names_number_mark_epoch_release_and_what_else_it_follows_from(monkeypatch):
    monkeypatch.setattr(etags, "release", lambda: "r1")
    edition = Edition(7, "aa", "bb")

    assert edition.tag() == 'W/"7-aabb-r1"'
    assert edition.tag("q") == 'W/"7-aabb-q-r1"'
    monkeypatch.setattr(etags, "release", lambda: "r2")
    assert edition.tag() == 'W/"7-aabb-r2"'


@pytest.mark.django_db
def test_number_that_is_given_again_has_another_tag():
    city = CityFactory()
    before = etags.newest()
    with RECORDS.lifted(connection):  # an older copy was restored
        PublicRecord.objects.filter(number=before.number).delete()
    RecordCounter.objects.update(value=before.number - 1)

    city.name_en = "Renamed"
    city.save()
    records.record(city)

    again = etags.newest()
    assert (again.number, again.epoch) == (before.number, before.epoch)
    assert again.tag() != before.tag()


@pytest.mark.django_db
def test_renewed_epoch_changes_every_tag_and_no_record():
    CityFactory()
    before = etags.newest()

    epoch = records.renew_epoch()

    after = etags.newest()
    assert (after.number, after.mark, after.epoch) == (before.number, before.mark, epoch)
    assert after.tag() != before.tag()


@pytest.mark.django_db
def test_command_tells_the_new_epoch(capsys):
    call_command("renew_epoch")

    assert capsys.readouterr().out == f"The epoch is now {etags.epoch()}.\n"


# --- the release ------------------------------------------------------------------------


def test_release_is_another_when_a_file_that_tells_something_is(tmp_path: Path):
    page, note = tmp_path / "page.html", tmp_path / "note.pyc"
    page.write_text("Moved")
    first = digest_of([tmp_path])

    note.write_text("compiled")
    same = digest_of([tmp_path])
    page.write_text("Rescheduled")
    other = digest_of([tmp_path])
    page.rename(tmp_path / "other.html")

    assert first == same
    assert len({first, other, digest_of([tmp_path])}) == 3


def test_release_reads_code_templates_catalogues_and_what_they_stand_on():
    root = Path(settings.BASE_DIR)
    assert release() == digest_of(
        [
            *(
                root / app
                for app in (
                    "api",
                    "bodies",
                    "documents",
                    "events",
                    "hosts",
                    "i18n",
                    "news",
                    "places",
                )
            ),
            *(
                root / app
                for app in ("operations", "plan_data", "presidencies", "priorities", "publishing")
            ),
            *(root / app for app in ("sco_presidency", "search", "staff", "themes", "website")),
            *(root / part for part in ("templates", "locale", "requirements.txt")),
        ]
    )


@pytest.mark.django_db
def test_a_view_of_rendered_texts_runs_again_after_each_record_and_only_then():
    runs = []

    @etags.conditional(max_age=60)
    def view(request: HttpRequest) -> HttpResponse:
        runs.append(request.path)
        return HttpResponse("told")

    tags = []
    for _ in range(3):
        CityFactory()
        tag = view(asked()).headers["ETag"]
        assert view(asked(If_None_Match=tag)).status_code == 304
        tags.append(tag)

    assert len(runs) == len(set(tags)) == 3
    assert [view(asked(If_None_Match=tag)).status_code for tag in tags] == [200, 200, 304]
