"""What the bench reckons with: processes, spreads, goals. It measures nothing here."""

import os
import time

import pytest

from bench import client, goals, processes, servers
from bench.said import Spread, number


def test_the_fields_of_a_process_are_those_behind_its_name():
    line = "42 (a (strange) name) S 1 42 42"

    assert processes.fields(line) == ["S", "1", "42", "42"]


def test_a_family_holds_children_of_children_and_no_stranger():
    parents = {2: 1, 3: 2, 4: 3, 9: 1}

    assert processes.family([2], parents) == {2, 3, 4}
    assert processes.family([], parents) == set()


def test_the_time_of_this_process_rises_as_it_works():
    before, begun = processes.cpu_seconds([os.getpid()]), time.process_time()
    while time.process_time() < begun + 0.05:
        sum(range(1000))

    assert processes.cpu_seconds([os.getpid()]) > before


def test_a_process_that_is_gone_has_taken_nothing():
    assert processes.cpu_seconds([2**30]) == 0
    assert processes.resident_bytes([2**30]) == 0


def test_a_spread_names_median_least_and_greatest():
    assert Spread.of([3.0, 1.0, 20.0]) == Spread(3.0, 1.0, 20.0)
    assert str(Spread.of([3.0, 1.0, 20.0])) == "3.00 (1.00–20.0)"


@pytest.mark.parametrize(
    ("figure", "words"), [(242.4, "242"), (18.04, "18.0"), (6.4, "6.40"), (0.0444, "0.044")]
)
def test_a_figure_has_about_three_digits(figure, words):
    assert number(figure) == words


def spread(median: float) -> Spread:
    return Spread(median, median, median)


def test_a_goal_is_met_at_its_bound_and_missed_above():
    at, above = (
        goals.judged({"nginx, uncached": {"home": spread(figure)}})[0] for figure in (15.0, 15.1)
    )

    assert [at.verdict, above.verdict] == ["met", "MISSED"]


def test_a_cached_page_is_judged_by_the_file_of_the_same_run():
    columns = {
        "nginx, cached": {"home": spread(0.5)},
        "nginx, static": {"home": spread(0.25)},
    }

    (goal,) = goals.judged(columns)

    assert (goal.words, goal.figure, goal.wanted, goal.verdict) == (
        "home, cached, behind nginx, × a file",
        2.0,
        1.5,
        "MISSED",
    )


def test_a_column_that_was_not_measured_is_not_judged():
    assert goals.judged({}) == []


def test_a_header_that_is_named_takes_the_place_of_the_usual_one():
    message = client.request("/en/", {"Accept_Encoding": "identity"})

    assert message.count(b"Accept-Encoding") == 1
    assert b"Accept-Encoding: identity\r\n" in message


def test_the_head_of_an_answer_is_read():
    head = b'HTTP/1.1 304 Not Modified\r\nETag: "a:b"'

    assert client.parsed(head) == (304, {"etag": '"a:b"'})


def test_the_cache_that_is_measured_is_that_of_the_deployment(tmp_path):
    around, rules = servers.cache_of(servers.DEPLOYED.read_text("utf-8"), tmp_path)

    assert around.startswith(f"proxy_cache_path {tmp_path}/cache levels=1:2 ")
    assert "map $http_cookie $personal {" in around
    assert {line.split()[0] for line in rules.splitlines()} == {
        *("proxy_cache", "proxy_cache_key", "proxy_cache_bypass", "proxy_cache_revalidate"),
        *("proxy_cache_lock", "proxy_cache_lock_timeout", "proxy_cache_use_stale"),
        *("proxy_no_cache", "proxy_ignore_headers"),
    }
