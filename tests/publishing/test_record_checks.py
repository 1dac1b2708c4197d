"""What the records say otherwise than the database is found, and recorded anew."""

import pytest
from django.db import connection

from publishing import records
from publishing.models import PublicRecord
from publishing.records import Discrepancy
from tests.append_only import RECORDS
from tests.factories import BodyFactory, CityFactory, EventFactory
from tests.recording import last_told

pytestmark = pytest.mark.django_db


def test_records_that_are_true_show_no_discrepancy():
    EventFactory(published=True, bodies=[BodyFactory(published=True), BodyFactory()])
    BodyFactory(withdrawn=True)
    CityFactory()

    assert list(records.discrepancies()) == []


def test_every_kind_of_falsehood_in_the_records_is_found():
    changed, unrecorded, hidden = (
        BodyFactory(slug="changed", published=True),
        BodyFactory(slug="unrecorded", published=True),
        BodyFactory(slug="hidden", published=True),
    )
    type(changed).objects.filter(pk=changed.pk).update(name_en="Changed behind our back")
    with RECORDS.lifted(connection):
        PublicRecord.objects.filter(key=unrecorded.slug).delete()
    type(hidden).objects.filter(pk=hidden.pk).update(publication="withdrawn")

    assert sorted(records.discrepancies(), key=str) == [
        Discrepancy("bodies", "changed", "the record differs from the database"),
        Discrepancy("bodies", "hidden", "the record tells of something not public"),
        Discrepancy("bodies", "unrecorded", "is public and has no record"),
    ]


def test_what_is_worded_anew_is_recorded_once():
    body, hidden = BodyFactory(published=True), BodyFactory(published=True)
    BodyFactory(published=True)
    type(body).objects.filter(pk=body.pk).update(name_en="Reworded")
    type(body).objects.filter(pk=hidden.pk).update(publication="withdrawn")

    renewed = [records.renew(), records.renew()]

    assert renewed == [2, 0]
    assert last_told("bodies", body.slug)["name"]["en"] == "Reworded"
    assert list(records.discrepancies()) == []
