from datetime import date

from publishing.term import Term, term


def test_term_is_read_from_the_settings(settings):
    settings.PRESIDENCY_BEGINS, settings.PRESIDENCY_ENDS = "2031-01-01", "2031-12-31"

    assert term() == Term(date(2031, 1, 1), date(2031, 12, 31))


def test_first_and_last_day_belong_to_the_term():
    whole = Term(date(2019, 6, 14), date(2020, 11, 10))

    assert [whole.is_ahead(date(2019, 6, day)) for day in (13, 14)] == [True, False]
    assert [whole.is_over(date(2020, 11, day)) for day in (10, 11)] == [False, True]
