"""How many mistakes one Russian word is away from another, as both sound: «тредиционая» is two from традиционный."""

from search.analysis import russian

#: Letters of what sounds, without its ending, that leave a word its own with one mistake in it, and with two.
SHORTEST_WITH_ONE, SHORTEST_WITH_TWO = 6, 8


def between(word: str, other: str) -> int | None:
    """Return the mistakes between the sounds of two words, without their endings; None for more than the shorter bears.

    The first letter is none: what begins otherwise is another word.
    """
    if word[:1] != other[:1]:
        return None
    heard, meant = russian.bare_sound(word), russian.bare_sound(other)
    letters = min(len(heard), len(meant))
    most = (letters >= SHORTEST_WITH_ONE) + (letters >= SHORTEST_WITH_TWO)
    # Letters that only one of them has are half a mistake each, at least.
    if abs(len(heard) - len(meant)) > most or len({*heard} ^ {*meant}) > 2 * most:
        return None
    found = _distance(heard, meant)
    return found if found <= most else None


def _distance(word: str, other: str) -> int:
    """Return how many letters are left out, put in, mistyped, or swapped with their neighbours."""
    before: list[int] = []
    above = list(range(len(other) + 1))
    for row, letter in enumerate(word, 1):
        line = [row]
        for column, its in enumerate(other, 1):
            least = min(above[column] + 1, line[-1] + 1, above[column - 1] + (letter != its))
            is_swap = column > 1 and row > 1 and (letter, word[row - 2]) == (other[column - 2], its)
            line.append(min(least, before[column - 2] + 1) if is_swap else least)
        before, above = above, line
    return above[-1]
