"""Which day an address names by itself."""

from datetime import date

import pytest

from events.sources import day_in


@pytest.mark.parametrize(
    ("address", "day"),
    [
        ("https://news.example/2020/11/10/summit", date(2020, 11, 10)),
        ("https://news.example/politics/20201110/", date(2020, 11, 10)),
        ("https://news.example/politics/202011101032499565/", date(2020, 11, 10)),
        ("https://news.example/summit-2020-11-10.html", date(2020, 11, 10)),
        ("https://news.example/?id=2020111012", None),
        ("https://news.example/20209910123456/", None),
        ("https://news.example/?id=120201110", None),
        ("https://news.example/print.php?idn=25836", None),
    ],
)
def test_day_stands_by_itself_or_before_the_number_of_an_article(address: str, day: date | None):
    assert day_in(address) == day
