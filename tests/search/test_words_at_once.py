"""Threads that answer and index at the same time read the same words each."""

import re
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest

from search.analysis import english
from tests.presiding import DATA

THREADS = 4


@pytest.fixture
def restless() -> Iterator[None]:
    """Threads take turns after a millionth of a second, and not after five thousandths."""
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(interval)


def test_threads_at_work_at_once_get_the_stems_of_their_own_words(restless):
    stem = (
        english._stem.__wrapped__
    )  # what is remembered would hide a fault here, and keep it in a process
    texts = (DATA / "event_texts.csv").read_text("utf-8")
    words = sorted({word.lower() for word in re.findall("[A-Za-z]{4,}", texts)})
    alone = [stem(word) for word in words]

    with ThreadPoolExecutor(THREADS) as threads:
        together = threads.map(lambda _number: [stem(word) for word in words], range(THREADS))

    assert len(words) > 500
    assert all(stems == alone for stems in together)
