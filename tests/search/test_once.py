"""What a search asks again is answered from what it was told; the next search asks anew."""

from search.once import once, one_search

asked: list[str] = []


@once
def ask(text: str) -> int:
    asked.append(text)
    return len(asked)


def test_the_same_is_asked_once_in_a_search_and_anew_in_the_next():
    asked.clear()
    with one_search():
        first = [ask("a"), ask("a"), ask("b")]
    with one_search():
        second = ask("a")

    assert (first, second) == ([1, 1, 2], 3)


def test_outside_a_search_nothing_is_kept():
    asked.clear()

    assert [ask("a"), ask("a")] == [1, 2]
