"""What is made once is, copied, what it was; and it is made anew where a copy would be another thing."""

import pytest

from events.models import Event
from places.models import Country
from publishing import records
from tests.events.past_plan import summit
from tests.factories import BodyFactory, CityFactory, EventFactory
from tests.factories.places import FREE_CODES, free_code
from tests.made_once import made_once
from tests.plan_data.playing import everything, undone

pytestmark = [pytest.mark.django_db, pytest.mark.recorded]


@pytest.fixture
def made():
    """The names of the bodies that were made, not copied."""
    return []


@pytest.fixture
def make(made):
    @made_once
    def make(slug):
        made.append(slug)
        BodyFactory(slug=slug, published=True)

    return make


def told_of(make, *arguments):
    with undone():
        make(*arguments)
        assert list(records.discrepancies()) == []
        return everything()


def test_a_copy_is_what_was_made(make, made):
    assert told_of(make, "council") == told_of(make, "council")
    assert made == ["council"]


def test_an_event_with_a_past_is_copied_whole():
    first, second = told_of(summit), told_of(summit)

    assert first == second
    assert {"event summit", "change summit/5", "record events/summit"} <= first.keys()


def test_no_new_country_has_the_code_of_one_that_is_copied():
    with undone():
        summit()
        copied = set(Country.objects.values_list("code", flat=True))

    new = {free_code(number) for number in range(len(FREE_CODES))}
    assert copied
    assert new.isdisjoint(copied)


def test_other_arguments_and_other_clocks_make_other_things(make, made, settings):
    told_of(make, "council")
    told_of(make, "rats")
    settings.PORTAL_CLOCK = "2020-10-28"
    told_of(make, "council")

    assert made == ["council", "rats", "council"]


def test_where_something_stands_it_is_made(make, made):
    told_of(make, "council")
    BodyFactory(slug="rats")
    told_of(make, "council")

    assert made == ["council", "council"]


@pytest.mark.indexed
def test_where_somebody_listens_it_is_made(make, made):
    told_of(make, "council")
    told_of(make, "council")

    assert made == ["council", "council"]


def test_more_can_be_made_beside_a_copy(make):
    told_of(make, "council")
    make("council")
    BodyFactory(slug="rats", published=True)

    assert list(records.discrepancies()) == []
    assert records.newest_number() == 2


@pytest.mark.django_db(transaction=True)
def test_a_copy_that_is_committed_may_name_rows_that_follow():
    @made_once
    def meeting():
        EventFactory(slug="forum", cities=[CityFactory()], published=True)

    written = told_of(meeting)
    meeting()

    assert everything() == written
    assert Event.objects.get().cities.count() == 1
