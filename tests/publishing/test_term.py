from datetime import date

import pytest

from presidencies.models import Presidency
from publishing.years import Term, term


@pytest.mark.django_db
def test_term_is_that_of_the_current_presidency():
    presidency = Presidency.objects.get()
    presidency.begins, presidency.ends = date(2031, 1, 1), date(2031, 12, 31)
    presidency.save()

    assert term() == Term(date(2031, 1, 1), date(2031, 12, 31), founded=2001)


def test_first_and_last_day_belong_to_the_term():
    whole = Term(date(2019, 6, 14), date(2020, 11, 10))

    assert [whole.is_ahead(date(2019, 6, day)) for day in (13, 14)] == [True, False]
    assert [whole.is_over(date(2020, 11, day)) for day in (10, 11)] == [False, True]
