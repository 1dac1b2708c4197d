"""What a list of the filter says of each of its values."""

import pytest

from website.filters.counts import ValueCount


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (ValueCount(1), "Xi’an (1)"),
        (ValueCount(1, 2), "Xi’an (1 + 2)"),
        (ValueCount(3, own=1), "Xi’an and all below (3, alone 1)"),
    ],
)
def test_values_are_said_with_the_marks_of_print(count: ValueCount, said: str):
    assert count.say("Xi'an") == said
