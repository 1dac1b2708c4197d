"""The current presidency is read anew as soon as it changed, whoever changed it, and not before."""

from datetime import timedelta

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from presidencies.current import current, one_presidency
from presidencies.models import Presidency, State

pytestmark = pytest.mark.django_db


def queries_of(read) -> int:
    with CaptureQueriesContext(connection) as asked:
        read()
    return len(asked)


def test_what_is_known_costs_one_query_and_what_changed_one_more():
    current()
    assert queries_of(current) == 1

    Presidency.objects.update(label_en="Chair", updated_at=F("updated_at") + timedelta(seconds=1))

    assert queries_of(current) == 2
    assert (queries_of(current), current().label_en) == (1, "Chair")


def test_a_change_that_is_taken_back_is_seen_no_longer():
    before = current().label_en
    presidency = Presidency.objects.get()
    presidency.label_en = "Another"
    kept = presidency.updated_at
    presidency.save()
    assert current().label_en == "Another"

    Presidency.objects.update(label_en=before, updated_at=kept)

    assert current().label_en == before


def test_another_that_became_current_is_read():
    Presidency.objects.update(state=State.CLOSED)
    other = Presidency.objects.get()
    other.pk = None
    other.slug, other.state, other.title_en = "other", State.CURRENT, "Other"
    other.save()

    assert (current().pk, current().title_en) == (other.pk, "Other")


def test_without_a_current_one_nothing_of_the_last_is_told():
    assert current().slug == "russia-2019-2020"
    Presidency.objects.update(state=State.CLOSED)

    assert (current().pk, current().slug) == (None, "")


def test_what_somebody_does_to_his_own_is_nobody_elses():
    title = current().title_en

    current().title_en = "Mine"
    current().country = None

    assert current().title_en == title


def test_meanwhile_it_is_read_once():
    with one_presidency():
        current()
        assert queries_of(current) == 0
