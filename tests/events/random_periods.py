"""Periods of every precision, for tests by examples."""

from datetime import date, time, timedelta

from hypothesis import strategies as st

from events.calendar import MONTHS, unit
from events.dates import Month, Period, Precision
from i18n.texts import CODES

texts = st.dictionaries(st.sampled_from(CODES), st.sampled_from(["", "Hall", "Зал", "厅"]))


@st.composite
def periods(draw: st.DrawFn, days: st.SearchStrategy[date]) -> Period:
    """Return one that begins on one of `days`, or in what holds it."""
    precision = draw(st.sampled_from(Precision))
    if precision == Precision.NONE:
        return Period(words=draw(texts))
    first = draw(days)
    last = first + timedelta(days=draw(st.integers(0, 40)))
    if precision == Precision.MINUTE:
        opens = draw(st.times(max_value=time(12)))
        closes = draw(st.none() | st.times(min_value=time(13)))
        return Period(first, last, precision, opens, closes, "Asia/Shanghai", draw(texts))
    if precision in MONTHS:
        first, last = unit(first, MONTHS[precision])[0], unit(last, MONTHS[precision])[1]
    if precision == Precision.PART_OF_MONTH:
        last = min(last, Month.of(first).last)
    return Period(first, last, precision, words=draw(texts))
