"""A project of one rule and one test, in which faults can be planted."""

from scripts.planting import Mutant

SOUND = "def double(number):\n    return number * 2\n"
#: Knows nothing of a negative number.
TEST = """
from sums.doubling import double

def test_double():
    assert double(2) == 4
"""


def fault(old: str, new: str, name: str = "a-fault") -> Mutant:
    return Mutant(name, "sums/doubling.py", old, new)
