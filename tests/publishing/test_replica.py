"""Readers are told by the replica what the primary would tell them, or by the primary."""

from __future__ import annotations

import threading
from itertools import count

import pytest
from hypothesis import example, given, strategies as st

from publishing.replica import (
    PRIMARY,
    REPLICA,
    Choice,
    Line,
    NobodyAnswersError,
    Reads,
)


class Said(Line):
    """A database that says what a test lets it say; None when it is gone."""

    def __init__(self, said: str | None) -> None:
        self.said, self.asked = said, 0

    def ask(self) -> None:
        self.asked += 1

    def answer(self) -> str | None:
        return self.said


class Pair:
    """A primary, its replica, and a clock that a test moves."""

    def __init__(self, primary: str | None = "a", replica: str | None = "a") -> None:
        self.primary, self.replica, self.seconds = Said(primary), Said(replica), 0.0
        self.reads = Reads(self.primary, self.replica, ticks=lambda: self.seconds)


@pytest.mark.parametrize(
    ("primary", "replica", "read"),
    [
        ("a", "a", REPLICA),
        ("", "", REPLICA),
        ("b", "a", PRIMARY),  # it lacks something
        ("a", None, PRIMARY),
        (None, "a", REPLICA),
        (None, "", REPLICA),
    ],
)
def test_replica_is_read_while_it_says_what_the_primary_says(primary, replica, read):
    pair = Pair(primary, replica)

    assert pair.reads.choose().alias == read


def test_where_nobody_answers_that_is_believed_for_a_second():
    pair = Pair(None, None)
    for _reader in range(3):
        with pytest.raises(NobodyAnswersError):
            pair.reads.current()
    assert pair.primary.asked == 1

    pair.primary.said, pair.seconds = "a", 1.0

    assert pair.reads.current().alias == PRIMARY


def test_a_choice_is_good_for_a_second():
    pair = Pair()
    first = pair.reads.current()
    pair.primary.said, pair.seconds = "b", 0.9
    assert pair.reads.current() is first

    pair.seconds = 1.0

    assert pair.reads.current() == Choice(PRIMARY, "0:b")


@pytest.mark.parametrize("gone", [PRIMARY, REPLICA])
def test_what_was_kept_is_made_anew_when_one_goes_and_when_it_comes_back(gone):
    pair = Pair()
    line = pair.primary if gone == PRIMARY else pair.replica
    stamps = [pair.reads.choose().stamp]

    for said in (None, "a"):
        line.said = said
        stamps += [pair.reads.choose().stamp, pair.reads.choose().stamp]

    assert stamps == ["0:a", "1:a", "1:a", "2:a", "2:a"]


def test_replica_tells_since_when_it_lacks_something():
    pair = Pair()
    behind = []
    for primary, second in (("a", 1), ("b", 2), ("b", 5), ("c", 6), ("a", 7)):
        pair.primary.said, pair.seconds = primary, second
        pair.reads.choose()
        behind.append(pair.reads.behind)

    assert behind == [0, 1, 4, 5, 0]


def test_who_answers_is_known():
    pair = Pair("a", None)
    pair.reads.choose()

    assert pair.reads.up == {PRIMARY: True, REPLICA: False}


STEPS = st.lists(
    st.one_of(
        st.just(("write", 0)),
        st.tuples(st.just("follow"), st.integers(0, 3)),
        st.tuples(
            st.sampled_from(["primary goes", "primary comes", "tick", "ask", "make"]), st.just(0)
        ),
    ),
    max_size=40,
)


def steps(words: str) -> list[tuple[str, int]]:
    return [(word.strip(), 3) for word in words.split(",")]


@given(STEPS)
@example(steps("write, ask, primary goes, make, primary comes, follow, ask"))
@example(steps("write, ask, primary goes, ask, make, follow, ask, primary comes, ask"))
@example(steps("ask, write, make, follow, tick, ask"))
def test_nothing_is_kept_under_a_stamp_that_is_newer_than_its_rows(steps):
    """Whoever asks for the stamp first and for rows at any later moment never keeps old ones as new."""
    pair, written, followed = Pair("0", "0"), 0, 0
    moments: list[str] = []
    kept: list[tuple[str, int]] = []
    for step, number in steps:
        if step == "write" and pair.primary.said is not None:
            written += 1
        elif step == "follow":
            followed = min(followed + number, written)
        elif step == "tick":
            pair.seconds += 1
        goes = step == "primary goes" or (pair.primary.said is None and step != "primary comes")
        pair.primary.said, pair.replica.said = None if goes else str(written), str(followed)
        if step == "ask":
            moment = pair.reads.choose().stamp
            moments.append(moment)
            value = int(moment.partition(":")[2])
            assert all(rows >= value for stamp, rows in kept if stamp == moment)
        if step == "make" and moments:
            alias = pair.reads.current().alias
            if alias == PRIMARY and goes:  # it fails: another is chosen
                alias = pair.reads.choose().alias
            # A thread may have been asleep since any of the moments.
            kept += [(moment, written if alias == PRIMARY else followed) for moment in moments[-3:]]


def test_who_does_not_answer_is_given_up_and_asked_no_more_until_it_has():
    asked, may_answer = count(1), threading.Event()

    def question() -> str:
        number = next(asked)
        if number == 2:
            may_answer.wait(20)
        return str(number)

    line = Line(question, patience=0.2)
    answers = []
    for _second in range(4):
        line.ask()
        answers.append(line.answer())
    may_answer.set()
    assert line._answered.wait(20)
    line.ask()
    answers.append(line.answer())

    assert answers == ["1", None, None, None, "3"]


def test_a_late_answer_is_no_answer_to_a_later_question():
    may_answer, gone_on = threading.Event(), threading.Event()

    def question() -> str:
        may_answer.wait(20)
        return "old"

    line = Line(question, patience=0.01)
    line.ask()
    assert line.answer() is None
    line.ask()
    may_answer.set()
    gone_on.wait(0.1)

    assert line.answer() is None


def test_a_question_that_fails_is_asked_again():
    answers = iter([ValueError("no database says so"), "a"])

    def question() -> str:
        answer = next(answers)
        if isinstance(answer, Exception):
            raise answer
        return answer

    line = Line(question, patience=20)
    said = []
    for _second in range(2):
        line.ask()
        said.append(line.answer())

    assert said == [None, "a"]
